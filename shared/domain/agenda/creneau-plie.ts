import type { ActeOrdonne } from '../actes/acte.ts';
import { type CreneauCorps, creneauCorps, creneauModifieCorps } from '../actes/creneau.ts';
import { actesEffectifs } from '../actes/effectifs.ts';
import { foldEffectifs } from '../faits.ts';

/** A créneau as its actes leave it: the same on the server and on every poste that holds the same actes. */
export interface CreneauPlie {
  etat: 'prevu' | 'annule';
  /** The last state that somebody wrote; kept once it is cancelled, so that a screen says which one it was. */
  corps: CreneauCorps;
  /** Changes since it was made (RFC 5545 SEQUENCE). */
  sequence: number;
  /** Heads of its fait, in server order. */
  vues: string[];
  /** Two heads that say something else; never of a cancelled one. */
  aDepartager: boolean;
  /** The state of each head, in the same order. */
  versions: { acte: string; corps: CreneauCorps }[];
}

const lire = (type: string, corps: unknown): CreneauCorps | null => {
  const lu = (type === 'creneau-modifie' ? creneauModifieCorps : creneauCorps).safeParse(corps);
  if (!lu.success) return null;
  const { mot: _mot, ...etat } = { mot: undefined, ...lu.data };
  return etat;
};

/**
 * Folds ONE créneau. Cancelling is for good: mails said so, and a change that was written meanwhile by somebody who did
 * not know it brings nobody back. null when no acte says what it is (its creation has not come yet).
 */
export const plierCreneau = (id: string, actes: readonly ActeOrdonne[]): CreneauPlie | null => {
  const effectifs = actesEffectifs(actes).filter(
    ({ type, corps, annulePar }) => type.startsWith('creneau-') && corps.creneau === id && annulePar === null,
  );
  const etats = effectifs.flatMap(({ id: acte, type, corps }) => {
    const lu = type === 'creneau-annule' ? null : lire(type, corps);
    return lu === null ? [] : [{ acte, corps: lu }];
  });
  const dernier = etats.at(-1);
  if (dernier === undefined) return null;
  const fait = foldEffectifs(effectifs).get(`creneau:${id}`);
  const vues = fait?.tetes.map(({ acte }) => acte) ?? [];
  const estAnnule = effectifs.some(({ type }) => type === 'creneau-annule');
  const versions = etats.filter(({ acte }) => vues.includes(acte));
  return {
    etat: estAnnule ? 'annule' : 'prevu',
    corps: versions.at(-1)?.corps ?? dernier.corps,
    sequence: effectifs.length - 1,
    vues,
    aDepartager: !estAnnule && fait?.aDepartager === true,
    versions,
  };
};
