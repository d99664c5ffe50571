import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectAll } from '../../../../main/core/candidats/projection.ts';
import { abandonParked, resumeParked } from '../../../../main/core/sync/detail.ts';
import {
  type Applied,
  createRowWriter,
  finishRebuild,
  readFluxRow,
  startRebuild,
} from '../../../../main/core/sync/mirror.ts';
import { settle } from '../../../../main/core/sync/outbox.ts';
import { success } from '../../../../shared/contract/errors.ts';
import type { PullRow } from '../../../../shared/contract/sync.ts';
import { dump } from '../candidats/dump.ts';
import { dossierId, fluxId, idOf } from '../candidats/poste.ts';
import { Bureau, creneauId, reservationId, value } from './bureau.ts';

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
