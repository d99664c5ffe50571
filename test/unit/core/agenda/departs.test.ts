import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectAll } from '../../../../main/core/candidats/projection.ts';
import { abandonParked, readDetail, resumeParked } from '../../../../main/core/sync/detail.ts';
import {
  type Applied,
  createRowWriter,
  finishRebuild,
  readFluxRow,
  startRebuild,
} from '../../../../main/core/sync/mirror.ts';
import { settle } from '../../../../main/core/sync/outbox.ts';
import { type ErrorCode, success } from '../../../../shared/contract/errors.ts';
import type { PullRow } from '../../../../shared/contract/sync.ts';
import { value } from '../../../support/result.ts';
import { dump } from '../candidats/dump.ts';
import { dossierId, fluxId, idOf } from '../candidats/poste.ts';
import { Bureau, creneauId, reservationId, saisie } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  for (const n of [1, 2]) bureau.person(n);
  bureau.creneau(1);
  for (const n of [1, 2]) bureau.reservation(n);
});
afterEach(() => bureau.close());

const flux = () => {
  const row = readFluxRow(bureau.store.bulk, fluxId(1));
  if (row === null) throw new Error('no flux');
  return row;
};
/** As the pull does: the rows, then who they touch. */
function pull(...rows: PullRow[]): Applied {
  const applied: Applied = { byDossier: new Map(), hasErased: false };
  bureau.store.write(bureau.store.bulk, () => createRowWriter(bureau.store.bulk)(flux(), rows, applied));
  bureau.project(...applied.byDossier.keys());
  return applied;
}
const names = async () => (await bureau.inscrits(creneauId(1))).map(({ nom }) => nom);
const asFoldedFromNothing = (): void => {
  const grown = dump(bureau.store);
  for (const _ of projectAll(bureau.store));
  expect(dump(bureau.store)).toEqual(grown);
};

describe('what leaves the server leaves the agenda', () => {
  test('an erased person, who is told by the ids of her rows alone', async () => {
    const corps = JSON.stringify({ raison: 'effacement', jour: '2026-06-03' });
    const tombstone = (seq: number, id: string): PullRow => [seq, 'tombstone', id, 1, null, corps];
    const applied = pull(tombstone(100_000, reservationId(1)), tombstone(100_001, dossierId(1)));
    expect(applied.hasErased).toBe(true);
    expect(await names()).toEqual(['NOM 2']);
    expect((await bureau.vu(creneauId(1))).comptes.prises).toBe(1);
    const kept = bureau.store.bulk.prepare('SELECT corps FROM reservation_etat').pluck().all();
    expect(JSON.stringify(kept)).not.toContain('06 39 98 12 01');
    asFoldedFromNothing();
  });

  test('a créneau and a réservation that a rebuilt flux no longer has', async () => {
    bureau.creneau(2);
    const { bulk } = bureau.store;
    bureau.store.write(bulk, () => startRebuild(bulk, fluxId(1)));
    // Everything comes again but the second créneau and the second réservation.
    bulk
      .prepare('UPDATE ligne SET generation = ? WHERE flux = ? AND id <> ? AND dossier IS NOT ?')
      .run(flux().generation, fluxId(1), reservationId(2), creneauId(2));
    const gone = bureau.store.write(bulk, () => finishRebuild(bulk, flux()));
    bureau.project(...gone.map(({ dossier }) => dossier ?? ''));
    expect(await names()).toEqual(['NOM 1']);
    expect(await bureau.refusal('agenda:creneau', { creneau: creneauId(2) })).toMatchObject({ code: 'INTROUVABLE' });
    asFoldedFromNothing();
  });
});

