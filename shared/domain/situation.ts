import { type Disposition, type Issue, issue as issueSchema } from './actes/appel.ts';
import type { ActeEffectif } from './actes/effectifs.ts';
import type { ProchaineActionCorps } from './actes/prochaine-action.ts';
import type { SuiviReservation } from './agenda/reservations.ts';
import { choisirSuite, poserSuite, type SuiteReservation, suitesDe } from './agenda/suites.ts';
import { type Appel, appelsDe, essaisDe, estInjoignable } from './appels.ts';
import { type DemandeDuDossier, estAttendue, type SuiviDemande, suivreDemandes } from './demandes.ts';
import {
  type ActionEcrite,
  actionEcrite,
  dernierEcrit,
  type Ecrit,
  ecritsDe,
  type Lieu,
  planifie,
  prochaine,
} from './etapes.ts';
import type { Faits } from './faits.ts';
import { type Territoire, territoireDuFuseau } from './jours-ouvres.ts';
import {
  choisirSituation,
  type DemandesEtat,
  type SituationCode,
  type SituationCriteres,
  situations,
} from './situations.ts';

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
  /** What its word is chosen from. Her calls are logged in any of her dossiers: among several, some of it is hers. */
  criteres: SituationCriteres;
  /** What its réservations lead to, whatever was done since. */
  suites: SuiteReservation[];
  /** The last call, message or plan; null when there was none. */
  etapeLe: string | null;
  issue: Issue | null;
  /** The call that says so. */
  issueActe: string | null;
  /** The plan that stands, whatever was done since. */
  ecrite: ActionEcrite | null;
  /** Every live message and answer, by corrected hour. */
  ecrits: readonly Ecrit[];
  lieu: Lieu;
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
  /** IANA zone of the family: a retry falls in the other half-day where she lives. Default: that of the site. */
  fuseauFamille?: string | null | undefined;
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
  const { reservations, refuses, composables, fuseau, territoire = territoireDuFuseau(fuseau) } = contexte;
  const lieu = { fuseau, territoire, fuseauFamille: contexte.fuseauFamille ?? null };
  const demandes = suivreDemandes(contexte.demandes, { effectifs, faits, appels, reservations, refuses });
  const attendues = new Set(demandes.filter(estAttendue).map(({ id }) => id));
  const ouvertes = contexte.demandes.filter(({ id }) => attendues.has(id)).sort(parEcheance);
  const ecrite = actionEcrite(faits, effectifs);
  const ecrits = ecritsDe(effectifs, contexte.refuses);
  const ecrit = dernierEcrit(ecrits, dernier);
  const ecritLe = ecrit?.le ?? null;
  const plusRienAComposer = dernier !== null && contexte.aDesNumeros && composables.length === 0;
  const criteres: SituationCriteres = {
    opposition,
    efface,
    issue,
    disposition: dernier?.corps.disposition ?? null,
    demandes: etatDesSuivis(demandes),
    retire,
    injoignable: estInjoignable(appels, composables, fuseau) || plusRienAComposer,
    ecrit: ecrit !== null,
    repondu: ecrit?.repond === true,
    annulee:
      contexte.voeux.length === 0 &&
      contexte.demandes.length > 0 &&
      contexte.demandes.every(({ etat }) => etat === 'annulee'),
    planifie: planifie(ecrite),
  };
  const affectation = faits.get('affectation')?.valeur;
  const affecteA = typeof affectation === 'string' ? affectation : null;
  const situation = choisirSituation(criteres);
  const numerosRestants = composables.length;
  const position: Position = {
    situation,
    ouverte: situations[situation].ouverte,
    prochaineAction:
      opposition || efface
        ? null
        : prochaine({ situation, dernier, ecritLe, issue, ecrite, qui: affecteA, numerosRestants, lieu }),
  };
  const etapeLe = [dernier?.le, ecritLe, ecrite?.le].reduce<string | null>(
    (tard, le) => (le != null && (tard === null || le > tard) ? le : tard),
    null,
  );
  // Nobody meets, nor calls, somebody who asked not to be contacted.
  const suites =
    opposition || efface
      ? []
      : suitesDe(reservations, { dossier: contexte.id, fuseau, territoire, affecteA, limitation });
  return {
    ...geler(poserSuite(position, choisirSuite(suites, etapeLe), dernier?.le ?? null), limitation),
    sansReservations: geler(position, limitation),
    criteres,
    suites,
    etapeLe,
    issue,
    issueActe: faits.get('issue')?.tetes.at(-1)?.acte ?? null,
    ecrite,
    ecrits,
    lieu,
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

/** Frozen data keep their word; nobody is called for them, and nothing is planned (RGPD art. 18). */
export const geler = (position: Position, limitation: boolean): Position =>
  limitation ? { situation: position.situation, ouverte: false, prochaineAction: null } : position;

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

export const resumeDAppel = ({ acte, le, heureIncertaine, operateur, corps }: Appel): DernierAppel => ({
  acte,
  le,
  heureIncertaine,
  sens: corps.sens,
  disposition: corps.disposition,
  issue: corps.issue ?? null,
  operateur,
});
