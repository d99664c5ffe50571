import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore, type Store } from '../../../../main/core/store/store.ts';
import type { Receipt, SyncApi } from '../../../../main/core/sync/api.ts';
import type { CycleDeps } from '../../../../main/core/sync/cycle.ts';
import type { PullPart } from '../../../../main/core/sync/lines.ts';
import { failure, type Result, success } from '../../../../shared/contract/errors.ts';
import type { FluxEntry, FluxResponse, PullRow, PushResponse } from '../../../../shared/contract/sync.ts';
import { ajouter, texteEmpreinte } from '../../../../shared/domain/empreinte.ts';

export const uuidOf = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
export const epoque = uuidOf(0xe);
export const poste = uuidOf(0xf);
export const fluxId = uuidOf(0x1);
export const startMs = Date.parse('2026-06-08T08:00:00.000Z');

export async function withStore(work: (store: Store) => Promise<void> | void): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rappel-sync-'));
  const opened = openStore({ file: path.join(folder, 'poste.db'), keyHex: 'ab'.repeat(32), mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  try {
    await work(opened.value);
  } finally {
    opened.value.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const entry = (tete: number, change: Partial<FluxEntry> = {}): FluxEntry => ({
  id: fluxId,
  genre: 'organisme',
  tete,
  campagne: 2026,
  relation: null,
  droits: 'complets',
  fin_le: null,
  purge_apres: null,
  ...change,
});

export const operateurRow = (seq: number, id: number): PullRow => [
  seq,
  'operateur',
  uuidOf(id),
  1,
  null,
  JSON.stringify({ nom_affiche: `Personne ${id}`, actif: true }),
];

/** A flux held in memory that answers as the contract says; each method can be replaced by a test. */
export function scriptedApi(rows: PullRow[], options: { epoque?: string } = {}) {
  const seen: { pulls: number[]; receipts: Receipt[]; accuses: unknown[] } = { pulls: [], receipts: [], accuses: [] };
  let list: Result<FluxResponse> = success({
    epoque: options.epoque ?? epoque,
    flux: [entry(Math.max(0, ...rows.map((row) => row[0])))],
    ordres: [],
  });
  const sum = (): string =>
    rows
      .map((row) => createHash('sha256').update(texteEmpreinte(row[2], row[0])).digest('hex'))
      .reduce(ajouter, '0'.repeat(64));
  async function* parts(after: number): AsyncGenerator<PullPart> {
    yield { genre: 'entete', epoque, suite: null };
    const left = rows.filter((row) => row[0] > after).sort((a, b) => a[0] - b[0]);
    if (left.length > 0) yield { genre: 'lignes', lignes: left };
    const tete = list.ok ? (list.value.flux[0]?.tete ?? 0) : 0;
    yield { genre: 'fin', tete, nombre: rows.length, empreinte: sum() };
  }
  const api: SyncApi = {
    listFlux: async () => list,
    pull: async (_, after) => {
      seen.pulls.push(after);
      return success(parts(after));
    },
    push: async (): Promise<Result<PushResponse>> => failure('HORS_LIGNE'),
    sendReceipts: async (receipts) => {
      seen.receipts.push(...receipts);
      return success({
        resultats: receipts.map((receipt) => ({
          flux: receipt.flux,
          verdict: receipt.empreinte === sum() && receipt.nombre === rows.length ? 'egal' : 'different',
        })),
      });
    },
    // A server from before the audit lines.
    sendTraces: async () => failure('INTROUVABLE'),
    putPartage: async () => failure('INTROUVABLE'),
    acknowledgeOrder: async (id, counts) => {
      seen.accuses.push({ id, ...counts });
      return success(null);
    },
    openLive: async () => failure('HORS_LIGNE'),
  };
  return {
    api,
    seen,
    setList: (value: Result<FluxResponse>) => {
      list = value;
    },
  };
}

export function cycleDeps(store: Store, api: SyncApi): CycleDeps & { projected: Set<string> } {
  const projected = new Set<string>();
  return {
    store,
    api,
    clock: { now: () => startMs, monotonic: () => 0, sleep: async () => undefined },
    author: { poste, compte: uuidOf(0xc0) },
    rowsAtOnce: 1,
    rowsPerSlice: 4,
    draw: (byDossier) => {
      for (const dossier of byDossier.keys()) projected.add(dossier);
      return new Set();
    },
    project: (dossiers) => {
      for (const dossier of dossiers) projected.add(dossier);
      return new Set();
    },
    forget: () => new Set(),
    breathe: async () => undefined,
    transactionMs: 25,
    foldPending: () => success({ done: 0, candidats: new Set<string>() }),
    provedAt: new Map(),
    proves: true,
    onPushed: () => undefined,
    pushDue: async () => success(null),
    sendPartages: async () => success(null),
    onRows: () => undefined,
    onRetrait: () => undefined,
    onProgress: () => undefined,
    projected,
  };
}

export const noSignal = new AbortController().signal;

export const bodyOf = (id: number): string =>
  JSON.stringify({
    id: uuidOf(id),
    v: 1,
    flux: fluxId,
    dossier: uuidOf(0xd),
    type: 'note',
    corps: { texte: 'faits' },
    remplace: {},
    operateur: null,
    fait_le: new Date(startMs).toISOString(),
    decalage_ms: null,
    corrige: null,
    depend: [],
  });

/** Writes one sendable acte as `actes:enregistrer` would. */
export function writeSaisie(store: Store, id: number, change: { corps?: string; sendable?: string } = {}): string {
  const acte = uuidOf(id);
  const corps = change.corps ?? bodyOf(id);
  store.persons
    .prepare(
      `INSERT INTO saisie (acte, flux, dossier, type, corps, fait_le, envoyable_le, etat)
       VALUES (?, ?, ?, 'note', ?, ?, ?, 'a_envoyer')`,
    )
    .run(
      acte,
      fluxId,
      uuidOf(0xd),
      corps,
      new Date(startMs).toISOString(),
      change.sendable ?? new Date(startMs).toISOString(),
    );
  return acte;
}

export const saisies = (store: Store): unknown[] =>
  store.persons.prepare('SELECT acte, etat, code, deja_en_vol FROM saisie ORDER BY rang').all();
