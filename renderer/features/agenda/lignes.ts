import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { jourDuSite } from '../../textes/agenda.ts';
import { titreDuJour } from './textes.ts';

export type Ligne =
  | { genre: 'titre'; cle: string; titre: string }
  | { genre: 'creneau'; cle: string; titre: string; creneau: CreneauVu; index: number };

/** The lines of a list: a title wherever the day changes. */
export const lignesDe = (rows: readonly CreneauVu[], aujourdhui: string): Ligne[] => {
  const lignes: Ligne[] = [];
  let before: string | null = null;
  for (const [index, creneau] of rows.entries()) {
    const jour = jourDuSite(creneau.debut, creneau.fuseau);
    const titre = titreDuJour(jour, aujourdhui);
    // Sites of several zones may change days back and forth: each title is said once more, under a key of its own.
    if (jour !== before) lignes.push({ genre: 'titre', cle: `${jour} ${index}`, titre });
    before = jour;
    lignes.push({ genre: 'creneau', cle: creneau.id, titre, creneau, index });
  }
  return lignes;
};
