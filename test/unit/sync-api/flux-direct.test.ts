import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commentMs, Direct, ecoutesParPoste, retardMaxOctets, type Sortie } from '../../../sync-api/flux/direct.ts';
import { finirDelegation } from '../../../sync-api/flux/fins.ts';
import type { Tables } from '../../../sync-api/store/tables.ts';
import { type Compte, createCompte, createDelegation, createRelation, writeRows } from '../../support/flux-fixtures.ts';
import { openTestDatabase, TestClock, TestMinuterie, testRandom } from '../../support/flux-server.ts';

class Listener implements Sortie {
  text = '';
  backlog = 0;
  ended = false;
  write(text: string): void {
    this.text += text;
  }
  pending(): number {
    return this.backlog;
  }
  end(): void {
    this.ended = true;
  }
  hints(): unknown[] {
    const data = this.text.split('\n').filter((line) => line.startsWith('data: '));
    this.text = '';
    return data.map((line): unknown => JSON.parse(line.slice('data: '.length)));
  }
}

describe('live hints', () => {
  let db: Kysely<Tables>;
  let clock: TestClock;
  let minuterie: TestMinuterie;
  let direct: Direct;
  let compte: Compte;
  let relation: { relation: string; flux: string };
  const later = () => new Date(clock.now().getTime() + 3_600_000);
  beforeEach(async () => {
    db = await openTestDatabase();
    clock = new TestClock();
    minuterie = new TestMinuterie();
    direct = new Direct(db, clock, minuterie);
    compte = await createCompte(db, 'responsable', 'a');
    relation = await createRelation(db, compte);
  });
  afterEach(() => db.destroy());

  const open = async (who = compte, expiresAt = later()) => {
    const listener = new Listener();
    const close = await direct.ouvrir(who.porteur, listener, expiresAt);
    return { listener, close };
  };

  test('a listener first hears the head of every flux it may pull', async () => {
    await writeRows(db, relation.flux, 2);
    const { listener } = await open();
    expect(listener.hints()).toContainEqual({ flux: relation.flux, tete: 2 });
  });

  test('then each head that moves, once, and only its own', async () => {
    const other = await createCompte(db, 'responsable', 'b');
    const { listener } = await open();
    const { listener: foreign } = await open(other);
    listener.hints();
    foreign.hints();
    direct.annoncer([{ flux: relation.flux, tete: 3 }]);
    direct.annoncer([{ flux: relation.flux, tete: 3 }]);
    expect(listener.hints()).toEqual([{ flux: relation.flux, tete: 3 }]);
    expect(foreign.hints()).toEqual([]);
  });

  test('a beat finds what another process wrote', async () => {
    const { listener } = await open();
    listener.hints();
    await writeRows(db, relation.flux, 5);
    await direct.beat();
    await direct.beat();
    expect(listener.hints()).toEqual([{ flux: relation.flux, tete: 5 }]);
  });

  test('a comment keeps the line open every 25 s, and brings a flux that has just opened', async () => {
    const { listener } = await open();
    listener.hints();
    clock.advance(commentMs - 1);
    await direct.beat();
    expect(listener.text).toBe('');
    const fresh = await createRelation(db, compte);
    clock.advance(1);
    await direct.beat();
    expect(listener.text).toContain(': \n\n');
    expect(listener.hints()).toEqual([{ flux: fresh.flux, tete: 0 }]);
  });

  test('a right that ended is silent after the next comment', async () => {
    const delegue = await createCompte(db, 'delegue', 'd');
    const delegation = await createDelegation(db, delegue, relation.relation);
    const { listener } = await open(delegue);
    await finirDelegation(db, { clock, random: testRandom }, delegation);
    clock.advance(commentMs);
    await direct.beat();
    listener.hints();
    direct.annoncer([{ flux: relation.flux, tete: 9 }]);
    expect(listener.hints()).toEqual([]);
  });

  test('ends with its access token', async () => {
    const { listener } = await open(compte, new Date(clock.now().getTime() + 1_000));
    clock.advance(1_000);
    await direct.beat();
    expect(listener.ended).toBe(true);
    expect(direct.nombre).toBe(0);
  });

  test('a third line of one poste ends the oldest; another poste keeps its own', async () => {
    const other = await createCompte(db, 'responsable', 'b');
    const foreign = await open(other);
    const lines = [];
    for (let index = 0; index <= ecoutesParPoste; index++) lines.push(await open());
    expect(lines.map(({ listener }) => listener.ended)).toEqual([true, false, false]);
    expect(foreign.listener.ended).toBe(false);
  });

  test('a line that cannot learn its rights is ended rather than left silent', async () => {
    await db.schema.alterTable('flux').renameTo('flux_lost').execute();
    const { listener } = await open();
    expect([listener.ended, direct.nombre]).toEqual([true, 0]);
  });

  test('a beat that fails leaves the lines open for the next one', async () => {
    const { listener } = await open();
    await db.schema.alterTable('flux').renameTo('flux_lost').execute();
    await direct.beat();
    await db.schema.alterTable('flux_lost').renameTo('flux').execute();
    listener.hints();
    await writeRows(db, relation.flux, 1);
    await direct.beat();
    expect(listener.hints()).toEqual([{ flux: relation.flux, tete: 1 }]);
  });

  test('a client that lets hints pile up is dropped', async () => {
    const { listener } = await open();
    listener.backlog = retardMaxOctets + 1;
    direct.annoncer([{ flux: relation.flux, tete: 1 }]);
    expect(listener.ended).toBe(true);
  });

  test('many listeners are asked to spread out', async () => {
    const listeners = [];
    for (let index = 0; index < 21; index++)
      listeners.push(await open({ ...compte, porteur: { ...compte.porteur, posteId: `p${index}` } }));
    for (const { listener } of listeners) listener.hints();
    direct.annoncer([{ flux: relation.flux, tete: 1 }]);
    for (const { listener } of listeners)
      expect(listener.hints()).toEqual([{ flux: relation.flux, tete: 1, etaler_s: 3 }]);
  });

  test('the beat runs only while somebody listens, and a closed server takes nobody', async () => {
    expect(minuterie.isBeating).toBe(false);
    const first = await open();
    expect(minuterie.isBeating).toBe(true);
    first.close();
    expect(minuterie.isBeating).toBe(false);
    const second = await open();
    direct.fermer();
    expect(second.listener.ended).toBe(true);
    expect((await open()).listener.ended).toBe(true);
    expect(minuterie.isBeating).toBe(false);
  });

  test('a poste revoked or a compte suspended meanwhile is cut by the next beat', async () => {
    const other = await createCompte(db, 'responsable', 'b');
    const third = await createCompte(db, 'responsable', 'c');
    const [mine, theirs, kept] = [await open(), await open(other), await open(third)];
    const revoque_le = clock.now().toISOString();
    await db.updateTable('poste').set({ revoque_le }).where('id', '=', compte.porteur.posteId).execute();
    await db.updateTable('compte').set({ statut: 'suspendu' }).where('id', '=', other.porteur.compteId).execute();
    await direct.beat();
    expect([mine, theirs, kept].map(({ listener }) => listener.ended)).toEqual([true, true, false]);
  });
});
