import { type Disposition, type Issue, issue as issueSchema } from './actes/appel.ts';
import type { ActeEffectif } from './actes/effectifs.ts';
import { type ProchaineActionCorps, prochaineActionCorps } from './actes/prochaine-action.ts';
import type { SuiviReservation } from './agenda/reservations.ts';
import { choisirSuite, poserSuite, type SuiteReservation, suitesDe } from './agenda/suites.ts';
import { type Appel, appelsDe, essaisDe, estInjoignable } from './appels.ts';
import { type DemandeDuDossier, estAttendue, type SuiviDemande, suivreDemandes } from './demandes.ts';
import type { Faits } from './faits.ts';
import { heureCivile, instantCivil } from './fuseau.ts';
import { heureDeLActe } from './horloge.ts';
import { prochainJourOuvre, type Territoire, territoireDuFuseau } from './jours-ouvres.ts';
import { prochaineActionApresEcrit, prochaineActionParDefaut } from './prochaine-action-defaut.ts';
import { choisirSituation, type DemandesEtat, type SituationCode, situations } from './situations.ts';

export { type SituationCode, situations } from './situations.ts';

export interface DernierAppel {
  acte: string;
  le: string;
  heureIncertaine: boolean;
  sens: 'emis' | 'recu';
  disposition: Disposition;
  issue: Issue | null;
  operateur: string | null;
}

/** What is planned; `aucune` is told by null. `deduite` when nobody wrote it and the last call implies it. */
export interface ProchaineAction extends Omit<ProchaineActionCorps, 'quoi'> {
  /** `rencontrer` is never written: a réservation implies it. */
  quoi: 'rappeler' | 'relancer' | 'attendre' | 'rencontrer';
  acte: string | null;
  deduite: boolean;
  /** Of `rencontrer`: the end of the meeting, when the presence is to be noted. */
  fin?: string;
}

/** The word of a dossier, and what follows from it. */
export interface Position {
  situation: SituationCode;
  ouverte: boolean;
  prochaineAction: ProchaineAction | null;
}

export interface SituationDossier extends Position {
  /** Where it would stand without its réservations, which count for the whole person (`situationCandidat`). */
  sansReservations: Position;
  /**
   * The same, if the person had an open demande that a call has followed: what it is worth among her other dossiers, for
   * she is called in any of them.
   */
  siSuivie: Position;
  /** What its réservations lead to, whatever was done since. */
  suites: SuiteReservation[];
  /** The last call, message or plan; null when there was none. */
  etapeLe: string | null;
  issue: Issue | null;
  /** Tries since the last contact. */
  essais: number;
  /** Somebody of the family was reached at least once. */
  joint: boolean;
  /** Every live call, by corrected hour. */
  appels: Appel[];
  dernierAppel: DernierAppel | null;
  /** When the family was last written to, if after the last call. */
  ecritLe: string | null;
  affecteA: string | null;
  /** A list holds her here, or held her. */
  aDesVoeux: boolean;
  /** Every demande of the dossier, as the server ordered them. */
  demandes: SuiviDemande[];
  /** Ids of the open demandes, soonest deadline first. */
  demandesOuvertes: string[];
  /** The soonest deadline of an open demande. */
  echeance: string | null;
  opposition: boolean;
  limitation: boolean;
  efface: boolean;
  retire: boolean;
  informe: boolean;
}

export interface SituationContexte {
  /** Of the dossier. */
  id: string;
  demandes: readonly DemandeDuDossier[];
  reservations: readonly SuiviReservation[];
  voeux: readonly { etat: 'actif' | 'retire' }[];
  /** Numbers that can still be dialled, and whether the dossier knows any at all. */
  composables: readonly string[];
  aDesNumeros: boolean;
  /** IANA zone of the site: deadlines and *injoignable* live in it. */
  fuseau: string;
  territoire?: Territoire | undefined;
  /** Ids of the actes that the server refused: an answer among them was given to nobody. */
  refuses?: ReadonlySet<string> | undefined;
}

