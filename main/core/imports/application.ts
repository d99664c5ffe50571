import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { lignes, type TransmissionLigne } from '../../../shared/contract/lignes.ts';
import { prefixeLocal } from '../../../shared/contract/primitives.ts';
import type { PullRow } from '../../../shared/contract/sync.ts';
import {
  comparerPersonne,
  type LigneComparee,
  type Transmission,
  type VoeuRencontre,
} from '../../../shared/domain/listes/personne-comparee.ts';
import type { Clock, Random } from '../deps.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { createRowWriter, readFluxRow } from '../sync/mirror.ts';
import type { TravailEnCours } from '../travaux/travaux.ts';
import { type Eleve, lireCorps, lireEleves, pupilsPerSlice } from './connues.ts';
import { trouverFluxLocal, writeFluxLocal } from './flux-local.ts';
import type { LectureFinie, RelationPrete } from './lecture.ts';

export interface ApplicationDeps {
  store: Store;
  clock: Clock;
  random: Random;
}

/** One list that the file changes. */
interface Cible {
  relation: RelationPrete;
  flux: string;
  nom: string;
  transmission: Transmission;
  /** Number of the list among those of its flux. */
  numero: number;
}

type LignePrete = [couple: string, type: string, id: string, v: number, dossier: string | null, corps: string];

interface LigneRow {
  rang: number;
  type: string;
  id: string;
  v: number;
  dossier: string | null;
  corps: string;
}

const queries = perDatabase((db) => ({
  empty: db.prepare('DELETE FROM arrivee_ligne'),
  prepare: db.prepare<LignePrete>(
    'INSERT INTO arrivee_ligne (couple, type, id, v, dossier, corps) VALUES (?, ?, ?, ?, ?, ?)',
  ),
  page: db.prepare<[string, number, number], LigneRow>(
    `SELECT rang, type, id, v, dossier, corps FROM arrivee_ligne
     WHERE couple = ? AND rang > ? ORDER BY rang LIMIT ?`,
  ),
  lists: db.prepare<[string], number>("SELECT count(*) FROM ligne WHERE flux = ? AND type = 'transmission'").pluck(),
  bounds: db.prepare<[string], { avant: number | null; nombre: number }>(
    'SELECT min(rang) - 1 AS avant, count(*) AS nombre FROM arrivee_ligne WHERE couple = ?',
  ),
  last: db
    .prepare<[], number>(
      'SELECT max((SELECT coalesce(max(rang), 0) FROM ligne), (SELECT coalesce(max(rang), 0) FROM ligne_corps))',
    )
    .pluck(),
  copy: db.prepare<[{ base: number; avant: number; flux: string; couple: string }]>(
    `INSERT INTO ligne (rang, id, flux, seq, type, v, dossier, generation, lecture)
     SELECT @base + rang, id, @flux, rang - @avant, type, v, dossier, 0, 'lue' FROM arrivee_ligne
     WHERE couple = @couple ORDER BY rang`,
  ),
  copyCorps: db.prepare<[{ base: number; couple: string }]>(
    `INSERT INTO ligne_corps (rang, corps)
     SELECT @base + rang, corps FROM arrivee_ligne WHERE couple = @couple ORDER BY rang`,
  ),
  pending: db.prepare(
    'INSERT OR IGNORE INTO a_refaire (dossier) SELECT DISTINCT dossier FROM arrivee_ligne WHERE dossier IS NOT NULL',
  ),
}));

const isChanged = ({ lue }: RelationPrete): boolean => lue.ajoutes + lue.modifies + lue.retires > 0;

/** Whether the local lists are no longer those that the file was compared with. */
export const isPerime = (db: Sqlite, { relations, campagne }: LectureFinie): boolean =>
  relations.some(({ lue, couple, tete }) =>
    lue.flux === null
      ? couple !== '' && trouverFluxLocal(db, couple, campagne) !== null
      : readFluxRow(db, lue.flux)?.tete !== tete,
  );

