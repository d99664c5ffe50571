import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createActesHandlers } from '../../main/core/actes/handlers.ts';
import { createCandidatsHandlers } from '../../main/core/candidats/handlers.ts';
import { createProjection } from '../../main/core/candidats/projection.ts';
import { openStore } from '../../main/core/store/store.ts';
import type { SyncApi } from '../../main/core/sync/api.ts';
import { createSync } from '../../main/core/sync/engine.ts';
import { failure, success } from '../../shared/contract/errors.ts';
import type { PullRow } from '../../shared/contract/sync.ts';
import { assertNodeVersion } from '../../tools/node-version.ts';
import { Seeded } from '../simulation/seeded.ts';

/**
 * How long a person waits to log a call, see a page and search while another list is being received after the first
 * sync: the product's own store, engine and handlers over an encrypted file; only the network is played.
 * node test/bench/saisie-pendant-reception.ts [--lignes 100000] prints one JSON object, milliseconds.
 */
assertNodeVersion();
const { values } = parseArgs({ options: { lignes: { type: 'string', default: '100000' } } });
const pulledRows = Number(values.lignes);
const knownDossiers = 1_000;
const rowsPerChunk = 1_000;

const random = new Seeded(1);
const flux = random.uuid();
const epoque = random.uuid();
const transmission = random.uuid();
const clock = { now: () => Date.now(), monotonic: () => performance.now(), sleep: async () => undefined };

function dossierRow(seq: number, id: string): PullRow {
  const corps = JSON.stringify({
    ine: `24${String(seq).padStart(7, '0')}AB`,
    nom: `NOM${seq % 5_000}`,
    prenom: 'Maëlys',
    prenoms_autres: [],
    adresse: { lignes: ['12 impasse des Tisserands'], code_postal: '69004', ville: 'LYON', pays: 'FRANCE' },
    telephones: [
      { brut: '0639981202', e164: '+33639981202', confiance: 'sure', correction: null, origine: 'responsable_1' },
    ],
    emails: ['c.famille@example.com'],
    etablissement_origine: { uai: '0699911Y', nom: 'COLLEGE HONORE FICTIF', ville: 'LYON 4E' },
    campagne: 2026,
  });
  return [seq, 'dossier', id, 1, id, corps];
}

function voeuRow(seq: number, dossier: string): PullRow {
  const corps = JSON.stringify({
    dossier,
    etat: 'actif',
    retire_par: null,
    deplace: null,
    rang: 1,
    code_offre: `69A${seq % 100}`,
    academie: { code: '10', nom: 'Lyon' },
    formation: {
      libelle: '1CAP2  CUISINE',
      mef: '2212213431',
      code_formation_diplome: '50022137',
      cle_ministere_educatif: null,
    },
    etablissement_accueil: { uai: '0699904R', nom: 'CFA LES TROIS FOURNEAUX', ville: 'VILLEURBANNE' },
    anomalies: [],
    premiere_transmission: transmission,
    derniere_transmission: transmission,
  });
  return [seq, 'voeu', random.uuid(), 1, dossier, corps];
}

let tete = knownDossiers * 2;
const known: string[] = [];
function* rowsAfter(after: number): Generator<PullRow> {
  for (let seq = after + 1; seq < tete; seq += 2) {
    const id = random.uuid();
    if (known.length < knownDossiers) known.push(id);
    yield dossierRow(seq, id);
    yield voeuRow(seq + 1, id);
  }
}

const api: SyncApi = {
  listFlux: async () =>
    success({
      epoque,
      flux: [
        {
          id: flux,
          genre: 'organisme',
          tete,
          campagne: null,
          relation: null,
          droits: 'complets',
          fin_le: null,
          purge_apres: null,
        },
      ],
      ordres: [],
    }),
  pull: async (_, after) =>
    success(
      (async function* () {
        yield { genre: 'entete' as const, epoque };
        let chunk: PullRow[] = [];
        for (const row of rowsAfter(after)) {
          if (chunk.push(row) < rowsPerChunk) continue;
          yield { genre: 'lignes' as const, lignes: chunk };
          chunk = [];
        }
        if (chunk.length > 0) yield { genre: 'lignes' as const, lignes: chunk };
        yield { genre: 'fin' as const, tete, nombre: tete, empreinte: '0'.repeat(64) };
      })(),
    ),
  push: async () => failure('HORS_LIGNE'),
  sendReceipts: async () => success({ resultats: [] }),
  acknowledgeOrder: async () => success(null),
  openLive: async () => failure('HORS_LIGNE'),
};

const percentile = (sorted: number[], part: number): number =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 10) / 10;
const summary = (times: number[]) => {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    fois: sorted.length,
    mediane: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    max: percentile(sorted, 1),
  };
};

const folder = mkdtempSync(path.join(tmpdir(), 'rappel-bench-'));
const opened = openStore({ file: path.join(folder, 'poste.db'), keyHex: 'ab'.repeat(32), mode: 'premiere' });
if (!opened.ok) throw new Error(opened.error.code);
const store = opened.value;
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
const engine = createSync({
  store,
  api,
  clock,
  random,
  author: { poste: random.uuid(), compte: random.uuid() },
  projection: createProjection(store),
  onCandidats: () => undefined,
  onEtat: () => undefined,
  onRefusedSession: () => undefined,
  onBug: (error) => {
    throw error;
  },
  breathe,
});
await engine.runNow();

const actes = createActesHandlers({ store, clock, random, onCandidats: () => undefined, onSaisie: () => undefined });
const candidats = createCandidatsHandlers({ store, clock });
const saisies: number[] = [];
const pages: number[] = [];
const recherches: number[] = [];
/** From the moment the person acts, the wait for the event loop included: that is what she feels. */
const felt = async (times: number[], work: () => unknown): Promise<void> => {
  const start = performance.now();
  await breathe();
  work();
  times.push(performance.now() - start);
};
const page = { tri: 'nom', sens: 'croissant', filtres: {}, apres: null, limite: 100 } as const;

let isReceiving = true;
tete += pulledRows;
const startedAt = performance.now();
const receiving = engine.runNow().finally(() => {
  isReceiving = false;
});
while (isReceiving) {
  const dossier = random.pick(known);
  await felt(saisies, () => {
    const appel = { sens: 'emis', numero: '+33639981202', interlocuteur: 'responsable', disposition: 'MESSAGE' };
    const written = actes['actes:enregistrer']({ saisies: [{ dossier, type: 'appel', corps: appel, vues: {} }] });
    if (!written.ok) throw new Error(written.error.code);
  });
  await felt(pages, () => candidats['candidats:liste']({ ...page, recherche: '' }));
  await felt(recherches, () => candidats['candidats:liste']({ ...page, recherche: 'mael 981' }));
  await new Promise((resolve) => setTimeout(resolve, 50));
}
await receiving;
const received = { lignes: pulledRows, secondes: Math.round((performance.now() - startedAt) / 100) / 10 };
store.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(
  `${JSON.stringify({ reception: received, saisie: summary(saisies), page: summary(pages), recherche: summary(recherches) })}\n`,
);
