import { heureCivile, instantCivil } from '../fuseau.ts';
import { ajouterJoursOuvres, type Territoire } from '../jours-ouvres.ts';
import type { Position, ProchaineAction } from '../situation.ts';
import { type SituationCode, situationParIssue, situations } from '../situations.ts';
import { estRefusee, type SuiviReservation } from './reservations.ts';

/**
 * What one réservation leads to:
 * - `a_dire`: the family has something to say (a kept place, a new hour) and is called for it;
 * - `rencontre`: somebody comes, and her presence is noted afterwards;
 * - `resultat`: she came, did not, or got no place: the next step is a call;
 * - `attente`: on the waiting list;
 * - `libere`: the meeting that a call had promised was given up.
 */
export type SuiteGenre = 'a_dire' | 'rencontre' | 'resultat' | 'attente' | 'libere';

export interface SuiteReservation {
  dossier: string;
  reservation: string;
  genre: SuiteGenre;
  action: ProchaineAction & { le: string };
  /** A call, a message or a plan at or after this instant ends it: the office has gone on from there. */
  jusqua: string;
  demandeeLe: string;
  /** Beginning of its meeting. */
  debut: string;
  source: 'public' | 'poste';
  /** The data of its dossier are frozen (RGPD art. 18). */
  limitation: boolean;
}

export interface SuitesContexte {
  dossier: string;
  /** IANA zone of the site, and its public holidays. */
  fuseau: string;
  territoire: Territoire;
  /** Who holds the dossier. */
  affecteA: string | null;
  limitation: boolean;
}

/** Hour of a call that is planned for a day (`prochaine-action-defaut.ts`). */
const heureDuMatin = 10;
/** A family is given a day to think after a meeting. */
const joursApresPresence = 2;

/** The suites of the réservations of ONE dossier (PROTOCOL 8). Pure: reads no clock. */
export const suitesDe = (rendezVous: readonly SuiviReservation[], contexte: SuitesContexte): SuiteReservation[] =>
  rendezVous.flatMap((un) => {
    if (estRefusee(un)) return [];
    const { dossier, affecteA, limitation } = contexte;
    return etapesDe(un, contexte).map(({ genre, quoi, le, precision = 'heure', jusqua, fin }) => ({
      dossier,
      reservation: un.id,
      genre,
      action: { quoi, le, precision, qui: affecteA, acte: null, deduite: true, ...(fin === undefined ? {} : { fin }) },
      jusqua,
      demandeeLe: un.demandeeLe,
      debut: un.debut,
      source: un.source,
      limitation,
    }));
  });

interface Etape {
  genre: SuiteGenre;
  quoi: ProchaineAction['quoi'];
  le: string;
  precision?: 'heure' | 'jour';
  jusqua: string;
  fin?: string;
}

const etapesDe = (un: SuiviReservation, { fuseau, territoire }: SuitesContexte): Etape[] => {
  const { debut, fin, etat, etatLe } = un;
  const rencontre: Etape = { genre: 'rencontre', quoi: 'rencontrer', le: debut, jusqua: fin, fin };
  const rappeler = (genre: SuiteGenre): Etape => ({ genre, quoi: 'rappeler', le: etatLe, jusqua: etatLe });
  if (un.assiduite === 'present') {
    const jour = ajouterJoursOuvres(heureCivile(fin, fuseau).jour, joursApresPresence, territoire);
    const le = instantCivil({ jour, heure: heureDuMatin, minute: 0 }, fuseau);
    return [{ genre: 'resultat', quoi: 'rappeler', le, precision: 'jour', jusqua: debut }];
  }
  // Whoever called while she was being waited for has already asked why.
  if (un.assiduite !== null) return [{ genre: 'resultat', quoi: 'rappeler', le: un.assiduiteLe ?? fin, jusqua: debut }];
  switch (etat) {
    case 'demandee':
    case 'confirmee':
      return [rencontre];
    case 'a_reconfirmer':
      return [rappeler('a_dire'), rencontre];
    case 'offerte':
      return [rappeler('a_dire')];
    case 'attente':
      return [{ genre: 'attente', quoi: 'attendre', le: debut, jusqua: debut }];
    case 'complet':
    case 'expiree':
      return [rappeler('resultat')];
    case 'annulee':
      // What it was replaced by says the rest.
      if (un.motif === 'remplacee') return [];
      return [rappeler(un.motif === 'creneau' ? 'resultat' : 'libere')];
  }
};

/** The suite that counts for a person, and whether somebody of the office expects to meet her. */
export interface SuiteRetenue {
  suite: SuiteReservation;
  aRencontrer: boolean;
}

const comparer = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** No call, message or plan has ended it. */
const estVivante = ({ jusqua }: SuiteReservation, etapeLe: string | null): boolean =>
  etapeLe === null || etapeLe < jusqua;

/** Two réservations of one person never both come after each other, whatever the hours they were noted at. */
const vientApres = (autre: SuiteReservation, une: SuiteReservation): boolean =>
  (comparer(autre.demandeeLe, une.demandeeLe) ||
    comparer(autre.debut, une.debut) ||
    comparer(autre.reservation, une.reservation)) > 0;

const depasse = (autre: SuiteReservation, une: SuiteReservation): boolean => {
  if (autre.reservation === une.reservation || autre.genre === 'libere') return false;
  if (autre.genre === 'rencontre' && autre.action.le > une.jusqua) return true;
  return autre.demandeeLe >= une.jusqua && vientApres(autre, une);
};

