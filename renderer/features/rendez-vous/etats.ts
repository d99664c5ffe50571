import type { ComptesCreneau, CreneauVu, EtatInscription, RendezVous } from '../../../shared/contract/ipc/agenda.ts';
import type { AssiduiteEtat } from '../../../shared/domain/actes/reservation.ts';
import {
  type MotifReservation,
  type ReponseReservation,
  repondreReservation,
} from '../../../shared/domain/agenda/places.ts';
import { instantDuSite } from '../../textes/echeances.ts';
import { compte, ordinal } from '../../textes/pluriel.ts';
import type { Teinte } from '../../ui/tokens.ts';

export const assiduiteTextes: Readonly<Record<AssiduiteEtat, string>> = {
  present: 'Présent·e',
  absent: 'Absent·e',
  excuse: 'Excusé·e',
};

const assiduiteTeintes: Readonly<Record<AssiduiteEtat, Teinte>> = {
  present: 'green',
  absent: 'red',
  excuse: 'yellow',
};

const etatTextes: Readonly<Record<EtatInscription, { mot: string; teinte: Teinte }>> = {
  demandee: { mot: 'À confirmer', teinte: 'yellow' },
  confirmee: { mot: 'Confirmé', teinte: 'teal' },
  attente: { mot: 'Liste d’attente', teinte: 'indigo' },
  offerte: { mot: 'Place gardée', teinte: 'orange' },
  a_reconfirmer: { mot: 'À reconfirmer', teinte: 'orange' },
  complet: { mot: 'Complet', teinte: 'gray' },
  annulee: { mot: 'Annulé', teinte: 'gray' },
  expiree: { mot: 'Place non prise', teinte: 'gray' },
};

const motifTextes: Readonly<Record<MotifReservation, string>> = {
  deplace: 'Le créneau a changé d’heure',
  capacite: 'Il y a moins de places qu’avant',
  candidat: 'Par la famille',
  cfa: 'Par le CFA',
  creneau: 'Le créneau est annulé',
  remplacee: 'Remplacé par un autre créneau',
};

export type Etatable = Pick<
  RendezVous,
  'etat' | 'motif' | 'position' | 'expireLe' | 'fin' | 'assiduite' | 'enAttente' | 'refuse'
> & { fuseau: string };

export interface EtatMots {
  mot: string;
  teinte: Teinte;
  /** Why, until when, what is still to do; null when the word says all. */
  detail: string | null;
}

interface Vivante {
  etat: EtatInscription;
  /** What the server refused was given to nobody; what it refused of a place that stands takes nothing away. */
  refuse?: string | null;
}

/** Still alive: somebody may come to it, or waits for a place. */
export const estActif = ({ etat, refuse = null }: Vivante): boolean =>
  (etat === 'demandee' && refuse === null) ||
  etat === 'confirmee' ||
  etat === 'attente' ||
  etat === 'offerte' ||
  etat === 'a_reconfirmer';

/** Asked for here, refused by the server, and still to come: somebody has to tell the family. */
export const estRefusee = ({ etat, refuse, fin }: Pick<RendezVous, 'etat' | 'refuse' | 'fin'>, now: number): boolean =>
  etat === 'demandee' && refuse !== null && Date.parse(fin) > now;

/** Where she is expected: one who only waits is not. */
export const estAttendue = (une: Vivante): boolean => estActif(une) && une.etat !== 'attente';

const detailDe = (rdv: Etatable, now: number, ici: string): string | null => {
  switch (rdv.etat) {
    case 'demandee':
      return 'Le serveur n’a pas encore répondu';
    case 'attente':
      return rdv.position === null ? null : `${ordinal(rdv.position)} sur la liste d’attente`;
    case 'offerte':
      return rdv.expireLe === null ? null : `Gardée jusqu’à ${instantDuSite(rdv.expireLe, rdv.fuseau, now, ici)}`;
    default:
      return rdv.motif === null ? null : motifTextes[rdv.motif];
  }
};

