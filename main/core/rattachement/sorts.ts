import { readDraft } from '../candidats/brouillons.ts';
import { readFolded } from '../candidats/fold.ts';
import { readKnown } from '../candidats/groups.ts';
import { lecteurEffacees } from '../store/marques.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { isRetiree, type PersonneLocale } from './personnes.ts';

/**
 * What becomes of a person whom no list of the server names. `effacee`: nothing of her may leave, nothing is kept.
 * `limitee`: her data are frozen (RGPD art. 18), so they stay in the local list, where they are. `retiree`: the list
 * took her back and nobody wrote about her, so there is nothing to open a dossier for. `donnee`: she gets a dossier.
 */
export type Sort = 'donnee' | 'effacee' | 'limitee' | 'retiree';

const queries = perDatabase((db) => ({
  saisies: db.prepare<[string, string], { type: string }>(
    'SELECT DISTINCT type FROM saisie WHERE dossier = ? AND +flux = ?',
  ),
}));

/** Reads the fate of people of one local list; costs the person. */
export function lecteurSorts(db: Sqlite, flux: string): (personne: PersonneLocale) => Sort {
  const isEffacee = lecteurEffacees(db);
  return (personne) => {
    const { dossier, ine } = personne;
    const types = new Set(
      queries(db)
        .saisies.all(dossier, flux)
        .map(({ type }) => type),
    );
    if (types.has('effacement') || isEffacee(ine)) return 'effacee';
    if (types.has('limitation') && readFolded(db, dossier)?.etat.limitation === true) return 'limitee';
    const isUntouched = types.size === 0 && readDraft(db, readKnown(db, dossier)?.candidat ?? dossier) === '';
    return isUntouched && isRetiree(db, flux, personne) ? 'retiree' : 'donnee';
  };
}
