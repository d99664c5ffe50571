import { z } from 'zod';
import { errorCode } from '../../../shared/contract/errors.ts';
import type { ActeOrdonne } from '../../../shared/domain/actes/acte.ts';
import { creneauCorps } from '../../../shared/domain/actes/creneau.ts';
import { plierCreneau } from '../../../shared/domain/agenda/creneau-plie.ts';
import type { DossierRows } from '../candidats/rows.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { noteCreneau } from './changements.ts';

/** What a créneau says, kept with its row. `versions` holds one state a head while somebody has to settle them. */
const contenu = z.object({
  corps: creneauCorps,
  sequence: z.number(),
  vues: z.array(z.string()),
  /** When its last words were written, corrected. */
  ecritLe: z.string(),
  /** Of what the server refused first and nobody has decided about yet. */
  refuse: errorCode.nullable(),
  creationRefusee: z.boolean(),
  versions: z.array(
    z.object({ acte: z.string(), operateur: z.string().nullable(), le: z.string(), corps: creneauCorps }),
  ),
});
export type ContenuCreneau = z.infer<typeof contenu>;
export const lireContenu = (text: string): ContenuCreneau => contenu.parse(JSON.parse(text));

/** Its row, without what its réservations say of it. */
export interface CreneauRow {
  id: string;
  flux: string;
  etat: 'prevu' | 'annule';
  debut: string;
  fin: string;
  en_attente: number;
  a_departager: number;
  corps: string;
}

type Columns = [
  flux: string,
  etat: string,
  debut: string,
  fin: string,
  enAttente: number,
  aDepartager: number,
  corps: string,
];

const queries = perDatabase((db) => ({
  read: db.prepare<[string], CreneauRow>(
    'SELECT id, flux, etat, debut, fin, en_attente, a_departager, corps FROM creneau_etat WHERE id = ?',
  ),
  known: db
    .prepare<[string], unknown[]>(
      'SELECT flux, etat, debut, fin, en_attente, a_departager, corps FROM creneau_etat WHERE id = ?',
    )
    .raw(),
  write: db.prepare<[string, ...Columns]>(
    `INSERT INTO creneau_etat (id, flux, etat, debut, fin, en_attente, a_departager, corps, montre, a_noter)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, 0)
     ON CONFLICT (id) DO UPDATE SET flux = excluded.flux, etat = excluded.etat, debut = excluded.debut,
       fin = excluded.fin, en_attente = excluded.en_attente, a_departager = excluded.a_departager,
       corps = excluded.corps`,
  ),
  follow: db.prepare<[string]>(
    `UPDATE creneau_etat SET
       montre = etat = 'prevu' OR EXISTS (SELECT 1 FROM creneau_compte WHERE creneau = creneau_etat.id),
       a_noter = etat = 'prevu' AND EXISTS (
         SELECT 1 FROM creneau_compte WHERE creneau = creneau_etat.id AND sans_presence > 0)
     WHERE id = ?`,
  ),
  remove: db.prepare<[string]>('DELETE FROM creneau_etat WHERE id = ?'),
}));

export const readCreneau = (db: Sqlite, id: string): CreneauRow | null => queries(db).read.get(id) ?? null;

/** Its réservations changed, or it did: what is told of both. */
export const followCompte = (db: Sqlite, creneau: string): void => {
  queries(db).follow.run(creneau);
  noteCreneau(db, creneau);
};

/** null for an id that no acte says to be a créneau. */
function columnsOf({ id, flux, actes, saisies, refus }: DossierRows): Columns | null {
  const isCreation = ({ acte }: ActeOrdonne): boolean => acte.type === 'creneau-cree';
  // What was refused changed nothing. Its creation alone is kept: there would be nothing to decide about.
  const plie = plierCreneau(
    id,
    actes.filter((un) => isCreation(un) || !refus.has(un.acte.id)),
  );
  if (plie === null) return null;
  const { etat, corps, sequence, vues, aDepartager } = plie;
  const byId = new Map(actes.map((un) => [un.acte.id, un]));
  const leDe = (acte: string): string => {
    const un = byId.get(acte);
    return un?.recu?.faitCorrigeLe ?? un?.acte.fait_le ?? '';
  };
  const versions = plie.versions.map(({ acte, corps: dit }) => ({
    acte,
    operateur: byId.get(acte)?.acte.operateur ?? null,
    le: leDe(acte),
    corps: dit,
  }));
  const ecritLe = leDe(vues.at(-1) ?? '');
  const [refuse] = refus.values();
  const contenuDuCreneau: ContenuCreneau = {
    corps,
    sequence,
    vues,
    ecritLe,
    refuse: refuse === undefined ? null : errorCode.catch('ACTE_INVALIDE').parse(refuse),
    creationRefusee: actes.some((un) => isCreation(un) && refus.has(un.acte.id)),
    versions: aDepartager ? versions : [],
  };
  // Until the pull brings it back, as its réservations say it.
  const waits = [...saisies.values()].some((etatSaisie) => etatSaisie !== 'a_revoir');
  return [flux, etat, corps.debut, corps.fin, waits ? 1 : 0, aDepartager ? 1 : 0, JSON.stringify(contenuDuCreneau)];
}

/**
 * Writes the créneau of that id again, or takes it out: `rows` is what stands under an id that names nobody, null for an
 * id that is somebody's. What did not change is not written.
 */
export function saveCreneau(db: Sqlite, id: string, rows: DossierRows | null): void {
  const sql = queries(db);
  const known = sql.known.get(id);
  const columns = rows === null ? null : columnsOf(rows);
  if (columns === null) {
    if (known === undefined) return;
    sql.remove.run(id);
    noteCreneau(db, id);
    return;
  }
  if (JSON.stringify(known) === JSON.stringify(columns)) return;
  sql.write.run(id, ...columns);
  followCompte(db, id);
}
