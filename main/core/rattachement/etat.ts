import { z } from 'zod';
import type { LigneRattachement } from '../../../shared/contract/ipc/rattachement.ts';
import { isLocalSql } from '../store/flux-local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { type FluxNomme, lirePersonnes, listDestinations, rapprocher } from './personnes.ts';

/** What the screen of the rattachement shows before anything moves. */
const peoplePerRead = 200;

interface Row {
  dossier: string;
  ine: string;
  tri: string;
  nom: string;
  prenom: string;
  formation: string | null;
}

const local = isLocalSql('e.flux');
const queries = perDatabase((db) => ({
  saisies: db.prepare<[string], { nombre: number }>(
    `SELECT count(*) AS nombre FROM saisie WHERE ${isLocalSql('flux')} AND flux = ?`,
  ),
  saisiesDe: db.prepare<[string, string], { nombre: number }>(
    'SELECT count(*) AS nombre FROM saisie WHERE dossier = ? AND flux = ?',
  ),
  tri: db.prepare<[string, string], { tri: string }>(
    `SELECT c.nom_tri AS tri FROM dossier_etat e JOIN candidat c ON c.id = e.candidat
     WHERE e.dossier = ? AND e.flux = ?`,
  ),
  page: db.prepare<[string, string, string, number], Row>(
    `SELECT e.dossier, e.ine, c.nom_tri AS tri, dc.corps ->> '$.nom' AS nom, dc.corps ->> '$.prenom' AS prenom,
       (SELECT vc.corps ->> '$.formation.libelle' FROM ligne v JOIN ligne_corps vc ON vc.rang = v.rang
        WHERE v.dossier = e.dossier AND v.flux = e.flux AND v.type = 'voeu' ORDER BY v.seq LIMIT 1) AS formation
     FROM dossier_etat e JOIN candidat c ON c.id = e.candidat
       JOIN ligne d ON d.id = e.dossier AND d.flux = e.flux AND d.type = 'dossier'
       JOIN ligne_corps dc ON dc.rang = d.rang
     WHERE ${local} AND e.flux = ? AND e.ine IS NOT NULL AND (c.nom_tri, e.dossier) > (?, ?)
     ORDER BY c.nom_tri, e.dossier LIMIT ?`,
  ),
}));

/** How many people a local list has, how many are found again, how much was written about them. */
export async function compter(
  db: Sqlite,
  flux: string,
  breathe: () => Promise<void>,
): Promise<{ candidats: number; retrouves: number; saisies: number }> {
  const comptes = { candidats: 0, retrouves: 0, saisies: queries(db).saisies.get(flux)?.nombre ?? 0 };
  for (let apres = ''; ; ) {
    const people = lirePersonnes(db, flux, apres, peoplePerRead);
    const last = people.at(-1);
    if (last === undefined) return comptes;
    apres = last.dossier;
    comptes.candidats += people.length;
    comptes.retrouves += people.filter((personne) => rapprocher(db, flux, personne) !== null).length;
    await breathe();
  }
}

const couple = z.object({
  relation: z.object({ responsable: z.object({ siret: z.string() }), formateur: z.object({ siret: z.string() }) }),
});
const coupleOf = ({ entree }: FluxNomme): string | null => {
  const read = couple.safeParse(JSON.parse(entree));
  return read.success ? `${read.data.relation.responsable.siret}-${read.data.relation.formateur.siret}` : null;
};

/** The flux that may take who was not found: of the same couple and campagne first, then by name. */
export function destinationsDe(db: Sqlite, liste: FluxNomme): { flux: string; nom: string }[] {
  const mine = coupleOf(liste);
  const rank = (other: FluxNomme): number =>
    (mine !== null && coupleOf(other) === mine ? 0 : 2) + (other.campagne === liste.campagne ? 0 : 1);
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
  const start = request.apres === null ? '' : queries(db).tri.get(request.apres, flux)?.tri;
  if (start === undefined) return null;
  const noms = new Map(listDestinations(db).map(({ id, nom }) => [id, nom]));
  const lignes: LigneRattachement[] = [];
  let tri = start;
  let dossier = request.apres ?? '';
  for (;;) {
    const rows = queries(db).page.all(flux, tri, dossier, peoplePerRead);
    for (const row of rows) {
      const found = rapprocher(db, flux, row);
      if (retrouves !== null && retrouves !== (found !== null)) continue;
      if (lignes.length === limite) return { lignes, suite: lignes.at(-1)?.dossier ?? null };
      ({ tri, dossier } = row);
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
    ({ tri, dossier } = last);
    await breathe();
  }
}
