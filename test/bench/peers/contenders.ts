import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runPeer, startPeer } from './peer-process.ts';

/**
 * The two peers, each with its server and its poste in processes of their own, over HTTP on loopback, files on disk.
 * `installed` is what `BenchContext.peers()` answers. A server may be pulled from as often as wanted; each pull and each
 * push takes an empty folder of its own. None of them answers unless every row arrived.
 */
interface PeerServer {
  installed: string;
  origin: string;
  /** What it holds and a pull brings. */
  rows: number;
  stop(): Promise<void>;
}

interface PouchServer extends PeerServer {
  base: string;
}

interface Round {
  /** From the call of the peer's own replication to its end, milliseconds; starting the process is not counted. */
  ms: number;
  rows: number;
}

/**
 * The batches PouchDB was fastest with: pulls were tried with 100 (its own default, more than twice as long), 500,
 * 1,000, 2,000, 5,000, 10,000 and 20,000, pushes with 100, 1,000, 5,000 and 10,000.
 */
const pouchPullBatch = 5_000;
const pouchPushBatch = 1_000;

const listening = z.object({ origin: z.url(), rows: z.int().nonnegative() });
const pouchListening = listening.extend({ base: z.string() });
const arrived = z.object({ ms: z.number().positive(), rows: z.int().nonnegative() });
const replicated = arrived.extend({ failures: z.int().nonnegative() });

/** @throws when a row is missing: a peer that loses rows is not faster. */
export const everyRow = (peer: string, round: Round, wanted: number): Round => {
  if (round.rows !== wanted) throw new Error(`${peer} holds ${round.rows} rows of ${wanted}`);
  return { ms: round.ms, rows: round.rows };
};

/** express-pouchdb with its LevelDB in `folder`, filled with the rows of `voeux` vœux; 0 for one that is pushed to. */
export const startPouchServer = async (installed: string, folder: string, voeux: number): Promise<PouchServer> => {
  const options = { installe: installed, dossier: folder, voeux: String(voeux) };
  const { said, stop } = await startPeer('pouch-server-process', options, pouchListening);
  return { installed, ...said, stop };
};

const replicateWithPouch = async (
  server: PouchServer,
  folder: string,
  options: Readonly<Record<string, string>>,
  wanted: number,
): Promise<Round> => {
  const common = { installe: server.installed, dossier: folder, origine: server.origin };
  const { failures, ...round } = await runPeer('pouch-client-process', { ...common, ...options }, replicated);
  if (failures > 0) throw new Error(`PouchDB refused ${failures} documents`);
  return everyRow('PouchDB', round, wanted);
};

export const pullWithPouch = (server: PouchServer, folder: string): Promise<Round> =>
  replicateWithPouch(server, folder, { base: server.base, lot: String(pouchPullBatch) }, server.rows);

/**
 * Writes `actes` calls in the poste first, uncounted, then pushes them into an empty database of the server.
 * `base` names that database: lowercase letters, digits and dashes, never the same twice on one server.
 */
export const pushWithPouch = (server: PouchServer, folder: string, base: string, actes: number): Promise<Round> =>
  replicateWithPouch(server, folder, { base, lot: String(pouchPushBatch), actes: String(actes) }, actes);

export const startWatermelonServer = async (installed: string, voeux: number): Promise<PeerServer> => {
  const { said, stop } = await startPeer('watermelon-server-process', { voeux: String(voeux) }, listening);
  return { installed, ...said, stop };
};

export const pullWithWatermelon = async (server: PeerServer, folder: string): Promise<Round> => {
  const options = { installe: server.installed, dossier: folder, origine: server.origin };
  await mkdir(folder, { recursive: true });
  return everyRow('WatermelonDB', await runPeer('watermelon-client-process', options, arrived), server.rows);
};

const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

/** @returns the packages that were installed with their exact versions, to be named beside the figures. */
export const peerVersions = async (installed: string): Promise<Record<string, string>> =>
  manifest.parse(JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))).dependencies;
