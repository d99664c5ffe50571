import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { value } from '../../../support/result.ts';
import { demandeId, dossierId, fluxId } from '../candidats/poste.ts';
import { Bureau, creneauId, reservationId } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  for (const n of [1, 2, 3, 4, 5]) bureau.person(n);
});
afterEach(() => bureau.close());

const request = (n: number, over: Record<string, unknown> = {}) => ({
  creneau: creneauId(1),
  dossier: dossierId(n),
  demande: null,
  remplace: null,
  ...over,
});
const inscrire = (n: number, over: Record<string, unknown> = {}) => bureau.ask('agenda:inscrire', request(n, over));
const refus = async (n: number, over: Record<string, unknown> = {}) => {
  const answer = await bureau.refusal('agenda:inscrire', request(n, over));
  return answer === 'ok' ? 'ok' : answer.code;
};
const write = (n: number, type: string, corps: Record<string, unknown>): string =>
  value(bureau.actes['actes:enregistrer']({ saisies: [{ dossier: dossierId(n), type, corps, vues: {} }] })).actes[0] ??
  '';

describe('a booking', () => {
  test('is asked for, told as the server would answer, counted, and shown à confirmer', async () => {
    bureau.creneau(1);
    const asked = await inscrire(1);
    expect(asked).toMatchObject({ prevue: 'confirmee', annulableJusqua: '2026-06-03T09:00:10.000Z' });
    expect(bureau.saisies()).toMatchObject([
      {
        id: asked.acte,
        type: 'reservation-demandee',
        dossier: dossierId(1),
        flux: fluxId(1),
        depend: [],
        corps: {
          reservation: asked.reservation,
          creneau: creneauId(1),
          debut: '2026-06-10T12:00:00.000Z',
          fin: '2026-06-10T13:00:00.000Z',
          genre: 'reunion',
        },
      },
    ]);
    expect(bureau.changed).toEqual([[dossierId(1)]]);
    expect(bureau.told()).toEqual([creneauId(1)]);
    expect((await bureau.vu(creneauId(1))).comptes).toMatchObject({ prises: 0, demandees: 1 });
    expect(await bureau.inscrits(creneauId(1))).toMatchObject([
      {
        reservation: asked.reservation,
        dossier: dossierId(1),
        candidat: dossierId(1),
        nom: 'NOM 1',
        prenom: 'Prénom 1',
        etat: 'demandee',
        enAttente: true,
        telephone: '06 39 98 12 01',
        aUneAdresse: true,
        opposition: false,
        rappelee: false,
        position: null,
      },
    ]);
    // Taken back within its ten seconds: as if nobody had asked.
    value(bureau.actes['actes:annuler']({ actes: [asked.acte] }));
    expect((await bureau.vu(creneauId(1))).comptes).toMatchObject({ demandees: 0 });
    expect(await bureau.inscrits(creneauId(1))).toEqual([]);
  });

  test('counts those of this poste that have not left: the third of two places waits', async () => {
    bureau.creneau(1);
    bureau.reservation(4);
    expect((await inscrire(1)).prevue).toBe('confirmee');
    expect((await inscrire(2)).prevue).toBe('attente');
    expect((await inscrire(3)).prevue).toBe('attente');
  });

  test('is told complet where nobody may wait, and to whom changes her créneau and keeps what she has', async () => {
    bureau.creneau(1, { capacite: 1, listeAttente: false });
    bureau.creneau(2, { capacite: 1 });
    bureau.reservation(4);
    bureau.reservation(5, { au: 2 });
    expect((await inscrire(1)).prevue).toBe('complet');
    bureau.reservation(11, { of: 1, au: 3 });
    bureau.creneau(3);
    const moved = await inscrire(1, { creneau: creneauId(2), remplace: reservationId(11) });
    expect(moved.prevue).toBe('complet');
    expect(bureau.saisies().at(-1)?.corps).toMatchObject({ remplace: reservationId(11) });
  });

  test('after the meeting is a walk-in, whatever the places', async () => {
    bureau.creneau(1, { capacite: 1 });
    bureau.reservation(4);
    bureau.now = Date.parse('2026-06-10T13:00:00.000Z');
    expect((await inscrire(1)).prevue).toBe('confirmee');
  });

  test('of a créneau that has not left waits for it, and so does the presence for the booking', async () => {
    const creneau = await bureau.cree();
    const [cree] = bureau.saisies();
    const { reservation, acte } = await inscrire(1, { creneau });
    expect(bureau.saisies().at(-1)?.depend).toEqual([cree?.id]);
    bureau.now = Date.parse('2026-06-10T12:30:00.000Z');
    write(1, 'assiduite', { reservation, etat: 'present' });
    expect(bureau.saisies().at(-1)?.depend).toEqual([acte]);
    write(1, 'reservation-annulee', { reservation, creneau });
    expect(bureau.saisies().at(-1)?.depend).toEqual([acte]);
  });

  test('that replaces one which has not left waits for it', async () => {
    bureau.creneau(1);
    bureau.creneau(2);
    const first = await inscrire(1);
    await inscrire(1, { creneau: creneauId(2), remplace: first.reservation });
    expect(bureau.saisies().at(-1)?.depend).toEqual([first.acte]);
  });

  test('is refused where there is nothing to book, or she already comes', async () => {
    bureau.creneau(1);
    bureau.creneau(2, {}, 2);
    expect(await refus(99)).toBe('DOSSIER_INCONNU');
    expect(await refus(1, { creneau: creneauId(99) })).toBe('CRENEAU_INCONNU');
    // Of another flux than the dossier's.
    expect(await refus(1, { creneau: creneauId(2) })).toBe('CRENEAU_INCONNU');
    expect(await refus(1, { demande: demandeId(1) })).toBe('INTROUVABLE');
    expect(await refus(1, { remplace: reservationId(1) })).toBe('INTROUVABLE');
    expect(bureau.saisies()).toEqual([]);
    await inscrire(1);
    expect(await refus(1)).toBe('DEJA_RESERVE');
    bureau.reservation(2, { etat: 'attente' });
    expect(await refus(2)).toBe('DEJA_RESERVE');
    bureau.reservation(3, { etat: 'annulee', motif: 'candidat' });
    expect(await refus(3)).toBe('ok');
    await bureau.ask('agenda:annuler', { creneau: creneauId(1), mot: null, vues: [] });
    expect(await refus(4)).toBe('CRENEAU_ANNULE');
  });

  test('is not written where nobody looks at the créneau', async () => {
    bureau.creneau(1);
    const corps = {
      reservation: reservationId(1),
      creneau: creneauId(1),
      demande: null,
      genre: 'reunion',
      debut: '2026-06-10T12:00:00.000Z',
      fin: '2026-06-10T13:00:00.000Z',
      remplace: null,
    };
    const saisies = ['note', 'reservation-demandee'].map((type) => ({ dossier: dossierId(1), type, corps, vues: {} }));
    expect(bureau.actes['actes:enregistrer']({ saisies })).toEqual({
      ok: false,
      error: { code: 'ACTE_INVALIDE', details: { chemins: ['type'], rang: 1 } },
    });
    expect(bureau.saisies()).toEqual([]);
  });

  test('is refused in another dossier of somebody who already comes', async () => {
    bureau.person(6, { ine: '123456781AB' });
    bureau.person(7, { ine: '123456781AB' });
    bureau.creneau(1);
    await inscrire(6);
    expect(await refus(7)).toBe('DEJA_RESERVE');
  });

  test('is refused by a right that ended, an opposition, a limitation, an erasure', async () => {
    bureau.creneau(1);
    write(2, 'opposition', {});
    bureau.received(dossierId(3), 'limitation', { active: true });
    bureau.received(dossierId(4), 'effacement', {});
    expect([await refus(2), await refus(3), await refus(4)]).toEqual(['OPPOSITION', 'LIMITATION', 'PERSONNE_EFFACEE']);
    // Whoever came in all the same is written down.
    bureau.now = Date.parse('2026-06-10T12:05:00.000Z');
    expect(await refus(2)).toBe('ok');
    bureau.store.bulk.prepare("UPDATE flux SET droits = 'envoi_seul' WHERE id = ?").run(fluxId(1));
    expect(await refus(1)).toBe('FLUX_RETIRE');
  });

  test('that the server refused counts no more, and is shown with its reason', async () => {
    bureau.creneau(1);
    const { acte } = await inscrire(1);
    bureau.store.persons.prepare("UPDATE saisie SET etat = 'a_revoir', code = 'LIMITATION' WHERE acte = ?").run(acte);
    bureau.project(dossierId(1));
    expect((await bureau.vu(creneauId(1))).comptes).toMatchObject({ demandees: 0 });
    expect(await bureau.inscrits(creneauId(1))).toMatchObject([{ etat: 'demandee', refuse: 'LIMITATION' }]);
    expect(await refus(1)).toBe('ok');
  });
});

