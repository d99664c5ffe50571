import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CreneauCorps } from '../../shared/domain/actes/creneau.ts';
import { fermetureMs } from '../../shared/domain/agenda/creneaux.ts';
import type { ReservationRow } from '../../sync-api/agenda/ligne.ts';
import { deplacementsParJour } from '../../sync-api/demandes/lien-reservation.ts';
import { reparerSuivis } from '../../sync-api/demandes/suivi.ts';
import { type Famille, ouvrirFamille, personne } from '../support/agenda-depots.ts';
import {
  type Agenda,
  annulerCreneau,
  corpsDeCreneau,
  creer,
  debut,
  demanderPlace,
  modifier,
  ouvrirAgenda,
  ouvrirRelation,
} from '../support/agenda-serveur.ts';
import { autreCle, cle, type Guichets, ouvrirGuichets } from '../support/demandes.ts';
import { dump } from '../support/extraction.ts';
import { makeActe } from '../support/flux-fixtures.ts';
import { checkFlux } from '../support/flux-invariants.ts';

/** The buttons of the link of a réservation, and what its page may show. */
let g: Guichets;
let agenda: Agenda;
let famille: Famille;
beforeEach(async () => {
  g = await ouvrirGuichets();
  agenda = await ouvrirAgenda(g);
  famille = ouvrirFamille(() => g);
});
afterEach(() => g.close());

const codes = (): string[] => g.logs.map((line) => JSON.parse(line).code);
const place = (reservation: ReservationRow | null): ReservationRow => {
  if (reservation === null) throw new Error('a place was to be booked');
  return reservation;
};
const prendre = async (...parts: Parameters<Famille['reserver']>): Promise<ReservationRow> =>
  place((await famille.reserver(...parts)).reservation);
const cfa = async (): Promise<string[]> => (await famille.courriels()).filter((un) => un.startsWith('cfa-reservation'));

