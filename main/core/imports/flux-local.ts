import { prefixeLocal } from '../../../shared/contract/primitives.ts';
import { fuseauDuCodePostal } from '../../../shared/domain/fuseau.ts';
import { isLocalSql, isServerSql } from '../store/flux-local.ts';
import { coupleDe, lireRelation, type RelationEntree } from '../store/relation-entree.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** A list imported by hand is a flux of this poste alone. What says its couple and its site is shaped as the server's. */
export interface FluxConnu {
  id: string;
  nom: string;
  tete: number;
  campagne: number | null;
  /** `siretResponsable-siretFormateur`, '' for a list that nobody could tell. */
  couple: string;
  relation: RelationEntree | null;
}

interface Row {
  id: string;
  nom: string;
  tete: number;
  campagne: number | null;
  entree: string;
}

const queries = perDatabase((db) => ({
  locaux: db.prepare<[], Row>(
    `SELECT id, nom, tete, campagne, entree FROM flux WHERE genre = 'relation' AND ${isLocalSql('id')} ORDER BY id`,
  ),
  serveur: db.prepare<[], Row>(
    `SELECT id, nom, tete, campagne, entree FROM flux WHERE genre = 'relation' AND ${isServerSql('id')} ORDER BY id`,
  ),
  // What a list names, found again by the people that it shares with the file: by its rows, since after an update or a
  // kill not everybody is drawn yet.
  communs: db.prepare<[string, string], { nombre: number }>(
    `SELECT count(*) AS nombre FROM (
       SELECT DISTINCT c.corps ->> '$.ine' AS ine FROM ligne l JOIN ligne_corps c USING (rang)
       WHERE l.flux = ? AND l.type = 'dossier') k
     WHERE EXISTS (SELECT 1 FROM arrivee a WHERE a.couple = ? AND a.ine = k.ine)`,
  ),
  write: db.prepare<[string, string, string, number, number, number]>(
    `INSERT INTO flux (id, genre, nom, entree, campagne, droits, tete, curseur)
     VALUES (?, 'relation', ?, ?, ?, 'complets', ?, ?)
     ON CONFLICT (id) DO UPDATE SET nom = excluded.nom, entree = excluded.entree, tete = excluded.tete,
       curseur = excluded.curseur`,
  ),
}));

function fluxOf({ entree, ...row }: Row): FluxConnu {
  const relation = lireRelation(entree);
  return { ...row, couple: coupleDe(relation), relation };
}

export const listFluxLocaux = (db: Sqlite): FluxConnu[] => queries(db).locaux.all().map(fluxOf);
export const listFluxServeur = (db: Sqlite): FluxConnu[] => queries(db).serveur.all().map(fluxOf);

/** The local list that these lines update: of the same couple, else, without couple, the one that names the same people. */
export function trouverFluxLocal(db: Sqlite, couple: string, campagne: number): FluxConnu | null {
  const same = listFluxLocaux(db).filter((flux) => flux.couple === couple && flux.campagne === campagne);
  if (couple !== '') return same[0] ?? null;
  const shared = (flux: FluxConnu): number => queries(db).communs.get(flux.id, couple)?.nombre ?? 0;
  const [best] = same
    .map((flux) => ({ flux, nombre: shared(flux) }))
    .filter(({ nombre }) => nombre > 0)
    .toSorted((a, b) => b.nombre - a.nombre);
  return best?.flux ?? null;
}

export interface FluxAEcrire {
  id: string;
  nom: string;
  couple: string;
  campagne: number;
  tete: number;
  /** UAI of the place of training, which tells the zone of an overseas site; null when unknown. */
  uai: string | null;
}

/** Writes a local list's own row, inside the caller's transaction. Nothing of it is to be pulled: it stands at its head. */
export function writeFluxLocal(db: Sqlite, { id, nom, couple, campagne, tete, uai }: FluxAEcrire): void {
  const known = listFluxServeur(db).find((flux) => flux.couple === couple && couple !== '')?.relation ?? null;
  const [responsable = '', formateur = ''] = couple.split('-');
  const named = {
    responsable: { siret: responsable, nom: '' },
    formateur: { siret: formateur, nom, ville: null, fuseau: fuseauDuCodePostal(uai) },
  };
  const relation = couple === '' ? null : { id: id.slice(prefixeLocal.length), ...(known ?? named) };
  const entree = {
    id,
    genre: 'relation',
    tete,
    campagne,
    relation,
    droits: 'complets',
    fin_le: null,
    purge_apres: null,
  };
  queries(db).write.run(id, nom, JSON.stringify(entree), campagne, tete, tete);
}
