import { describe, expect, it } from 'vitest';
import type { ActeOrdonne } from '../../../../shared/domain/actes/acte.ts';
import { actesEffectifs } from '../../../../shared/domain/actes/effectifs.ts';
import type { EtatReservation } from '../../../../shared/domain/agenda/places.ts';
import {
  estRefusee,
  type ReservationDuDossier,
  reservationDe,
  suivreReservations,
} from '../../../../shared/domain/agenda/reservations.ts';
import { foldEffectifs } from '../../../../shared/domain/faits.ts';
import { accepte, acteFictif, enAttente, uuidDe } from '../actes-fictifs.ts';
import {
  acteDe,
  creneau,
  debut,
  demandeeLe,
  fin,
  ligneFictive,
  nonParti,
  plier,
  recu,
  reservation,
} from './rendez-vous-fictifs.ts';

const apres = '2027-06-09T09:00:00.000Z';
const suivre = (
  lignes: readonly ReservationDuDossier[],
  actes: readonly ActeOrdonne[] = [],
  refuses: ReadonlyMap<string, string> = new Map(),
) => {
  const effectifs = actesEffectifs(actes);
  return suivreReservations(lignes, { effectifs, faits: foldEffectifs(effectifs), refuses });
};
const un = (...args: Parameters<typeof suivre>) => {
  const [seul, ...trop] = suivre(...args);
  expect(trop).toEqual([]);
  if (seul === undefined) throw new Error('no réservation');
  return seul;
};

