import {
  type DemandeLigne,
  type DossierLigne,
  type EcartLigne,
  type ReservationLigne,
  type TransmissionLigne,
  transmissionLigne,
  type VoeuLigne,
} from '../../../shared/contract/lignes.ts';
import { type ActeOrdonne, type ActeRecu, acte } from '../../../shared/domain/actes/acte.ts';
import { type LigneLue, readLine } from '../store/read-line.ts';
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
  reservations: Row<ReservationLigne>[];
  /** Accepted and unsent ones, parked ones included: a poste shows what its person did until she decides. */
  actes: ActeOrdonne[];
  /** Outbox state by acte id; an acte that is absent here was received. */
  saisies: Map<string, SaisieEtat>;
  /** Code with which the server refused an acte that nobody has decided about yet, by its id. */
  refus: Map<string, string>;
}

interface LigneRow {
  id: string;
  flux: string;
  seq: number;
  type: string;
  v: number;
  corps: string;
}
interface SaisieRow {
  rang: number;
  acte: string;
  flux: string;
  etat: SaisieEtat;
  code: string | null;
  corps: string;
}

const queries = perDatabase((db) => ({
  // A dossier's own row may name it by its id alone.
  own: db.prepare<[string], LigneRow>(
    `SELECT id, flux, seq, type, v, corps FROM ligne JOIN ligne_corps USING (rang)
     WHERE id = ? AND type = 'dossier' AND lecture = 'lue' LIMIT 1`,
  ),
  lignes: db.prepare<[string], LigneRow>(
    `SELECT id, flux, seq, type, v, corps FROM ligne JOIN ligne_corps USING (rang)
     WHERE dossier = ? AND type IN ('voeu', 'demande', 'ecart', 'reservation', 'acte') AND lecture = 'lue' ORDER BY seq, id`,
  ),
  saisies: db.prepare<[string], SaisieRow>(
    `SELECT rang, acte, flux, etat, code, corps FROM saisie
     WHERE dossier = ? AND etat IN ('a_envoyer', 'en_vol', 'accepte', 'a_revoir') ORDER BY rang`,
  ),
  transmission: db.prepare<[string, string], { corps: string }>(
    `SELECT corps FROM ligne JOIN ligne_corps USING (rang)
     WHERE id = ? AND flux = ? AND type = 'transmission' AND lecture = 'lue'`,
  ),
}));

/** A row of a dossier with its body read. */
export interface RowRead {
  id: string;
  flux: string;
  seq: number;
  ligne: LigneLue;
}

const noRows = (id: string): DossierRows => ({
  id,
  flux: '',
  ligne: null,
  voeux: [],
  demandes: [],
  ecarts: [],
  reservations: [],
  actes: [],
  saisies: new Map(),
  refus: new Map(),
});

/** The rows of one dossier, in the order of their `seq`; its own row may stand anywhere among them. */
export function gatherRows(id: string, lignes: Iterable<RowRead>): DossierRows {
  const rows = noRows(id);
  for (const ligne of lignes) addLigne(rows, ligne);
  return rows;
}

/**
 * null when this poste cannot name that person: no row of the dossier and no `dossier-cree`. Actes and vœux that came
 * first stay stored and are folded when it comes (PROTOCOL 4); an erased dossier stays hidden with what is left of it.
 */
export function readDossier(db: Sqlite, id: string): DossierRows | null {
  const rows = readPseudoDossier(db, id);
  const isNamed = rows.ligne !== null || rows.actes.some(({ acte: un }) => un.type === 'dossier-cree');
  return isNamed ? rows : null;
}

/** What stands under an id that may name nobody: a créneau is its own pseudo-dossier. */
export function readPseudoDossier(db: Sqlite, id: string): DossierRows {
  const sql = queries(db);
  const rows = gatherRows(id, readRows(sql.own.all(id)));
  for (const ligne of readRows(sql.lignes.iterate(id))) addLigne(rows, ligne);
  for (const saisie of sql.saisies.iterate(id)) addSaisie(rows, saisie);
  return rows;
}

function* readRows(rows: Iterable<LigneRow>): Generator<RowRead> {
  for (const { id, flux, seq, type, v, corps } of rows) {
    const read = readLine({ type, v, corps });
    if (read.lecture === 'lue') yield { id, flux, seq, ligne: read.ligne };
  }
}

function addLigne(rows: DossierRows, { id, flux, seq, ligne }: RowRead): void {
  if (rows.flux === '') rows.flux = flux;
  if (ligne.type === 'dossier') {
    // The relation that names a person is the one that draws them.
    rows.flux = flux;
    rows.ligne = ligne.corps;
  } else if (ligne.type === 'voeu') rows.voeux.push({ id, seq, corps: ligne.corps });
  else if (ligne.type === 'demande') rows.demandes.push({ id, seq, corps: ligne.corps });
  else if (ligne.type === 'ecart') rows.ecarts.push({ id, seq, corps: ligne.corps });
  else if (ligne.type === 'reservation') rows.reservations.push({ id, seq, corps: ligne.corps });
  else if (ligne.type === 'acte') rows.actes.push(receivedActe(seq, ligne.corps));
}

const receivedActe = (seq: number, recu: ActeRecu): ActeOrdonne => ({
  acte: acte.parse(recu),
  recu: {
    seq,
    recuLe: recu.recu_le,
    faitCorrigeLe: recu.fait_corrige_le,
    heureIncertaine: recu.heure_incertaine,
    posteNom: recu.poste_nom,
    retenu: recu.effet === 'retenu',
  },
  rangLocal: 0,
});

function addSaisie(rows: DossierRows, row: SaisieRow): void {
  // Between the answer and the pull that brings it back an acte may be in both places: the mirror wins.
  if (rows.actes.some((known) => known.acte.id === row.acte)) return;
  const own = acte.safeParse(JSON.parse(row.corps));
  if (!own.success) return;
  if (rows.flux === '') rows.flux = row.flux;
  rows.actes.push({ acte: own.data, recu: null, rangLocal: row.rang });
  rows.saisies.set(row.acte, row.etat);
  if (row.etat === 'a_revoir') rows.refus.set(row.acte, row.code ?? '');
}

/** null when that transmission has not come yet. */
export function readTransmission(db: Sqlite, id: string, flux: string): TransmissionLigne | null {
  const row = queries(db).transmission.get(id, flux);
  if (row === undefined) return null;
  const parsed = transmissionLigne.safeParse(JSON.parse(row.corps));
  return parsed.success ? parsed.data : null;
}
