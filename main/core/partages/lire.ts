import type { z } from 'zod';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { type GenreDePartage, libellesId, partagesMax, valeursDePartage } from '../../../shared/domain/partages.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { lireLocaux } from './locaux.ts';
import { lireMiroir } from './miroir.ts';

export type PartagesLus = ResponseOf<'partages:lire'>;

/** What stands for this poste: what was received, its own unsent writings on top. */
export interface PartageVu {
  genre: GenreDePartage;
  /** Canonical text, null when it was deleted. */
  texte: string | null;
  enAttente: boolean;
}

export function lireVus(db: Sqlite): Map<string, PartageVu> {
  const seen = new Map<string, PartageVu>();
  for (const [id, tenu] of lireMiroir(db)) seen.set(id, { ...tenu, enAttente: false });
  for (const { id, genre, valeur, etat } of lireLocaux(db))
    seen.set(id, { genre, texte: valeur, enAttente: etat !== 'recu' });
  return seen;
}

/** null for what this version cannot read: written by a newer one, it is not shown and not touched. */
const parse = <S extends z.ZodType>(schema: S, texte: string): z.infer<S> | null => {
  const parsed = schema.safeParse(JSON.parse(texte));
  return parsed.success ? parsed.data : null;
};

function listeDe<S extends z.ZodType<{ nom: string }>>(
  seen: ReadonlyMap<string, PartageVu>,
  genre: GenreDePartage,
  schema: S,
  hasServer: boolean,
): { id: string; valeur: z.infer<S>; enAttente: boolean }[] {
  const found: { id: string; valeur: z.infer<S>; enAttente: boolean }[] = [];
  for (const [id, vu] of seen) {
    if (vu.genre !== genre || vu.texte === null) continue;
    const valeur = parse(schema, vu.texte);
    // Nothing waits for a server that there is not.
    if (valeur !== null) found.push({ id, valeur, enAttente: hasServer && vu.enAttente });
  }
  const { compare } = new Intl.Collator('fr', { numeric: true });
  found.sort((a, b) => compare(a.valeur.nom, b.valeur.nom) || (a.id < b.id ? -1 : 1));
  // A délégué of several organismes may hold more than one of them keeps.
  return found.slice(0, partagesMax[genre]);
}

export function lirePartages(db: Sqlite, hasServer: boolean): PartagesLus {
  const seen = lireVus(db);
  const libelles = seen.get(libellesId)?.texte ?? null;
  return {
    modeles: listeDe(seen, 'modele', valeursDePartage.modele, hasServer),
    vues: listeDe(seen, 'vue', valeursDePartage.vue, hasServer),
    libelles: (libelles === null ? null : parse(valeursDePartage.libelles, libelles)) ?? { issues: {} },
  };
}
