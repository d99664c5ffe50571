import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { type DossierLigne, dossierLigne, type VoeuLigne, voeuLigne } from '../../../shared/contract/lignes.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import { type Acte, acte } from '../../../shared/domain/actes/acte.ts';
import { envelope, store as keep, type Writing } from '../actes/enregistrer.ts';
import { noterRattachee } from '../store/marques.ts';
import { retirerListe, retirerPersonne } from '../store/retirer-local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { contactsLocaux, donnerContact } from './contacts.ts';
import {
  type Cible,
  lecteurCles,
  lirePersonnes,
  listDestinations,
  type PersonneLocale,
  rapprocheur,
} from './personnes.ts';
import { isPret } from './pret.ts';
import { recit } from './recit.ts';
import { lecteurSorts } from './sorts.ts';

interface SaisieRow {
  rang: number;
  corps: string;
  envoyable_le: string;
  echange_le: string | null;
}

const queries = perDatabase((db) => ({
  flux: db.prepare<[string], { nom: string }>('SELECT nom FROM flux WHERE id = ?'),
  // By the person, never by the list (`+`).
  rows: db.prepare<[string, string], { type: string; corps: string }>(
    `SELECT l.type, c.corps FROM ligne l JOIN ligne_corps c USING (rang)
     WHERE l.dossier = ? AND +l.flux = ? AND l.type IN ('dossier', 'voeu') AND l.lecture = 'lue' ORDER BY l.seq`,
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
  opening: db
    .prepare<[string], string>(
      `SELECT acte FROM saisie WHERE dossier = ? AND type = 'dossier-cree' AND etat IN ('a_envoyer', 'en_vol', 'a_revoir')`,
    )
    .pluck(),
  redo: db.prepare<[string]>('INSERT OR IGNORE INTO a_refaire (dossier) VALUES (?)'),
}));

const readSaisies = (db: Sqlite, dossier: string, flux: string): { row: SaisieRow; un: Acte }[] =>
  queries(db)
    .saisies.all(dossier, flux)
    .map((row) => ({ row, un: acte.parse(JSON.parse(row.corps)) }));

/** Moves an acte to the end of the outbox, behind what opens its dossier there. */
function suivre(db: Sqlite, row: SaisieRow, un: Acte, ouvertures: readonly string[]): void {
  const moved: Acte = { ...un, depend: [...new Set([...ouvertures, ...un.depend])] };
  const { id, flux, dossier, type, fait_le } = moved;
  queries(db).remove.run(row.rang);
  const corps = JSON.stringify(moved);
  queries(db).follow.run(id, flux, dossier, type, corps, fait_le, row.envoyable_le, row.echange_le);
}

/** The same actes, in the dossier and the flux that the server knows: never sent, so nobody saw them elsewhere. */
function donner(db: Sqlite, personne: PersonneLocale, local: string, cible: Cible): number {
  const saisies = readSaisies(db, personne.dossier, local);
  // The server may not have the dossier that this poste opened yet.
  const ouvertures = queries(db).opening.all(cible.dossier);
  for (const { row, un } of saisies) {
    const moved: Acte = { ...un, flux: cible.flux, dossier: cible.dossier };
    if (ouvertures.length > 0) suivre(db, row, moved, ouvertures);
    else queries(db).retarget.run(cible.flux, cible.dossier, JSON.stringify(moved), row.rang);
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
    suivre(db, row, { ...un, flux: destination }, depend);
    written += 1;
  }
  return success(written);
}

export interface Rattache {
  /** Actes that may now leave. */
  actes: number;
  /** People who are in a list of the server now. */
  personnes: number;
  /** People who stay in the local list: their data are frozen, and no list of the server names them. */
  limites: number;
}

const peoplePerRead = 500;

/**
 * Gives a local list to the server's flux, inside the caller's transaction. Failures: TRAVAIL_EN_COURS (`motif`:
 * synchro, the server's lists are not all here), INTROUVABLE (no such local list), FLUX_RETIRE (`destination` takes no
 * acte), ACTE_INVALIDE, ACTE_TROP_GRAND.
 */
export function rattacher(writing: Writing, flux: string, destination: string): Result<Rattache> {
  const { db } = writing;
  if (!isPret(db)) return failure('TRAVAIL_EN_COURS', { motif: 'synchro' });
  const local = queries(db).flux.get(flux);
  if (!estFluxLocal(flux) || local === undefined) return failure('INTROUVABLE');
  if (!listDestinations(db).some(({ id }) => id === destination)) return failure('FLUX_RETIRE');
  const done: Rattache = { actes: 0, personnes: 0, limites: 0 };
  const partis: string[] = [];
  const rapprocher = rapprocheur(db, flux);
  const sortDe = lecteurSorts(db, flux);
  const clesDe = lecteurCles(db, flux);
  for (let apres = 0; ; ) {
    const people = lirePersonnes(db, flux, apres, peoplePerRead);
    const last = people.at(-1);
    if (last === undefined) break;
    apres = last.rang;
    for (const personne of people) {
      const found = rapprocher(personne);
      const sort = found === null ? sortDe(personne) : 'donnee';
      if (sort === 'limitee') done.limites += 1;
      else partis.push(personne.dossier);
      if (sort !== 'donnee') continue;
      const cles = clesDe(personne.dossier);
      const written =
        found === null
          ? creer(writing, personne, { id: flux, nom: local.nom }, destination)
          : success(donner(db, personne, flux, found.cible));
      if (!written.ok) return written;
      if (found === null) noterRattachee(db, writing.random, { ...personne, cles });
      done.actes += written.value;
      done.personnes += 1;
    }
  }
  for (const contact of contactsLocaux(db, flux)) {
    if (contact.isLimite) {
      done.limites += 1;
      continue;
    }
    done.actes += donnerContact(db, contact, flux, destination);
    done.personnes += 1;
    queries(db).redo.run(contact.dossier);
  }
  for (const dossier of partis) queries(db).redo.run(dossier);
  if (done.limites === 0) retirerListe(db, flux);
  else for (const dossier of partis) retirerPersonne(db, flux, dossier);
  return success(done);
}
