import { beforeEach, describe, expect, test } from 'vitest';
import {
  createPrinting,
  type Printing,
  type PrintingOptions,
  type PrintWindow,
} from '../../../main/shell/print-sheet.ts';
import { failure, success } from '../../../shared/contract/errors.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const impression = '00000000-0000-4000-8000-000000000001';
const toPdf = { impression, sortie: 'pdf' } as const;
const toPrinter = { impression, sortie: 'imprimante' } as const;
const limitMs = 1_000;
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let clock: ManualClock;
let opened: string[];
let closed: number;
let saved: { path: string; content: string }[];
let bugs: unknown[];
let die: () => void;

beforeEach(() => {
  clock = new ManualClock();
  opened = [];
  closed = 0;
  saved = [];
  bugs = [];
  die = () => undefined;
});

const make = (page: Partial<PrintWindow> = {}, changes: Partial<PrintingOptions> = {}): Printing =>
  createPrinting({
    open: (id) => {
      opened.push(id);
      return {
        webContentsId: 7,
        ready: async () => 'prete',
        toPrinter: async () => 'faite',
        toPdf: async () => new TextEncoder().encode('%PDF'),
        onGone: (listener) => {
          die = listener;
        },
        close: () => {
          closed += 1;
        },
        ...page,
      };
    },
    askSavePath: async () => '/choisi/feuille.pdf',
    save: async (path, content) => {
      saved.push({ path, content: new TextDecoder().decode(content) });
    },
    clock,
    limitMs,
    onBug: (error) => bugs.push(error),
    ...changes,
  });

describe('to a printer', () => {
  test('the sheet is laid out, then the system asks which printer', async () => {
    expect(await make().print(toPrinter)).toEqual(success({ etat: 'faite' }));
    expect({ opened, closed, saved }).toEqual({ opened: [impression], closed: 1, saved: [] });
  });
  test('a person who leaves the dialog has cancelled, which is no failure', async () => {
    expect(await make({ toPrinter: async () => 'annulee' }).print(toPrinter)).toEqual(success({ etat: 'annulee' }));
    expect(closed).toBe(1);
  });
  test('a printer that fails is told', async () => {
    expect(await make({ toPrinter: async () => 'echec' }).print(toPrinter)).toEqual(failure('IMPRESSION_ECHOUEE'));
    expect(closed).toBe(1);
  });
  test('the dialog waits for its person beyond the limit', async () => {
    const dialog = Promise.withResolvers<'faite'>();
    const printed = make({ toPrinter: () => dialog.promise }).print(toPrinter);
    await settle();
    await clock.advance(limitMs * 10);
    dialog.resolve('faite');
    expect(await printed).toEqual(success({ etat: 'faite' }));
  });
});

describe('to a PDF', () => {
  test('it is saved where the person chose', async () => {
    expect(await make().print(toPdf)).toEqual(success({ etat: 'faite' }));
    expect({ closed, saved }).toEqual({ closed: 1, saved: [{ path: '/choisi/feuille.pdf', content: '%PDF' }] });
  });
  test('nothing is laid out for whoever cancels the choice', async () => {
    expect(await make({}, { askSavePath: async () => null }).print(toPdf)).toEqual(success({ etat: 'annulee' }));
    expect({ opened, saved }).toEqual({ opened: [], saved: [] });
  });
  test('a file that cannot be written is told, a full disk by its name', async () => {
    const refuse = (code: string) => () => Promise.reject(Object.assign(new Error('write'), { code }));
    expect(await make({}, { save: refuse('EACCES') }).print(toPdf)).toEqual(failure('IMPRESSION_ECHOUEE'));
    expect(await make({}, { save: refuse('ENOSPC') }).print(toPdf)).toEqual(failure('DISQUE_PLEIN'));
    expect({ closed, bugs: bugs.length }).toEqual({ closed: 2, bugs: 2 });
  });
});

describe('a page that does not draw', () => {
  test.each([
    ['says so', { ready: async () => 'echec' as const }],
    ['cannot be loaded', { ready: () => Promise.reject(new Error('ERR_FAILED')) }],
  ])('and %s: nothing is printed', async (_, page) => {
    expect(await make(page).print(toPdf)).toEqual(failure('IMPRESSION_ECHOUEE'));
    expect({ closed, saved }).toEqual({ closed: 1, saved: [] });
  });
  test('and says nothing is given up after the limit', async () => {
    const printed = make({ ready: never }).print(toPrinter);
    await settle();
    await clock.advance(limitMs);
    expect(await printed).toEqual(failure('IMPRESSION_ECHOUEE'));
    expect({ closed, sleepers: clock.sleeperCount }).toEqual({ closed: 1, sleepers: 0 });
  });
  test('and makes no PDF is given up after the limit', async () => {
    const printed = make({ toPdf: never }).print(toPdf);
    await settle();
    await clock.advance(limitMs);
    expect(await printed).toEqual(failure('IMPRESSION_ECHOUEE'));
    expect({ closed, saved }).toEqual({ closed: 1, saved: [] });
  });
  test('because it died is told at once', async () => {
    const printed = make({ ready: never }).print(toPrinter);
    await settle();
    die();
    expect(await printed).toEqual(failure('IMPRESSION_ECHOUEE'));
  });
});

describe('a desk that locks meanwhile', () => {
  test.each([
    ['lays out', { ready: () => never<'prete'>() }, toPrinter],
    ['asks for a printer', { toPrinter: () => never<'faite'>() }, toPrinter],
    ['makes the PDF', { toPdf: () => never<Uint8Array>() }, toPdf],
  ])('while it %s closes the window and prints nothing', async (_, page, request) => {
    const printing = make(page);
    const printed = printing.print(request);
    await settle();
    printing.stop();
    expect(closed).toBe(1);
    expect(await printed).toEqual(failure('VERROUILLE'));
    expect({ saved, trusted: printing.webContentsId() }).toEqual({ saved: [], trusted: undefined });
  });
  test('while a file is chosen lays nothing out', async () => {
    const dialog = Promise.withResolvers<string>();
    const printing = make({}, { askSavePath: () => dialog.promise });
    const printed = printing.print(toPdf);
    await settle();
    printing.stop();
    expect(await printed).toEqual(failure('VERROUILLE'));
    dialog.resolve('/choisi/feuille.pdf');
    await settle();
    expect({ opened, saved }).toEqual({ opened: [], saved: [] });
  });
});

test('one at a time: a second one is refused, the next is not', async () => {
  const dialog = Promise.withResolvers<'faite'>();
  const printing = make({ toPrinter: () => dialog.promise });
  const first = printing.print(toPrinter);
  await settle();
  expect(await printing.print(toPrinter)).toEqual(failure('TRAVAIL_EN_COURS'));
  dialog.resolve('faite');
  expect(await first).toEqual(success({ etat: 'faite' }));
  expect(await printing.print(toPrinter)).toEqual(success({ etat: 'faite' }));
  expect(opened).toHaveLength(2);
});

test('the window is trusted while it stands, and no longer', async () => {
  const ready = Promise.withResolvers<'prete'>();
  const printing = make({ ready: () => ready.promise });
  expect(printing.webContentsId()).toBeUndefined();
  const printed = printing.print(toPrinter);
  await settle();
  expect(printing.webContentsId()).toBe(7);
  ready.resolve('prete');
  await printed;
  expect(printing.webContentsId()).toBeUndefined();
});

test('stopping what does not run does nothing', () => {
  make().stop();
  expect(closed).toBe(0);
});
