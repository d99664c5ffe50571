import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReservationRow } from '../../sync-api/agenda/ligne.ts';
import { expirerOffres } from '../../sync-api/agenda/promotion.ts';
import { listerDus } from '../../sync-api/courriels/file.ts';
import type { DemandeRow } from '../../sync-api/demandes/ligne.ts';
import { estARappeler } from '../../sync-api/demandes/opposee.ts';
import { type Famille, ouvrirFamille, personne } from '../support/agenda-depots.ts';
import {
  type Agenda,
  annulerCreneau,
  annulerPlace,
  demanderPlace,
  modifier,
  ouvrirAgenda,
} from '../support/agenda-serveur.ts';
import { appeler, defaire, type Guichets, ouvrirGuichets, repondre } from '../support/demandes.ts';
import { checkFlux } from '../support/flux-invariants.ts';

/** A demande follows its réservations: answered, open again, cancelled. */
let g: Guichets;
let agenda: Agenda;
let famille: Famille;
beforeEach(async () => {
  g = await ouvrirGuichets();
  agenda = await ouvrirAgenda(g);
  famille = ouvrirFamille(() => g);
});
afterEach(() => g.close());

/** « relance » rows that may still leave, by moment. */
const relances = async (row: DemandeRow): Promise<string[]> =>
  (
    await g.db
      .selectFrom('courriel')
      .select('envoyable_le')
      .where('demande_id', '=', row.id)
      .where('genre', '=', 'cfa-relance')
      .where('etat', '=', 'a_envoyer')
      .orderBy('envoyable_le')
      .execute()
  ).map(({ envoyable_le }) => envoyable_le);
const place = (reservation: ReservationRow | null): ReservationRow => {
  if (reservation === null) throw new Error('a place was to be booked');
  return reservation;
};
const expirer = () => expirerOffres({ ...g, annoncer: () => {} });

