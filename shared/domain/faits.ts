import type { ActeOrdonne } from './actes/acte.ts';
import { type Fait, type FaitValeur, faitsDe } from './actes/catalogue.ts';
import { type ActeEffectif, actesEffectifs } from './actes/effectifs.ts';

export interface FaitTete {
  acte: string;
  valeur: FaitValeur;
}
export interface FaitEtat {
  /** In server order; never empty. */
  tetes: FaitTete[];
  /** The value shown: that of the last head. */
  valeur: FaitValeur;
  /** Two heads with different values: a person chooses, by an acte that replaces all heads. */
  aDepartager: boolean;
}
export type Faits = ReadonlyMap<string, FaitEtat>;

/** JSON of a value with sorted keys, so that equal values have equal texts. */
const texte = (valeur: FaitValeur): string =>
  typeof valeur === 'object' && valeur !== null
    ? JSON.stringify(
        Object.keys(valeur)
          .sort()
          .map((cle) => [cle, texte(valeur[cle] ?? null)]),
      )
    : JSON.stringify(valeur);

/**
 * Folds the actes of ONE dossier into its faits (PROTOCOL 2). The result depends on the set of actes and their order
 * (`seq`, then local order), never on the order in which they arrived; it reads no clock.
 */
export const foldFaits = (actes: readonly ActeOrdonne[]): Map<string, FaitEtat> => foldEffectifs(actesEffectifs(actes));

/** `foldFaits` on actes that are already settled. */
export const foldEffectifs = (effectifs: readonly ActeEffectif[]): Map<string, FaitEtat> => {
  const parId = new Map(effectifs.map((un) => [un.id, un]));
  const poseurs = new Map<string, FaitTete[]>();
  for (const un of effectifs) {
    if (un.annulePar !== null) continue;
    for (const { fait, valeur } of faitsDe(un)) {
      poseurs.set(fait, [...(poseurs.get(fait) ?? []), { acte: un.id, valeur }]);
    }
  }
  const faits = new Map<string, FaitEtat>();
  for (const [fait, vivants] of poseurs) {
    const remplaces = atteints(fait, vivants, parId);
    const libres = vivants.filter((tete) => !remplaces.has(tete.acte));
    // Only a forged cycle leaves no head; the last word then stands, for a fait is never lost.
    const tetes = libres.length > 0 ? libres : vivants.slice(-1);
    faits.set(fait, {
      tetes,
      valeur: tetes.at(-1)?.valeur ?? null,
      aDepartager: new Set(tetes.map((tete) => texte(tete.valeur))).size > 1,
    });
  }
  return faits;
};

/**
 * Everything that a live acte replaces, directly or through what it replaced: undoing a middle acte must not bring
 * back, beside its successor, a value that was left behind two steps ago.
 */
const atteints = (
  fait: string,
  vivants: readonly FaitTete[],
  parId: ReadonlyMap<string, ActeEffectif>,
): Set<string> => {
  const vus = new Set<string>();
  for (const { acte } of vivants) {
    const aVoir = [acte];
    for (let id = aVoir.pop(); id !== undefined; id = aVoir.pop()) {
      for (const suivant of parId.get(id)?.remplace.get(fait) ?? []) {
        if (suivant === id || vus.has(suivant)) continue;
        vus.add(suivant);
        aVoir.push(suivant);
      }
    }
  }
  return vus;
};

/** The `remplace` of a new acte: for each fait it sets, the heads its author sees now. */
export const remplacePour = (faits: Faits, poses: readonly Fait[]): Record<string, string[]> =>
  Object.fromEntries(poses.map(({ fait }) => [fait, (faits.get(fait)?.tetes ?? []).map((tete) => tete.acte)]));

/** The faits that a person has to settle, in a stable order. */
export const faitsADepartager = (faits: Faits): string[] =>
  [...faits]
    .filter(([, etat]) => etat.aDepartager)
    .map(([fait]) => fait)
    .sort();