/** One réservation in words: its state as the server says it, and once the meeting is over, whether she came. */
export const etatMots = (rdv: Etatable, now: number, ici: string): EtatMots => {
  if (rdv.etat === 'demandee' && rdv.refuse !== null) return { mot: 'Refusé', teinte: 'red', detail: null };
  if (rdv.assiduite !== null)
    return { mot: assiduiteTextes[rdv.assiduite], teinte: assiduiteTeintes[rdv.assiduite], detail: null };
  if (Date.parse(rdv.fin) <= now && estAttendue(rdv))
    return { mot: 'Présence à noter', teinte: 'orange', detail: detailDe(rdv, now, ici) };
  return { ...etatTextes[rdv.etat], detail: detailDe(rdv, now, ici) };
};

/** « en attente d’envoi », « refusée par le serveur »: how far what was done here went. */
export const envoiMot = ({ enAttente, refuse }: Pick<RendezVous, 'enAttente' | 'refuse'>): string | null => {
  if (refuse !== null) return 'refusée par le serveur, à revoir dans Synchronisation';
  return enAttente ? 'en attente d’envoi' : null;
};

type Places = Pick<CreneauVu, 'etat' | 'debut' | 'fin' | 'capacite' | 'listeAttente'> & {
  comptes: Pick<ComptesCreneau, 'prises' | 'attente' | 'demandees'>;
};

/** Places that nobody holds and nobody asked for. Staff may give them before somebody who waits, and are told so. */
export const placesLibres = ({ capacite, comptes }: Places): number =>
  Math.max(0, capacite - comptes.prises - comptes.demandees);

/** What the server would answer, as far as this poste knows. Bookings that wait to be sent count as if they came first. */
export const reponseProbable = (creneau: Places, now: number): ReponseReservation['etat'] =>
  repondreReservation(
    {
      etat: creneau.etat,
      debut: creneau.debut,
      fin: creneau.fin,
      capacite: creneau.capacite,
      listeAttente: creneau.listeAttente,
      prises: creneau.comptes.prises + creneau.comptes.demandees,
      enAttente: creneau.comptes.attente,
    },
    creneau.debut,
    new Date(now).toISOString(),
  ).etat;

/** « 3 places libres », « complet : liste d’attente, 2 personnes devant », « complet ». */
export const placesMots = (creneau: Places, now: number): string => {
  const reponse = reponseProbable(creneau, now);
  if (reponse === 'annulee') return 'annulé';
  if (reponse === 'complet') return 'complet';
  if (reponse === 'attente') {
    const { attente } = creneau.comptes;
    return attente === 0
      ? 'complet : liste d’attente'
      : `complet : liste d’attente, ${compte(attente, 'personne', 'personnes')} devant`;
  }
  const libres = placesLibres(creneau);
  if (libres === 0) return 'réunion commencée : sans limite';
  const { attente } = creneau.comptes;
  const mots = compte(libres, 'place libre', 'places libres');
  return attente === 0 ? mots : `${mots}, ${compte(attente, 'personne attend', 'personnes attendent')}`;
};

type Prevue = 'confirmee' | 'attente' | 'complet' | 'a_reconfirmer' | 'annulee';

const prevuTextes: Readonly<Record<Prevue, string>> = {
  confirmee: 'Place demandée',
  a_reconfirmer: 'Place demandée, à reconfirmer',
  attente: 'Mise en liste d’attente',
  complet: 'Demandée, mais le créneau est complet',
  annulee: 'Demandée, mais le créneau est annulé',
};

/** For the bar that takes it back: « Place demandée, à confirmer : jeudi 26 novembre à 14 h — TARDIVEL Maëlys ». */
export const phraseInscription = (prevue: Prevue, quand: string, nom: string, enLigne: boolean): string =>
  `${prevuTextes[prevue]}${enLigne ? '' : ', à confirmer par le serveur'} : ${quand} — ${nom}`;