describe('the link of a réservation', () => {
  it('cancels once, tells both sides, and frees the place for who waits', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const sienne = await prendre(corps);
    const suivante = await prendre(corps, personne('Karim', 1));
    await famille.presser(sienne, { geste: 'annuler' });
    await famille.presser(sienne, { geste: 'annuler' });
    expect([await famille.etatDe(sienne), await famille.etatDe(suivante)]).toEqual(['annulee', 'offerte']);
    expect(codes()).toEqual(['DEPOT_SANS_SUITE']);
    expect(await cfa()).toEqual(['cfa-reservation prise', 'cfa-reservation attente', 'cfa-reservation annulee']);
    expect((await famille.courriels()).filter((un) => un === 'candidat-reservation annulee')).toHaveLength(1);
  });

  it('takes an offer, within its time by the clock of the intake', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const sienne = await prendre(corps);
    const karim = await prendre(corps, personne('Karim', 1));
    const louise = await prendre(corps, personne('Louise', 2));
    await famille.presser(sienne, { geste: 'annuler' });
    g.clock.advance(86_400_000 - 1);
    await g.intake.deposer('reservation', { geste: 'venir', empreinte_jeton: karim.empreinte_jeton, debut });
    // The server was away until after its end.
    g.clock.advance(3_600_000);
    await g.passer();
    expect([await famille.etatDe(karim), await famille.etatDe(louise)]).toEqual(['confirmee', 'attente']);
  });

  it('takes no place that was not offered: not to who waits, nor where the CFA has to choose', async () => {
    const { corps, acte } = await agenda.creneau();
    const premiere = await prendre(corps);
    const seconde = await prendre(corps, personne('Karim', 1));
    const attente = await prendre(corps, personne('Louise', 2));
    await g.pousser(modifier(agenda.flux, { ...corps, capacite: 1 }, [acte.id]));
    for (const row of [premiere, seconde, attente]) await famille.presser(row, { geste: 'venir' });
    expect(await agenda.etats(corps.creneau)).toEqual(['confirmee', 'a_reconfirmer', 'attente']);
    expect(codes()).toEqual(['DEPOT_SANS_SUITE', 'DEPOT_SANS_SUITE', 'DEPOT_SANS_SUITE']);
  });

  it('says yes to the hour that it showed, and to no other', async () => {
    const { corps, acte } = await agenda.creneau();
    const sienne = await prendre(corps);
    const apres = { ...corps, debut: '2026-06-17T08:00:00.000Z', fin: '2026-06-17T10:00:00.000Z' };
    await g.pousser(modifier(agenda.flux, apres, [acte.id]));
    await famille.presser(sienne, { geste: 'venir' });
    expect(await famille.etatDe(sienne)).toBe('a_reconfirmer');
    await famille.presser(sienne, { geste: 'venir', debut: apres.debut });
    expect(await famille.etatDe(sienne)).toBe('confirmee');
    expect((await cfa()).at(-1)).toBe('cfa-reservation reconfirmee');
  });

  it('takes another créneau, and gives the former one up in the same transaction', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const { corps: autre } = await agenda.creneau();
    const sienne = await prendre(corps);
    const karim = await prendre(corps, personne('Karim', 1));
    await famille.presser(sienne, { geste: 'deplacer', creneau: autre });
    const rows = await famille.reservations();
    expect(rows.find(({ creneau_id }) => creneau_id === autre.creneau)).toMatchObject({
      etat: 'confirmee',
      remplace_id: sienne.id,
      demande_id: sienne.demande_id,
    });
    expect([await famille.etatDe(sienne), await famille.etatDe(karim)]).toEqual(['annulee', 'offerte']);
    expect((await cfa()).at(-1)).toBe('cfa-reservation deplacee');
    // The link that she used leads to what became of it, and moves nothing any more.
    await famille.presser(sienne, { geste: 'deplacer', creneau: corps });
    expect(codes()).toEqual(['DEPOT_SANS_SUITE']);
    await checkFlux(g);
  });

  it.each<[string, Partial<CreneauCorps>]>([
    ['full', { capacite: 1 }],
    ['of another training', { offre: { formations: [autreCle], origines: ['PARCOURSUP'] } }],
    ['not offered', { offre: null }],
  ])('keeps what she has when the other créneau is %s, and tells her so', async (_, changes) => {
    const { corps } = await agenda.creneau();
    const { corps: autre } = await agenda.creneau(changes);
    if (changes.capacite === 1) await prendre(autre, personne('Karim', 1));
    const sienne = await prendre(corps);
    await famille.presser(sienne, { geste: 'deplacer', creneau: autre });
    expect(await famille.etatDe(sienne)).toBe('confirmee');
    expect((await famille.courriels()).at(-1)).toBe('candidat-reservation inchangee');
  });

  it('moves to no créneau of another CFA, nor to the one she has', async () => {
    const { corps } = await agenda.creneau();
    const sienne = await prendre(corps);
    const ailleurs = corpsDeCreneau(g.random.uuid());
    await g.pousser(creer(await ouvrirRelation(g.db, { site: '99998100400016' }), ailleurs));
    await famille.presser(sienne, { geste: 'deplacer', creneau: ailleurs });
    expect((await famille.courriels()).at(-1)).toBe('candidat-reservation inchangee');
    await famille.presser(sienne, { geste: 'deplacer', creneau: corps });
    expect(await famille.reservations()).toMatchObject([{ id: sienne.id, etat: 'confirmee' }]);
    expect(codes()).toEqual(['DEPOT_SANS_SUITE']);
  });

  it('takes none that is unknown, and none that begins in less than two hours', async () => {
    const { corps } = await agenda.creneau({ debut: '2026-06-18T08:00:00.000Z', fin: '2026-06-18T09:00:00.000Z' });
    const { corps: autre } = await agenda.creneau();
    const sienne = await prendre(corps);
    await famille.presser(sienne, { geste: 'deplacer', creneau: { creneau: g.random.uuid() } });
    g.clock.set(new Date(Date.parse(debut) - fermetureMs).toISOString());
    await famille.presser(sienne, { geste: 'deplacer', creneau: autre });
    expect(await famille.reservations()).toMatchObject([{ id: sienne.id, etat: 'confirmee' }]);
    expect((await famille.courriels()).filter((un) => un === 'candidat-reservation inchangee')).toHaveLength(2);
  });

  it('of a créneau that the CFA cancelled lets her take another one: the demande is answered again', async () => {
    const { corps, acte } = await agenda.creneau();
    const { corps: autre } = await agenda.creneau();
    const sienne = await prendre(corps);
    await g.pousser(annulerCreneau(agenda.flux, corps.creneau, [acte.id]));
    expect(await g.demandes()).toMatchObject([{ etat: 'ouverte' }]);
    await famille.presser(sienne, { geste: 'deplacer', creneau: autre });
    expect(await g.demandes()).toMatchObject([{ etat: 'repondue' }]);
    // One that she may not have is refused by mail, since nothing is left to keep.
    await g.pousser(annulerCreneau(agenda.flux, autre.creneau, []));
    const { corps: cache } = await agenda.creneau({ offre: null });
    const seconde = (await famille.reservations()).find(({ creneau_id }) => creneau_id === autre.creneau);
    await famille.presser(place(seconde ?? null), { geste: 'deplacer', creneau: cache });
    expect((await famille.courriels()).at(-1)).toBe('candidat-reservation complet');
  });

  it('that staff gave without a demande chooses nothing, but cancels', async () => {
    const { corps } = await agenda.creneau();
    const { corps: autre } = await agenda.creneau();
    const dossier = await agenda.personne();
    const id = await agenda.reserver(dossier, corps);
    const row = await agenda.lire(id);
    await famille.presser(row, { geste: 'deplacer', creneau: autre });
    expect(codes()).toEqual(['DEPOT_SANS_SUITE']);
    await famille.presser(row, { geste: 'annuler' });
    expect(await famille.etatDe(row)).toBe('annulee');
  });

  it('pressed by a machine moves her ten times a day at most', async () => {
    const { corps } = await agenda.creneau();
    const { corps: autre } = await agenda.creneau();
    let sienne = await prendre(corps);
    for (let tour = 1; tour < deplacementsParJour + 3; tour += 1) {
      await famille.presser(sienne, { geste: 'deplacer', creneau: tour % 2 === 1 ? autre : corps });
      sienne = (await famille.reservations()).find(({ etat }) => etat === 'confirmee') ?? sienne;
    }
    expect(await famille.reservations()).toHaveLength(deplacementsParJour);
    expect(codes()).toEqual(['DEPOT_SANS_SUITE', 'DEPOT_SANS_SUITE', 'DEPOT_SANS_SUITE']);
  });

  it('of nobody does nothing', async () => {
    await famille.presser({ empreinte_jeton: 'cd'.repeat(32) }, { geste: 'annuler' });
    expect(codes()).toEqual(['DEPOT_SANS_SUITE']);
  });
});

