import { afterEach, describe, expect, test } from 'vitest';
import { readDetail } from '../../main/core/sync/detail.ts';
import { calm } from './network.ts';
import { dossiersOf } from './people.ts';
import { callLater, note } from './rappels-gestes.ts';
import { lifeTitle, lives, Scene } from './rappels-scene.ts';
import type { SimPoste } from './sim-poste.ts';

/** The row of the table of concurrent edits where a right ends (users-and-rules 1.5). */

let scene: Scene;
afterEach(() => scene.close());

const count = ({ store }: SimPoste, sql: string, flux: string): number =>
  store.persons.prepare<[string], number>(sql).pluck().get(flux) ?? 0;
const rowsOf = (poste: SimPoste, flux: string): number =>
  count(poste, 'SELECT count(*) FROM ligne WHERE flux = ?', flux);
const knowsTheEnd = (poste: SimPoste, flux: string): boolean =>
  count(poste, 'SELECT count(*) FROM ordre WHERE flux = ?', flux) > 0;

/** For a while the server answers a list without the flux of this right, and no order. */
async function forgetTheRight(poste: SimPoste): Promise<void> {
  const { db } = scene.world.server;
  const { debut_le } = await db.selectFrom('delegation').select('debut_le').executeTakeFirstOrThrow();
  await db.updateTable('delegation').set({ debut_le: '2029-01-01T00:00:00.000Z' }).execute();
  await poste.sync();
  await db.updateTable('delegation').set({ debut_le }).execute();
}

describe('rights removed (403 on the scope)', () => {
  test.each(lives)(
    `${lifeTitle}: what was done before is pushed, the list leaves the poste, a receipt says it`,
    async (life) => {
      scene = await Scene.open(life);
      const { world } = scene;
      const [, director, delegue] = world.postes;
      if (director === undefined || delegue === undefined) throw new Error('there are three postes');
      const { dossier, flux } = scene.person(0);
      const people = dossiersOf(delegue).filter((row) => row.flux === flux).length;
      // Their clock is hours ahead: what they did before the end is dated after it there.
      delegue.skewMs = 3 * 3_600_000;
      const [early = ''] = scene.write(delegue, [note(dossier, 'Écrit des jours avant')]);
      world.clock.advance(60_000);
      for (let turn = 0; turn < 2; turn += 1) await delegue.sync();
      // A server that lost what it had taken from them will be offered it again, though nothing can be read any more.
      if (scene.isRestored) await scene.disaster();
      else {
        const rows = rowsOf(delegue, flux);
        await forgetTheRight(delegue);
        expect(rowsOf(delegue, flux)).toBe(rows);
      }
      const [inTime = ''] = scene.write(delegue, [callLater(dossier)]);
      const [colleague = ''] = scene.write(director, [note(dossier, 'Vu au forum')]);
      world.clock.advance(3_600_000);
      const [atTheLast = ''] = scene.write(delegue, [note(dossier, 'Écrit à la dernière minute')]);
      await world.endDelegation();
      await scene.save();
      world.clock.advance(2_000);
      const [tooLate = ''] = scene.write(delegue, [note(dossier, 'Écrit après la fin')]);
      // The network falls as the order comes: nothing leaves the poste before all that it did was answered.
      world.during = (poste) => {
        if (knowsTheEnd(poste, flux)) world.mood = { ...calm, drop: 1 };
      };
      await delegue.sync();
      world.during = () => undefined;
      world.mood = calm;
      expect(knowsTheEnd(delegue, flux)).toBe(true);
      expect(scene.filIds(delegue, dossier)).toEqual(expect.arrayContaining([early, inTime, atTheLast, tooLate]));
      const more = { dossier, type: 'note', corps: { texte: 'Encore un mot' }, vues: {} };
      expect(delegue.write([more])).toMatchObject({ ok: false, error: { code: 'FLUX_RETIRE' } });
      if (scene.isRestored) await scene.disaster();
      // One exchange is enough, seconds later: it waits neither for the time to undo, nor for another one.
      await delegue.sync();
      expect(rowsOf(delegue, flux)).toBe(0);
      for (const poste of scene.away) await scene.comeBack(poste);
      await scene.meet();
      expect((await scene.onServer(dossier)).toSorted()).toEqual([early, inTime, atTheLast, colleague].toSorted());
      for (const poste of world.postes.slice(0, 2))
        expect(scene.filIds(poste, dossier), poste.name).toEqual(
          expect.arrayContaining([early, inTime, atTheLast, colleague]),
        );
      // Nothing of anybody is left, and the skeleton of what came too late names nobody.
      expect(dossiersOf(delegue).filter((row) => row.flux === flux)).toEqual([]);
      const left = delegue.store.persons.prepare('SELECT acte, etat, corps FROM saisie').all();
      expect(left.filter((row) => JSON.stringify(row).includes(tooLate))).toEqual([
        { acte: tooLate, etat: 'squelette', corps: '{}' },
      ]);
      const [receipt, ...others] = readDetail(delegue.store.persons).retraits;
      expect(others).toEqual([]);
      expect(receipt).toMatchObject({ raison: 'fin_de_delegation', personnes: people, nonEnvoyees: 1 });
      const orders = await world.server.db.selectFrom('ordre').selectAll().where('flux_id', '=', flux).execute();
      expect(orders).toMatchObject([{ raison: 'fin_de_delegation', actes_non_envoyes: 1 }]);
      await scene.end();
    },
  );
});
