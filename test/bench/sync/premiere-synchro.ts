import { mkdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Bench,
  type BenchContext,
  type Figure,
  figure,
  type Measured,
  median,
  type Ratio,
  ratio,
} from '../measure.ts';
import {
  peerVersions,
  pullWithPouch,
  pullWithWatermelon,
  startPouchServer,
  startWatermelonServer,
} from '../peers/contenders.ts';
import { pupilsOf } from '../rows.ts';
import { type Inserted, insertBare, type Synced, startOurServer, syncOurs } from './contenders.ts';

const fullSizes = [10_000, 100_000];
const quickSizes = [200];
/** Promised. WatermelonDB neither encrypts nor indexes, PouchDB neither. */
const timesPouch = 6;
const timesWatermelon = 1.5;
const partOfBare = 0.75;
const memoryMegabytes = 150;
const megabyte = 1_000_000;

/** A first sync, encrypted, everybody listed and searchable at the end, by turns with its peers. */
export const premiereSynchro: Bench = {
  name: 'premiere-synchro',
  async run(context: BenchContext): Promise<Measured> {
    const installed = await context.peers();
    const parts: Taken[] = [];
    for (const voeux of context.size === 'full' ? fullSizes : quickSizes) {
      parts.push(await takeTurns(context, installed, voeux));
    }
    const { 'express-pouchdb': server, pouchdb, '@nozbe/watermelondb': watermelon } = await peerVersions(installed);
    return {
      figures: parts.flatMap(figuresOf),
      ratios: parts.flatMap((taken) => ratiosOf(taken, context.size === 'full')),
      notes: [
        'One relation; three quarters as many pupils as vœux, one row for each of both: 100,000 vœux are 175,001 rows. Real HTTP on loopback, zstd, each side in a process of its own.',
        'Ours ends when the file is encrypted, every person drawn, listed and searchable, and the file in its ordinary mode. Bare inserts: all the rows of that finished file, people and search index included, read beforehand and inserted into a fresh one by the same pragmas, batches and order: no network, nothing parsed, nothing folded.',
        `PouchDB ${pouchdb ?? ''} from express-pouchdb ${server ?? ''} on Express 4, LevelDB, batches of 5,000. WatermelonDB ${watermelon ?? ''}, its SQLite adapter on the same SQLite without a key, synchronize in one response. Neither encrypts, validates, draws people or fills a search index.`,
      ],
    };
  },
};

interface Taken {
  voeux: number;
  ours: Synced[];
  bare: Inserted[];
  pouch: number[];
  watermelon: number[];
  fileBytes: number;
}

async function takeTurns(context: BenchContext, installed: string, voeux: number): Promise<Taken> {
  const taken: Taken = { voeux, ours: [], bare: [], pouch: [], watermelon: [], fileBytes: 0 };
  const folder = join(context.folder, String(voeux));
  mkdirSync(folder);
  const our = await startOurServer(folder, voeux);
  const pouch = await startPouchServer(installed, join(folder, 'pouch-serveur'), voeux);
  const watermelon = await startWatermelonServer(installed, voeux);
  try {
    for (let round = 1; round <= context.rounds; round += 1) {
      const own = join(folder, `tour-${round}`);
      mkdirSync(own);
      const file = join(own, 'poste.db');
      const synced = await syncOurs(our, file);
      taken.fileBytes = statSync(file).size;
      const bare = await insertBare(voeux, file, join(own, 'nu.db'));
      const melon = await pullWithWatermelon(watermelon, join(own, 'watermelon'));
      const peer = await pullWithPouch(pouch, join(own, 'pouch'));
      await rm(own, { recursive: true, maxRetries: 5 });
      taken.ours.push(synced);
      taken.bare.push(bare);
      taken.watermelon.push(melon.ms);
      taken.pouch.push(peer.ms);
      const times = [synced.ms, bare.ms, melon.ms, peer.ms].map((ms) => Math.round(ms));
      context.say(`${voeux} voeux, round ${round}: ours, bare, WatermelonDB, PouchDB: ${times.join(', ')} ms`);
    }
  } finally {
    await Promise.all([our.stop(), pouch.stop(), watermelon.stop()]);
  }
  return taken;
}

const named = (voeux: number, what: string): string => `${voeux.toLocaleString('en')} vœux: ${what}`;

function figuresOf({ voeux, ours, bare, pouch, watermelon, fileBytes }: Taken): Figure[] {
  const seconds = (times: readonly number[]): number[] => times.map((ms) => ms / 1000);
  const rows = voeux + pupilsOf(voeux) + 1;
  const msOf = (taken: readonly { ms: number }[]): number[] => taken.map(({ ms }) => ms);
  return [
    figure(named(voeux, 'first sync'), 's', seconds(msOf(ours))),
    figure(named(voeux, 'bare inserts'), 's', seconds(msOf(bare))),
    figure(named(voeux, 'WatermelonDB'), 's', seconds(watermelon)),
    figure(named(voeux, 'PouchDB'), 's', seconds(pouch)),
    figure(
      named(voeux, 'rows received'),
      'rows/s',
      msOf(ours).map((ms) => (rows * 1000) / ms),
    ),
    figure(
      named(voeux, 'processor of the core'),
      's',
      ours.map(({ cpuMs }) => cpuMs / 1000),
    ),
    figure(
      named(voeux, 'processor of the bare inserts'),
      's',
      bare.map(({ cpuMs }) => cpuMs / 1000),
    ),
    figure(
      named(voeux, 'memory of the core above start, at its highest'),
      'MB',
      ours.map(({ startBytes, peakBytes }) => (peakBytes - startBytes) / megabyte),
    ),
    figure(named(voeux, 'file'), 'MB', [fileBytes / megabyte]),
  ];
}

function ratiosOf({ voeux, ours, bare, pouch, watermelon }: Taken, isFull: boolean): Ratio[] {
  // Few rows measure how a program starts, not how it receives.
  const promised = (limit: number): number | null => (isFull ? limit : null);
  const mine = median(ours.map(({ ms }) => ms));
  const memory = median(ours.map(({ startBytes, peakBytes }) => (peakBytes - startBytes) / megabyte));
  return [
    ratio(named(voeux, 'times as fast as PouchDB'), median(pouch) / mine, 'at_least', promised(timesPouch)),
    ratio(
      named(voeux, 'times as fast as WatermelonDB'),
      median(watermelon) / mine,
      'at_least',
      promised(timesWatermelon),
    ),
    ratio(
      named(voeux, 'part of the speed of bare inserts'),
      median(bare.map(({ ms }) => ms)) / mine,
      'at_least',
      promised(partOfBare),
    ),
    ratio(
      named(voeux, `memory above start, against ${memoryMegabytes} MB`),
      memory / memoryMegabytes,
      'at_most',
      promised(1),
    ),
  ];
}