describe('a demande that a place answered', () => {
  it('is reminded of to nobody; cancelled by the CFA it opens again, with four days from then and reminders of its own', async () => {
    const { corps, acte } = await agenda.creneau();
    const asked = await g.demander({ mode: 'message' });
    expect(await relances(asked)).toEqual(['2026-06-10T07:00:00.000Z', '2026-06-12T07:00:00.000Z']);
    const { row } = await famille.reserver(corps);
    expect(await estARappeler(g.db, row.id)).toBe(false);
    // The first reminder left while she was only asking: the same moment is said again of the new deadline.
    await g.db
      .updateTable('courriel')
      .set({ etat: 'envoye' })
      .where('envoyable_le', '=', '2026-06-10T07:00:00.000Z')
      .execute();
    // Thursday.
    g.clock.set('2026-06-11T08:00:00.000Z');
    await g.pousser(annulerCreneau(agenda.flux, corps.creneau, [acte.id]));
    await g.passer();
    const ouverte = await g.relire(row);
    expect(ouverte).toMatchObject({
      etat: 'ouverte',
      repondue_le: null,
      recue_le: row.recue_le,
      echeance: '2026-06-17T16:00:00.000Z',
    });
    expect(await g.ligne(row)).toMatchObject({ etat: 'ouverte', echeance: '2026-06-17T16:00:00.000Z' });
    expect(await g.intake.lireSuivi(row.empreinte_jeton)).toMatchObject({ etat: 'ouverte' });
    expect(await relances(row)).toEqual(['2026-06-15T07:00:00.000Z', '2026-06-17T07:00:00.000Z']);
    expect(await estARappeler(g.db, row.id)).toBe(true);
    const dus = await listerDus(g.db, '2026-06-15T07:00:00.000Z', true, 50);
    expect(dus.filter(({ genre }) => genre === 'cfa-relance')).toHaveLength(1);
    await checkFlux(g);
  });

  it('opens again when staff take her place back, not when she says that she comes no more', async () => {
    const { corps } = await agenda.creneau();
    const { row, reservation } = await famille.reserver(corps);
    const { row: other, reservation: sienne } = await famille.reserver(corps, personne('Karim', 1));
    await g.pousser(annulerPlace(agenda.flux, row.dossier_id, place(reservation).id, corps.creneau));
    await famille.presser(place(sienne), { geste: 'annuler' });
    expect((await g.relire(row)).etat).toBe('ouverte');
    expect(await g.relire(other)).toMatchObject({ etat: 'annulee', annulee_le: g.clock.now().toISOString() });
    expect(await g.ligne(other)).toMatchObject({ etat: 'annulee', annulee_le: g.clock.now().toISOString() });
    expect(await g.intake.lireSuivi(other.empreinte_jeton)).toMatchObject({ etat: 'annulee' });
    expect(await g.intake.lireReservation(place(sienne).empreinte_jeton)).toMatchObject({ etat: 'annulee' });
    await checkFlux(g);
  });

  it('stays answered while the créneau moves, and when she takes another one by her link', async () => {
    const { corps, acte } = await agenda.creneau();
    const { corps: autre } = await agenda.creneau();
    const { row, reservation } = await famille.reserver(corps);
    const apres = { ...corps, debut: '2026-06-17T08:00:00.000Z', fin: '2026-06-17T10:00:00.000Z' };
    g.clock.advance(3_600_000);
    await g.pousser(modifier(agenda.flux, apres, [acte.id]));
    await g.passer();
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue', repondue_le: row.repondue_le });
    expect(await g.intake.lireReservation(place(reservation).empreinte_jeton)).toMatchObject({
      etat: 'a_reconfirmer',
      debut: apres.debut,
    });
    await famille.presser(place(reservation), { geste: 'deplacer', creneau: autre });
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue', repondue_le: row.repondue_le });
    expect((await famille.reservations()).map(({ etat, motif }) => [etat, motif]).sort()).toEqual([
      ['annulee', 'remplacee'],
      ['confirmee', null],
    ]);
  });

  it('follows the place to another créneau, whoever moved it: cancelled there, it opens again', async () => {
    const { corps } = await agenda.creneau();
    const { corps: autre, acte } = await agenda.creneau();
    const { row, reservation } = await famille.reserver(corps);
    await agenda.reserver(row.dossier_id, autre, { remplace: place(reservation).id });
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue' });
    await g.pousser(annulerCreneau(agenda.flux, autre.creneau, [acte.id]));
    expect(await g.relire(row)).toMatchObject({ etat: 'ouverte' });
  });

  it('stays answered by staff, who wrote to her before or called her, whatever becomes of the place', async () => {
    const { corps, acte } = await agenda.creneau({ capacite: 3 });
    const written = await famille.reserver(corps);
    const called = await famille.reserver(corps, personne('Karim', 1));
    const gone = await famille.reserver(corps, personne('Louise', 2));
    g.clock.advance(3_600_000);
    await g.pousser(
      repondre(written.row, 'personnalisee', [], { fait_le: '2026-06-08T08:10:00.000Z' }),
      appeler(called.row, 'JOINT', '2026-06-08T08:20:00.000Z'),
      repondre(gone.row, 'autre_canal', [], { fait_le: '2026-06-08T08:30:00.000Z' }),
    );
    await famille.presser(place(gone.reservation), { geste: 'annuler' });
    await g.pousser(annulerCreneau(agenda.flux, corps.creneau, [acte.id]));
    for (const { row } of [written, called, gone]) {
      const { etat, repondue_le } = await g.relire(row);
      // The place came first: the promise was kept then.
      expect([etat, repondue_le]).toEqual(['repondue', row.repondue_le]);
    }
  });

  it('stays answered by the place when an answer is undone, and opens when the place goes after it', async () => {
    const { corps, acte } = await agenda.creneau();
    const { row } = await famille.reserver(corps);
    // Postes read in its row when a place answered it, and what their own actes say beside.
    const repondueLe = g.clock.now().toISOString();
    expect(await g.ligne(row)).toMatchObject({ etat: 'repondue', repondue_le: repondueLe });
    const answer = repondre(row, 'autre_canal');
    await g.pousser(answer, defaire(row, answer));
    expect((await g.relire(row)).etat).toBe('repondue');
    expect(await g.ligne(row)).toMatchObject({ repondue_le: repondueLe });
    await g.pousser(annulerCreneau(agenda.flux, corps.creneau, [acte.id]));
    expect((await g.relire(row)).etat).toBe('ouverte');
    expect(await g.ligne(row)).not.toHaveProperty('repondue_le');
  });

  it('says in its row no moment that the acte of an answer says', async () => {
    const row = await g.demander();
    await g.pousser(repondre(row, 'personnalisee'));
    expect(await g.ligne(row)).toMatchObject({ etat: 'repondue' });
    expect(await g.ligne(row)).not.toHaveProperty('repondue_le');
  });

  it('stays as it is when she asked again since: the newer demande waits', async () => {
    const { corps, acte } = await agenda.creneau();
    const { row } = await famille.reserver(corps);
    const newer = await g.demander({ message: 'Et un internat ?' });
    await g.pousser(annulerCreneau(agenda.flux, corps.creneau, [acte.id]));
    expect([(await g.relire(row)).etat, (await g.relire(newer)).etat]).toEqual(['repondue', 'ouverte']);
  });

  it('is answered as well by the place that staff give her for it', async () => {
    const { corps } = await agenda.creneau();
    const row = await g.demander();
    await g.pousser(demanderPlace(row.flux_id, row.dossier_id, corps, { demande: row.id }));
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue', repondue_le: g.clock.now().toISOString() });
  });
});

