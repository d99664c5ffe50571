import { modele, texteDuPartage, vue } from '../../../shared/domain/partages.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { lireVus } from './lire.ts';
import { mettreLocal, type PartageLocal, retirerLocal } from './locaux.ts';

const nomMax = 60;

/** « Relance (copie) », « Relance (copie 2) »: the first that nobody bears. */
export function nomDeCopie(nom: string, pris: ReadonlySet<string>): string {
  const racine = nom.replace(/ \(copie(?: \d+)?\)$/, '');
  for (let rank = 1; ; rank += 1) {
    const fin = rank === 1 ? ' (copie)' : ` (copie ${rank})`;
    const copie = `${racine.slice(0, nomMax - fin.length).trimEnd()}${fin}`;
    if (!pris.has(copie)) return copie;
  }
}

const nommes = { modele, vue } as const;

/**
 * Somebody wrote what this poste had not seen: theirs stands. A modèle or a view that was written here stays as another
 * one, to be sent under its own id; labels and deletions give way. One transaction, the caller's.
 */
export function ceder(db: Sqlite, local: PartageLocal, newId: () => string): void {
  retirerLocal(db, local.id);
  if (local.valeur === null || local.genre === 'libelles') return;
  const { genre } = local;
  const parsed = nommes[genre].safeParse(JSON.parse(local.valeur));
  if (!parsed.success) return;
  const pris = new Set<string>();
  for (const vu of lireVus(db).values()) {
    const other = vu.genre === genre && vu.texte !== null ? nommes[genre].safeParse(JSON.parse(vu.texte)) : null;
    if (other?.success === true) pris.add(other.data.nom);
  }
  const valeur = texteDuPartage({ ...parsed.data, nom: nomDeCopie(parsed.data.nom, pris) });
  const copie: PartageLocal = {
    ...local,
    id: newId(),
    valeur,
    base: null,
    envoye: null,
    etat: 'a_envoyer',
    code: null,
  };
  mettreLocal(db, copie);
}
