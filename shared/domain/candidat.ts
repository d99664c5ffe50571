import type { DossierEtat } from './dossier.ts';
import type { DernierAppel, ProchaineAction } from './situation.ts';
import { type SituationCode, situationCodes, situations } from './situations.ts';

/** One visible half of a merge: the dossier that carries it, and whether it is annulled. */
export interface DemiLien {
  lienId: string;
  dossier: string;
  annule: boolean;
}

/**
 * Groups dossiers into candidats: connected by the same INE or by a merge whose two halves are visible and live
 * (PROTOCOL 1). The id of a candidat is its smallest dossier id, so every poste with the same dossiers agrees.
 * The result depends on neither order, and undoing a merge gives exactly what there was before.
 */
export const regrouper = (
  dossiers: readonly { id: string; ine: string | null }[],
  liens: readonly DemiLien[],
): Map<string, string> => {
  const parent = new Map(dossiers.map(({ id }) => [id, id]));
  const racine = (id: string): string => {
    let courant = id;
    for (let haut = parent.get(courant); haut !== undefined && haut !== courant; haut = parent.get(courant))
      courant = haut;
    return courant;
  };
  // The smallest id is always the root, which makes it the candidat's id.
  const unir = (a: string, b: string): void => {
    const [petit, grand] = [racine(a), racine(b)].sort();
    if (petit !== undefined && grand !== undefined) parent.set(grand, petit);
  };
  const parIne = new Map<string, string>();
  for (const { id, ine } of dossiers) {
    if (ine === null) continue;
    unir(parIne.get(ine) ?? id, id);
    parIne.set(ine, id);
  }
  const moities = new Map<string, { dossiers: Set<string>; annule: boolean }>();
  for (const { lienId, dossier, annule } of liens) {
    const lien = moities.get(lienId) ?? { dossiers: new Set<string>(), annule: false };
    if (parent.has(dossier)) lien.dossiers.add(dossier);
    moities.set(lienId, { dossiers: lien.dossiers, annule: lien.annule || annule });
  }
  for (const lien of moities.values()) {
    const [a, b, ...trop] = lien.dossiers;
    // More than two dossiers under one id cannot be a merge: it is ignored rather than guessed.
    if (!lien.annule && a !== undefined && b !== undefined && trop.length === 0) unir(a, b);
  }
  return new Map(dossiers.map(({ id }) => [id, racine(id)]));
};

export interface SituationCandidat {
  situation: SituationCode;
  ouverte: boolean;
  essais: number;
  joint: boolean;
  dernierAppel: DernierAppel | null;
  prochaineAction: ProchaineAction | null;
  /** Who holds it: the operateur of each dossier that has one, sorted. */
  affecteA: string[];
  echeance: string | null;
  opposition: boolean;
  aDepartager: boolean;
}

/**
 * Where a person stands, from the dossiers a poste may read: the furthest word wins (the order of `situationCodes`),
 * the latest call, the soonest plan and deadline. Symmetric in its dossiers; null for none.
 */
export const situationCandidat = (
  etats: readonly Omit<DossierEtat, 'faits' | 'fil' | 'numeros' | 'composables' | 'demandes'>[],
): SituationCandidat | null => {
  const tries = [...etats].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const codes = new Set(tries.map((etat) => etat.situation));
  const situation = situationCodes.find((code) => codes.has(code));
  if (situation === undefined) return null;
  const opposition = tries.some((etat) => etat.opposition);
  const portent = tries.filter((etat) => etat.situation === situation);
  const appels = tries.flatMap((etat) => etat.dernierAppel ?? []);
  const actions = tries.flatMap((etat) => etat.prochaineAction ?? []);
  const echeances = tries.flatMap((etat) => etat.echeance ?? []);
  return {
    situation,
    ouverte: situations[situation].ouverte && portent.some((etat) => etat.ouverte),
    essais: tries.reduce((somme, etat) => somme + etat.essais, 0),
    joint: tries.some((etat) => etat.joint),
    dernierAppel: appels.sort((a, b) => comparer(b.le, a.le) || comparer(a.acte, b.acte))[0] ?? null,
    prochaineAction: opposition ? null : (actions.sort(parDate)[0] ?? null),
    affecteA: [...new Set(tries.flatMap((etat) => etat.affecteA ?? []))].sort(),
    echeance: echeances.sort()[0] ?? null,
    opposition,
    aDepartager: tries.some((etat) => etat.aDepartager.length > 0),
  };
};

const comparer = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Undated plans come last. */
const parDate = (a: ProchaineAction, b: ProchaineAction): number =>
  comparer(a.le ?? '9999', b.le ?? '9999') || comparer(a.quoi, b.quoi) || comparer(a.acte ?? '', b.acte ?? '');
