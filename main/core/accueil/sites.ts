import { fuseauParDefaut } from '../../../shared/domain/fuseau.ts';
import { lireRelation } from '../store/relation-entree.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** A list, and where its site stands. */
export interface Site {
  flux: string;
  nom: string;
  campagne: number | null;
  /** IANA zone of the formateur's site. */
  fuseau: string;
}

const queries = perDatabase((db) => ({
  relations: db.prepare<[], { id: string; nom: string; entree: string; campagne: number | null }>(
    "SELECT id, nom, entree, campagne FROM flux WHERE genre = 'relation'",
  ),
}));

/** Every list of this poste by name, or the one that is asked for; a few hundred at most. */
export const readSites = (db: Sqlite, flux: string | null): Site[] =>
  queries(db)
    .relations.all()
    .filter(({ id }) => flux === null || id === flux)
    .map(({ id, nom, entree, campagne }) => {
      const { nom: formateur = null, fuseau = null } = lireRelation(entree)?.formateur ?? {};
      return { flux: id, nom: nom === '' ? (formateur ?? '') : nom, campagne, fuseau: fuseau ?? fuseauParDefaut };
    })
    .sort((a, b) => a.nom.localeCompare(b.nom, 'fr') || (a.flux < b.flux ? -1 : 1));
