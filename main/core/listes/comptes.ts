import { z } from 'zod';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { genreComparaison } from '../../../shared/contract/ipc/listes.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Bornes } from './ecarts.ts';

type Comptes = NonNullable<ResponseOf<'listes:comparaison'>['comptes']>;

const found = z.object({ dossier: z.string(), genre: genreComparaison });

const queries = perDatabase((db) => ({
  // Two fields of each body are enough: nothing is parsed that a page does not show.
  genres: db.prepare<[string, number, number, string]>(
    `SELECT DISTINCT t.corps ->> '$.dossier' AS dossier, t.corps ->> '$.genre' AS genre
     FROM ligne l INDEXED BY ligne_ecart CROSS JOIN ligne_corps t ON t.rang = l.rang
     WHERE l.flux = ? AND l.type = 'ecart' AND l.seq > ? AND l.seq <= ? AND l.lecture = 'lue'
     AND t.corps ->> '$.transmission' = ?`,
  ),
}));

/** People that a transmission changed, by genre of change: once in each that concerns them. */
export function comptesOf(db: Sqlite, flux: string, transmission: string, { apres, jusqua }: Bornes): Comptes {
  const dossiers = new Set<string>();
  const comptes: Comptes = { tous: 0, ajoute: 0, modifie: 0, retire: 0, deplace: 0 };
  for (const row of queries(db).genres.iterate(flux, apres, jusqua, transmission)) {
    const read = found.safeParse(row);
    if (!read.success) continue;
    dossiers.add(read.data.dossier);
    comptes[read.data.genre] += 1;
  }
  return { ...comptes, tous: dossiers.size };
}
