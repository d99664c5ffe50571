import { comparerActesEntreFlux } from './actes/effectifs.ts';
import type { Appel } from './appels.ts';
import { estInjoignable, reunirAppels } from './appels.ts';
import type { DossierEtat } from './dossier.ts';
import { type ActionEcrite, dernierEcrit, type Ecrit, prochaine } from './etapes.ts';
import type { ProchaineAction } from './situation.ts';
import type { SituationCode } from './situations.ts';

/** What is read of each dossier of one person. */
export type EtapesDossier = Pick<
  DossierEtat,
  'id' | 'appels' | 'ecrits' | 'ecrite' | 'issueActe' | 'affecteA' | 'lieu' | 'numeros' | 'composables' | 'efface'
>;

/** A call or a message, with the dossier it was logged in. */
type Dans<T> = T & { dossier: EtapesDossier };

/** What happened to one person, whichever of her dossiers it was logged in, as if they were one. */
export interface EtapesPersonne {
  /** By corrected hour, the order of the server deciding between equals. */
  appels: readonly Dans<Appel>[];
  /** Numbers that one of her dossiers may dial and that none of them knows to be wrong. */
  composables: readonly string[];
  injoignable: boolean;
}

const comparer = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** @param etats every dossier of hers */
export const reunirEtapes = (etats: readonly EtapesDossier[]): EtapesPersonne => {
  const appels = reunirAppels(etats.map((dossier) => dossier.appels.map((un) => ({ ...un, dossier }))));
  const ecartes = new Set(
    etats.flatMap(({ numeros, composables }) =>
      numeros.flatMap(({ e164 }) => (e164 !== null && !composables.includes(e164) ? [e164] : [])),
    ),
  );
  const composables = [...new Set(etats.flatMap((etat) => etat.composables))].filter((un) => !ecartes.has(un));
  const aDesNumeros = etats.some(({ numeros }) => numeros.some(({ e164 }) => e164 !== null));
  const plusRienAComposer = appels.length > 0 && aDesNumeros && composables.length === 0;
  return {
    appels,
    composables,
    injoignable: estInjoignable(appels, composables, ({ dossier }) => dossier.lieu.fuseau) || plusRienAComposer,
  };
};

/** The plan that was written last: it replaces those of her other dossiers, that its author had before her eyes. */
const derniereEcrite = (etats: readonly EtapesDossier[]): Dans<ActionEcrite> | null =>
  etats
    .flatMap((dossier) => (dossier.ecrite === null ? [] : { ...dossier.ecrite, dossier }))
    .sort((a, b) => comparer(a.le, b.le) || comparerActesEntreFlux(a.ordonne, b.ordonne))
    .at(-1) ?? null;

/**
 * The next action of a person, decided as in one dossier (`prochaine`): her last call, message, answer or plan decides,
 * in whichever dossier. Symmetric in its dossiers, that come sorted by id.
 *
 * @param situation the word of the person
 * @param parDefaut the dossier that she is called for when no step of hers tells one
 * @returns the action and the dossier in which it is planned, or which implies it
 */
export const prochaineDeLaPersonne = (
  etats: readonly EtapesDossier[],
  { composables }: EtapesPersonne,
  situation: SituationCode,
  parDefaut: string | null,
): { action: ProchaineAction; dossier: string | null } | null => {
  const vivants = etats.filter(({ efface }) => !efface);
  const [premier] = vivants;
  if (premier === undefined) return null;
  const appels = reunirAppels(vivants.map((dossier) => dossier.appels.map((un) => ({ ...un, dossier }))));
  const dernier = appels.at(-1) ?? null;
  const ecrits = vivants
    .flatMap((dossier) => dossier.ecrits.map((un): Dans<Ecrit> => ({ ...un, dossier })))
    .sort((a, b) => comparer(a.le, b.le));
  const ecrit = dernierEcrit(ecrits, dernier);
  const ecrite = derniereEcrite(vivants);
  const issues = new Set(vivants.flatMap(({ issueActe }) => issueActe ?? []));
  const etape = ecrit?.dossier ?? dernier?.dossier ?? null;
  const lieu = (etape ?? premier).lieu;
  const titulaires = vivants.flatMap(({ affecteA }) => affecteA ?? []).sort();
  const action = prochaine({
    situation,
    dernier,
    ecritLe: ecrit?.le ?? null,
    issue: appels.findLast(({ acte }) => issues.has(acte))?.corps.issue ?? null,
    ecrite,
    qui: etape?.affecteA ?? titulaires[0] ?? null,
    numerosRestants: composables.length,
    lieu: {
      ...lieu,
      fuseauFamille: lieu.fuseauFamille ?? vivants.flatMap((un) => un.lieu.fuseauFamille ?? [])[0] ?? null,
    },
  });
  if (action === null) return null;
  const dossier = action.acte === null ? (etape?.id ?? parDefaut) : (ecrite?.dossier.id ?? null);
  return { action, dossier };
};