const rencontresDe = ({ lignes: staged, connus }: Eleve, flux: string): VoeuRencontre[] => {
  const known = new Map(connus.map((connu) => [connu.cle, connu]));
  return staged
    .filter(({ etat }) => etat === 'valide')
    .map(({ cle, empreinte, dossier, voeu }) => {
      const connu = known.get(cle);
      return {
        empreinte,
        dossier,
        voeu,
        connu:
          connu === undefined
            ? null
            : { id: connu.voeu, fluxId: flux, etat: connu.etat, empreinte: connu.empreinte, efface: false },
      };
    });
};

/** The rows that one pupil changes; none for a pupil who stays as they are. */
function lignesDe(db: Sqlite, { flux, transmission }: Cible, eleve: Eleve, random: Random): LigneComparee[] {
  const sorties = eleve.connus
    .filter(({ genre }) => genre === 'retire')
    .map(({ voeu }) => ({ voeuId: voeu, genre: 'retire' as const }));
  const isTouched = eleve.lignes.some(({ etat, genre }) => etat === 'valide' && genre !== 'inchange');
  if (!isTouched && sorties.length === 0) return [];
  const dossierId = eleve.connus[0]?.dossier ?? random.uuid();
  const corps = new Map<string, string>();
  for (const id of eleve.connus.length === 0 ? [] : [dossierId, ...eleve.connus.map(({ voeu }) => voeu)]) {
    const body = lireCorps(db, id, flux);
    if (body !== null) corps.set(id, body);
  }
  const rencontres = rencontresDe(eleve, flux);
  return comparerPersonne(transmission, { dossierId, rencontres, sorties, corps }, random).lignes;
}

/** What the list itself says, after its people: its écarts are numbered before it (as the server writes them). */
function ligneDeListe({ relation, transmission, numero }: Cible, recueLe: string): string {
  const { ajoutes, modifies, retires } = relation.lue;
  const total = relation.avant + ajoutes - retires;
  const corps: TransmissionLigne = {
    numero,
    genre: transmission.genre,
    recue_le: recueLe,
    total,
    ajoutes,
    modifies,
    retires,
  };
  return JSON.stringify(corps);
}

/** Makes the rows of every list, by slices, outside the transaction that will write them. */
async function preparerLignes(
  { store, clock, random }: ApplicationDeps,
  cibles: readonly Cible[],
  travail: TravailEnCours,
): Promise<Result<null>> {
  const started = store.writeBulk((db) => success(queries(db).empty.run()));
  if (!started.ok) return started;
  const total = cibles.reduce((sum, { relation }) => sum + relation.lue.voeux + relation.lue.retires, 0);
  let fait = 0;
  for (const cible of cibles) {
    const { couple } = cible.relation;
    for (let apres: string | null = ''; apres !== null; ) {
      const from: string = apres;
      const prepared = store.writeBulk((db) => {
        const eleves = lireEleves(db, couple, from, pupilsPerSlice);
        for (const eleve of eleves) {
          fait += eleve.lignes.length;
          for (const { type, id, v, dossierId, corps } of lignesDe(db, cible, eleve, random)) {
            queries(db).prepare.run(couple, type, id, v, dossierId, corps);
          }
        }
        return success(eleves.at(-1)?.ine ?? null);
      });
      if (!prepared.ok) return prepared;
      apres = prepared.value;
      travail.progress(Math.min(fait, total), total);
      await travail.breathe();
    }
    const ended = store.writeBulk((db) => {
      const corps = ligneDeListe(cible, new Date(clock.now()).toISOString());
      const { id } = cible.transmission;
      queries(db).prepare.run(couple, 'transmission', id, lignes.transmission.v, null, corps);
      return success(null);
    });
    if (!ended.ok) return ended;
  }
  return success(null);
}

const rowsPerPage = 500;

/**
 * A new list: nothing of it can be in the file, and its bodies were made a moment ago by the schemas that read them. So
 * SQLite copies them itself, narrow rows and their indexes first: a third of the time that nobody can do anything.
 */
