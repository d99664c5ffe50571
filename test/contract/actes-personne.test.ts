import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PushResult, pushResponse } from '../../shared/contract/sync.ts';
import { type Acte, acteRecu } from '../../shared/domain/actes/acte.ts';
import { ajouter } from '../../shared/domain/empreinte.ts';
import { foldFaits } from '../../shared/domain/faits.ts';
import { listActes } from '../../sync-api/actes/acte-repository.ts';
import { appliquerOppositionConnue } from '../../sync-api/actes/opposition.ts';
import { empreinteLigne } from '../../sync-api/store/flux.ts';
import { type Compte, createCompte, createDossier, createRelation, makeActe } from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer } from '../support/flux-server.ts';

/** Actes whose effect goes beyond the dossier they were written in. */
describe('a person known by several dossiers', () => {
  let server: FluxServer;
  let compte: Compte;
  let here: { flux: string; dossier: string };
  let there: { flux: string; dossier: string };
  let stranger: { flux: string; dossier: string };
  beforeEach(async () => {
    server = await startFluxServer();
    compte = await createCompte(server.db, 'responsable', 'a');
    server.allow('a', compte.acces);
    const other = await createCompte(server.db, 'responsable', 'b');
    const place = async (owner: Compte, person: string) => {
      const { flux } = await createRelation(server.db, owner);
      return { flux, dossier: await createDossier(server.db, flux, person) };
    };
    here = await place(compte, 'ine-1');
    there = await place(compte, 'ine-1');
    stranger = await place(other, 'ine-1');
  });
  afterEach(() => server.close());

  const push = async (...actes: Acte[]): Promise<PushResult[]> => {
    const response = await server.post('a', '/v1/actes', { dernier_echange_le: null, actes });
    return pushResponse.parse(await response.json()).resultats;
  };
  const isOpposed = async ({ flux, dossier }: typeof here) =>
    foldFaits(await listActes(server.db, flux, dossier)).get('opposition')?.valeur === true;
  const opposed = async () => [await isOpposed(here), await isOpposed(there), await isOpposed(stranger)];
  const oppositions = () => server.db.selectFrom('opposition').selectAll().execute();
  const refusedCall = (at: typeof here) =>
    makeActe({
      ...at,
      type: 'appel',
      corps: { sens: 'emis', numero: '+33612345678', interlocuteur: 'responsable', disposition: 'OPPOSITION' },
    });

  test('an opposition is repeated in every dossier of the person under the same responsable, and nowhere else', async () => {
    expect(await push(refusedCall(here))).toMatchObject([{ etat: 'accepte' }]);
    expect(await opposed()).toEqual([true, true, false]);
    const [minted] = await listActes(server.db, there.flux, there.dossier);
    const row = await server.db
      .selectFrom('ligne')
      .select('corps')
      .where('id', '=', minted?.acte.id ?? '')
      .executeTakeFirstOrThrow();
    expect(acteRecu.parse(JSON.parse(row.corps))).toMatchObject({
      type: 'opposition',
      compte: null,
      poste: null,
      poste_nom: null,
    });
    expect(await oppositions()).toMatchObject([{ siret_responsable: compte.porteur.siret }]);
  });

  test('saying it twice mints nothing more', async () => {
    await push(refusedCall(here));
    await push(makeActe({ ...there, type: 'opposition', corps: {} }));
    expect(await listActes(server.db, here.flux, here.dossier)).toHaveLength(1);
    expect(await listActes(server.db, there.flux, there.dossier)).toHaveLength(2);
  });

  test('undoing what was said takes it back everywhere', async () => {
    const call = refusedCall(here);
    await push(call);
    const undo = makeActe({ ...here, type: 'annule', corps: { acte: call.id } });
    expect(await push(undo)).toMatchObject([{ etat: 'accepte' }]);
    expect(await opposed()).toEqual([false, false, false]);
    expect(await oppositions()).toEqual([]);
    await push(makeActe({ ...here, type: 'annule', corps: { acte: undo.id } }));
    expect(await opposed()).toEqual([true, true, false]);
    expect(await oppositions()).toHaveLength(1);
  });

  test('a correction says it, or takes it back, as well', async () => {
    const call = makeActe({
      ...here,
      type: 'appel',
      corps: { sens: 'emis', numero: null, interlocuteur: null, disposition: 'SANS_REPONSE' },
    });
    await push(call);
    expect(await opposed()).toEqual([false, false, false]);
    const corrected = { ...call.corps, disposition: 'OPPOSITION' };
    await push(makeActe({ ...here, type: 'correction', corps: { acte: call.id, corps: corrected } }));
    expect(await opposed()).toEqual([true, true, false]);
    await push(makeActe({ ...here, type: 'correction', corps: { acte: call.id, corps: call.corps } }));
    expect(await opposed()).toEqual([false, false, false]);
  });

  test('undoing one of two statements leaves the other, everywhere', async () => {
    const first = refusedCall(here);
    const second = makeActe({ ...there, type: 'opposition', corps: {} });
    await push(first, second);
    await push(makeActe({ ...here, type: 'annule', corps: { acte: first.id } }));
    expect(await opposed()).toEqual([true, true, false]);
  });

  test('undoing a note says nothing about the opposition', async () => {
    const note = makeActe(here);
    await push(refusedCall(there), note);
    await push(makeActe({ ...here, type: 'annule', corps: { acte: note.id } }));
    expect(await opposed()).toEqual([true, true, false]);
  });

  test('a dossier made later by a new list is opposed from the start', async () => {
    await push(refusedCall(here));
    const { flux } = await createRelation(server.db, compte);
    const dossier = await createDossier(server.db, flux, 'ine-1');
    const { db: trx, clock, random } = server.deps;
    await appliquerOppositionConnue({ trx, clock, random, tetes: new Map() }, dossier);
    await appliquerOppositionConnue({ trx, clock, random, tetes: new Map() }, dossier);
    expect(await isOpposed({ flux, dossier })).toBe(true);
    expect(await listActes(server.db, flux, dossier)).toHaveLength(1);
    const nobody = await createDossier(server.db, flux, 'ine-2');
    await appliquerOppositionConnue({ trx, clock, random, tetes: new Map() }, nobody);
    expect(await isOpposed({ flux, dossier: nobody })).toBe(false);
  });

  test('an answer that would be mailed to an opposed person is refused, one that closes without writing is taken', async () => {
    await push(refusedCall(here));
    const demande = randomUUID();
    const mailed = makeActe({
      ...there,
      type: 'reponse',
      corps: { demande, genre: 'personnalisee', texte: 'Bonjour.' },
    });
    const closed = makeActe({ ...there, type: 'reponse', corps: { demande, genre: 'autre_canal' } });
    expect(await push(mailed, closed)).toMatchObject([{ etat: 'refuse', code: 'OPPOSITION' }, { etat: 'accepte' }]);
  });

  test('an answer that did not see the current head is kept, and held back', async () => {
    const demande = randomUUID();
    const fait = `reponse:${demande}`;
    const answer = (texte: string, seen: string[]) =>
      makeActe({
        ...here,
        type: 'reponse',
        corps: { demande, genre: 'personnalisee', texte },
        remplace: { [fait]: seen },
      });
    const karim = answer('Bonjour.', []);
    const blind = answer('Bonsoir.', []);
    const stale = answer('Encore.', [karim.id]);
    const knowing = answer('Pour finir.', [karim.id, blind.id, stale.id]);
    const effects = (await push(karim, blind, stale, knowing)).map((result) =>
      'effet' in result ? result.effet : result,
    );
    expect(effects).toEqual(['aucun', 'retenu', 'retenu', 'aucun']);
    const row = await server.db
      .selectFrom('ligne')
      .select('corps')
      .where('id', '=', blind.id)
      .executeTakeFirstOrThrow();
    expect(acteRecu.parse(JSON.parse(row.corps)).effet).toBe('retenu');
    expect(await push(blind)).toMatchObject([{ etat: 'deja_recu', effet: 'retenu' }]);
  });

  test('the two halves of a lien live each in its flux, and are undone each in its flux', async () => {
    const lien = randomUUID();
    const half = (at: typeof here, cote: string) =>
      makeActe({ ...at, type: 'lien', corps: { lien_id: lien, cote, preuve: 'meme_telephone' } });
    const [left, right] = [half(here, 'a'), half(there, 'b')];
    expect(await push(left, right)).toMatchObject([{ etat: 'accepte' }, { etat: 'accepte' }]);
    const rows = await server.db
      .selectFrom('ligne')
      .select(['flux_id', 'corps'])
      .where('id', 'in', [left.id, right.id])
      .execute();
    for (const { flux_id, corps } of rows)
      expect(corps).not.toContain(flux_id === here.flux ? there.dossier : here.dossier);
    expect(await push(makeActe({ ...here, type: 'annule', corps: { acte: left.id } }))).toMatchObject([
      { etat: 'accepte' },
    ]);
  });

  const texts = async () => {
    const rows = await server.db
      .selectFrom('ligne')
      .selectAll()
      .where('flux_id', 'in', [here.flux, there.flux])
      .orderBy('seq')
      .execute();
    return rows;
  };

  test('erasure blanks every row of the person, keeps the ids, forgets the key, and says so in each flux', async () => {
    const note = makeActe({ ...here, corps: { texte: 'Mère : Sophie Martin' } });
    const elsewhere = makeActe({ ...there, corps: { texte: 'Père : Paul Martin' } });
    await push(note, elsewhere);
    await server.db
      .insertInto('voeu')
      .values({
        id: randomUUID(),
        campagne: 2026,
        academie_code: '10',
        ine: 'ine-1',
        code_offre: 'X',
        flux_id: here.flux,
        dossier_id: here.dossier,
        empreinte_ligne: 'x',
        etat: 'actif',
        cree_le: '2026-06-01T00:00:00.000Z',
        modifie_le: '2026-06-01T00:00:00.000Z',
      })
      .execute();
    const erase = makeActe({ ...here, type: 'effacement', corps: { motif: 'Demande de Sophie Martin' } });
    expect(await push(erase)).toMatchObject([{ etat: 'accepte' }]);
    const rows = await texts();
    expect(rows.map(({ corps }) => corps).join('\n')).not.toMatch(/Martin|DURAND|Camille/);
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const id of [note.id, elsewhere.id, here.dossier, there.dossier])
      expect(byId.get(id)).toMatchObject({ type: 'tombstone', corps: '{"raison":"effacement","jour":"2026-06-08"}' });
    expect(byId.get(erase.id)?.type).toBe('acte');
    const minted = rows.filter((row) => row.flux_id === there.flux && row.type === 'acte');
    expect(minted.map(({ corps }) => acteRecu.parse(JSON.parse(corps)).type)).toEqual(['effacement']);
    const dossiers = await server.db
      .selectFrom('dossier')
      .selectAll()
      .where('id', 'in', [here.dossier, there.dossier])
      .execute();
    for (const row of dossiers) expect(row).toMatchObject({ cle_ine: null, efface_le: '2026-06-08T08:00:00.000Z' });
    expect(await server.db.selectFrom('voeu').select('id').execute()).toEqual([]);
    const kept = await server.db.selectFrom('acte').select(['id', 'empreinte_corps']).execute();
    expect(kept.find(({ id }) => id === note.id)?.empreinte_corps).toBe('');
  });

  test('after an erasure, what others still say of the person is refused, and the request itself was received', async () => {
    const note = makeActe(here);
    await push(note);
    const erase = makeActe({ ...here, type: 'effacement', corps: { motif: 'Demande écrite.' } });
    await push(erase);
    expect(await push(note, makeActe(here), makeActe(there), erase)).toMatchObject([
      { etat: 'refuse', code: 'PERSONNE_EFFACEE' },
      { etat: 'refuse', code: 'PERSONNE_EFFACEE' },
      { etat: 'refuse', code: 'PERSONNE_EFFACEE' },
      { etat: 'deja_recu' },
    ]);
  });

  test('an erasure asked in each of her dossiers, and by a colleague too, is accepted each time and done once', async () => {
    const asked = [here, there, here].map((where) => makeActe({ ...where, type: 'effacement', corps: { motif: 'x' } }));
    expect(await push(...asked)).toMatchObject([{ etat: 'accepte' }, { etat: 'accepte' }, { etat: 'accepte' }]);
    const rows = await server.db.selectFrom('ligne').select(['id', 'type', 'corps']).execute();
    const kept = rows.filter(({ type }) => type === 'acte');
    // Those three, and the one that the server wrote itself: none has become a tombstone, none says why.
    expect(kept).toHaveLength(4);
    for (const { id } of asked) expect(kept.map((row) => row.id)).toContain(id);
    for (const { corps } of kept) expect(acteRecu.parse(JSON.parse(corps)).corps).toEqual({});
    expect(await push(makeActe(there))).toMatchObject([{ etat: 'refuse', code: 'PERSONNE_EFFACEE' }]);
  });

  test('an erasure is refused beyond fifteen minutes after the sign-in, and when the sign-in is unknown', async () => {
    const erase = () => makeActe({ ...here, type: 'effacement', corps: {} });
    const refused = [{ etat: 'refuse', code: 'CONNEXION_RECENTE_REQUISE' }];
    server.clock.advance(15 * 60_000 + 1);
    expect(await push(erase())).toMatchObject(refused);
    expect(await push(makeActe(here))).toMatchObject([{ etat: 'accepte' }]);
    const { connecteLe: _sign, ...unknown } = compte.acces;
    server.allow('a', unknown);
    expect(await push(erase())).toMatchObject(refused);
    server.allow('a', { ...compte.acces, connecteLe: server.clock.now().toISOString() });
    const taken = erase();
    expect(await push(taken)).toMatchObject([{ etat: 'accepte' }]);
    server.clock.advance(15 * 60_000 + 1);
    expect(await push(taken)).toMatchObject([{ etat: 'deja_recu' }]);
  });

  test('an opposition outlives the erasure, for the dossier that a later list makes', async () => {
    await push(refusedCall(here));
    await push(makeActe({ ...here, type: 'effacement', corps: {} }));
    expect(await oppositions()).toHaveLength(1);
    const again = await createDossier(server.db, here.flux, 'ine-1');
    const { db: trx, clock, random } = server.deps;
    await appliquerOppositionConnue({ trx, clock, random, tetes: new Map() }, again);
    expect(await isOpposed({ flux: here.flux, dossier: again })).toBe(true);
    server.clock.advance(60_000);
    const slip = refusedCall({ flux: here.flux, dossier: again });
    await push(slip, makeActe({ flux: here.flux, dossier: again, type: 'annule', corps: { acte: slip.id } }));
    expect(await isOpposed({ flux: here.flux, dossier: again })).toBe(true);
    expect(await oppositions()).toHaveLength(1);
  });

  test('after all of this, count and empreinte still are those of the rows', async () => {
    const call = refusedCall(here);
    await push(call, makeActe(there));
    await push(makeActe({ ...here, type: 'annule', corps: { acte: call.id } }));
    await push(makeActe({ ...there, type: 'effacement', corps: {} }));
    for (const { flux } of [here, there]) {
      const row = await server.db.selectFrom('flux').selectAll().where('id', '=', flux).executeTakeFirstOrThrow();
      const rows = await server.db.selectFrom('ligne').select(['id', 'seq']).where('flux_id', '=', flux).execute();
      const empreinte = rows.reduce((sum, { id, seq }) => ajouter(sum, empreinteLigne(id, seq)), '0'.repeat(64));
      expect([row.nombre, row.empreinte]).toEqual([rows.length, empreinte]);
    }
  });
});
