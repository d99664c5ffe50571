import type { CreneauVu, Inscription } from '../../../shared/contract/ipc/agenda.ts';
import { compte, nombre } from '../../textes/pluriel.ts';
import { estActif } from '../rendez-vous/etats.ts';

export interface Groupes {
  /** Who is expected, by name. */
  attendues: readonly Inscription[];
  /** By rank: the first takes the next place. */
  enAttente: readonly Inscription[];
  /** Cancelled, replaced, without a place. */
  finies: readonly Inscription[];
}

/** The three parts of a créneau, in the order that the core gave. */
export const grouper = (inscriptions: readonly Inscription[]): Groupes => {
  const actives = inscriptions.filter(estActif);
  return {
    attendues: actives.filter(({ etat }) => etat !== 'attente'),
    enAttente: actives.filter(({ etat }) => etat === 'attente'),
    finies: inscriptions.filter((une) => !estActif(une)),
  };
};

/** The meeting has begun: who is there is noted now, and may be corrected for ever. */
export const estCommence = ({ debut, etat }: Pick<CreneauVu, 'debut' | 'etat'>, now: number): boolean =>
  etat === 'prevu' && Date.parse(debut) <= now;

/** A place is free although people wait: the meeting was too near for a mail to offer it. */
export const peutDonnerLaPlace = ({ etat, capacite, comptes }: CreneauVu): boolean =>
  etat === 'prevu' && comptes.attente > 0 && comptes.prises < capacite;

/** Absent or excused, and nobody called since. */
export const absentesARappeler = (inscriptions: readonly Inscription[]): Inscription[] =>
  inscriptions.filter(
    ({ assiduite, rappelee, opposition, limitation }) =>
      (assiduite === 'absent' || assiduite === 'excuse') && !rappelee && !opposition && !limitation,
  );

export const sansPresence = (inscriptions: readonly Inscription[]): Inscription[] =>
  inscriptions.filter(({ assiduite, limitation }) => assiduite === null && !limitation);

/** « 7 présents, 2 absents, 1 excusé, 3 à noter ». */
export const bilanPresence = (inscriptions: readonly Inscription[]): string => {
  const n = (etat: Inscription['assiduite']): number =>
    inscriptions.filter(({ assiduite }) => assiduite === etat).length;
  const aNoter = sansPresence(inscriptions).length;
  return [
    compte(n('present'), 'présent·e', 'présent·es'),
    ...(n('absent') > 0 ? [compte(n('absent'), 'absent·e', 'absent·es')] : []),
    ...(n('excuse') > 0 ? [compte(n('excuse'), 'excusé·e', 'excusé·es')] : []),
    ...(aNoter > 0 ? [`${nombre(aNoter)} à noter`] : []),
  ].join(', ');
};

/** Whom to call of those who wait, in their order: as many as there are places. */
const appelDAttente = (libres: number, attente: number): string => {
  if (attente === 1) return 'l’appeler, puis lui donner la place';
  return libres === 1
    ? 'appeler la première, puis lui donner la place'
    : 'les appeler dans l’ordre, puis leur donner les places';
};

/** Moved, they were written to and answer by themselves; without an address, or one too many, they are called. */
const aReconfirmerEnMots = (nombre: number, inscriptions: readonly Inscription[]): string[] => {
  const ecrites = inscriptions.filter(
    ({ etat, motif, aUneAdresse, opposition }) =>
      etat === 'a_reconfirmer' && motif === 'deplace' && aUneAdresse && !opposition,
  ).length;
  const autres = nombre - ecrites;
  return [
    ...(ecrites > 0
      ? [
          `${compte(ecrites, 'personne a reçu un courriel pour dire si elle vient : l’appeler si elle ne répond pas', 'personnes ont reçu un courriel pour dire si elles viennent : appeler celles qui ne répondent pas')}.`,
        ]
      : []),
    ...(autres > 0
      ? [`${compte(autres, 'personne est à reconfirmer : l’appeler', 'personnes sont à reconfirmer : les appeler')}.`]
      : []),
  ];
};

/** What must be done about this créneau before it takes place; null when nothing must. */
export const phraseAFaire = (creneau: CreneauVu, inscriptions: readonly Inscription[]): string | null => {
  const { aReconfirmer, attente, prises } = creneau.comptes;
  const libres = creneau.capacite - prises;
  const parts = [
    ...aReconfirmerEnMots(aReconfirmer, inscriptions),
    ...(peutDonnerLaPlace(creneau)
      ? [
          `${compte(libres, 'place est libre', 'places sont libres')} et ${compte(attente, 'personne attend', 'personnes attendent')} : ${appelDAttente(libres, attente)}.`,
        ]
      : []),
  ];
  return parts.length === 0 ? null : parts.join(' ');
};