/** Folds where ONE dossier stands (PROTOCOL 1 and 2). Pure: reads no clock; *en retard* is a query on its dates. */
export const situationDossier = (
  faits: Faits,
  effectifs: readonly ActeEffectif[],
  contexte: SituationContexte,
): SituationDossier => {
  const appels = appelsDe(effectifs);
  const dernier = appels.at(-1) ?? null;
  const issue = lireIssue(faits);
  const opposition = faits.get('opposition')?.valeur === true;
  const limitation = faits.get('limitation')?.valeur === true;
  const efface = effectifs.some((un) => un.type === 'effacement' && un.annulePar === null);
  const retire = contexte.voeux.length > 0 && contexte.voeux.every((voeu) => voeu.etat === 'retire');
  const { reservations, refuses } = contexte;
  const demandes = suivreDemandes(contexte.demandes, { effectifs, faits, appels, reservations, refuses });
  const attendues = new Set(demandes.filter(estAttendue).map(({ id }) => id));
  const ouvertes = contexte.demandes.filter(({ id }) => attendues.has(id)).sort(parEcheance);
  const ecrite = actionEcrite(faits, effectifs);
  const ecrit = lireDernierEcrit(effectifs, dernier, contexte.refuses);
  const ecritLe = ecrit?.le ?? null;
  const plusRienAComposer = dernier !== null && contexte.aDesNumeros && contexte.composables.length === 0;
  const criteres = {
    opposition,
    efface,
    issue,
    disposition: dernier?.corps.disposition ?? null,
    retire,
    injoignable: estInjoignable(appels, contexte.composables, contexte.fuseau) || plusRienAComposer,
    ecrit: ecrit !== null,
    repondu: ecrit?.repond === true,
    annulee:
      contexte.voeux.length === 0 &&
      contexte.demandes.length > 0 &&
      contexte.demandes.every(({ etat }) => etat === 'annulee'),
    planifie: ecrite !== null && ecrite.corps.quoi !== 'aucune',
  };
  const affectation = faits.get('affectation')?.valeur;
  const affecteA = typeof affectation === 'string' ? affectation : null;
  const placer = (etat: DemandesEtat, connue: Position | null = null): Position => {
    const situation = choisirSituation({ ...criteres, demandes: etat });
    if (situation === connue?.situation) return connue;
    return {
      situation,
      // A limitation freezes the data: the dossier keeps its word and leaves the queue (RGPD art. 18).
      ouverte: situations[situation].ouverte && !limitation,
      prochaineAction:
        opposition || efface
          ? null
          : prochaine({ situation, dernier, ecritLe, issue, ecrite, affecteA, limitation }, contexte),
    };
  };
  const position = placer(etatDesSuivis(demandes));
  const etapeLe = [dernier?.le, ecritLe, ecrite?.le].reduce<string | null>(
    (tard, le) => (le != null && (tard === null || le > tard) ? le : tard),
    null,
  );
  const { fuseau, territoire = territoireDuFuseau(fuseau) } = contexte;
  // Nobody meets, nor calls, somebody who asked not to be contacted.
  const suites =
    opposition || efface
      ? []
      : suitesDe(reservations, { dossier: contexte.id, fuseau, territoire, affecteA, limitation });
  return {
    ...poserSuite(position, choisirSuite(suites, etapeLe), dernier?.le ?? null),
    sansReservations: position,
    suites,
    etapeLe,
    siSuivie: placer('suivie', position),
    issue,
    essais: essaisDe(appels).length,
    joint: appels.some((appel) => appel.corps.disposition === 'JOINT'),
    appels,
    dernierAppel: dernier === null ? null : resumeDAppel(dernier),
    ecritLe,
    affecteA,
    aDesVoeux: contexte.voeux.length > 0,
    demandes,
    demandesOuvertes: ouvertes.map((demande) => demande.id),
    echeance: ouvertes[0]?.echeance ?? null,
    opposition,
    limitation,
    efface,
    retire,
    informe: faits.get('informe')?.valeur === true,
  };
};

const etatDesSuivis = (demandes: readonly SuiviDemande[]): DemandesEtat => {
  if (demandes.some(({ suite }) => suite === 'a_repondre')) return 'a_repondre';
  return demandes.some(estAttendue) ? 'suivie' : 'aucune';
};

const lireIssue = (faits: Faits): Issue | null => {
  const etat = faits.get('issue');
  if (etat === undefined) return null;
  const lu = issueSchema.safeParse(etat.valeur);
  return lu.success ? lu.data : null;
};

const parEcheance = (a: DemandeDuDossier, b: DemandeDuDossier): number =>
  a.echeance !== b.echeance ? (a.echeance < b.echeance ? -1 : 1) : a.id < b.id ? -1 : 1;

const resumeDAppel = ({ acte, le, heureIncertaine, operateur, corps }: Appel): DernierAppel => ({
  acte,
  le,
  heureIncertaine,
  sens: corps.sens,
  disposition: corps.disposition,
  issue: corps.issue ?? null,
  operateur,
});

