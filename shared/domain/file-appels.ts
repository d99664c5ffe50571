import type { Disposition } from './actes/appel.ts';
import type { SuiteGenre } from './agenda/suites.ts';
import { type DemiJournee, demiJournee } from './jours-ouvres.ts';

/**
 * The order of the queue *Appels* (SCREENS, Appels): promised callbacks that are due, demandes by deadline, the never
 * called in the order of the list, then retries, those of the other half-day first, and follow-ups. `placeDansLaFile`
 * reads no clock, so that a place can be kept beside the person and found by an index; `comparerPlaces` reads it.
 */
export const motifsDeFile = ['rappel', 'demande', 'jamais_appele', 'reessai', 'suivi'] as const;
export type MotifDeFile = (typeof motifsDeFile)[number];

/** Retries and follow-ups share the last class. */
export const classesDeFile: Readonly<Record<MotifDeFile, 0 | 1 | 2 | 3>> = {
  rappel: 0,
  demande: 1,
  jamais_appele: 2,
  reessai: 3,
  suivi: 3,
};

export interface PlaceFile {
  motif: MotifDeFile;
  /** Order within the class: the hour promised, the deadline, the name as the list sorts it, the hour it becomes due. */
  cle: string;
  /** Instant from which she is to be called, ISO 8601 UTC; '' at once. */
  des: string;
  /**
   * Of a retry: the half-day of the last try, in the family's zone. It is better tried in the other one. null where
   * another number is tried.
   */
  dernierEssai: { fuseau: string; demiJournee: DemiJournee } | null;
}

export interface EntreeFile {
  ouverte: boolean;
  /** null for a closed person only. `ecriteLe`: corrected hour at which somebody wrote it; null when it is deduced. */
  prochaineAction: {
    quoi: 'rappeler' | 'relancer' | 'attendre' | 'rencontrer';
    le: string | null;
    ecriteLe: string | null;
    /** Written by the gesture that noted the last call, whatever hours the server gave them (`memeSaisie`). */
    avecDernierAppel?: boolean;
  } | null;
  /** What became of the réservation that the next action comes from; null when it comes from none. */
  suite?: SuiteGenre | null;
  /** The soonest deadline of an open demande; null when none waits. */
  echeance: string | null;
  /** A demande that nobody followed up yet. */
  aRepondre: boolean;
  dernierAppel: { le: string; sens: 'emis' | 'recu'; disposition: Disposition } | null;
  /** The name as the list sorts it. */
  nomTri: string;
  /** IANA zone of the family. */
  fuseauFamille: string;
}

/** After these somebody of the family was on the line: a date that follows was agreed with her. */
const contacts: ReadonlySet<Disposition> = new Set(['JOINT', 'RAPPELER', 'OPPOSITION']);

/** Another number is dialled next: it was tried in no half-day yet. */
const faux: ReadonlySet<Disposition> = new Set(['MAUVAIS_CONTACT', 'NUMERO_INVALIDE']);

/**
 * Whether the hour planned was promised to somebody:
 * - what somebody planned, unless it goes with a try that nobody answered: then it is a retry;
 * - what nobody planned, only after « Rappeler le… », and for what the office has to tell of a réservation: a place that
 *   is kept for an hour, a meeting that moved. What became of a meeting otherwise is followed up.
 */
const estPromise = ({ prochaineAction: action, dernierAppel, suite = null }: EntreeFile): boolean => {
  if (action === null || action.quoi !== 'rappeler' || action.le === null) return false;
  if (action.ecriteLe === null) return suite === null ? dernierAppel?.disposition === 'RAPPELER' : suite === 'a_dire';
  if (dernierAppel === null || estContact(dernierAppel)) return true;
  return action.ecriteLe > dernierAppel.le && action.avecDernierAppel !== true;
};

const estContact = ({ sens, disposition }: NonNullable<EntreeFile['dernierAppel']>): boolean =>
  sens === 'recu' || contacts.has(disposition);

/** null for whoever is not to be called: closed, waited for at a meeting, or with a plan that has no date to come. */
export const placeDansLaFile = (entree: EntreeFile): PlaceFile | null => {
  const { ouverte, prochaineAction, echeance, aRepondre, dernierAppel, nomTri, fuseauFamille, suite = null } = entree;
  if (!ouverte) return null;
  const des = prochaineAction?.le ?? '';
  // A call promised before the deadline answers in time; one promised after it does not excuse the delay.
  if (estPromise(entree) && (echeance === null || des <= echeance || !aRepondre))
    return { motif: 'rappel', cle: des, des, dernierEssai: null };
  if (echeance !== null && aRepondre) return { motif: 'demande', cle: echeance, des: '', dernierEssai: null };
  // Whoever comes is not called; a day that was never said calls nobody.
  if (prochaineAction?.quoi === 'rencontrer' || (prochaineAction?.quoi === 'attendre' && prochaineAction.le === null))
    return null;
  if (echeance !== null) return { motif: 'demande', cle: echeance, des, dernierEssai: null };
  if (dernierAppel === null && des === '') return { motif: 'jamais_appele', cle: nomTri, des: '', dernierEssai: null };
  const rappelle = prochaineAction === null || prochaineAction.quoi === 'rappeler';
  if (suite === null && rappelle && dernierAppel !== null && !estContact(dernierAppel)) {
    const essai = { fuseau: fuseauFamille, demiJournee: demiJournee(dernierAppel.le, fuseauFamille) };
    return { motif: 'reessai', cle: des, des, dernierEssai: faux.has(dernierAppel.disposition) ? null : essai };
  }
  return { motif: 'suivi', cle: des, des, dernierEssai: null };
};

export const estDansLaFile = ({ des }: PlaceFile, maintenant: string): boolean => des <= maintenant;

/** Whether the half-day that runs where the family lives is the one of the last try: then others come first. */
export const memeDemiJournee = ({ dernierEssai }: Pick<PlaceFile, 'dernierEssai'>, maintenant: string): boolean =>
  dernierEssai !== null && demiJournee(maintenant, dernierEssai.fuseau) === dernierEssai.demiJournee;

/** Total order of the queue at an instant; `id` decides between equals, so that every poste shows the same. */
export const comparerPlaces = (
  a: PlaceFile & { id: string },
  b: PlaceFile & { id: string },
  maintenant: string,
): number => {
  const rang = (place: PlaceFile): number =>
    classesDeFile[place.motif] * 2 + (memeDemiJournee(place, maintenant) ? 1 : 0);
  return rang(a) - rang(b) || (a.cle < b.cle ? -1 : a.cle > b.cle ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
};

/** Who is to be called now, in order. The reference that the query of a poste is proved against. */
export const ordonnerFile = <T extends PlaceFile & { id: string }>(places: readonly T[], maintenant: string): T[] =>
  places.filter((place) => estDansLaFile(place, maintenant)).sort((a, b) => comparerPlaces(a, b, maintenant));
