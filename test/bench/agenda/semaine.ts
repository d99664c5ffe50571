import type { DossierLigne, ReservationLigne } from '../../../shared/contract/lignes.ts';
import type { PullRow } from '../../../shared/contract/sync.ts';
import type { ActeRecu } from '../../../shared/domain/actes/acte.ts';
import type { CreneauCorps } from '../../../shared/domain/actes/creneau.ts';
import { Seeded } from '../../simulation/seeded.ts';
import { personneDe } from '../accueil/personnes.ts';

/** An agenda of so many weeks: twenty créneaux each, five people at each of them, whatever their number. */
export const parSemaine = 20;
export const parCreneau = 5;

export const nowMs = Date.parse('2026-06-22T06:00:00.000Z');
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
export const weekMs = 7 * dayMs;

const random = new Seeded(23);
const ids = Array.from({ length: 20_000 }, () => random.uuid());
const idOf = (kind: number, rank: number): string => {
  const id = ids[rank] ?? ids[0] ?? '';
  return `${String(kind).padStart(8, '0')}${id.slice(8)}`;
};

export const creneauId = (rank: number): string => idOf(1, rank);
export const dossierId = (rank: number): string => idOf(2, rank);
export const reservationId = (rank: number): string => idOf(3, rank);

const instantOf = (ms: number): string => new Date(ms).toISOString();

/** The week of now holds the first ones; the others follow, or went before. */
export function creneauOf(rank: number): CreneauCorps {
  const week = Math.floor(rank / parSemaine);
  const place = rank % parSemaine;
  const weeks = week % 2 === 0 ? week / 2 : -(week + 1) / 2;
  const debutMs = nowMs + weeks * weekMs + Math.floor(place / 4) * dayMs + (2 + 2 * (place % 4)) * hourMs;
  return {
    creneau: creneauId(rank),
    genre: 'reunion',
    debut: instantOf(debutMs),
    fin: instantOf(debutMs + hourMs),
    capacite: 4 * parCreneau,
    liste_attente: true,
    lieu: '14 rue des Maîtres-Queux',
    offre: { formations: [], origines: ['PARCOURSUP'] },
  };
}

/** Who comes, as an import or a form leaves her. */
export function dossierCorps(rank: number): DossierLigne {
  const { nom, prenom, telephone, courriel } = personneDe(rank);
  return {
    ine: null,
    nom,
    prenom,
    prenoms_autres: [],
    adresse: { lignes: [], code_postal: null, ville: null, pays: null },
    telephones: [{ brut: telephone, e164: telephone, confiance: 'sure', correction: null, origine: 'personnel' }],
    emails: [courriel],
    etablissement_origine: null,
    campagne: 2026,
  };
}

const creneauActe = (flux: string, corps: CreneauCorps, rank: number): ActeRecu => {
  const le = instantOf(nowMs - 300 * dayMs);
  return {
    id: idOf(4, rank),
    v: 1,
    flux,
    dossier: corps.creneau,
    type: 'creneau-cree',
    corps: { ...corps },
    remplace: {},
    operateur: null,
    fait_le: le,
    decalage_ms: 0,
    corrige: null,
    depend: [],
    recu_le: le,
    fait_corrige_le: le,
    heure_incertaine: false,
    compte: null,
    poste: null,
    poste_nom: 'Accueil-2',
    effet: 'aucun',
  };
};

const reservationCorps = (rank: number, { creneau, genre, debut, fin }: CreneauCorps): ReservationLigne => ({
  dossier: dossierId(rank),
  creneau,
  demande: null,
  etat: 'confirmee',
  motif: null,
  genre,
  debut,
  fin,
  rang: 1 + (rank % parCreneau),
  demandee_le: instantOf(nowMs - 300 * dayMs),
  etat_le: instantOf(nowMs - 300 * dayMs),
  expire_le: null,
  source: 'poste',
  remplace: null,
});

/** What a poste receives of it: three rows a person, and one a créneau. */
export function* agendaRows(flux: string, reservations: number): Generator<PullRow> {
  let seq = 0;
  for (let rank = 0; rank < reservations; rank += 1) {
    const creneau = creneauOf(Math.floor(rank / parCreneau));
    if (rank % parCreneau === 0) {
      const acte = creneauActe(flux, creneau, rank / parCreneau);
      seq += 1;
      yield [seq, 'acte', acte.id, 1, creneau.creneau, JSON.stringify(acte)];
    }
    const dossier = dossierId(rank);
    seq += 1;
    yield [seq, 'dossier', dossier, 1, dossier, JSON.stringify(dossierCorps(rank))];
    seq += 1;
    yield [seq, 'reservation', reservationId(rank), 1, dossier, JSON.stringify(reservationCorps(rank, creneau))];
  }
}

export const rowsOf = (reservations: number): number => 2 * reservations + Math.ceil(reservations / parCreneau);
