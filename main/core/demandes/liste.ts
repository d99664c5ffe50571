import { z } from 'zod';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { type DemandeEntree, demandeSuite } from '../../../shared/contract/ipc/demandes.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { type DemandeLigne, demandeLigne, type OperateurLigne } from '../../../shared/contract/lignes.ts';
import type { SuiviDemande } from '../../../shared/domain/demandes.ts';
import { fuseauOfFlux, readFolded } from '../candidats/fold.ts';
import { nameOf, readOperateurs } from '../candidats/operateurs.ts';
import { hasProposition } from '../rapprochements/propositions.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { isOuverte } from './etat.ts';
import { changeeDe, partsDeLaLigne, reponseDe } from './ligne.ts';
import { rendezVousDeLaDemande } from './rendez-vous.ts';

type Vue = RequestOf<'demandes:liste'>['vue'];

/** Where a line stands: its deadline, or when it ended, then its id. */
interface Key {
  dossier: string;
  id: string;
  tri: string;
}

const shown = z.object({
  id: z.string(),
  dossier: z.string(),
  flux: z.string(),
  suite: demandeSuite,
  en_retard: z.number().nullable(),
  retenue: z.number(),
  vue: z.number(),
  essais: z.number(),
  candidat: z.string(),
  nom: z.string(),
  prenom: z.string(),
  affecte_a: z.string().nullable(),
  en_attente: z.number(),
  commencee: z.number(),
  corps: z.string(),
});

type Row = z.infer<typeof shown>;

/** Keys alone are walked, in the order of an index; what is shown is read for the lines of the page only. */
const queries = perDatabase((db) => ({
  ouvertes: db.prepare<[string, string, number], Key>(
    `SELECT dossier, id, echeance AS tri FROM demande_etat WHERE ouverte = 1 AND (echeance, id) > (?, ?)
     ORDER BY echeance, id LIMIT ?`,
  ),
  ouvertesDuFlux: db.prepare<[string, string, string, number], Key>(
    `SELECT dossier, id, echeance AS tri FROM demande_etat
     WHERE ouverte = 1 AND flux = ? AND (echeance, id) > (?, ?) ORDER BY echeance, id LIMIT ?`,
  ),
  terminees: db.prepare<[string, string, number], Key>(
    `SELECT dossier, id, finie_le AS tri FROM demande_etat WHERE ouverte = 0 AND finie_le > '' AND (finie_le, id) < (?, ?)
     ORDER BY finie_le DESC, id DESC LIMIT ?`,
  ),
  termineesDuFlux: db.prepare<[string, string, string, number], Key>(
    `SELECT dossier, id, finie_le AS tri FROM demande_etat
     WHERE ouverte = 0 AND flux = ? AND finie_le > '' AND (finie_le, id) < (?, ?) ORDER BY finie_le DESC, id DESC LIMIT ?`,
  ),
  lignes: db.prepare<[string]>(
    `SELECT d.id, d.dossier, d.flux, d.suite, d.en_retard, d.retenue, d.vue, d.essais, c.id AS candidat,
       t.corps ->> '$.nom' AS nom, t.corps ->> '$.prenom' AS prenom, t.corps ->> '$.affecteA' AS affecte_a,
       EXISTS (SELECT 1 FROM saisie s WHERE s.dossier = d.dossier AND s.type = 'reponse'
         AND s.etat IN ('a_envoyer', 'en_vol', 'a_revoir') AND s.corps ->> '$.corps.demande' = d.id) AS en_attente,
       EXISTS (SELECT 1 FROM brouillon_reponse r WHERE r.demande = d.id AND r.reponse IS NULL) AS commencee,
       b.corps AS corps
     FROM json_each(?) k
       CROSS JOIN demande_etat d ON d.dossier = k.value ->> '$.dossier' AND d.id = k.value ->> '$.id'
       CROSS JOIN dossier_etat e ON e.dossier = d.dossier
       CROSS JOIN candidat c ON c.id = e.candidat
       CROSS JOIN candidat_corps t ON t.rang = c.rang
       CROSS JOIN ligne l ON l.id = d.id AND l.flux = d.flux
       CROSS JOIN ligne_corps b ON b.rang = l.rang
     WHERE l.type = 'demande' ORDER BY k.key`,
  ),
}));

