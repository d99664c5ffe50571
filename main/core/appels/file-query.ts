import { comparerPlaces, type MotifDeFile, type PlaceFile } from '../../../shared/domain/file-appels.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/**
 * The queue costs its page. The index holds people by class, half-day of the last try and key: each of these groups is
 * already in order, so its head is read and the heads are merged by `comparerPlaces`. The groups are few (a zone and
 * half a day), and found by stepping over the index.
 */
export interface Tete {
  rang: number;
  place: PlaceFile & { id: string };
}

interface Row {
  rang: number;
  id: string;
  cle: string;
}
interface Asked {
  qui: string | null;
  now: string;
  essai: string;
}

const classes = [0, 1, 2, 3] as const;
type Classe = (typeof classes)[number];

/** What makes a group due; of promises and retries the key is the hour, so that nothing to come is looked at. */
const dues: Readonly<Record<Classe, string>> = {
  0: 'c.file_cle <= @now',
  1: 'c.a_appeler_des <= @now',
  2: 'c.file_cle >= @vide',
  3: 'c.file_cle <= @now',
};
const coming: Readonly<Record<Classe, string | null>> = {
  0: 'SELECT min(c.file_cle) FROM # c WHERE $ AND c.file_cle > @now',
  1: 'SELECT min(c.a_appeler_des) FROM # c WHERE $ AND c.a_appeler_des > @now',
  2: null,
  3: 'SELECT min(c.file_cle) FROM # c WHERE $ AND c.file_cle > @now',
};
const motifs: Readonly<Record<Classe, MotifDeFile>> = { 0: 'rappel', 1: 'demande', 2: 'jamais_appele', 3: 'suivi' };

/** One set of statements for everybody's queue and one for somebody's: each is read in its own order. */
export const fileSql = (mine: boolean) => {
  const owner = mine ? 'c.operateur = @qui AND ' : '';
  const file = mine ? 'file_de' : 'candidat';
  const group = (classe: Classe): string => `${owner}c.file_classe = ${classe} AND c.file_essai = @essai`;
  const each = <T>(make: (classe: Classe) => T): Record<Classe, T> => ({
    0: make(0),
    1: make(1),
    2: make(2),
    3: make(3),
  });
  return {
    heads: each(
      (classe) => `SELECT c.rang, c.id, c.file_cle AS cle FROM ${file} c WHERE ${group(classe)} AND ${dues[classe]}
       AND c.rang NOT IN (SELECT value FROM json_each(@passes)) ORDER BY c.file_cle, c.id LIMIT @limite`,
    ),
    counts: each(
      (classe) => `SELECT count(*) FROM (SELECT 1 FROM ${file} c WHERE ${group(classe)} AND ${dues[classe]}
       LIMIT @limite)`,
    ),
    coming: each((classe) => coming[classe]?.replace('#', file).replace('$', group(classe)) ?? null),
    nextEssai: `SELECT min(c.file_essai) FROM ${file} c WHERE ${owner}c.file_classe = 3 AND c.file_essai > @essai`,
  };
};

const prepared = (mine: boolean) =>
  perDatabase((db) => {
    const sql = fileSql(mine);
    const each = <T>(make: (classe: Classe) => T): T[] => classes.map(make);
    return {
      heads: each((classe) =>
        db.prepare<[Asked & { vide: string; passes: string; limite: number }], Row>(sql.heads[classe]),
      ),
      counts: each((classe) =>
        db.prepare<[Asked & { vide: string; limite: number }], number>(sql.counts[classe]).pluck(),
      ),
      coming: each((classe) => {
        const text = sql.coming[classe];
        return text === null ? null : db.prepare<[Asked], string | null>(text).pluck();
      }),
      nextEssai: db.prepare<[{ qui: string | null; essai: string }], string | null>(sql.nextEssai).pluck(),
    };
  });
const everybody = prepared(false);
const somebody = prepared(true);
const queriesOf = (db: Sqlite, qui: string | null) => (qui === null ? everybody(db) : somebody(db));

interface Groupe {
  classe: Classe;
  essai: string;
}

/** The groups that may hold somebody. */
function groupesDe(db: Sqlite, qui: string | null): Groupe[] {
  const { nextEssai } = queriesOf(db, qui);
  const groupes: Groupe[] = classes.map((classe) => ({ classe, essai: '' }));
  for (let essai = nextEssai.get({ qui, essai: '' }); essai != null; essai = nextEssai.get({ qui, essai }))
    groupes.push({ classe: 3, essai });
  return groupes;
}

/** The last try of a group, as `essaiDe` wrote it. */
export function essaiLu(essai: string): PlaceFile['dernierEssai'] {
  const [fuseau = '', demiJournee] = essai.split(' ');
  return essai === '' ? null : { fuseau, demiJournee: demiJournee === 'matin' ? 'matin' : 'apres-midi' };
}

export interface QuestionDeFile {
  /** null: everybody's queue. */
  qui: string | null;
  now: string;
}

/** The first people who are due, in the order of `ordonnerFile`, without those whose rangs are given. */
export function tetesDeFile(
  db: Sqlite,
  { qui, now }: QuestionDeFile,
  passes: readonly number[],
  limite: number,
): Tete[] {
  const { heads } = queriesOf(db, qui);
  const asked = { qui, now, vide: '', passes: JSON.stringify(passes), limite };
  const tetes = groupesDe(db, qui).flatMap(({ classe, essai }) => {
    const essaye = essaiLu(essai);
    const motif = essaye === null ? motifs[classe] : 'reessai';
    return (heads[classe]?.all({ ...asked, essai }) ?? []).map(
      ({ rang, id, cle }): Tete => ({ rang, place: { id, motif, cle, des: '', dernierEssai: essaye } }),
    );
  });
  return tetes.sort((a, b) => comparerPlaces(a.place, b.place, now)).slice(0, limite);
}

/** How many are due, skipped included, counted no further than the bound plus one. */
export function compterFile(db: Sqlite, { qui, now }: QuestionDeFile, bound: number): number {
  const { counts } = queriesOf(db, qui);
  let total = 0;
  for (const { classe, essai } of groupesDe(db, qui)) {
    if (total > bound) break;
    total += counts[classe]?.get({ qui, now, essai, vide: '', limite: bound + 1 - total }) ?? 0;
  }
  return total;
}

/** When somebody next becomes due; null when nobody is planned. */
export function prochaineEntree(db: Sqlite, { qui, now }: QuestionDeFile): string | null {
  const { coming: next } = queriesOf(db, qui);
  const dates = groupesDe(db, qui).flatMap(({ classe, essai }) => next[classe]?.get({ qui, now, essai }) ?? []);
  return dates.sort()[0] ?? null;
}
