import { type Acte, acte } from '../../../shared/domain/actes/acte.ts';
import { lienCorps } from '../../../shared/domain/actes/lien.ts';
import { readFolded } from '../candidats/fold.ts';
import { isLocalSql, isServerSql } from '../store/flux-local.ts';
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
  // The outbox alone, by what waits in it: what a list gives up is drawn again afterwards.
  halves: db.prepare<[string, string], { dossier: string; flux: string; isLocal: number }>(
    `SELECT dossier, flux, ${isLocalSql('flux')} AS isLocal FROM saisie
     WHERE etat = 'a_envoyer' AND type = 'lien' AND dossier <> ? AND corps ->> '$.corps.lien_id' = ?`,
  ),
  known: db
    .prepare<[string, string], number>(
      `SELECT 1 FROM lien l JOIN dossier_etat e ON e.dossier = l.dossier
       WHERE l.lien_id = ? AND l.dossier <> ? AND ${isServerSql('e.flux')} LIMIT 1`,
    )
    .pluck(),
  retarget: db.prepare<[string, string, number]>(
    'UPDATE saisie SET flux = ?, corps = ?, reessayer_le = NULL WHERE rang = ?',
  ),
}));

export const contactsLocaux = (db: Sqlite, flux: string): ContactLocal[] =>
  queries(db)
    .contacts.all(flux)
    .map((dossier) => ({ dossier, isLimite: readFolded(db, dossier)?.etat.limitation === true }));

/**
 * Whether the other side of a merge goes, or went, to the server too. Half a merge alone would bind her there to somebody
 * whom nobody else can see.
 */
function isBothSides(db: Sqlite, un: Acte, flux: string): boolean {
  const lien = lienCorps.safeParse(un.corps);
  if (!lien.success) return false;
  const { lien_id } = lien.data;
  const going = new Set(contactsLocaux(db, flux).flatMap(({ dossier, isLimite }) => (isLimite ? [] : dossier)));
  const others = queries(db).halves.all(un.dossier, lien_id);
  if (others.some(({ dossier, isLocal }) => isLocal === 0 || going.has(dossier))) return true;
  return queries(db).known.get(lien_id, un.dossier) === 1;
}

/**
 * Gives one of them to a flux of the server, inside the caller's transaction. Her merges with people who stay are not
 * told to it, nor what names them.
 *
 * @returns actes that may now leave
 */
export function donnerContact(db: Sqlite, { dossier }: ContactLocal, flux: string, destination: string): number {
  const saisies = queries(db)
    .saisies.all(dossier, flux)
    .map(({ rang, corps }) => ({ rang, un: acte.parse(JSON.parse(corps)) }));
  const staying = new Set<unknown>();
  for (const { un } of saisies) if (un.type === 'lien' && !isBothSides(db, un, flux)) staying.add(un.id);
  const going = saisies.filter(({ un }) => !staying.has(un.id) && !staying.has(un.corps.acte));
  for (const { rang, un } of going) {
    queries(db).retarget.run(destination, JSON.stringify({ ...un, flux: destination }), rang);
  }
  return going.length;
}