describe('who is at a créneau', () => {
  test('active ones by name, waiting ones by rank with their place, then those that are over', async () => {
    bureau.person(6, { nom: 'ÉLAN' });
    bureau.person(7, { nom: 'Zoé' });
    bureau.creneau(1);
    bureau.reservation(1, { etat: 'attente', rang: 9 });
    bureau.reservation(2, { etat: 'attente', rang: 4 });
    bureau.reservation(3, { etat: 'annulee', motif: 'candidat' });
    bureau.reservation(7, { etat: 'offerte', expire_le: '2026-06-04T09:00:00.000Z' });
    bureau.reservation(6, { etat: 'a_reconfirmer', motif: 'deplace' });
    const lus = await bureau.inscrits(creneauId(1));
    expect(lus.map(({ nom, etat, position }) => [nom, etat, position])).toEqual([
      ['ÉLAN', 'a_reconfirmer', null],
      ['Zoé', 'offerte', null],
      ['NOM 2', 'attente', 1],
      ['NOM 1', 'attente', 2],
      ['NOM 3', 'annulee', null],
    ]);
    expect((await bureau.vu(creneauId(1))).comptes).toEqual({
      prises: 2,
      attente: 2,
      demandees: 0,
      aReconfirmer: 1,
      offertes: 1,
      presents: 0,
      absents: 0,
      excuses: 0,
    });
  });

  test('is told to the page when the server answers, and to nobody when nothing changed', () => {
    bureau.creneau(1);
    bureau.told();
    bureau.reservation(1, { etat: 'attente' });
    expect(bureau.told()).toEqual([creneauId(1)]);
    bureau.reservation(1, { etat: 'attente' });
    expect(bureau.told()).toBeUndefined();
    for (let n = 10; n <= 61; n += 1) bureau.creneau(n);
    expect(bureau.told()).toBeNull();
  });

  test('nobody of a dossier that left', async () => {
    bureau.creneau(1);
    bureau.reservation(1);
    bureau.store.bulk.prepare('DELETE FROM ligne WHERE dossier = ?').run(dossierId(1));
    bureau.project(dossierId(1));
    expect(await bureau.inscrits(creneauId(1))).toEqual([]);
    expect((await bureau.vu(creneauId(1))).comptes.prises).toBe(0);
    expect(bureau.store.bulk.prepare('SELECT * FROM creneau_compte').all()).toEqual([]);
  });
});

describe('somebody who came without a place, and was noted there', () => {
  beforeEach(() => bureau.creneau(1, { debut: '2026-06-03T07:00:00.000Z', fin: '2026-06-03T08:00:00.000Z' }));

  test.each([
    ['booking first', false],
    ['presence first', true],
  ])('is taken back whole, %s', async (_name, isReversed) => {
    const { acte, reservation } = await inscrire(1);
    const actes = [acte, write(1, 'assiduite', { reservation, etat: 'present' })];
    const answer = bureau.actes['actes:annuler']({ actes: isReversed ? actes.reverse() : actes });
    expect(answer).toMatchObject({ ok: true });
    expect(bureau.saisies()).toEqual([]);
    expect(await bureau.inscrits(creneauId(1))).toEqual([]);
    expect((await bureau.ask('agenda:compteurs', {})).aNoter).toBe(0);
  });

  test('is not taken back by half: the booking alone would leave a presence of nothing', async () => {
    const { acte, reservation } = await inscrire(1);
    write(1, 'assiduite', { reservation, etat: 'present' });
    expect(bureau.actes['actes:annuler']({ actes: [acte] })).toMatchObject({ ok: false });
    expect(bureau.saisies()).toHaveLength(2);
  });
});
