import ical, {
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventClass,
  type ICalEventData,
  ICalEventStatus,
} from 'ical-generator';
import { type GenreCreneau, libelleGenre, titreMontre } from './creneaux.ts';

/**
 * Calendar files (RFC 5545, users-and-rules 6). One event a file, METHOD:PUBLISH, hours in UTC: Outlook shifts a zone that
 * it does not know, and opens a new calendar for several events. No ORGANIZER nor ATTENDEE: a file is not an invitation,
 * and names nobody. Pure: the same créneau gives the same bytes.
 */

/** What a file says of a créneau, whoever it is for. */
export interface CreneauDAgenda {
  /** Id of the créneau. */
  creneau: string;
  genre: GenreCreneau;
  titre: string | null;
  /** ISO 8601 UTC. */
  debut: string;
  fin: string;
  /** Where it takes place; the address of the CFA when the créneau says none. */
  lieu: string | null;
  /** Of an online meeting. */
  lien: string | null;
  consigne: string | null;
  /** Name of the CFA. */
  cfa: string;
  /** Changes of the créneau since it was made. */
  sequence: number;
  /** It holds no more: the calendar that has it strikes it out. */
  estAnnule: boolean;
  /** When these words were written, ISO 8601 UTC (DTSTAMP): of two with the same sequence, the later one counts. */
  ecritLe: string;
}

/** Whose entretien it is, as staff know her. */
export interface PersonneDAgenda {
  prenom: string;
  nom: string;
}

/** What the feed of an account says of a créneau: how full it is, and no link, since its address lies on other servers. */
export interface CreneauDeFlux extends Omit<CreneauDAgenda, 'titre' | 'lien' | 'consigne' | 'estAnnule'> {
  enLigne: boolean;
  prises: number;
  capacite: number;
}

const domaine = 'rappel-cfa.invalid';
const prodId = '//Rappel CFA//Agenda//FR';
const minuteS = 60;
const alarmeCfaS = 15 * minuteS;
const alarmeCandidatS = 60 * minuteS;
/** How often a calendar is asked to read the feed again. */
const relireS = 60 * minuteS;

/** Stable for ever: `<créneau>.<réservation|cfa>@…`. The CFA's file and its feed speak of one event. */
const uidDe = (creneau: string, pour: string): string => `${creneau}.${pour}@${domaine}`;

/** Controls have no place in a calendar text (RFC 5545 3.3.11), nor half a character; line ends are kept. */
const enTexte = (texte: string): string =>
  texte
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[\p{Cc}--\n]/gv, ' ')
    .trim();
const surUneLigne = (texte: string): string => enTexte(texte).replaceAll('\n', ' ');

const initiale = (nom: string): string => /\p{L}/u.exec(nom)?.[0].toLocaleUpperCase('fr-FR') ?? '';

/** « L. D. »: a calendar lies open on desks and telephones, and she may be a minor. Empty when nothing is known. */
export const initialesDe = ({ prenom, nom }: PersonneDAgenda): string =>
  [initiale(prenom), initiale(nom)]
    .filter((lettre) => lettre !== '')
    .map((lettre) => `${lettre}.`)
    .join(' ');

const description = (lignes: readonly (string | null)[]): string | null =>
  lignes.flatMap((ligne) => (ligne === null || ligne.trim() === '' ? [] : enTexte(ligne))).join('\n') || null;

const evenement = (c: CreneauDAgenda, propre: { id: string; summary: string; details: string | null }) => {
  // What leads to a meeting is given to whoever comes to it.
  const lieu = c.lieu ?? (c.estAnnule ? null : c.lien);
  return {
    id: propre.id,
    summary: propre.summary,
    sequence: c.sequence,
    stamp: new Date(c.ecritLe),
    start: new Date(c.debut),
    end: new Date(c.fin),
    class: ICalEventClass.PRIVATE,
    status: c.estAnnule ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    ...(lieu === null ? {} : { location: surUneLigne(lieu) }),
    ...(propre.details === null ? {} : { description: propre.details }),
  } satisfies ICalEventData;
};

