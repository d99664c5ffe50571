import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { type DossierLigne, dossierLigne, type VoeuLigne, voeuLigne } from '../../../shared/contract/lignes.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import { type Acte, acte } from '../../../shared/domain/actes/acte.ts';
import { envelope, store as keep, type Writing } from '../actes/enregistrer.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { askScrub } from '../store/store.ts';
import { lirePersonnes, listDestinations, type PersonneLocale, rapprocher } from './personnes.ts';
import { recit } from './recit.ts';

interface SaisieRow {
  rang: number;
  corps: string;
  envoyable_le: string;
  echange_le: string | null;
}

const queries = perDatabase((db) => ({
  flux: db.prepare<[string], { nom: string }>('SELECT nom FROM flux WHERE id = ?'),
  rows: db.prepare<[string, string], { type: string; corps: string }>(
    `SELECT l.type, c.corps FROM ligne l JOIN ligne_corps c USING (rang)
     WHERE l.dossier = ? AND l.flux = ? AND l.type IN ('dossier', 'voeu') AND l.lecture = 'lue' ORDER BY l.seq`,
  ),
  saisies: db.prepare<[string, string], SaisieRow>(
    `SELECT rang, corps, envoyable_le, echange_le FROM saisie
     WHERE dossier = ? AND flux = ? AND etat = 'a_envoyer' ORDER BY rang`,
  ),
  retarget: db.prepare<[string, string, string, number]>(
    'UPDATE saisie SET flux = ?, dossier = ?, corps = ?, reessayer_le = NULL WHERE rang = ?',
  ),
  remove: db.prepare<[number]>('DELETE FROM saisie WHERE rang = ?'),
  // A new place, at the end: what a dossier's opening must precede comes after it.
  follow: db.prepare<[string, string, string, string, string, string, string, string | null]>(
    `INSERT INTO saisie (acte, flux, dossier, type, corps, fait_le, envoyable_le, echange_le, etat)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'a_envoyer')`,
  ),
  redo: db.prepare<[string]>('INSERT OR IGNORE INTO a_refaire (dossier) VALUES (?)'),
  removeRows: db.prepare<[string]>('DELETE FROM ligne WHERE flux = ?'),
  removeFlux: db.prepare<[string]>('DELETE FROM flux WHERE id = ?'),
  removeReceptions: db.prepare<[string]>('DELETE FROM reception WHERE flux = ?'),
}));

/**
 * Takes a local list out of the file, inside the caller's transaction: its rows, its own row and what was read of it.
 * Its people are marked to be folded. What was written about them is the caller's to have moved or dropped.
 */
export function retirerListe(db: Sqlite, flux: string, dossiers: Iterable<string>): void {
  const sql = queries(db);
  for (const dossier of dossiers) sql.redo.run(dossier);
  sql.removeRows.run(flux);
  sql.removeReceptions.run(flux);
  sql.removeFlux.run(flux);
  askScrub(db);
}

const readSaisies = (db: Sqlite, dossier: string, flux: string): { row: SaisieRow; un: Acte }[] =>
  queries(db)
    .saisies.all(dossier, flux)
    .map((row) => ({ row, un: acte.parse(JSON.parse(row.corps)) }));

/** The same actes, in the dossier and the flux that the server knows: never sent, so nobody saw them elsewhere. */
function donner(db: Sqlite, personne: PersonneLocale, local: string, cible: { dossier: string; flux: string }): number {
  const saisies = readSaisies(db, personne.dossier, local);
  for (const { row, un } of saisies) {
    const moved: Acte = { ...un, flux: cible.flux, dossier: cible.dossier };
    queries(db).retarget.run(cible.flux, cible.dossier, JSON.stringify(moved), row.rang);
  }
  if (saisies.length > 0) queries(db).redo.run(cible.dossier);
  return saisies.length;
}

interface Lu {
  dossier: DossierLigne | null;
  voeux: VoeuLigne[];
}

function lireRows(db: Sqlite, dossier: string, flux: string): Lu {
  const lu: Lu = { dossier: null, voeux: [] };
  for (const { type, corps } of queries(db).rows.all(dossier, flux)) {
    const body: unknown = JSON.parse(corps);
    if (type === 'voeu') lu.voeux.push(voeuLigne.parse(body));
    else lu.dossier = dossierLigne.parse(body);
  }
  return lu;
}

const phonesMax = 10;
const phoneMax = 40;
const nameMax = 200;

/**
 * A person of the file whom no list of the server names: she keeps her dossier's id, opened in `destination` by a
 * `dossier-cree`, with what the file said as a note; what was written about her follows, and waits for that opening.
 */
function creer(
  writing: Writing,
  personne: PersonneLocale,
  local: { id: string; nom: string },
  destination: string,
): Result<number> {
  const { db } = writing;
  const sql = queries(db);
  const { dossier, voeux } = lireRows(db, personne.dossier, local.id);
  if (dossier === null) return success(0);
  const corps = {
    nom: dossier.nom.slice(0, nameMax),
    prenom: dossier.prenom.slice(0, nameMax),
    telephones: dossier.telephones.map(({ brut }) => brut.slice(0, phoneMax)).slice(0, phonesMax),
    source: 'import',
  };
  const opening = keep(
    writing,
    envelope(writing, destination, { dossier: personne.dossier, type: 'dossier-cree', corps }),
  );
  if (!opening.ok) return opening;
  const depend = [opening.value.id];
  let written = 1;
  for (const texte of recit(local.nom, dossier, voeux)) {
    const note = envelope(writing, destination, { dossier: personne.dossier, type: 'note', corps: { texte } });
    const kept = keep(writing, { ...note, depend });
    if (!kept.ok) return kept;
    written += 1;
  }
  for (const { row, un } of readSaisies(db, personne.dossier, local.id)) {
    const moved: Acte = { ...un, flux: destination, depend: [...depend, ...un.depend] };
    const { id, dossier: of, type, fait_le } = moved;
    sql.remove.run(row.rang);
    sql.follow.run(id, destination, of, type, JSON.stringify(moved), fait_le, row.envoyable_le, row.echange_le);
    written += 1;
  }
  return success(written);
}

export interface Rattache {
  /** Actes that may now leave. */
  actes: number;
  personnes: number;
}

const peoplePerRead = 500;

/**
 * Gives a local list to the server's flux, inside the caller's transaction. Failures: INTROUVABLE (no such local list),
 * FLUX_RETIRE (`destination` takes no acte), ACTE_INVALIDE, ACTE_TROP_GRAND.
 */
export function rattacher(writing: Writing, flux: string, destination: string): Result<Rattache> {
  const { db } = writing;
  const local = queries(db).flux.get(flux);
  if (!estFluxLocal(flux) || local === undefined) return failure('INTROUVABLE');
  if (!listDestinations(db).some(({ id }) => id === destination)) return failure('FLUX_RETIRE');
  const done: Rattache = { actes: 0, personnes: 0 };
  const dossiers: string[] = [];
  for (let apres = ''; ; ) {
    const people = lirePersonnes(db, flux, apres, peoplePerRead);
    const last = people.at(-1);
    if (last === undefined) break;
    apres = last.dossier;
    for (const personne of people) {
      const found = rapprocher(db, flux, personne);
      const written =
        found === null
          ? creer(writing, personne, { id: flux, nom: local.nom }, destination)
          : success(donner(db, personne, flux, found.cible));
      if (!written.ok) return written;
      dossiers.push(personne.dossier);
      done.actes += written.value;
      done.personnes += 1;
    }
  }
  retirerListe(db, flux, dossiers);
  return success(done);
}