interface ActionEcrite {
  acte: string;
  le: string;
  corps: ProchaineActionCorps;
}

const actionEcrite = (faits: Faits, effectifs: readonly ActeEffectif[]): ActionEcrite | null => {
  const tete = faits.get('prochaine-action')?.tetes.at(-1);
  if (tete === undefined) return null;
  const auteur = effectifs.find((un) => un.id === tete.acte);
  const lu = prochaineActionCorps.safeParse(tete.valeur);
  if (auteur === undefined || !lu.success) return null;
  return { acte: tete.acte, le: heureDeLActe(auteur.ordonne).le, corps: lu.data };
};

/**
 * When the family was last written to, if after the last call. « J'ai répondu autrement » only counts while nobody
 * called, and never when it says which call it comes from: that one may be in another dossier of the same person.
 */
const lireDernierEcrit = (
  effectifs: readonly ActeEffectif[],
  dernier: Appel | null,
  refuses: ReadonlySet<string> | undefined,
): { le: string; repond: boolean } | null => {
  const ecrits = effectifs.flatMap((un) => {
    // An answer that the server holds was not mailed.
    if (un.annulePar !== null || un.ordonne.recu?.retenu === true) return [];
    const genre = un.type === 'reponse' && refuses?.has(un.id) !== true ? un.corps.genre : null;
    const dit = genre === 'autre_canal' && dernier === null && un.corps.appel === undefined;
    const ecrit = un.type === 'message' || genre === 'personnalisee' || dit;
    return ecrit ? [{ le: heureDeLActe(un.ordonne).le, repond: un.type === 'reponse' }] : [];
  });
  const derniere = ecrits.sort((a, b) => (a.le < b.le ? -1 : a.le > b.le ? 1 : 0)).at(-1);
  return derniere !== undefined && (dernier === null || derniere.le > dernier.le) ? derniere : null;
};

interface Etapes {
  situation: SituationCode;
  dernier: Appel | null;
  ecritLe: string | null;
  issue: Issue | null;
  ecrite: ActionEcrite | null;
  affecteA: string | null;
  /** Frozen data call for nobody (RGPD art. 18). */
  limitation: boolean;
}

/**
 * What was planned with or after the last step stands; an older plan yields to what that step implies, if anything, and
 * ends with its own hour.
 */
const prochaine = (etapes: Etapes, contexte: SituationContexte): ProchaineAction | null => {
  const { situation, dernier, ecritLe, ecrite, affecteA } = etapes;
  const etape = ecritLe ?? dernier?.le ?? null;
  const prevue = ecrite === null ? null : depuisEcrite(ecrite);
  if (prevue !== null && (etape === null || (ecrite?.le ?? '') >= etape)) return prevue;
  if (!situations[situation].ouverte) return null;
  const implicite = actionImplicite(etapes, contexte);
  // What was planned for before the last step was done by it.
  const resteAFaire = prevue !== null && (prevue.le === null || etape === null || prevue.le > etape);
  if (implicite === null && resteAFaire) return prevue;
  const suite = { qui: affecteA, acte: null, deduite: true };
  // An open person is never left without a next step: with nothing planned nor implied, she is called at once.
  if (implicite === null || implicite.quoi === 'aucune')
    return etapes.limitation ? null : { quoi: 'rappeler', le: null, precision: null, ...suite };
  const { quoi, le, precision } = implicite;
  return { quoi, le, precision, ...suite };
};

const depuisEcrite = ({ acte, corps }: ActionEcrite): ProchaineAction | null => {
  const { quoi } = corps;
  return quoi === 'aucune' ? null : { ...corps, quoi, acte, deduite: false };
};

const actionImplicite = (
  { situation, dernier, ecritLe, issue }: Etapes,
  { fuseau, territoire = territoireDuFuseau(fuseau), composables }: SituationContexte,
): ProchaineActionCorps | null => {
  if (ecritLe !== null) return prochaineActionApresEcrit(ecritLe, fuseau, territoire);
  if (dernier === null) return null;
  if (situation === 'INJOIGNABLE') {
    // The phone has been tried: the family is written to.
    const jour = prochainJourOuvre(heureCivile(dernier.le, fuseau).jour, territoire);
    return { quoi: 'relancer', le: instantCivil({ jour, heure: 10, minute: 0 }, fuseau), precision: 'jour', qui: null };
  }
  return prochaineActionParDefaut(dernier.corps.disposition, dernier.corps.issue ?? issue, dernier.le, fuseau, {
    territoire,
    numerosRestants: composables.length,
  });
};