function copier(db: Sqlite, { flux, relation: { couple } }: Cible): number {
  const sql = queries(db);
  const { avant = null, nombre = 0 } = sql.bounds.get(couple) ?? {};
  const base = sql.last.get() ?? 0;
  sql.copy.run({ base, avant: avant ?? 0, flux, couple });
  sql.copyCorps.run({ base, couple });
  return nombre;
}

/** The rows that change a known list, by the writer of the pull. @returns its new head */
function modifier(db: Sqlite, { flux, relation: { couple, tete: before } }: Cible): number {
  const row = readFluxRow(db, flux);
  if (row === null) throw new Error('a list that was just written is in the file');
  const writeRows = createRowWriter(db);
  let tete = before ?? 0;
  for (let apres = 0; ; ) {
    const page = queries(db).page.all(couple, apres, rowsPerPage);
    const last = page.at(-1);
    if (last === undefined) return tete;
    apres = last.rang;
    const numbered = page.map(({ type, id, v, dossier, corps }): PullRow => {
      tete += 1;
      return [tete, type, id, v, dossier, corps];
    });
    writeRows(row, numbered, { byDossier: new Map(), hasErased: false });
  }
}

/** Writes the prepared rows with numbers of their flux, and the lists they belong to. */
function ecrire(db: Sqlite, cibles: readonly Cible[], campagne: number): void {
  for (const cible of cibles) {
    const isNew = cible.relation.tete === null;
    const tete = isNew ? copier(db, cible) : modifier(db, cible);
    ecrireFlux(db, cible, campagne, tete);
  }
  // Whom these rows draw is folded afterwards, by slices that a kill does not forget.
  queries(db).pending.run();
}

const ecrireFlux = (db: Sqlite, { flux, nom, relation }: Cible, campagne: number, tete: number): void =>
  writeFluxLocal(db, { id: flux, nom, couple: relation.couple, campagne, tete, uai: relation.uai });

export interface Applique {
  nombre: number;
  flux: string[];
}

/**
 * Applies a reading: rows are made outside, then one transaction writes everything or nothing; the caller empties the
 * staging. A list whose file changes nothing of it is left alone, name included. Failures: APERCU_PERIME, DISQUE_PLEIN.
 */
export async function appliquer(
  deps: ApplicationDeps,
  lecture: LectureFinie,
  noms: readonly string[],
  travail: TravailEnCours,
): Promise<Result<Applique>> {
  const { store, random } = deps;
  const cibles = lecture.relations.flatMap((relation, index): Cible[] => {
    if (!isChanged(relation)) return [];
    const flux = relation.lue.flux ?? `${prefixeLocal}${random.uuid()}`;
    const numero = (queries(store.bulk).lists.get(flux) ?? 0) + 1;
    const genre = numero === 1 ? 'premiere' : 'mise_a_jour';
    const transmission: Transmission = { id: random.uuid(), fluxId: flux, genre };
    return [{ relation, flux, nom: noms[index] ?? relation.lue.nom, transmission, numero }];
  });
  const prepared = await preparerLignes(deps, cibles, travail);
  if (!prepared.ok) return prepared;
  // Not the person's connection, whose memory would double this one's: the caller writes through before it says so.
  const written = store.writeBulk((db) => {
    if (isPerime(db, lecture)) return failure('APERCU_PERIME');
    ecrire(db, cibles, lecture.campagne);
    return success(null);
  });
  if (!written.ok) return written;
  const nombre = cibles.reduce((sum, { relation: { lue } }) => sum + lue.ajoutes + lue.modifies + lue.retires, 0);
  const fluxOf = new Map(cibles.map(({ relation, flux }) => [relation.couple, flux]));
  const flux = lecture.relations.flatMap(({ couple, lue }) => fluxOf.get(couple) ?? lue.flux ?? []);
  return success({ nombre, flux });
}