const cursor = z.object({ vue: z.string(), cle: z.tuple([z.string(), z.string()]) });
/** Before every deadline, after every instant and every id. */
const start: Readonly<Record<Vue, [string, string]>> = { ouvertes: ['', ''], terminees: ['~', '~'] };

const writeCursor = (vue: Vue, { tri, id }: Key): string =>
  Buffer.from(JSON.stringify({ vue, cle: [tri, id] })).toString('base64url');

/** null when it was not made by `writeCursor` for this view. */
function readCursor(text: string, vue: Vue): [string, string] | null {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
  const parsed = cursor.safeParse(value);
  return parsed.success && parsed.data.vue === vue ? parsed.data.cle : null;
}

/** Each flux gives its own page: together they hold that of all of them. */
function keysOf(db: Sqlite, vue: Vue, [tri, id]: [string, string], flux: readonly string[] | undefined, limit: number) {
  const sql = queries(db);
  if (flux === undefined) return (vue === 'ouvertes' ? sql.ouvertes : sql.terminees).all(tri, id, limit);
  const query = vue === 'ouvertes' ? sql.ouvertesDuFlux : sql.termineesDuFlux;
  const sign = vue === 'ouvertes' ? 1 : -1;
  return [...new Set(flux)]
    .flatMap((one) => query.all(one, tri, id, limit))
    .sort((a, b) => sign * (a.tri === b.tri ? (a.id < b.id ? -1 : 1) : a.tri < b.tri ? -1 : 1))
    .slice(0, limit);
}

export function listDemandes(
  db: Sqlite,
  { vue, flux, apres, limite }: RequestOf<'demandes:liste'>,
  now: string,
): Result<ResponseOf<'demandes:liste'>> {
  const from = apres === null ? start[vue] : readCursor(apres, vue);
  if (from === null) return failure('REQUETE_INVALIDE', { champ: 'apres' });
  const keys = keysOf(db, vue, from, flux, limite + 1);
  const page = keys.slice(0, limite);
  const last = page.at(-1);
  const rows = z.array(shown).parse(queries(db).lignes.all(JSON.stringify(page)));
  const operateurs = readOperateurs(db);
  const fuseaux = new Map<string, string>();
  const lignes = rows.map((row) => {
    const fuseau = fuseaux.get(row.flux) ?? fuseauOfFlux(db, row.flux);
    fuseaux.set(row.flux, fuseau);
    const corps = demandeLigne.parse(JSON.parse(row.corps));
    const rapprochement = hasProposition(db, row.candidat);
    const entree = entreeOf(row, { corps, suivi: suiviDe(db, row, corps), fuseau, now, operateurs, rapprochement });
    return { ...entree, ...rendezVousDeLaDemande(db, entree) };
  });
  return success({ lignes, suite: keys.length <= limite || last === undefined ? null : writeCursor(vue, last) });
}

/** Who answered, and when it was seen, are in the actes: they are folded for the lines that say either. */
function suiviDe(db: Sqlite, row: Row, { ajouts, modifiee_le }: DemandeLigne): SuiviDemande | null {
  const isChanged = row.vue === 1 && (ajouts.length > 0 || modifiee_le !== undefined);
  if (isOuverte(row) && !isChanged) return null;
  return readFolded(db, row.dossier)?.etat.demandes.find(({ id }) => id === row.id) ?? null;
}

interface Autour {
  corps: DemandeLigne;
  suivi: SuiviDemande | null;
  fuseau: string;
  now: string;
  operateurs: ReadonlyMap<string, OperateurLigne>;
  rapprochement: boolean;
}

const entreeOf = (row: Row, { corps, suivi, fuseau, now, operateurs, rapprochement }: Autour): DemandeEntree => ({
  id: row.id,
  dossier: row.dossier,
  candidat: row.candidat,
  flux: row.flux,
  nom: row.nom,
  prenom: row.prenom,
  ...partsDeLaLigne(corps, fuseau, now, isOuverte(row)),
  suite: row.suite,
  vue: row.vue === 1,
  retenue: row.retenue === 1,
  enRetard: row.en_retard === null ? null : row.en_retard === 1,
  reponse: suivi === null || isOuverte(row) ? null : reponseDe(suivi, operateurs),
  changee: suivi === null ? null : changeeDe(corps, suivi.vue?.le ?? null),
  essais: row.essais,
  affecteA: nameOf(operateurs, row.affecte_a),
  rapprochement,
  enAttente: row.en_attente === 1,
  commencee: row.commencee === 1,
});
