import { type Result, success } from '../../../shared/contract/errors.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { posteLigne } from '../../../shared/contract/lignes.ts';
import { countADepartager } from '../accueil/files.ts';
import { hourOf } from '../appels/file-compte.ts';
import { readOperateurs } from '../candidats/operateurs.ts';
import type { Clock } from '../deps.ts';
import { readIdentity } from '../session/identity.ts';
import { readCompteur, sumBefore } from '../store/compteur.ts';
import { correctedNow, readDecalage, type ServerNow } from '../store/horloge.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { serverTime } from '../sync/server-time.ts';
import { cleAAppeler, cleDesOuverts, cleEnRetard, operateursDe } from './equipe-compte.ts';

export interface EquipeDeps {
  store: Store;
  clock: Clock;
  serverNow: ServerNow;
}

type Equipe = ResponseOf<'equipe:lire'>;

/** Bound of the contract, for each of its lists. */
const shownMax = 200;

interface Tenus {
  affecte_a: string | null;
  nombre: number;
}

/** From the hour's beginning to now, those whose date falls in it. */
const thisHour = (db: Sqlite, date: 'a_appeler_des' | 'retard_des') =>
  db.prepare<[string, string], Tenus>(
    `SELECT affecte_a, count(*) AS nombre FROM candidat
     WHERE ${date} >= ? AND ${date} <= ? AND affecte_a IS NOT NULL GROUP BY affecte_a`,
  );

const queries = perDatabase((db) => ({
  dueThisHour: thisHour(db, 'a_appeler_des'),
  lateThisHour: thisHour(db, 'retard_des'),
  holders: db.prepare<[], string>("SELECT DISTINCT cle FROM valeur WHERE genre = 'operateur'").pluck(),
  postes: db.prepare<[], { id: string; corps: string }>(
    `SELECT l.id, t.corps FROM flux f CROSS JOIN ligne l ON l.flux = f.id AND l.type = 'poste'
     JOIN ligne_corps t ON t.rang = l.rang
     WHERE f.genre = 'compte' AND l.lecture = 'lue'`,
  ),
}));

const french = new Intl.Collator('fr');

/** Counts of whoever falls due within the current hour, by opérateur: the counters hold whole hours. */
function partOfHour(rows: Iterable<Tenus>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { affecte_a, nombre } of rows)
    for (const operateur of operateursDe(affecte_a)) counts.set(operateur, (counts.get(operateur) ?? 0) + nombre);
  return counts;
}

interface Teneur {
  id: string;
  nom: string;
  actif: boolean;
  inconnu?: true;
}

/** The team, then those whose row this poste never had and whom people are given to: theirs are not nobody's. */
function teneursOf(db: Sqlite): Teneur[] {
  const known = readOperateurs(db);
  const others = queries(db)
    .holders.all()
    .filter((id) => !known.has(id));
  return [
    ...[...known].map(([id, { nom_affiche: nom, actif }]) => ({ id, nom, actif })),
    ...others.map((id) => ({ id, nom: '', actif: false, inconnu: true as const })),
  ];
}

function operateursOf(db: Sqlite, now: string): Equipe['operateurs'] {
  const sql = queries(db);
  const hour = hourOf(now);
  const due = partOfHour(sql.dueThisHour.all(hour, now));
  const late = partOfHour(sql.lateThisHour.all(hour, now));
  return (
    teneursOf(db)
      .map((teneur) => ({
        ...teneur,
        ouverts: readCompteur(db, cleDesOuverts(teneur.id)),
        aAppeler: sumBefore(db, cleAAppeler(teneur.id), hour) + (due.get(teneur.id) ?? 0),
        enRetard: sumBefore(db, cleEnRetard(teneur.id), hour) + (late.get(teneur.id) ?? 0),
      }))
      // Whoever left the team matters as long as people wait for them.
      .filter(({ actif, ouverts }) => actif || ouverts > 0)
      .sort(
        (a, b) =>
          Number(a.inconnu === true) - Number(b.inconnu === true) ||
          french.compare(a.nom, b.nom) ||
          (a.id < b.id ? -1 : 1),
      )
      .slice(0, shownMax)
  );
}

function postesOf(store: Store): Equipe['postes'] {
  const db = store.persons;
  const ici = readIdentity(store)?.poste ?? null;
  // Nobody knows it better: the row of this one too is told once an hour only.
  const vuIci = serverTime(db) || null;
  const postes = queries(db)
    .postes.all()
    .flatMap(({ id, corps }) => {
      const poste = posteLigne.safeParse(JSON.parse(corps));
      if (!poste.success) return [];
      const { nom, revoque, vu_le } = poste.data;
      const isIci = id === ici?.id;
      return [{ id, nom, ici: isIci, revoque, vuLe: isIci ? vuIci : vu_le }];
    });
  // Without a server, or before its row came: this one is known all the same.
  if (ici !== null && !postes.some((poste) => poste.ici)) {
    postes.push({ id: ici.id, nom: ici.nom, ici: true, revoque: false, vuLe: vuIci });
  }
  return postes
    .sort(
      (a, b) =>
        Number(b.ici) - Number(a.ici) ||
        Number(a.revoque) - Number(b.revoque) ||
        french.compare(a.nom, b.nom) ||
        (a.id < b.id ? -1 : 1),
    )
    .slice(0, shownMax);
}

/** Who works here and what each holds. Costs some counters for each opérateur, and whoever falls due within the hour. */
export function createEquipeHandlers({ store, clock, serverNow }: EquipeDeps): {
  'equipe:lire': (request: Record<string, never>) => Result<Equipe>;
} {
  return {
    'equipe:lire': () => {
      const db = store.persons;
      return success({
        moi: readLocal(db, 'operateur', operateurLocal),
        operateurs: operateursOf(db, correctedNow(db, clock, serverNow)),
        sansPersonne: readCompteur(db, cleDesOuverts(null)),
        aDepartager: countADepartager(db, null),
        postes: postesOf(store),
        decalageMs: readDecalage(db, clock.now(), serverNow) ?? 0,
      });
    },
  };
}
