import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { Inscription } from '../../../shared/contract/ipc/agenda.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { Clock, Random } from '../deps.ts';
import { createGardees } from '../impressions/gardees.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { noteTrace } from '../traces/traces.ts';
import { readCreneau } from './creneau-etat.ts';
import { type InscriptionRow, inscriptionOf, inscriptionSql, inscriptionsDe } from './inscriptions.ts';
import { compte } from './reservation-etat.ts';
import { createVues } from './vue.ts';

/** Told by so many: what an A4 page holds beside its empty lines is the print window's to say. */
export const personnesParLecture = 20;

export interface EmargementDeps {
  store: Store;
  clock: Clock;
  random: Random;
  now: () => string;
}

/** Who is on the sheet, frozen: what is told of them is read page by page. */
interface Emargement {
  creneau: string;
  personnes: readonly { dossier: string; reservation: string }[];
  imprimeeLe: string;
}

type Nommee = Pick<Inscription, 'nom' | 'prenom' | 'formation'>;

const queries = perDatabase((db) => ({
  une: db.prepare<[string, string], InscriptionRow>(
    inscriptionSql("r.dossier = ? AND r.id = ? AND r.corps ->> '$.gelee' = 0"),
  ),
}));

const feuillesOf = (personnes: number): number => Math.ceil(personnes / personnesParLecture);

const nommee = (db: Sqlite, { dossier, reservation }: Emargement['personnes'][number]): Nommee | null => {
  const row = queries(db).une.get(dossier, reservation);
  if (row === undefined) return null;
  const { nom, prenom, formation } = inscriptionOf(row);
  return { nom, prenom, formation };
};

/** The sign-in sheets of this session: prepared here, read page by page by the print window. */
export function createEmargements({ store, clock, random, now }: EmargementDeps) {
  const gardees = createGardees<Emargement>(clock);
  return {
    /** Leaves the audit line of a print. Failures: INTROUVABLE, EXPORT_VIDE, DISQUE_PLEIN. */
    preparer({ creneau }: RequestOf<'agenda:emargement'>): Result<ResponseOf<'agenda:emargement'>> {
      const row = readCreneau(store.persons, creneau);
      if (row === null) return failure('INTROUVABLE');
      // Those who only wait have no line to sign: whoever comes all the same is noted by hand.
      const attendues = inscriptionsDe(store.persons, creneau).filter((one) => compte(one) && one.etat !== 'attente');
      // Whoever has two places signs once.
      const personnes = [...new Map(attendues.toReversed().map((one) => [one.candidat, one])).values()]
        .toReversed()
        .map(({ dossier, reservation }) => ({ dossier, reservation }))
        .filter((one) => nommee(store.persons, one) !== null);
      if (personnes.length === 0) return failure('EXPORT_VIDE');
      const impression = random.uuid();
      const imprimeeLe = now();
      const noted = store.writePersons((db) => {
        noteTrace(db, {
          id: impression,
          genre: 'impression',
          format: 'feuille-emargement',
          portee: 'selection',
          nombre: personnes.length,
          flux: [row.flux],
          operateur: readLocal(db, 'operateur', operateurLocal),
          fait_le: imprimeeLe,
        });
        return success(null);
      });
      if (!noted.ok) return noted;
      gardees.keep(impression, { creneau, personnes, imprimeeLe });
      return success({ impression, personnes: personnes.length, feuilles: feuillesOf(personnes.length) });
    },
    /** Failure: INTROUVABLE, also when it was prepared too long ago or its créneau has left. */
    feuille({ impression, feuille }: RequestOf<'agenda:feuille'>): Result<ResponseOf<'agenda:feuille'>> {
      const known = gardees.get(impression);
      const row = known === undefined ? null : readCreneau(store.persons, known.creneau);
      const feuilles = feuillesOf(known?.personnes.length ?? 0);
      if (known === undefined || row === null || feuille > feuilles) return failure('INTROUVABLE');
      const page = known.personnes.slice((feuille - 1) * personnesParLecture, feuille * personnesParLecture);
      return success({
        creneau: createVues(store.persons)(row),
        imprimeeLe: known.imprimeeLe,
        feuille,
        feuilles,
        lignes: page.flatMap((one) => nommee(store.persons, one) ?? []),
      });
    },
  };
}