describe('a demande whose author waits for a place', () => {
  /** Karim has the only place; Inès waits. */
  const attendre = async () => {
    const { corps, acte } = await agenda.creneau({ capacite: 1 });
    const karim = await famille.reserver(corps, personne('Karim', 1));
    const ines = await famille.reserver(corps);
    return { corps, acte, karim: place(karim.reservation), row: ines.row, ines: place(ines.reservation) };
  };

  it('is answered when she takes the place that was freed', async () => {
    const { karim, row, ines } = await attendre();
    g.clock.advance(3_600_000);
    await famille.presser(karim, { geste: 'annuler' });
    expect(await famille.etatDe(ines)).toBe('offerte');
    expect((await g.relire(row)).etat).toBe('ouverte');
    expect(await g.intake.lireReservation(ines.empreinte_jeton)).toMatchObject({
      etat: 'offerte',
      expireLe: '2026-06-09T09:00:00.000Z',
    });
    g.clock.advance(3_600_000);
    await famille.presser(ines, { geste: 'venir' });
    expect(await famille.etatDe(ines)).toBe('confirmee');
    expect(await g.relire(row)).toMatchObject({ etat: 'repondue', repondue_le: '2026-06-08T10:00:00.000Z' });
  });

  it('gets four more days when the offer lapsed, however late the deadline was', async () => {
    const { karim, row, ines } = await attendre();
    await famille.presser(karim, { geste: 'annuler' });
    g.clock.advance(86_400_000);
    expect(await expirer()).toBe(1);
    await g.passer();
    expect(await famille.etatDe(ines)).toBe('expiree');
    expect(await g.relire(row)).toMatchObject({ etat: 'ouverte', echeance: '2026-06-15T16:00:00.000Z' });
    expect(await relances(row)).toEqual(['2026-06-11T07:00:00.000Z', '2026-06-15T07:00:00.000Z']);
    expect(await g.intake.lireReservation(ines.empreinte_jeton)).toMatchObject({ etat: 'expiree', lien: null });
  });

  it('keeps its deadline when the CFA cancels what she waited for', async () => {
    const { corps, acte, row, ines } = await attendre();
    g.clock.advance(86_400_000);
    await g.pousser(annulerCreneau(agenda.flux, corps.creneau, [acte.id]));
    expect(await famille.etatDe(ines)).toBe('annulee');
    expect(await g.relire(row)).toMatchObject({ etat: 'ouverte', echeance: row.echeance });
  });

  it('is cancelled by her with the demande: the place goes to nobody who left', async () => {
    const { row, ines, karim } = await attendre();
    await g.intake.deposer('annulation', { empreinte_jeton: row.empreinte_jeton });
    await g.passer();
    expect([(await g.relire(row)).etat, await famille.etatDe(ines)]).toEqual(['annulee', 'annulee']);
    await famille.presser(karim, { geste: 'annuler' });
    expect(await famille.etatDe(ines)).toBe('annulee');
  });

  it('stays open when she waits no more, or declines what she was offered', async () => {
    const { row, ines, karim } = await attendre();
    await famille.presser(ines, { geste: 'annuler' });
    expect(await g.relire(row)).toMatchObject({ etat: 'ouverte', mode: 'creneau', echeance: row.echeance });
    expect(await famille.courriels()).toContain('candidat-reservation attente_quittee');
    const louise = await g.demander({ ...personne('Louise', 2), mode: 'rappel' });
    const { corps } = await agenda.creneau({ capacite: 1 });
    await g.pousser(
      demanderPlace(agenda.flux, karim.dossier_id, corps),
      demanderPlace(agenda.flux, louise.dossier_id, corps, { demande: louise.id }),
    );
    const [premiere, seconde] = (await famille.reservations()).filter(({ creneau_id }) => creneau_id === corps.creneau);
    await g.pousser(annulerPlace(agenda.flux, karim.dossier_id, place(premiere ?? null).id, corps.creneau));
    expect(await famille.etatDe(seconde ?? null)).toBe('offerte');
    await famille.presser(place(seconde ?? null), { geste: 'annuler' });
    expect((await g.relire(louise)).etat).toBe('ouverte');
  });

  it('is cancelled with the last réservation, once a place had answered it, and not before', async () => {
    const { row, ines } = await attendre();
    const { corps: autre } = await agenda.creneau();
    const seconde = place((await famille.reserver(autre)).reservation);
    await famille.presser(seconde, { geste: 'annuler' });
    // She still waits elsewhere.
    expect((await g.relire(row)).etat).toBe('repondue');
    await famille.presser(ines, { geste: 'annuler' });
    expect((await g.relire(row)).etat).toBe('annulee');
  });
});