/** @param alarmeS null: what holds no more rings no more */
const fichier = (donnees: ICalEventData, alarmeS: number | null): string => {
  const calendrier = ical({ prodId, method: ICalCalendarMethod.PUBLISH });
  const event = calendrier.createEvent(donnees);
  if (alarmeS !== null) event.createAlarm({ type: ICalAlarmType.display, triggerBefore: alarmeS });
  return enOctets(calendrier);
};

/** The last line ends too (RFC 5545 3.1). */
const enOctets = (calendrier: { toString(): string }): string => `${calendrier.toString()}\r\n`;

/**
 * The file of the CFA for one créneau. Names nobody: « RDV apprentissage – L. D. » for whom an entretien is,
 * « Réunion d’information – CFA X » for a collective one.
 *
 * @param personne who comes to an entretien; null for nobody yet, or for a collective créneau
 * @returns text/calendar; method=PUBLISH; charset=utf-8, lines ended by CRLF
 */
export const icsDuCreneau = ({
  personne,
  ...creneau
}: CreneauDAgenda & { personne: PersonneDAgenda | null }): string => {
  const initiales = personne === null ? '' : initialesDe(personne);
  const summary =
    initiales === ''
      ? `${libelleGenre[creneau.genre]} – ${surUneLigne(creneau.cfa)}`
      : `RDV apprentissage – ${initiales}`;
  const details = description([titreMontre(creneau), creneau.lien, creneau.consigne]);
  return fichier(
    evenement(creneau, { id: uidDe(creneau.creneau, 'cfa'), summary, details }),
    creneau.estAnnule ? null : alarmeCfaS,
  );
};

/**
 * The file of whoever comes: « Entretien – CFA X ». Nothing follows a réservation that holds no more, so its last word
 * stands one above the créneau (RFC 5545 3.8.7.4: cancelling is a change too).
 *
 * @param reservation its id: another one of the same person is another event
 * @returns as {@link icsDuCreneau}
 */
export const icsDeReservation = ({
  reservation,
  telephone,
  ...creneau
}: CreneauDAgenda & { reservation: string; telephone: string | null }): string => {
  const cfa = surUneLigne(creneau.cfa);
  const details = description([
    titreMontre(creneau),
    ...(creneau.estAnnule ? [] : [creneau.lien, creneau.consigne]),
    telephone === null ? null : `Téléphone du CFA\u00a0: ${telephone}`,
  ]);
  const summary = `${libelleGenre[creneau.genre]} – ${cfa}`;
  const sequence = creneau.sequence + (creneau.estAnnule ? 1 : 0);
  return fichier(
    evenement({ ...creneau, sequence }, { id: uidDe(creneau.creneau, reservation), summary, details }),
    creneau.estAnnule ? null : alarmeCandidatS,
  );
};

/**
 * The feed that an account subscribes to: one event a créneau, « Réunion d'information (8/12) », nobody named. Cancelled
 * ones are left out by whoever calls: a calendar drops what a feed says no more.
 *
 * @param nom of the calendar, as its owner reads it
 * @returns text/calendar; charset=utf-8
 */
export const icsDuFlux = (nom: string, creneaux: readonly CreneauDeFlux[]): string => {
  const calendrier = ical({ prodId, method: ICalCalendarMethod.PUBLISH, name: surUneLigne(nom), ttl: relireS });
  for (const { enLigne, prises, capacite, ...creneau } of creneaux) {
    const summary = `${libelleGenre[creneau.genre]} (${prises}/${capacite})`;
    const lieu = creneau.lieu ?? (enLigne ? 'En ligne' : null);
    const lu = { ...creneau, lieu, titre: null, lien: null, consigne: null, estAnnule: false };
    const details = description([creneau.cfa]);
    calendrier.createEvent(evenement(lu, { id: uidDe(creneau.creneau, 'cfa'), summary, details }));
  }
  return enOctets(calendrier);
};
