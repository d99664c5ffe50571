import { type Disposition, type Issue, issue as issueSchema } from './actes/appel.ts';
import type { ActeEffectif } from './actes/effectifs.ts';
import { type ProchaineActionCorps, prochaineActionCorps } from './actes/prochaine-action.ts';
import { type Appel, appelsDe, essaisDe, estInjoignable } from './appels.ts';
import { type DemandeDuDossier, etatDesDemandes, type SuiviDemande, suivreDemandes } from './demandes.ts';
import type { Faits } from './faits.ts';
import { heureCivile, instantCivil } from './fuseau.ts';
import { heureDeLActe } from './horloge.ts';
import { prochainJourOuvre, type Territoire, territoireDuFuseau } from './jours-ouvres.ts';
import { prochaineActionApresEcrit, prochaineActionParDefaut } from './prochaine-action-defaut.ts';
import { choisirSituation, type SituationCode, situations } from './situations.ts';

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
  quoi: 'rappeler' | 'relancer' | 'attendre';
  acte: string | null;
  deduite: boolean;
}

export interface SituationDossier {
  situation: SituationCode;
  ouverte: boolean;
  issue: Issue | null;
  /** Tries since the last contact. */
  essais: number;
  /** Somebody of the family was reached at least once. */
  joint: boolean;
  dernierAppel: DernierAppel | null;
  prochaineAction: ProchaineAction | null;
  affecteA: string | null;
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
  demandes: readonly DemandeDuDossier[];
  voeux: readonly { etat: 'actif' | 'retire' }[];
  /** Numbers that can still be dialled, and whether the dossier knows any at all. */
  composables: readonly string[];
  aDesNumeros: boolean;
  /** IANA zone of the site: deadlines and *injoignable* live in it. */
  fuseau: string;
  territoire?: Territoire | undefined;
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
  const demandes = suivreDemandes(contexte.demandes, { effectifs, faits, appels });
  const attendues = new Set(demandes.filter(estAttendue).map(({ id }) => id));
  const ouvertes = contexte.demandes.filter(({ id }) => attendues.has(id)).sort(parEcheance);
  const ecrite = actionEcrite(faits, effectifs);
  const ecritLe = dernierEcrit(effectifs, dernier);
  const plusRienAComposer = dernier !== null && contexte.aDesNumeros && contexte.composables.length === 0;
  const situation = choisirSituation({
    opposition,
    efface,
    issue,
    disposition: dernier?.corps.disposition ?? null,
    demandes: etatDesDemandes(ouvertes, appels),
    retire,
    injoignable: estInjoignable(appels, contexte.composables, contexte.fuseau) || plusRienAComposer,
    ecrit: ecritLe !== null,
    planifie: ecrite !== null && ecrite.corps.quoi !== 'aucune',
  });
  const affectation = faits.get('affectation')?.valeur;
  const affecteA = typeof affectation === 'string' ? affectation : null;
  return {
    situation,
    // A limitation freezes the data: the dossier keeps its word and leaves the queue (RGPD art. 18).
    ouverte: situations[situation].ouverte && !limitation,
    issue,
    essais: essaisDe(appels).length,
    joint: appels.some((appel) => appel.corps.disposition === 'JOINT'),
    dernierAppel: dernier === null ? null : resumeDAppel(dernier),
    prochaineAction:
      opposition || efface ? null : prochaine({ situation, dernier, ecritLe, issue, ecrite, affecteA }, contexte),
    affecteA,
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

const lireIssue = (faits: Faits): Issue | null => {
  const etat = faits.get('issue');
  if (etat === undefined) return null;
  const lu = issueSchema.safeParse(etat.valeur);
  return lu.success ? lu.data : null;
};

const estAttendue = ({ suite }: SuiviDemande): boolean => suite === 'a_repondre' || suite === 'suivie';

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
 * called, for it also accompanies the call that answers a demande.
 */
const dernierEcrit = (effectifs: readonly ActeEffectif[], dernier: Appel | null): string | null => {
  const instants = effectifs.flatMap((un) => {
    // An answer that the server holds was not mailed.
    if (un.annulePar !== null || un.ordonne.recu?.retenu === true) return [];
    const genre = un.type === 'reponse' ? un.corps.genre : null;
    const ecrit = un.type === 'message' || genre === 'personnalisee' || (genre === 'autre_canal' && dernier === null);
    return ecrit ? [heureDeLActe(un.ordonne).le] : [];
  });
  const le = instants.sort().at(-1);
  return le !== undefined && (dernier === null || le > dernier.le) ? le : null;
};

interface Etapes {
  situation: SituationCode;
  dernier: Appel | null;
  ecritLe: string | null;
  issue: Issue | null;
  ecrite: ActionEcrite | null;
  affecteA: string | null;
}

/** What was planned with or after the last step stands; an older plan yields to what that step implies, if anything. */
const prochaine = (etapes: Etapes, contexte: SituationContexte): ProchaineAction | null => {
  const { situation, dernier, ecritLe, ecrite, affecteA } = etapes;
  const etape = ecritLe ?? dernier?.le ?? null;
  if (ecrite !== null && (etape === null || ecrite.le >= etape)) return depuisEcrite(ecrite);
  const { ouverte } = situations[situation];
  const implicite = ouverte ? actionImplicite(etapes, contexte) : null;
  if (implicite === null) return ouverte && ecrite !== null ? depuisEcrite(ecrite) : null;
  const { quoi } = implicite;
  return quoi === 'aucune' ? null : { ...implicite, quoi, qui: affecteA, acte: null, deduite: true };
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
