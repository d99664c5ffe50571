import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pushResponse } from '../../shared/contract/sync.ts';
import type { Acte } from '../../shared/domain/actes/acte.ts';
import { deplacer, empreinteVide } from '../../shared/domain/empreinte.ts';
import { empreinteLigne } from '../../sync-api/store/flux.ts';
import { type Compte, createCompte, createDossier, createRelation, makeActe } from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer } from '../support/flux-server.ts';

describe('actes numbered together', () => {
  let server: FluxServer;
  let compte: Compte;
  let flux: string;
  let dossier: string;
  beforeEach(async () => {
    server = await startFluxServer();
    compte = await createCompte(server.db, 'responsable', 'a');
    server.allow('a', compte.acces);
    flux = (await createRelation(server.db, compte)).flux;
    dossier = await createDossier(server.db, flux, 'ine-1');
  });
  afterEach(() => server.close());

  const note = (parts: Partial<Acte> = {}) => makeActe({ flux, dossier, ...parts });
  const push = async (actes: Acte[]) => {
    const response = await server.post('a', '/v1/actes', { dernier_echange_le: null, actes });
    expect(response.status).toBe(200);
    return pushResponse.parse(await response.json()).resultats;
  };
  const etats = async (actes: Acte[]) =>
    (await push(actes)).map((result) => ('seq' in result ? `${result.etat} ${result.seq}` : result.code));
  /** What the flux says of itself is what its rows say. */
  const expectWhole = async (id: string) => {
    const rows = await server.db.selectFrom('ligne').selectAll().where('flux_id', '=', id).orderBy('seq').execute();
    const head = await server.db.selectFrom('flux').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const hashes = rows.map((row) => empreinteLigne(row.id, row.seq));
    expect(head).toMatchObject({
      tete: rows.at(-1)?.seq,
      nombre: rows.length,
      empreinte: deplacer(empreinteVide, [], hashes),
    });
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
  };

  test('one that fails by accident takes back its own writes only, wherever it stands', async () => {
    const actes = Array.from({ length: 5 }, () => note());
    await sql`create trigger trap_acte before insert on acte when new.id = ${sql.lit(actes[2]?.id)}
      begin select raise(abort, 'trap'); end`.execute(server.db);
    const tries = await etats(actes);
    await sql`drop trigger trap_acte`.execute(server.db);
    expect(tries).toEqual(['accepte 2', 'accepte 3', 'ERREUR_INTERNE', 'accepte 4', 'accepte 5']);
    await expectWhole(flux);
    expect(await etats(actes)).toEqual(['deja_recu 2', 'deja_recu 3', 'accepte 6', 'deja_recu 4', 'deja_recu 5']);
    await expectWhole(flux);
  });

  test('the same id twice in one request is written once, another body under it is refused', async () => {
    const acte = note();
    const other = { ...acte, corps: { texte: 'Autre chose.' } };
    expect(await etats([acte, acte, other, note()])).toEqual([
      'accepte 2',
      'deja_recu 2',
      'ACTE_DIFFERENT',
      'accepte 3',
    ]);
    await expectWhole(flux);
  });

  test('what depends on one of them finds it, and what undoes one comes after it', async () => {
    const first = note();
    const second = note({ depend: [first.id] });
    const undone = note({ type: 'annule', corps: { acte: first.id }, depend: [first.id] });
    expect(await etats([first, second, undone, note({ depend: [undone.id] })])).toEqual([
      'accepte 2',
      'accepte 3',
      'accepte 4',
      'accepte 5',
    ]);
    await expectWhole(flux);
  });

  test('a person erased in the middle of a request is erased for what follows', async () => {
    const before = note();
    const erasure = note({ type: 'effacement', corps: {} });
    const results = await push([before, erasure, note()]);
    expect(results.map((result) => ('code' in result ? result.code : result.etat))).toEqual([
      'accepte',
      'accepte',
      'PERSONNE_EFFACEE',
    ]);
    const rows = await server.db.selectFrom('ligne').select(['id', 'type']).where('flux_id', '=', flux).execute();
    expect(rows.find(({ id }) => id === before.id)).toMatchObject({ type: 'tombstone' });
  });

  test('two flux in one request are numbered each in its order, and both are announced', async () => {
    const other = (await createRelation(server.db, compte)).flux;
    const there = await createDossier(server.db, other, 'ine-2');
    const elsewhere = () => note({ flux: other, dossier: there });
    expect(await etats([note(), elsewhere(), note(), elsewhere(), elsewhere()])).toEqual([
      'accepte 2',
      'accepte 2',
      'accepte 3',
      'accepte 3',
      'accepte 4',
    ]);
    await expectWhole(flux);
    await expectWhole(other);
  });

  test('refusals leave no hole between those that are taken', async () => {
    const wrong = note({ dossier: '00000000-0000-4000-8000-000000000000' });
    const unknown = note({ flux: '00000000-0000-4000-8000-000000000001' });
    expect(await etats([note(), wrong, note(), unknown, note()])).toEqual([
      'accepte 2',
      'DOSSIER_INCONNU',
      'accepte 3',
      'FLUX_INCONNU',
      'accepte 4',
    ]);
    await expectWhole(flux);
  });
});
