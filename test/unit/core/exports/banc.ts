import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import { type Disque, disqueDuPoste } from '../../../../main/core/exports/fichier.ts';
import { createExportsHandlers, type ExportsHandlers } from '../../../../main/core/exports/handlers.ts';
import { openStore, type Store } from '../../../../main/core/store/store.ts';
import type { Trace } from '../../../../main/core/traces/traces.ts';
import { createTravaux, type Travaux } from '../../../../main/core/travaux/travaux.ts';
import type { Result } from '../../../../shared/contract/errors.ts';
import type { FormatExport, Portee } from '../../../../shared/contract/ipc/exports.ts';
import type { Travail } from '../../../../shared/contract/ipc/travaux.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { testRandom } from '../../../support/poste-core.ts';

export const now = Date.parse('2026-06-10T08:30:00.000Z');
const minute = 60_000;

/** One poste that exports into a folder of its own. */
export interface Banc {
  store: Store;
  clock: ManualClock;
  travaux: Travaux;
  handlers: ExportsHandlers;
  /** Every event, in order. */
  events: Travail[];
  bugs: unknown[];
  /** Age of the last sign-in, milliseconds. */
  connexion: { ageMs: number | null };
  /** Runs at each breath of a long work: what happens meanwhile. */
  meanwhile: { run: () => void };
  target(name: string): string;
  files(): string[];
  /** Starts an export into this file; a token is its path. */
  launch(portee: Portee, format: FormatExport, name: string): Promise<Result<{ travail: string }>>;
  /** The same, to its end. */
  export(portee: Portee, format: FormatExport, name?: string): Promise<Travail>;
  read(name?: string): string;
  traces(): Trace[];
  project(dossiers: readonly string[]): void;
  close(): Promise<void>;
}

const granted = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

export function openBanc(disque: Partial<Disque> = {}): Banc {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-export-'));
  const sortie = mkdtempSync(join(tmpdir(), 'rappel-sortie-'));
  const store = granted(openStore({ file: join(folder, 'rappel.db'), keyHex: 'ab'.repeat(32), mode: 'normal' }));
  const clock = new ManualClock(now);
  const events: Travail[] = [];
  const bugs: unknown[] = [];
  const meanwhile = { run: (): void => undefined };
  const ended = new Map<string, () => void>();
  const travaux = createTravaux({
    clock,
    random: testRandom,
    breathe: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      meanwhile.run();
    },
    onChange: (travail) => {
      events.push(travail);
      if (travail.etat !== 'en-cours') ended.get(travail.travail)?.();
    },
    onBug: (error) => bugs.push(error),
  });
  const connexion: Banc['connexion'] = { ageMs: minute };
  const handlers = createExportsHandlers({
    store,
    clock,
    serverNow: () => null,
    random: testRandom,
    host: { pathOfToken: async (token) => (token === 'perdu' ? null : token) },
    disque: { ...disqueDuPoste, ...disque },
    travaux,
    breathe: async () => undefined,
    derniereConnexion: () => connexion.ageMs,
  });
  const target = (name: string): string => join(sortie, name);
  const launch: Banc['launch'] = async (portee, format, name) =>
    handlers['exports:lancer']({ portee, format, jeton: target(name) });
  return {
    store,
    clock,
    travaux,
    handlers,
    events,
    bugs,
    connexion,
    meanwhile,
    target,
    files: () => readdirSync(sortie).sort(),
    launch,
    async export(portee, format, name = 'export') {
      const { travail } = granted(await launch(portee, format, name));
      await new Promise<void>((done) => {
        if (events.some((event) => event.travail === travail && event.etat !== 'en-cours')) done();
        else ended.set(travail, done);
      });
      const last = events.findLast((event) => event.travail === travail);
      if (last === undefined) throw new Error('no event');
      return last;
    },
    read: (name = 'export') => readFileSync(target(name), 'utf8'),
    traces: () =>
      store.persons
        .prepare<[], string>('SELECT corps FROM trace ORDER BY rang')
        .pluck()
        .all()
        .map((corps) => JSON.parse(corps)),
    project: (dossiers) => {
      store.write(store.bulk, () => projectDossiers(store.bulk, dossiers));
    },
    async close() {
      await travaux.stop();
      store.close();
      for (const path of [folder, sortie]) rmSync(path, { recursive: true, force: true });
    },
  };
}
