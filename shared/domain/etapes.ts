import type { ActeOrdonne } from './actes/acte.ts';
import type { Issue } from './actes/appel.ts';
import type { ActeEffectif } from './actes/effectifs.ts';
import { type ProchaineActionCorps, prochaineActionCorps } from './actes/prochaine-action.ts';
import type { Appel } from './appels.ts';
import type { Faits } from './faits.ts';
import { heureCivile, instantCivil } from './fuseau.ts';
import { heureDeLActe } from './horloge.ts';
import { prochainJourOuvre, type Territoire } from './jours-ouvres.ts';
import { prochaineActionApresEcrit, prochaineActionParDefaut } from './prochaine-action-defaut.ts';
import type { ProchaineAction } from './situation.ts';
import { type SituationCode, situations } from './situations.ts';

/** Something written to the family. */
export interface Ecrit {
  le: string;
  /** It answers a demande. */
  repond: boolean;
  /** « J'ai répondu autrement », that names no call. */
  autrement: boolean;
}

/** Every live message and answer of a dossier, by corrected hour. `refuses`: an answer among them was given to nobody. */
export const ecritsDe = (
  effectifs: readonly ActeEffectif[],
  refuses: ReadonlySet<string> | undefined,
): readonly Ecrit[] => {
  const ecrits = effectifs.flatMap((un): Ecrit[] => {
    // An answer that the server holds was not mailed.
    if (un.annulePar !== null || un.ordonne.recu?.retenu === true) return [];
    const genre = un.type === 'reponse' && refuses?.has(un.id) !== true ? un.corps.genre : null;
    const autrement = genre === 'autre_canal' && un.corps.appel === undefined;
    if (un.type !== 'message' && genre !== 'personnalisee' && !autrement) return [];
    return [{ le: heureDeLActe(un.ordonne).le, repond: un.type === 'reponse', autrement }];
  });
  return ecrits.sort((a, b) => (a.le < b.le ? -1 : a.le > b.le ? 1 : 0));
};

/**
 * When the family was last written to, if after the last call. « J'ai répondu autrement » only counts while nobody
 * called, and never when it says which call it comes from: that one may be in another dossier of the same person.
 *
 * @param ecrits by corrected hour
 */
export const dernierEcrit = <T extends Ecrit>(ecrits: readonly T[], dernier: Appel | null): T | null => {
  const derniere = ecrits.findLast(({ autrement }) => dernier === null || !autrement);
  return derniere !== undefined && (dernier === null || derniere.le > dernier.le) ? derniere : null;
};

/** The plan that stands among those that were written. */
export interface ActionEcrite {
  acte: string;
  le: string;
  ordonne: ActeOrdonne;
  corps: ProchaineActionCorps;
}

export const actionEcrite = (faits: Faits, effectifs: readonly ActeEffectif[]): ActionEcrite | null => {
  const tete = faits.get('prochaine-action')?.tetes.at(-1);
  if (tete === undefined) return null;
  const auteur = effectifs.find((un) => un.id === tete.acte);
  const lu = prochaineActionCorps.safeParse(tete.valeur);
  if (auteur === undefined || !lu.success) return null;
  return { acte: tete.acte, le: heureDeLActe(auteur.ordonne).le, ordonne: auteur.ordonne, corps: lu.data };
};

/**
 * What was written plans something. « Aucune » does not, nor a wait until a day that nobody said: nobody would ever
 * be called again.
 */
export const planifie = (ecrite: ActionEcrite | null): boolean =>
  ecrite !== null && ecrite.corps.quoi !== 'aucune' && (ecrite.corps.quoi !== 'attendre' || ecrite.corps.le !== null);

/** Where somebody is called from, and where she is called. */
export interface Lieu {
  /** IANA zone of the site, and its public holidays. */
  fuseau: string;
  territoire: Territoire;
  /** IANA zone of the family; null when nobody knows where she lives. */
  fuseauFamille: string | null;
}

/** The last steps of a dossier, or of a person over all of her dossiers. */
export interface Etapes {
  situation: SituationCode;
  dernier: Appel | null;
  /** When the family was last written to, if after the last call. */
  ecritLe: string | null;
  issue: Issue | null;
  ecrite: ActionEcrite | null;
  /** Who does what is implied. */
  qui: string | null;
  numerosRestants: number;
  lieu: Lieu;
}

/**
 * What was planned with or after the last step stands; an older plan yields to what that step implies, if anything, and
 * ends with its own hour.
 */
export const prochaine = (etapes: Etapes): ProchaineAction | null => {
  const { situation, dernier, ecritLe, ecrite, qui } = etapes;
  const etape = ecritLe ?? dernier?.le ?? null;
  const prevue = ecrite === null ? null : depuisEcrite(ecrite);
  if (prevue !== null && (etape === null || (ecrite?.le ?? '') >= etape)) return prevue;
  if (!situations[situation].ouverte) return null;
  const { quoi, le, precision } = actionImplicite(etapes) ?? rien;
  // What was planned for before the last step was done by it.
  const resteAFaire = prevue !== null && (prevue.le === null || etape === null || prevue.le > etape);
  if (quoi === 'aucune' && resteAFaire) return prevue;
  const suite = { qui, acte: null, deduite: true };
  // An open person is never left without a next step: with nothing planned nor implied, she is called at once.
  return quoi === 'aucune'
    ? { quoi: 'rappeler', le: null, precision: null, ...suite }
    : { quoi, le, precision, ...suite };
};

const rien: ProchaineActionCorps = { quoi: 'aucune', le: null, precision: null, qui: null };

const depuisEcrite = (ecrite: ActionEcrite): ProchaineAction | null => {
  const { acte, corps } = ecrite;
  const { quoi } = corps;
  return quoi === 'aucune' || !planifie(ecrite) ? null : { ...corps, quoi, acte, deduite: false };
};

const actionImplicite = ({
  situation,
  dernier,
  ecritLe,
  issue,
  numerosRestants,
  lieu: { fuseau, territoire, fuseauFamille },
}: Etapes): ProchaineActionCorps | null => {
  if (ecritLe !== null) return prochaineActionApresEcrit(ecritLe, fuseau, territoire);
  if (dernier === null) return null;
  if (situation === 'INJOIGNABLE') {
    // The phone has been tried: the family is written to.
    const jour = prochainJourOuvre(heureCivile(dernier.le, fuseau).jour, territoire);
    return { quoi: 'relancer', le: instantCivil({ jour, heure: 10, minute: 0 }, fuseau), precision: 'jour', qui: null };
  }
  return prochaineActionParDefaut(dernier.corps.disposition, dernier.corps.issue ?? issue, dernier.le, fuseau, {
    territoire,
    numerosRestants,
    fuseauFamille: fuseauFamille ?? fuseau,
  });
};