describe('the page of a réservation', () => {
  it('says the meeting and where it stands, the address of an online one only to who holds a place', async () => {
    const { corps } = await agenda.creneau({
      capacite: 1,
      titre: 'Cuisine',
      lien: 'https://visio.example/salle',
      consigne: 'Sonner deux fois.',
    });
    const sienne = await prendre(corps);
    const attente = await prendre(corps, personne('Karim', 1));
    expect(await g.intake.lireReservation(sienne.empreinte_jeton)).toMatchObject({
      formation: { cle, origine: 'PARCOURSUP' },
      raisonSociale: 'CFA des Trois Fourneaux',
      titre: 'Cuisine',
      debut,
      fuseau: 'Europe/Paris',
      lien: 'https://visio.example/salle',
      consigne: 'Sonner deux fois.',
      etat: 'confirmee',
    });
    expect(await g.intake.lireReservation(attente.empreinte_jeton)).toMatchObject({ etat: 'attente', lien: null });
  });

  it('names nobody: neither in it nor in what is offered', async () => {
    const { corps } = await agenda.creneau();
    await prendre(corps, { message: 'Un internat ?' });
    const { corps: entretien } = await agenda.creneau({ genre: 'entretien', titre: 'Vauquelin, 3e Jean-Moulin' });
    await prendre(entretien);
    expect(await g.guichetDb.selectFrom('creneau_offert').select('titre').execute()).toHaveLength(2);
    const all = JSON.stringify([
      await g.guichetDb.selectFrom('suivi_reservation').selectAll().execute(),
      await g.guichetDb.selectFrom('creneau_offert').selectAll().execute(),
      await g.guichetDb.selectFrom('creneau_formation').selectAll().execute(),
    ]);
    for (const word of ['Vauquelin', 'Inès', '639980112', 'example.org', 'internat']) expect(all).not.toContain(word);
  });

  it('is there for a place that staff gave, without anything to choose', async () => {
    const { corps } = await agenda.creneau();
    const row = await g.demander();
    await g.pousser(demanderPlace(row.flux_id, row.dossier_id, corps));
    await g.passer();
    const [reservation] = await famille.reservations();
    expect(await g.intake.lireReservation(reservation?.empreinte_jeton ?? '')).toMatchObject({
      formation: null,
      etat: 'confirmee',
      raisonSociale: 'CFA des Trois Fourneaux',
    });
  });

  it('is written again when the guichet was lost, corrected after a backup of it, and removed when it leads nowhere', async () => {
    const { corps, acte } = await agenda.creneau();
    const sienne = await prendre(corps);
    const backup = await g.guichetDb.selectFrom('suivi_reservation').selectAll().execute();
    const ailleurs = { ...corps, lieu: 'Salle 12' };
    await g.pousser(modifier(agenda.flux, ailleurs, [acte.id]));
    await g.guichetDb.deleteFrom('suivi_reservation').execute();
    await g.guichetDb
      .insertInto('suivi_reservation')
      .values([...backup, ...backup.map((row) => ({ ...row, empreinte_jeton: 'cd'.repeat(32) }))])
      .execute();
    await reparerSuivis(g);
    await g.passer();
    expect(await g.intake.lireReservation(sienne.empreinte_jeton)).toMatchObject({ lieu: 'Salle 12' });
    expect(await g.guichet.listerSuivisReservation()).toEqual([
      { empreinte_jeton: sienne.empreinte_jeton, etat: 'confirmee' },
    ]);
    await g.guichetDb.deleteFrom('suivi_reservation').execute();
    await reparerSuivis(g);
    await g.passer();
    expect(await g.guichet.listerSuivisReservation()).toHaveLength(1);
  });

  it('goes with an erased person, with what is kept of her deposits; the place goes to who waits', async () => {
    const { corps } = await agenda.creneau({ capacite: 1 });
    const sienne = await prendre(corps, { message: 'Un internat ?' });
    const karim = await prendre(corps, personne('Karim', 1));
    await famille.presser(sienne, { geste: 'venir' });
    Object.assign(g.porteur, { connecteLe: g.clock.now().toISOString() });
    const effacement = { type: 'effacement', corps: { motif: 'demande' } };
    expect(
      await g.pousser(makeActe({ flux: sienne.flux_id, dossier: sienne.dossier_id, ...effacement })),
    ).toMatchObject([{ etat: 'accepte' }]);
    await g.passer();
    expect(await g.guichet.listerSuivisReservation()).toEqual([
      { empreinte_jeton: karim.empreinte_jeton, etat: 'offerte' },
    ]);
    const all = (await dump(g.db)) + JSON.stringify(await g.guichetDb.selectFrom('suivi').selectAll().execute());
    for (const word of ['Inès', '639980112', 'ines.vauquelin', 'internat', sienne.empreinte_jeton])
      expect(all).not.toContain(word);
    expect(await g.guichet.listerGardes(new Date(0))).toHaveLength(1);
    await checkFlux(g);
  });
});
