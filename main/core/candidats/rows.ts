import {
  type DemandeLigne,
  type DossierLigne,
  demandeLigne,
  dossierLigne,
  type EcartLigne,
  ecartLigne,
  type TransmissionLigne,
  transmissionLigne,
  type VoeuLigne,
  voeuLigne,
} from '../../../shared/contract/lignes.ts';
import { type ActeOrdonne, acte, acteRecu } from '../../../shared/domain/actes/acte.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

export interface Row<T> {
  id: string;
  seq: number;
  corps: T;
}

/** Life of an acte that is still in the outbox, as the sheet shows it. */
export type SaisieEtat = 'a_envoyer' | 'en_vol' | 'accepte' | 'a_revoir';

/** Everything a poste holds about one dossier: tens of rows. */
export interface DossierRows {
  id: string;
  flux: string;
  /** null for a dossier that only actes know (dossier-cree). */
  ligne: DossierLigne | null;
  voeux: Row<VoeuLigne>[];
  demandes: Row<DemandeLigne>[];
  ecarts: Row<EcartLigne>[];
  /** Accepted and unsent ones, parked ones included: a poste shows what its person did until she decides. */
  actes: ActeOrdonne[];
  /** Outbox state by acte id; an acte that is absent here was received. */
  saisies: Map<string, SaisieEtat>;
}

interface LigneRow {
  id: string;
  flux: string;
  seq: number;
  type: string;
  corps: string;
}
interface SaisieRow {
  rang: number;
  acte: string;
  flux: string;
  etat: SaisieEtat;
  corps: string;
}

const queries = perDatabase((db) => ({
  // A dossier's own row may name it by its id alone.
  own: db.prepare<[string], LigneRow>(
    `SELECT id, flux, seq, type, corps FROM ligne WHERE id = ? AND type = 'dossier' AND lecture = 'lue'`,
  ),
  lignes: db.prepare<[string], LigneRow>(
    `SELECT id, flux, seq, type, corps FROM ligne
     WHERE dossier = ? AND type IN ('voeu', 'demande', 'ecart', 'acte') AND lecture = 'lue' ORDER BY seq, id`,
  ),
  saisies: db.prepare<[string], SaisieRow>(
    `SELECT rang, acte, flux, etat, corps FROM saisie
     WHERE dossier = ? AND etat IN ('a_envoyer', 'en_vol', 'accepte', 'a_revoir') ORDER BY rang`,
  ),
  transmission: db.prepare<[string, string], { corps: string }>(
    `SELECT corps FROM ligne WHERE id = ? AND flux = ? AND type = 'transmission' AND lecture = 'lue'`,
  ),
}));

/**
 * null when this poste cannot name that person: no row of the dossier and no `dossier-cree`. Actes and vœux that came
 * first stay stored and are folded when it comes (PROTOCOL 4); an erased dossier stays hidden with what is left of it.
 */
export function readDossier(db: Sqlite, id: string): DossierRows | null {
  const sql = queries(db);
  const own = sql.own.get(id);
  const parsedOwn = own === undefined ? null : dossierLigne.safeParse(JSON.parse(own.corps));
  const rows: DossierRows = {
    id,
    flux: own?.flux ?? '',
    ligne: parsedOwn?.success === true ? parsedOwn.data : null,
    voeux: [],
    demandes: [],
    ecarts: [],
    actes: [],
    saisies: new Map(),
  };
  for (const ligne of sql.lignes.iterate(id)) addLigne(rows, ligne);
  for (const saisie of sql.saisies.iterate(id)) addSaisie(rows, saisie);
  const isNamed = rows.ligne !== null || rows.actes.some(({ acte: un }) => un.type === 'dossier-cree');
  return isNamed ? rows : null;
}

function addLigne(rows: DossierRows, { id, flux, seq, type, corps }: LigneRow): void {
  if (rows.flux === '') rows.flux = flux;
  const body: unknown = JSON.parse(corps);
  if (type === 'voeu') push(rows.voeux, id, seq, voeuLigne.safeParse(body));
  else if (type === 'demande') push(rows.demandes, id, seq, demandeLigne.safeParse(body));
  else if (type === 'ecart') push(rows.ecarts, id, seq, ecartLigne.safeParse(body));
  else if (type === 'acte') {
    const recu = acteRecu.safeParse(body);
    if (!recu.success) return;
    const { recu_le, fait_corrige_le, heure_incertaine, poste_nom } = recu.data;
    rows.actes.push({
      acte: acte.parse(recu.data),
      recu: {
        seq,
        recuLe: recu_le,
        faitCorrigeLe: fait_corrige_le,
        heureIncertaine: heure_incertaine,
        posteNom: poste_nom,
      },
      rangLocal: 0,
    });
  }
}

function push<T>(into: Row<T>[], id: string, seq: number, parsed: { success: boolean; data?: T | undefined }): void {
  if (parsed.success && parsed.data !== undefined) into.push({ id, seq, corps: parsed.data });
}

function addSaisie(rows: DossierRows, row: SaisieRow): void {
  // Between the answer and the pull that brings it back an acte may be in both places: the mirror wins.
  if (rows.actes.some((known) => known.acte.id === row.acte)) return;
  const own = acte.safeParse(JSON.parse(row.corps));
  if (!own.success) return;
  if (rows.flux === '') rows.flux = row.flux;
  rows.actes.push({ acte: own.data, recu: null, rangLocal: row.rang });
  rows.saisies.set(row.acte, row.etat);
}

/** null when that transmission has not come yet. */
export function readTransmission(db: Sqlite, id: string, flux: string): TransmissionLigne | null {
  const row = queries(db).transmission.get(id, flux);
  if (row === undefined) return null;
  const parsed = transmissionLigne.safeParse(JSON.parse(row.corps));
  return parsed.success ? parsed.data : null;
}
