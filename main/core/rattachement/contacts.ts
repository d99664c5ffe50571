import { acte } from '../../../shared/domain/actes/acte.ts';
import { readFolded } from '../candidats/fold.ts';
import { isLocalSql } from '../store/flux-local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/**
 * People of a local list whom no file named: somebody opened a dossier for them during a call. It never left, so the
 * same opening, and what follows it, simply goes to the server's flux.
 */
export interface ContactLocal {
  dossier: string;
  /** Her data are frozen: she stays where she is. */
  isLimite: boolean;
}

const queries = perDatabase((db) => ({
  contacts: db
    .prepare<[string], string>(
      `SELECT dossier FROM saisie
       WHERE ${isLocalSql('flux')} AND etat = 'a_envoyer' AND flux = ? AND type = 'dossier-cree' ORDER BY rang`,
    )
    .pluck(),
  saisies: db.prepare<[string, string], { rang: number; corps: string }>(
    `SELECT rang, corps FROM saisie WHERE dossier = ? AND +flux = ? AND etat = 'a_envoyer' ORDER BY rang`,
  ),
  retarget: db.prepare<[string, string, number]>(
    'UPDATE saisie SET flux = ?, corps = ?, reessayer_le = NULL WHERE rang = ?',
  ),
}));

export const contactsLocaux = (db: Sqlite, flux: string): ContactLocal[] =>
  queries(db)
    .contacts.all(flux)
    .map((dossier) => ({ dossier, isLimite: readFolded(db, dossier)?.etat.limitation === true }));

/**
 * Gives one of them to a flux of the server, inside the caller's transaction.
 *
 * @returns actes that may now leave
 */
export function donnerContact(db: Sqlite, { dossier }: ContactLocal, flux: string, destination: string): number {
  const saisies = queries(db).saisies.all(dossier, flux);
  for (const { rang, corps } of saisies) {
    const moved = { ...acte.parse(JSON.parse(corps)), flux: destination };
    queries(db).retarget.run(destination, JSON.stringify(moved), rang);
  }
  return saisies.length;
}
