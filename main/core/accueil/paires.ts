import type { FoldedDossier } from '../candidats/fold.ts';

/** A flux and a training that it brought. */
export type Paire = [flux: string, formation: string];

/**
 * Of somebody with several flux, which of them brought which training; nothing for one flux, where all of them are its
 * own. Symmetric in the members.
 */
export function pairesOf(
  members: readonly FoldedDossier[],
  formationsOf: (member: FoldedDossier) => readonly string[],
): Paire[] {
  if (new Set(members.map(({ rows }) => rows.flux)).size < 2) return [];
  const found = new Map<string, Paire>();
  for (const member of members) {
    for (const nom of formationsOf(member)) {
      const paire: Paire = [member.rows.flux, nom];
      found.set(JSON.stringify(paire), paire);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, paire]) => paire);
}