describe('a réservation of a dossier', () => {
  it('is what its row says', () => {
    const expireLe = '2027-06-10T09:00:00.000Z';
    const ligne = ligneFictive({ etat: 'offerte', expire_le: expireLe, etat_le: apres, remplace: uuidDe(4) });
    expect(un([ligne])).toEqual({
      id: reservation,
      creneau,
      demande: null,
      genre: 'reunion',
      debut,
      fin,
      etat: 'offerte',
      motif: null,
      rang: 3,
      demandeeLe,
      etatLe: apres,
      expireLe,
      source: 'public',
      remplace: uuidDe(4),
      assiduite: null,
      assiduiteLe: null,
      assiduiteVues: [],
      enAttente: false,
      refuse: null,
    });
    expect(suivre([])).toEqual([]);
  });

  it('is asked for until the server answers, then what it answered', () => {
    const demande = nonParti('reservation-demandee', { le: apres });
    expect(un([], [demande])).toMatchObject({
      etat: 'demandee',
      debut,
      fin,
      rang: null,
      demandeeLe: apres,
      etatLe: apres,
      source: 'poste',
      enAttente: true,
    });
    // Accepted, and its row not pulled yet.
    expect(un([], [recu('reservation-demandee')])).toMatchObject({ etat: 'demandee', enAttente: false });
    const ligne = ligneFictive({ etat: 'attente', source: 'poste' });
    expect(un([ligne], [recu('reservation-demandee')])).toMatchObject({ etat: 'attente', enAttente: false });
    expect(un([ligne], [demande])).toMatchObject({ etat: 'attente', enAttente: true });
  });

  it.each<[EtatReservation, string, string | null]>([
    ['confirmee', 'annulee', 'cfa'],
    ['attente', 'annulee', 'cfa'],
    ['offerte', 'annulee', 'cfa'],
    ['a_reconfirmer', 'annulee', 'cfa'],
    ['complet', 'complet', null],
    ['expiree', 'expiree', null],
    ['annulee', 'annulee', 'candidat'],
  ])('%s, cancelled here and unsent, is %s', (etat, attendu, motif) => {
    const ligne = ligneFictive({ etat, motif: etat === 'annulee' ? 'candidat' : null });
    const annulee = nonParti('reservation-annulee', { le: apres });
    expect(un([ligne], [annulee])).toMatchObject({ etat: attendu, motif, enAttente: true });
    // Once received, its row says it: an older one is that of a moment ago.
    expect(un([ligne], [recu('reservation-annulee')])).toMatchObject({ etat, enAttente: false });
  });

  it('cancelled before it left is cancelled', () => {
    const actes = [nonParti('reservation-demandee'), enAttente(acteDe('reservation-annulee', { le: apres }), 2)];
    expect(un([], actes)).toMatchObject({ etat: 'annulee', motif: 'cfa', etatLe: apres });
  });

  const expire = '2027-06-10T09:00:00.000Z';
  const autreDebut = '2027-06-17T08:00:00.000Z';
  it.each<[string, Parameters<typeof ligneFictive>[0], string]>([
    ['the hour she was told', { etat: 'a_reconfirmer', motif: 'deplace' }, 'confirmee'],
    ['an hour that moved since', { etat: 'a_reconfirmer', motif: 'deplace', debut: autreDebut }, 'a_reconfirmer'],
    ['although there were too many', { etat: 'a_reconfirmer', motif: 'capacite', debut: autreDebut }, 'confirmee'],
    ['a place that is kept', { etat: 'offerte', expire_le: expire }, 'confirmee'],
    ['a place that was kept until before', { etat: 'offerte', expire_le: demandeeLe }, 'offerte'],
    ['a place that only the server knows free', { etat: 'attente' }, 'demandee'],
    ['what is confirmed', { etat: 'confirmee' }, 'confirmee'],
    ['what is over', { etat: 'annulee', motif: 'candidat' }, 'annulee'],
  ])('confirmed again, unsent: %s', (_name, change, attendu) => {
    const reste = { le: apres };
    expect(un([ligneFictive(change)], [nonParti('reservation-reconfirmee', reste)])).toMatchObject({
      etat: attendu,
      enAttente: true,
    });
    expect(un([ligneFictive(change)], [recu('reservation-reconfirmee', reste)])).toMatchObject({
      etat: change?.etat,
      enAttente: false,
    });
  });

  it('refused, changes nothing and says so', () => {
    const demande = acteDe('reservation-demandee');
    const jamais = un([], [enAttente(demande, 1)], new Map([[demande.id, 'CRENEAU_INCONNU']]));
    expect(jamais).toMatchObject({ etat: 'demandee', refuse: 'CRENEAU_INCONNU', enAttente: false });
    expect(estRefusee(jamais)).toBe(true);
    const annulee = acteDe('reservation-annulee');
    const tient = un([ligneFictive()], [enAttente(annulee, 1)], new Map([[annulee.id, 'FLUX_RETIRE']]));
    expect(tient).toMatchObject({ etat: 'confirmee', refuse: 'FLUX_RETIRE' });
    expect(estRefusee(tient)).toBe(false);
    const present = acteDe('assiduite', { le: fin });
    expect(un([ligneFictive()], [enAttente(present, 1)], new Map([[present.id, 'FLUX_RETIRE']]))).toMatchObject({
      assiduite: null,
      assiduiteLe: null,
      assiduiteVues: [present.id],
      refuse: 'FLUX_RETIRE',
    });
  });

  it('knows who came, as it was noted last', () => {
    const absent = acteDe('assiduite', { le: fin, corps: { etat: 'absent' } });
    const remplace = { [`assiduite:${reservation}`]: [absent.id] };
    const excuse = acteDe('assiduite', { le: '2027-06-16T10:00:00.000Z', corps: { etat: 'excuse' }, remplace });
    expect(un([ligneFictive()], [accepte(absent, 50)])).toMatchObject({
      assiduite: 'absent',
      assiduiteLe: fin,
      assiduiteVues: [absent.id],
      enAttente: false,
    });
    const note = [accepte(absent, 50), enAttente(excuse, 1)];
    expect(un([ligneFictive()], note)).toMatchObject({
      assiduite: 'excuse',
      assiduiteLe: '2027-06-16T10:00:00.000Z',
      assiduiteVues: [excuse.id],
      enAttente: true,
    });
    const defait = enAttente(acteFictif(uuidDe(9), 'annule', { acte: excuse.id }), 2);
    expect(un([ligneFictive()], [...note, defait])).toMatchObject({ assiduite: 'absent', enAttente: true });
    // Two postes noted without seeing each other: both heads are told, for who settles it.
    const deux = accepte(acteDe('assiduite', { le: fin }), 51);
    expect(un([ligneFictive()], [accepte(absent, 50), deux]).assiduiteVues).toEqual([absent.id, deux.acte.id]);
  });

  it('is settled by the server, never by a person here; who came, by whoever knows', () => {
    const faites = [recu('reservation-annulee', {}, 51), recu('reservation-reconfirmee', {}, 52)];
    expect(plier({ reservations: [ligneFictive()], actes: faites }).aDepartager).toEqual([]);
    const notees = [recu('assiduite', {}, 51), recu('assiduite', { corps: { etat: 'absent' } }, 52)];
    expect(plier({ reservations: [ligneFictive()], actes: notees }).aDepartager).toEqual([`assiduite:${reservation}`]);
  });

  it('is told in the order in which people meet, whatever the order of arrival', () => {
    const plusTot = ligneFictive({ debut: '2027-06-15T08:00:00.000Z' }, uuidDe(2, 0xe5));
    const lignes = [ligneFictive(), plusTot];
    const actes = [nonParti('reservation-annulee'), recu('assiduite', { id: uuidDe(2, 0xe5) })];
    expect(suivre(lignes, actes).map(({ id }) => id)).toEqual([uuidDe(2, 0xe5), reservation]);
    expect(suivre([...lignes].reverse(), [...actes].reverse())).toEqual(suivre(lignes, actes));
  });

  it('is named by its actes only', () => {
    expect(reservationDe(acteDe('reservation-annulee'))).toBe(reservation);
    expect(reservationDe(acteDe('assiduite'))).toBe(reservation);
    expect(reservationDe({ type: 'note', corps: { reservation } })).toBeNull();
    expect(reservationDe({ type: 'assiduite', corps: { reservation: 'x' } })).toBeNull();
    // One that names a réservation of nobody here is kept, and shows nothing.
    expect(suivre([], [recu('assiduite')])).toEqual([]);
  });
});
