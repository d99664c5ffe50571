import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createServerTime } from '../../../main/core/session/server-time.ts';
import { openStore, type Store } from '../../../main/core/store/store.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const serverMs = Date.parse('2026-06-08T08:00:00.000Z');
const dateHeader = new Date(serverMs).toUTCString();
const dayMs = 86_400_000;

const folders: string[] = [];
const stores: Store[] = [];
function newStore(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-temps-'));
  folders.push(folder);
  const opened = openStore({ file: join(folder, 'base.sqlite'), keyHex: 'cd'.repeat(32), mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  stores.push(opened.value);
  return opened.value;
}
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("the server's time", () => {
  it('is the wall clock before any exchange', () => {
    const time = createServerTime(new ManualClock(serverMs));
    expect(time.now()).toBe(serverMs);
    expect(time.offsetMs()).toBe(null);
  });

  it('follows the monotonic clock, not a person who changes the hour', async () => {
    const clock = new ManualClock(serverMs - 600_000);
    const time = createServerTime(clock);
    time.observe(dateHeader);
    expect(time.offsetMs()).toBe(600_000);
    await clock.advance(5_000);
    clock.setWall(serverMs - dayMs);
    expect(time.now()).toBe(serverMs + 5_000);
  });

  it('is measured by this process only, and not across a sleep that the monotonic clock ignores', async () => {
    const clock = new ManualClock(serverMs - 60_000);
    const store = newStore();
    const time = createServerTime(clock);
    time.attach(store, 14);
    expect(time.measured()).toBe(null);
    time.observe(dateHeader);
    await clock.advance(5_000);
    clock.setWall(clock.now() + 3_600_000);
    expect(time.measured()).toBe(serverMs + 5_000);
    time.beforeSleep();
    clock.setWall(clock.now() + 8 * 3_600_000);
    time.afterSleep();
    expect(time.measured()).toBe(null);
    expect(time.now()).toBe(serverMs + 5_000 + 8 * 3_600_000);
    const restarted = createServerTime(clock);
    restarted.attach(store, 14);
    expect(restarted.measured()).toBe(null);
    expect(restarted.now()).toBe(time.now());
    time.observe(new Date(serverMs + 9 * 3_600_000).toUTCString());
    expect(time.measured()).toBe(serverMs + 9 * 3_600_000);
  });

  it('ignores a date that is none', () => {
    const time = createServerTime(new ManualClock(serverMs));
    time.observe('demain');
    time.observe(null);
    expect(time.offsetMs()).toBe(null);
  });

  it('is kept in the file for a start without network', () => {
    const store = newStore();
    const first = createServerTime(new ManualClock(serverMs - 60_000));
    first.attach(store, 14);
    first.observe(dateHeader);
    first.renewBail();
    const second = createServerTime(new ManualClock(serverMs + dayMs));
    second.attach(store, 14);
    expect(second.offsetMs()).toBe(60_000);
    expect(second.now()).toBe(serverMs + dayMs + 60_000);
    expect(second.bail()).toBe('2026-06-22T08:00:00.000Z');
  });
});

describe('the bail', () => {
  it('lasts as many days as the server says after each authenticated exchange', async () => {
    const clock = new ManualClock(serverMs);
    const time = createServerTime(clock);
    time.attach(newStore(), 3);
    time.observe(dateHeader);
    time.renewBail();
    await clock.advance(3 * dayMs);
    expect(time.bailExpired()).toBe(false);
    await clock.advance(1);
    expect(time.bailExpired()).toBe(true);
    time.observe(new Date(serverMs + 3 * dayMs).toUTCString());
    expect(time.bailExpired()).toBe(true);
    time.renewBail();
    expect(time.bailExpired()).toBe(false);
  });

  it('is not prolonged by setting the clock back before the last server time', () => {
    const clock = new ManualClock(serverMs);
    const time = createServerTime(clock);
    time.attach(newStore(), 14);
    time.observe(dateHeader);
    time.renewBail();
    time.observe(new Date(serverMs + 15 * dayMs).toUTCString());
    clock.setWall(serverMs - dayMs);
    expect(time.bailExpired()).toBe(true);
  });

  it('is over in a file that never had any, until an exchange', () => {
    const time = createServerTime(new ManualClock(serverMs));
    expect(time.bailExpired()).toBe(false);
    time.attach(newStore(), 14);
    expect(time.bail()).toBe(null);
    expect(time.bailExpired()).toBe(true);
    time.renewBail();
    expect(time.bailExpired()).toBe(false);
  });

  it('is of one file: neither renewed without one, nor carried to the next', () => {
    const time = createServerTime(new ManualClock(serverMs));
    const first = newStore();
    time.attach(first, 14);
    time.observe(dateHeader);
    time.renewBail();
    time.detach();
    time.renewBail();
    expect(time.bail()).toBe(null);
    time.attach(newStore(), 14);
    expect(time.bailExpired()).toBe(true);
    time.attach(first, 14);
    expect(time.bail()).toBe('2026-06-22T08:00:00.000Z');
  });
});
