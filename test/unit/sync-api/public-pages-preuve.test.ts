import { hash, webcrypto } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import { scriptPreuve } from '../../../sync-api/public/pages/script-preuve.ts';

const parCourriel = 'Un e-mail vous demandera de confirmer.';
const max = 1_000;

interface Played {
  nombre: number;
  /** Milliseconds between two looks at the clock. */
  pasMs?: number;
  crypto?: unknown;
}

/** The part of a page that the script touches, and a person who may press the button. */
const play = ({ nombre, pasMs = 0, crypto = webcrypto }: Played) => {
  const etat = { textContent: parCourriel };
  const barre = { max: 0, value: 0, shown: false, setAttribute: () => undefined, remove: () => undefined };
  barre.remove = () => {
    barre.shown = false;
    return undefined;
  };
  let listener: (event: { defaultPrevented: boolean; preventDefault(): void }) => void = () => undefined;
  const form = {
    sent: 0,
    addEventListener: (_type: string, heard: typeof listener) => {
      listener = heard;
    },
    /** @returns whether the form left at once */
    press(defaultPrevented = false): boolean {
      let isHeld = defaultPrevented;
      const preventDefault = (): void => {
        isHeld = true;
      };
      listener({ defaultPrevented, preventDefault });
      return !isHeld;
    },
    requestSubmit(): void {
      if (form.press()) form.sent += 1;
    },
  };
  const champ = { value: '', closest: () => form };
  const empreinte = hash('sha256', `sel${nombre}`, 'hex');
  const bloc = {
    dataset: { sel: 'sel', empreinte, max: String(max) },
    append: () => {
      barre.shown = true;
    },
  };
  const elements = new Map<string, unknown>([
    ['bloc-defi', bloc],
    ['preuve', champ],
    ['defi-etat', etat],
  ]);
  let now = 0;
  runInNewContext(scriptPreuve, {
    crypto,
    TextEncoder,
    Uint8Array,
    performance: {
      now: () => {
        now += pasMs;
        return now;
      },
    },
    document: {
      getElementById: (id: string) => elements.get(id) ?? null,
      createElement: () => barre,
    },
  });
  return { etat, barre, form, champ };
};

/** A thousand digests, on a machine that does something else too. */
const patience = { timeout: 20_000 };

test.each([0, 1, 617, max - 1])('finds %d, says so, and puts it into the form', async (nombre) => {
  const { etat, barre, form, champ } = play({ nombre });
  expect(etat.textContent).toContain('Une courte vérification');
  expect(barre).toMatchObject({ max, shown: true });
  await vi.waitFor(() => expect(etat.textContent).toBe('Vérification terminée.'), patience);
  expect(champ.value).toBe(String(nombre));
  await vi.waitFor(() => expect(barre.shown).toBe(false), patience);
  expect(form.press()).toBe(true);
});

test('a form that is sent before the end leaves by itself, once', async () => {
  const { etat, form, champ } = play({ nombre: 900 });
  expect(form.press()).toBe(false);
  expect(form.press()).toBe(false);
  expect(etat.textContent).toContain('part dans un instant');
  await vi.waitFor(() => expect(form.sent).toBe(1), patience);
  expect(champ.value).toBe('900');
});

test('a form that something else holds back is left alone', async () => {
  const { etat, form } = play({ nombre: 900 });
  form.press(true);
  await vi.waitFor(() => expect(etat.textContent).toBe('Vérification terminée.'), patience);
  expect(form.sent).toBe(0);
});

test.each([
  ['nothing is to be found', { nombre: max }],
  ['it takes too long', { nombre: 900, pasMs: 10_000 }],
  [
    'the browser fails',
    { nombre: 1, crypto: { subtle: { digest: () => Promise.reject(new Error('no digest here')) } } },
  ],
])('when %s, the page says what happens instead, and the form leaves', async (_why, played) => {
  const { etat, barre, form, champ } = play(played);
  await vi.waitFor(() => expect(barre.shown).toBe(false), patience);
  expect(etat.textContent).toBe(parCourriel);
  expect(champ.value).toBe('');
  expect(form.press()).toBe(true);
});

test('a browser that cannot compute is asked for nothing', () => {
  const { etat, barre, form } = play({ nombre: 1, crypto: {} });
  expect(etat.textContent).toBe(parCourriel);
  expect(barre.shown).toBe(false);
  expect(form.press()).toBe(true);
});
