import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  connexionAgeMs,
  connexionRecenteMs,
  isConnexionRecente,
  noteConnexion,
} from '../../../main/core/session/connexion.ts';
import { createServerTime, type ServerTime } from '../../../main/core/session/server-time.ts';
import { openStore, type Store } from '../../../main/core/store/store.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const serverMs = Date.parse('2026-06-08T08:00:00.000Z');
const minute = 60_000;

let folder: string;
let store: Store;
let clock: ManualClock;
let serverTime: ServerTime;
const header = (ms: number): string => new Date(ms).toUTCString();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-connexion-'));
  const opened = openStore({ file: join(folder, 'base.sqlite'), keyHex: 'cd'.repeat(32), mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  store = opened.value;
  // A PC whose clock is half an hour late.
  clock = new ManualClock(serverMs - 30 * minute);
  serverTime = createServerTime(clock);
  serverTime.observe(header(serverMs));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const sign = (): void => noteConnexion(store, { connecteLe: new Date(serverMs).toISOString() });
const age = (): number | null => connexionAgeMs(store, serverTime);

describe('the last sign-in', () => {
  test('is counted by the server, whatever the clock of the PC says', async () => {
    sign();
    expect(age()).toBe(0);
    await clock.advance(15 * minute - 1);
    expect(age()).toBe(15 * minute - 1);
    expect(isConnexionRecente(age())).toBe(true);
    await clock.advance(1);
    expect(isConnexionRecente(age())).toBe(false);
    expect(connexionRecenteMs).toBe(15 * minute);
  });

  test('grows old when the clock of the PC is set back', async () => {
    sign();
    await clock.advance(20 * minute);
    clock.setWall(serverMs - 30 * minute);
    expect(isConnexionRecente(age())).toBe(false);
  });

  test('is not known after a restart until the server is heard again, and is then as old as it is', () => {
    sign();
    serverTime = createServerTime(clock);
    serverTime.attach(store, 14);
    clock.setWall(serverMs);
    expect(age()).toBe(null);
    expect(isConnexionRecente(age())).toBe(false);
    serverTime.observe(header(serverMs + 5 * minute));
    expect(age()).toBe(5 * minute);
  });

  test('is not known after a sleep, during which nothing may have counted', () => {
    sign();
    serverTime.beforeSleep();
    serverTime.afterSleep();
    expect(age()).toBe(null);
  });

  test('that is in the future was dated by a clock that is wrong: it counts for nothing', () => {
    sign();
    serverTime.observe(header(serverMs - 2_000));
    expect(age()).toBe(0);
    serverTime.observe(header(serverMs - 2 * minute));
    expect(age()).toBe(null);
  });

  test('is none in a file where nobody signed in, nor after a code, which proves nobody', () => {
    expect(age()).toBe(null);
    sign();
    noteConnexion(store, { connecteLe: null });
    expect(age()).toBe(null);
  });
});

describe('what was refused for want of a recent sign-in', () => {
  const park = (acte: string, code: string, depend: string[] = [], type = 'lien'): void => {
    store.persons
      .prepare(
        `INSERT INTO saisie (acte, flux, dossier, type, corps, fait_le, envoyable_le, etat, code, deja_en_vol)
         VALUES (?, 'f', 'd', ?, ?, '2026-06-08', '2026-06-08', 'a_revoir', ?, 1)`,
      )
      .run(acte, type, JSON.stringify({ id: acte, depend }), code);
  };
  const etats = () => store.persons.prepare('SELECT acte, etat, code FROM saisie ORDER BY acte').raw().all();

  beforeEach(() => {
    park('a', 'CONNEXION_RECENTE_REQUISE');
    park('b', 'DEPENDANCE_REFUSEE', ['a']);
    park('c', 'DEPENDANCE_REFUSEE', ['z']);
    park('d', 'OPPOSITION');
  });

  test('is offered again once a person signed in, with what waits for it and nothing else', () => {
    sign();
    expect(etats()).toEqual([
      ['a', 'a_envoyer', null],
      ['b', 'a_envoyer', null],
      ['c', 'a_revoir', 'DEPENDANCE_REFUSEE'],
      ['d', 'a_revoir', 'OPPOSITION'],
    ]);
  });

  test('an erasure is not, nor with what it waited for: whoever signs in for something else erases nobody', () => {
    park('e', 'CONNEXION_RECENTE_REQUISE', [], 'effacement');
    park('f', 'DEPENDANCE_REFUSEE', ['e']);
    park('g', 'DEPENDANCE_REFUSEE', ['a'], 'effacement');
    sign();
    expect(etats().slice(4)).toEqual([
      ['e', 'a_revoir', 'CONNEXION_RECENTE_REQUISE'],
      ['f', 'a_revoir', 'DEPENDANCE_REFUSEE'],
      ['g', 'a_revoir', 'DEPENDANCE_REFUSEE'],
    ]);
  });

  test('stays where it is after a code, which proves nobody', () => {
    noteConnexion(store, { connecteLe: null });
    expect(etats()).toHaveLength(4);
    expect(store.persons.prepare("SELECT 1 FROM saisie WHERE etat <> 'a_revoir'").get()).toBe(undefined);
  });
});
