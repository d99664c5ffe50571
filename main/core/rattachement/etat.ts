import type { LigneRattachement } from '../../../shared/contract/ipc/rattachement.ts';
import { isLocalSql } from '../store/flux-local.ts';
import { coupleDe, lireRelation } from '../store/relation-entree.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { contactsLocaux } from './contacts.ts';
import { type FluxNomme, lirePersonnes, listDestinations, rapprocheur } from './personnes.ts';
import { lecteurSorts } from './sorts.ts';

/** What the screen of the rattachement shows before anything moves. */
const peoplePerRead = 200;

interface Row {
  dossier: string;
  ine: string;
  tri: string;
  rang: number;
  nom: string;
  prenom: string;
  formation: string | null;
}

/** Where a page ended: by name, then by the order in which people came. */
interface Curseur {
  tri: string;
  rang: number;
  dossier: string;
}
const debut: Curseur = { tri: '', rang: 0, dossier: '' };

const queries = perDatabase((db) => ({
  saisies: db.prepare<[string], { nombre: number }>(
    `SELECT count(*) AS nombre FROM saisie WHERE ${isLocalSql('flux')} AND flux = ?`,
  ),
  saisiesDe: db.prepare<[string, string], { nombre: number }>(
    'SELECT count(*) AS nombre FROM saisie WHERE dossier = ? AND flux = ?',
  ),
  curseur: db.prepare<[string, string], Curseur>(
    `SELECT c.nom_tri AS tri, c.rang, e.dossier FROM dossier_etat e JOIN candidat c ON c.id = e.candidat
     WHERE e.dossier = ? AND e.flux = ?`,
  ),
  // Down the index of names (CROSS JOIN keeps that order): nobody is sorted, and the next page goes on from there.
  page: db.prepare<Curseur & { flux: string; limite: number }, Row>(
    `SELECT e.dossier, e.ine, c.nom_tri AS tri, c.rang, dc.corps ->> '$.nom' AS nom, dc.corps ->> '$.prenom' AS prenom,
       (SELECT vc.corps ->> '$.formation.libelle' FROM ligne v JOIN ligne_corps vc ON vc.rang = v.rang
        WHERE v.dossier = e.dossier AND +v.flux = e.flux AND v.type = 'voeu' ORDER BY v.seq LIMIT 1) AS formation
     FROM candidat c
       CROSS JOIN dossier_etat e ON e.candidat = c.id AND e.flux = @flux
       CROSS JOIN ligne d ON d.id = e.dossier AND d.flux = @flux AND +d.type = 'dossier'
       CROSS JOIN ligne_corps dc ON dc.rang = d.rang
     WHERE (c.nom_tri, c.rang) >= (@tri, @rang) AND NOT (c.rang = @rang AND e.dossier <= @dossier)
       AND e.ine IS NOT NULL
     ORDER BY c.nom_tri, c.rang, e.dossier LIMIT @limite`,
  ),
}));

export interface Comptes {
  candidats: number;
  retrouves: number;
  /** Not found, and they stay: their data are frozen. */
  limites: number;
  /** Not found, and nothing is opened for them: the list took them back, or they are to be erased. */
  sansSuite: number;
  saisies: number;
}

/** How many people a local list has, what would become of them, how much was written about them. */
export async function compter(db: Sqlite, flux: string, breathe: () => Promise<void>): Promise<Comptes> {
  const saisies = queries(db).saisies.get(flux)?.nombre ?? 0;
  const contacts = contactsLocaux(db, flux);
  const limites = contacts.filter(({ isLimite }) => isLimite).length;
  const comptes: Comptes = { candidats: contacts.length, retrouves: 0, limites, sansSuite: 0, saisies };
  const rapprocher = rapprocheur(db, flux);
  const sortDe = lecteurSorts(db, flux);
  for (let apres = 0; ; ) {
    const people = lirePersonnes(db, flux, apres, peoplePerRead);
    const last = people.at(-1);
    if (last === undefined) return comptes;
    apres = last.rang;
    comptes.candidats += people.length;
    for (const personne of people) {
      if (rapprocher(personne) !== null) comptes.retrouves += 1;
      else {
        const sort = sortDe(personne);
        if (sort === 'limitee') comptes.limites += 1;
        else if (sort !== 'donnee') comptes.sansSuite += 1;
      }
    }
    await breathe();
  }
}

/** The flux that may take who was not found: of the same couple and campagne first, then by name. */
export function destinationsDe(db: Sqlite, liste: FluxNomme): { flux: string; nom: string }[] {
  const coupleOf = ({ entree }: FluxNomme): string => coupleDe(lireRelation(entree));
  const mine = coupleOf(liste);
  const rank = (other: FluxNomme): number =>
    (mine !== '' && coupleOf(other) === mine ? 0 : 2) + (other.campagne === liste.campagne ? 0 : 1);
  return listDestinations(db)
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ id, nom }) => ({ flux: id, nom }));
}

/** A page of people by name; null for a cursor that was not given here. `retrouves` keeps one side only. */
export async function lireLignes(
  db: Sqlite,
  request: { flux: string; retrouves: boolean | null; apres: string | null; limite: number },
  breathe: () => Promise<void>,
): Promise<{ lignes: LigneRattachement[]; suite: string | null } | null> {
  const { flux, retrouves, limite } = request;
  const start = request.apres === null ? debut : queries(db).curseur.get(request.apres, flux);
  if (start === undefined) return null;
  const noms = new Map(listDestinations(db).map(({ id, nom }) => [id, nom]));
  const lignes: LigneRattachement[] = [];
  const rapprocher = rapprocheur(db, flux);
  for (let curseur: Curseur = start; ; ) {
    const rows = queries(db).page.all({ flux, ...curseur, limite: peoplePerRead });
    for (const row of rows) {
      const found = rapprocher(row);
      if (retrouves !== null && retrouves !== (found !== null)) continue;
      if (lignes.length === limite) return { lignes, suite: lignes.at(-1)?.dossier ?? null };
      lignes.push({
        dossier: row.dossier,
        nom: row.nom,
        prenom: row.prenom,
        formation: row.formation,
        saisies: queries(db).saisiesDe.get(row.dossier, flux)?.nombre ?? 0,
        preuve: found?.preuve ?? null,
        cible: found === null ? null : { flux: found.cible.flux, nomListe: noms.get(found.cible.flux) ?? '' },
      });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < peoplePerRead) return { lignes, suite: null };
    curseur = { tri: last.tri, rang: last.rang, dossier: last.dossier };
    await breathe();
  }
}
