import { z } from 'zod';
import { type ComptesListe, genreComparaison } from '../../../shared/contract/ipc/listes.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Bornes } from './ecarts.ts';

const found = z.object({ dossier: z.string(), genre: genreComparaison });

const queries = perDatabase((db) => ({
  // Two fields of each body are enough: nothing is parsed that a page does not show.
  genres: db.prepare<[string, number, number, string]>(
    `SELECT DISTINCT t.corps ->> '$.dossier' AS dossier, t.corps ->> '$.genre' AS genre
     FROM ligne l INDEXED BY ligne_ecart CROSS JOIN ligne_corps t ON t.rang = l.rang
     WHERE l.flux = ? AND l.type = 'ecart' AND l.seq > ? AND l.seq <= ? AND l.lecture = 'lue'
     AND t.corps ->> '$.transmission' = ?`,
  ),
  // Told by the index alone.
  ecarts: db
    .prepare<[string, number, number], number>(
      `SELECT count(*) FROM ligne INDEXED BY ligne_ecart WHERE flux = ? AND type = 'ecart' AND seq > ? AND seq <= ?`,
    )
    .pluck(),
}));

/** A transmission that came whole changes no more, but an erasure takes rows out of it: then it is counted again. */
const kept = perDatabase(() => new Map<string, { ecarts: number; comptes: ComptesListe }>());

/** People that a transmission changed, by genre of change: once in each that concerns them. */
export function comptesOf(db: Sqlite, flux: string, transmission: string, { apres, jusqua }: Bornes): ComptesListe {
  const dossiers = new Set<string>();
  const comptes: ComptesListe = { tous: 0, ajoute: 0, modifie: 0, retire: 0, deplace: 0 };
  for (const row of queries(db).genres.iterate(flux, apres, jusqua, transmission)) {
    const read = found.safeParse(row);
    if (!read.success) continue;
    dossiers.add(read.data.dossier);
    comptes[read.data.genre] += 1;
  }
  return { ...comptes, tous: dossiers.size };
}

/** The same, for who asks again and again: the bodies are read once, whatever the number of people. */
export function comptesKept(db: Sqlite, flux: string, transmission: string, bornes: Bornes): ComptesListe {
  const key = `${flux} ${transmission}`;
  const ecarts = queries(db).ecarts.get(flux, bornes.apres, bornes.jusqua) ?? 0;
  const known = kept(db).get(key);
  if (known?.ecarts === ecarts) return known.comptes;
  const comptes = comptesOf(db, flux, transmission, bornes);
  kept(db).set(key, { ecarts, comptes });
  return comptes;
}
