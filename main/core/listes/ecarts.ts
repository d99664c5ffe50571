import type { GenreComparaison } from '../../../shared/contract/ipc/listes.ts';
import { type EcartLigne, ecartLigne } from '../../../shared/contract/lignes.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** Where the écarts of a transmission stand: after the one before it, up to its own row, which is written last. */
export interface Bornes {
  apres: number;
  jusqua: number;
}

const queries = perDatabase((db) => ({
  own: db
    .prepare<[string, string], number>(
      "SELECT seq FROM ligne WHERE id = ? AND flux = ? AND type = 'transmission' AND lecture = 'lue'",
    )
    .pluck(),
  before: db
    .prepare<[string, number], number>(
      "SELECT coalesce(max(seq), 0) FROM ligne WHERE flux = ? AND type = 'transmission' AND seq < ?",
    )
    .pluck(),
  ecarts: db.prepare<[string, number, number], { seq: number; corps: string }>(
    `SELECT l.seq, t.corps FROM ligne l INDEXED BY ligne_ecart CROSS JOIN ligne_corps t ON t.rang = l.rang
     WHERE l.flux = ? AND l.type = 'ecart' AND l.seq > ? AND l.seq <= ? AND l.lecture = 'lue' ORDER BY l.seq`,
  ),
}));

/** null when this poste does not hold that transmission. */
export function bornesOf(db: Sqlite, flux: string, transmission: string): Bornes | null {
  const jusqua = queries(db).own.get(transmission, flux);
  return jusqua === undefined ? null : { apres: queries(db).before.get(flux, jusqua) ?? 0, jusqua };
}

/** What one transmission changed for one person. */
export interface EcartsPersonne {
  dossier: string;
  ecarts: EcartLigne[];
  /** Number of her last écart: where the next person starts. */
  seq: number;
}

/**
 * The people that a transmission changed, in its order. Whoever writes a list numbers a person's rows together, so one
 * pass over the numbers meets each of them once, whole.
 */
function* personnes(db: Sqlite, flux: string, transmission: string, bornes: Bornes): Generator<EcartsPersonne> {
  let one: EcartsPersonne | null = null;
  for (const { seq, corps } of queries(db).ecarts.iterate(flux, bornes.apres, bornes.jusqua)) {
    const parsed = ecartLigne.safeParse(JSON.parse(corps));
    if (!parsed.success || parsed.data.transmission !== transmission) continue;
    if (one !== null && one.dossier !== parsed.data.dossier) {
      yield one;
      one = null;
    }
    one ??= { dossier: parsed.data.dossier, ecarts: [], seq };
    one.ecarts.push(parsed.data);
    one.seq = seq;
  }
  if (one !== null) yield one;
}

/** At most `limite` people, and whether another one follows. */
export function pageOf(
  db: Sqlite,
  {
    flux,
    transmission,
    genre,
    limite,
  }: { flux: string; transmission: string; genre: GenreComparaison | null; limite: number },
  bornes: Bornes,
): { page: EcartsPersonne[]; suite: number | null } {
  const page: EcartsPersonne[] = [];
  for (const one of personnes(db, flux, transmission, bornes)) {
    if (genre !== null && one.ecarts.every((ecart) => ecart.genre !== genre)) continue;
    if (page.length === limite) return { page, suite: page.at(-1)?.seq ?? null };
    page.push(one);
  }
  return { page, suite: null };
}