describe('a créneau that the server refuses', () => {
  let creneau: string;
  let acte: string;
  beforeEach(async () => {
    creneau = await bureau.cree();
    [acte = ''] = bureau.saisies().map(({ id }) => id);
    await bureau.ask('agenda:inscrire', { creneau, dossier: dossierId(1), demande: null, remplace: null });
    const parked = value(
      bureau.store.writePersons((db) =>
        success(settle(db, { id: acte, etat: 'refuse', code: 'CRENEAU_INVALIDE' }, bureau.now)),
      ),
    );
    // The booking is in the dossier of whoever comes: it is folded again too.
    expect(parked).toEqual([dossierId(1)]);
    bureau.project(creneau, ...parked);
  });
  const inscrite = async () => (await bureau.inscrits(creneau))[0];

  test('takes the bookings that were made of it to what is to be reviewed', async () => {
    expect(await inscrite()).toMatchObject({ etat: 'demandee', refuse: 'DEPENDANCE_REFUSEE' });
    expect((await bureau.vu(creneau)).comptes.demandees).toBe(0);
    asFoldedFromNothing();
  });

  test('stays to be decided about, and says so; nothing more is done of it before', async () => {
    expect(await bureau.vu(creneau)).toMatchObject({
      etat: 'prevu',
      refuse: 'CRENEAU_INVALIDE',
      creationRefusee: true,
      enAttente: false,
    });
    const asked = { creneau, dossier: dossierId(2), demande: null, remplace: null };
    expect(await bureau.refusal('agenda:inscrire', asked)).toMatchObject({ code: 'DEPENDANCE_REFUSEE' });
    const change = { creneau, saisie: saisie({ capacite: 9 }), mot: null, vues: [acte] };
    expect(await bureau.refusal('agenda:modifier', change)).toMatchObject({ code: 'DEPENDANCE_REFUSEE' });
    expect(await bureau.refusal('agenda:annuler', { creneau, mot: null, vues: [acte] })).toMatchObject({
      code: 'DEPENDANCE_REFUSEE',
    });
    const { lignes } = await bureau.ask('agenda:choix', { candidat: dossierId(2), apres: null, limite: 10 });
    expect(lignes.map((une) => une.creneau.id)).toEqual([creneauId(1)]);
  });

  test('sent again, it takes them along', async () => {
    const again = value(
      bureau.store.writePersons((db) => resumeParked(db, acte, idOf(9, 900), '2026-06-03T09:01:00.000Z')),
    );
    expect([...again].sort()).toEqual([dossierId(1), creneau].sort());
    bureau.project(...again);
    expect(await inscrite()).toMatchObject({ etat: 'demandee', refuse: null });
    expect(bureau.saisies().find(({ type }) => type === 'reservation-demandee')?.depend).toEqual([idOf(9, 900)]);
  });

  test('given up, it leaves nothing behind', async () => {
    const given = value(bureau.store.writePersons((db) => abandonParked(db, acte)));
    expect([...given].sort()).toEqual([dossierId(1), creneau].sort());
    bureau.project(...given);
    expect(bureau.saisies()).toEqual([]);
    expect(await bureau.refusal('agenda:creneau', { creneau })).toMatchObject({ code: 'INTROUVABLE' });
    asFoldedFromNothing();
  });
});

describe('a change of a créneau that the server refuses', () => {
  const refuser = (code: ErrorCode): string => {
    const id = bureau.saisies().at(-1)?.id ?? '';
    bureau.store.write(bureau.store.bulk, () => settle(bureau.store.bulk, { id, etat: 'refuse', code }, bureau.now));
    bureau.project(creneauId(1));
    return id;
  };
  const vues = async () => (await bureau.vu(creneauId(1))).vues;

  test('cancels nothing: people are still given places, until somebody decides', async () => {
    await bureau.ask('agenda:annuler', { creneau: creneauId(1), mot: null, vues: await vues() });
    expect(await bureau.vu(creneauId(1))).toMatchObject({ etat: 'annule', enAttente: true, refuse: null });
    const acte = refuser('ROLE_INSUFFISANT');
    const refusee = { etat: 'prevu', refuse: 'ROLE_INSUFFISANT', creationRefusee: false, enAttente: false };
    expect(await bureau.vu(creneauId(1))).toMatchObject(refusee);
    bureau.person(3);
    await bureau.ask('agenda:inscrire', {
      creneau: creneauId(1),
      dossier: dossierId(3),
      demande: null,
      remplace: null,
    });
    asFoldedFromNothing();
    bureau.project(...value(bureau.store.writePersons((db) => abandonParked(db, acte))));
    expect(await bureau.vu(creneauId(1))).toMatchObject({ ...refusee, refuse: null });
  });

  test('moves nothing, and leaves the next one the heads that it left', async () => {
    const [made] = await vues();
    const change = { creneau: creneauId(1), saisie: saisie({ capacite: 9 }), mot: null, vues: [made ?? ''] };
    await bureau.ask('agenda:modifier', change);
    expect((await bureau.vu(creneauId(1))).capacite).toBe(9);
    refuser('CRENEAU_INVALIDE');
    expect(await bureau.vu(creneauId(1))).toMatchObject({ capacite: 2, vues: [made], refuse: 'CRENEAU_INVALIDE' });
  });
});

test('what follows a refused acte goes with it, sent yet or not', async () => {
  const creneau = await bureau.cree();
  const acte = bureau.saisies()[0]?.id ?? '';
  await bureau.ask('agenda:inscrire', { creneau, dossier: dossierId(1), demande: null, remplace: null });
  bureau.store.bulk.prepare("UPDATE saisie SET etat = 'a_revoir', code = 'ACTE_INVALIDE' WHERE acte = ?").run(acte);
  bureau.project(...value(bureau.store.writePersons((db) => abandonParked(db, acte))));
  expect(bureau.saisies()).toEqual([]);
  asFoldedFromNothing();
});

test('what waits to be sent says which créneau it is about', async () => {
  const made = await bureau.vu(creneauId(1));
  await bureau.ask('agenda:annuler', { creneau: creneauId(1), mot: null, vues: made.vues });
  bureau.actes['actes:enregistrer']({
    saisies: [{ dossier: dossierId(1), type: 'note', corps: { texte: 'Rappeler lundi' }, vues: {} }],
  });
  const { attente } = readDetail(bureau.store.persons);
  expect(attente).toMatchObject([
    { type: 'creneau-annule', nom: '', creneau: { genre: 'reunion', debut: made.debut, fuseau: 'Europe/Paris' } },
    { type: 'note', nom: 'NOM 1 Prénom 1', creneau: null },
  ]);
});