/**
 * Whether nobody is called any more for what became of one réservation of a person: the office has gone on since, a later
 * meeting is planned, or she asked for another place since, which still says something. What was given up says nothing.
 *
 * @param suites of every dossier of hers @param etapeLe her last call, message or plan, wherever it was logged
 */
export const estDepassee = (
  une: SuiteReservation,
  suites: readonly SuiteReservation[],
  etapeLe: string | null,
): boolean => !estVivante(une, etapeLe) || suites.some((autre) => estVivante(autre, etapeLe) && depasse(autre, une));

/**
 * Chooses among the suites of every dossier of a person. `etapeLe` is her last call, message or plan, wherever it was
 * logged. What became of a meeting is left only to a suite that is kept: she never falls between two of them. Symmetric
 * in its suites.
 */
export const choisirSuite = (suites: readonly SuiteReservation[], etapeLe: string | null): SuiteRetenue | null => {
  const vivantes = suites.filter((une) => estVivante(une, etapeLe));
  const rencontres = vivantes.filter(({ genre }) => genre === 'rencontre');
  const closes = vivantes.filter(({ genre }) => genre === 'resultat' || genre === 'libere');
  // Whoever asked for a place by herself has not been spoken to yet, and stays to be called; unless she only asked again.
  const isSuivie = (une: SuiteReservation): boolean =>
    une.source === 'poste' ||
    (etapeLe !== null && etapeLe >= une.demandeeLe) ||
    closes.some((autre) => depasse(une, autre));
  const restantes = vivantes.filter((une) => {
    if (closes.includes(une)) return !estDepassee(une, vivantes, etapeLe);
    return une.genre !== 'attente' || isSuivie(une);
  });
  const suite = restantes.sort(parPriorite)[0];
  return suite === undefined ? null : { suite, aRencontrer: rencontres.length > 0 };
};

const rangs: Readonly<Record<SuiteGenre, number>> = { a_dire: 0, rencontre: 0, resultat: 0, attente: 1, libere: 2 };
const parPriorite = (a: SuiteReservation, b: SuiteReservation): number =>
  rangs[a.genre] - rangs[b.genre] ||
  comparer(a.action.le, b.action.le) ||
  comparer(a.genre, b.genre) ||
  comparer(a.reservation, b.reservation);

/** Words that a meeting to come does not change: they say more, or that she waits for an answer first. */
const plusForts: ReadonlySet<SituationCode> = new Set(['OPPOSITION', 'A_REPONDRE', 'INSCRIT', 'DOSSIER_ENVOYE']);
/** Words that yield to a call for what became of a meeting; the others say what she wants. */
const aRappeler: ReadonlySet<SituationCode> = new Set([
  ...(['RDV_FIXE', 'A_APPELER', 'MESSAGE_LAISSE', 'REPONDU', 'INJOIGNABLE', 'RETIRE'] as const),
  ...(['AUTRE_VOIE', 'SANS_SUITE', 'HORS_CRITERES'] as const),
]);
/** A word that a call closed, which a réservation asked for since opens again. */
const closParIssue: ReadonlySet<SituationCode> = new Set(
  Object.values(situationParIssue).filter((code) => !situations[code].ouverte),
);

/**
 * Where a dossier, or a person, stands once its réservations are known. The word of an open demande, of an opposition or
 * of a refusal told since stays. A plan that a person wrote stands while it comes before the meeting or the call; one
 * that only a call implies yields.
 *
 * @param dernierAppelLe of the dossier, or of the person
 */
export const poserSuite = (
  position: Position,
  retenue: SuiteRetenue | null,
  dernierAppelLe: string | null,
): Position => {
  if (retenue === null || position.situation === 'OPPOSITION' || position.situation === 'A_REPONDRE') return position;
  const { suite } = retenue;
  if (suite.genre === 'libere' && position.situation !== 'RDV_FIXE') return position;
  const situation = motDe(position.situation, retenue, dernierAppelLe);
  const { ouverte } = situations[situation];
  return {
    situation,
    ouverte: situation === position.situation ? position.ouverte : ouverte && !suite.limitation,
    // Somebody who said no still holds the place that nobody cancelled.
    prochaineAction: ouverte || suite.genre === 'rencontre' ? actionDe(position, suite) : position.prochaineAction,
  };
};

const motDe = (
  connu: SituationCode,
  { suite, aRencontrer }: SuiteRetenue,
  dernierAppelLe: string | null,
): SituationCode => {
  const isRefusDepuis = closParIssue.has(connu) && dernierAppelLe !== null && dernierAppelLe >= suite.demandeeLe;
  if (isRefusDepuis) return connu;
  if (aRencontrer) return plusForts.has(connu) ? connu : 'RDV_FIXE';
  if (suite.genre === 'attente') return connu === 'A_APPELER' ? 'A_RAPPELER' : connu;
  return aRappeler.has(connu) ? 'A_RAPPELER' : connu;
};

const actionDe = ({ prochaineAction: connue }: Position, { genre, action }: SuiteReservation): ProchaineAction => {
  const isGardee = connue !== null && (!connue.deduite || genre === 'attente');
  return isGardee && connue.le !== null && connue.le < action.le ? connue : action;
};
