import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PendingStep, projectPending } from '../../../../main/core/candidats/projection.ts';
import { openStore, type Store } from '../../../../main/core/store/store.ts';
import type { Acte } from '../../../../shared/domain/actes/acte.ts';

/** A poste's file with rows written as the pull writes them. Ids are readable and stable. */
export const idOf = (kind: number, n: number): string =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const dossierId = (n: number): string => idOf(1, n);
export const fluxId = (n: number): string => idOf(2, n);
export const transmissionId = (n: number): string => idOf(3, n);
export const operateurId = (n: number): string => idOf(4, n);

export interface Poste {
  store: Store;
  statements: string[];
  close(): void;
}

export function openPoste(): Poste {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-poste-'));
  const statements: string[] = [];
  const opened = openStore({
    file: join(folder, 'rappel.db'),
    keyHex: 'ab'.repeat(32),
    mode: 'normal',
    onStatement: (sql) => statements.push(sql),
  });
  if (!opened.ok) throw new Error(opened.error.code);
  const store = opened.value;
  return {
    store,
    statements,
    close: () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function putFlux(
  store: Store,
  n: number,
  genre: 'relation' | 'organisme' | 'compte' = 'relation',
  fuseau = 'Europe/Paris',
): void {
  const relation = { formateur: { nom: `CFA ${n}`, fuseau } };
  store.bulk
    .prepare(
      `INSERT OR REPLACE INTO flux (id, genre, nom, entree, campagne, droits) VALUES (?, ?, ?, ?, 2026, 'complets')`,
    )
    .run(fluxId(n), genre, `CFA ${n}`, JSON.stringify({ relation: genre === 'relation' ? relation : null }));
}

/** The last of each file: another file's tests, in the same process, have their own. */
const seqs = new WeakMap<Store, number>();

export function putLigne(
  store: Store,
  row: { id: string; flux: string; type: string; dossier?: string; corps: unknown },
): void {
  const seq = (seqs.get(store) ?? 0) + 1;
  seqs.set(store, seq);
  store.bulk.prepare('DELETE FROM ligne WHERE id = ? AND flux = ?').run(row.id, row.flux);
  const { lastInsertRowid } = store.bulk
    .prepare(
      `INSERT INTO ligne (id, flux, seq, type, v, dossier, generation, lecture) VALUES (?, ?, ?, ?, 1, ?, 0, 'lue')`,
    )
    .run(row.id, row.flux, seq, row.type, row.dossier ?? null);
  store.bulk
    .prepare('INSERT INTO ligne_corps (rang, corps) VALUES (?, ?)')
    .run(lastInsertRowid, JSON.stringify(row.corps));
}

export const dossierCorps = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  ine: null,
  nom: 'TARDIVEL',
  prenom: 'Maëlys',
  prenoms_autres: [],
  adresse: { lignes: ['1 rue Fictive'], code_postal: '69004', ville: 'LYON', pays: 'FRANCE' },
  telephones: [],
  emails: [],
  etablissement_origine: { uai: '0690001A', nom: 'HONORE FICTIF', ville: 'LYON' },
  campagne: 2026,
  ...over,
});

export const phone = (e164: string, origine = 'responsable_1'): Record<string, unknown> => ({
  brut: e164,
  e164,
  confiance: 'sure',
  correction: null,
  origine,
});

export const voeuCorps = (dossier: string, over: Record<string, unknown> = {}): Record<string, unknown> => ({
  dossier,
  etat: 'actif',
  retire_par: null,
  deplace: null,
  rang: 1,
  code_offre: 'OFFRE1',
  academie: { code: '10', nom: 'LYON' },
  formation: { libelle: '1CAP2 CUISINE', mef: null, code_formation_diplome: null, cle_ministere_educatif: null },
  etablissement_accueil: { uai: '0690002B', nom: 'CFA DES FOURNEAUX', ville: 'VILLEURBANNE' },
  anomalies: [],
  premiere_transmission: transmissionId(1),
  derniere_transmission: transmissionId(1),
  ...over,
});

export const demandeId = (n: number): string => idOf(11, n);

export const demandeCorps = (dossier: string, over: Record<string, unknown> = {}): Record<string, unknown> => ({
  dossier,
  mode: 'rappel',
  recue_le: '2026-06-01T08:00:00.000Z',
  echeance: '2026-06-05T16:00:00.000Z',
  etat: 'ouverte',
  auteur: 'etudiant',
  motifs: ['modalite'],
  message: null,
  origine: 'LBA',
  formation: { cle_ministere_educatif: 'cle#L01', intitule: 'CAP CUISINE', ville: 'LYON' },
  telephone_cfa: '04 78 00 00 00',
  cfa: 'CFA des Fourneaux',
  ...over,
});

export function putDemande(
  store: Store,
  n: number,
  { flux, dossier }: { flux: string; dossier: string },
  over: Record<string, unknown> = {},
): void {
  putLigne(store, { id: demandeId(n), flux, type: 'demande', dossier, corps: demandeCorps(dossier, over) });
}

export const transmissionCorps = (numero: number, genre = 'premiere'): Record<string, unknown> => ({
  numero,
  genre,
  recue_le: `2026-06-0${numero}T08:00:00.000Z`,
  total: 1,
  ajoutes: 1,
  modifies: 0,
  retires: 0,
});

export const acteCorps = (over: Partial<Acte> & Pick<Acte, 'id' | 'flux' | 'dossier' | 'type' | 'corps'>): Acte => ({
  v: 1,
  remplace: {},
  operateur: operateurId(1),
  fait_le: '2026-06-05T09:00:00.000Z',
  decalage_ms: 0,
  corrige: null,
  depend: [],
  ...over,
});

export function putActe(store: Store, un: Acte, recuLe: string, effet: 'aucun' | 'retenu' = 'aucun'): void {
  putLigne(store, {
    id: un.id,
    flux: un.flux,
    type: 'acte',
    dossier: un.dossier,
    corps: {
      ...un,
      recu_le: recuLe,
      fait_corrige_le: un.fait_le,
      heure_incertaine: false,
      compte: null,
      poste: null,
      poste_nom: 'Accueil-2',
      effet,
    },
  });
}

export function putSaisie(store: Store, un: Acte, etat = 'a_envoyer'): void {
  store.persons
    .prepare(
      'INSERT INTO saisie (acte, flux, dossier, type, corps, fait_le, envoyable_le, etat) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(un.id, un.flux, un.dossier, un.type, JSON.stringify(un), un.fait_le, un.fait_le, etat);
}

/** One step of what a list left to do. */
export function pendingStep(store: Store, limit: number): PendingStep {
  const step = projectPending(store, limit);
  if (!step.ok) throw new Error(step.error.code);
  return step.value;
}

/** Every step of it; returns the rows looked at, or dossiers folded, in each. */
export function followLists(store: Store, limit: number): number[] {
  const steps: number[] = [];
  for (let { done } = pendingStep(store, limit); done > 0; { done } = pendingStep(store, limit)) steps.push(done);
  return steps;
}
