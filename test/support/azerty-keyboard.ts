import type { CDPSession, Page } from '@playwright/test';
import { untilDrawn } from '../../tools/steady-hand.ts';

/** One key of the office: where it lies (`code`) and what it types, alone and with Maj. */
interface Key {
  code: string;
  plain: string;
  shifted: string;
}

const row = (codes: readonly string[], plain: string, shifted: string): Key[] =>
  codes.map((code, index) => ({ code, plain: [...plain][index] ?? '', shifted: [...shifted][index] ?? '' }));

const digitCodes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map((digit) => `Digit${digit}`);
const codesOf = (letters: string): string[] => [...letters].map((letter) => `Key${letter}`);

// Upper row, three rows of letters, and what lies around them; as Windows prints them.
const azerty: readonly Key[] = [
  ...row([...digitCodes, 'Minus', 'Equal'], `&é"'(-è_çà)=`, '1234567890°+'),
  ...row(codesOf('QWERTYUIOP'), 'azertyuiop', 'AZERTYUIOP'),
  ...row([...codesOf('ASDFGHJKL'), 'Semicolon', 'Quote'], 'qsdfghjklmù', 'QSDFGHJKLM%'),
  ...row([...codesOf('ZXCVBNM'), 'Comma', 'Period', 'Slash'], 'wxcvbn,;:!', 'WXCVBN?./§'),
  { code: 'Space', plain: ' ', shifted: ' ' },
];

/** How Windows numbers the keys that hold neither a letter nor a digit; a sign's own character code is another key. */
const placeCodes: Readonly<Record<string, number>> = {
  Minus: 189,
  Equal: 187,
  Semicolon: 186,
  Quote: 222,
  Comma: 188,
  Period: 190,
  Slash: 191,
  Space: 32,
};

/** Keys that type nothing, by the name on them. */
const named: Readonly<Record<string, { code: string; key: string; vk: number; text?: string }>> = {
  Entrée: { code: 'Enter', key: 'Enter', vk: 13, text: '\r' },
  Échap: { code: 'Escape', key: 'Escape', vk: 27 },
  Tab: { code: 'Tab', key: 'Tab', vk: 9 },
  Espace: { code: 'Space', key: ' ', vk: 32, text: ' ' },
  Bas: { code: 'ArrowDown', key: 'ArrowDown', vk: 40 },
  Haut: { code: 'ArrowUp', key: 'ArrowUp', vk: 38 },
  Gauche: { code: 'ArrowLeft', key: 'ArrowLeft', vk: 37 },
  Droite: { code: 'ArrowRight', key: 'ArrowRight', vk: 39 },
  Début: { code: 'Home', key: 'Home', vk: 36 },
  Fin: { code: 'End', key: 'End', vk: 35 },
  Effacement: { code: 'Backspace', key: 'Backspace', vk: 8 },
};

const modifiers = { Ctrl: 2, Maj: 8 } as const;
const isModifier = (name: string): name is keyof typeof modifiers => name in modifiers;

/**
 * The keyboard of a French office: Playwright's is always American. The page sees what Chromium makes of a real key:
 * `code` says where it lies, `key` what it types. Modifiers held down are not counted as key strokes of their own.
 */
export class AzertyKeyboard {
  readonly #session: CDPSession;
  readonly #page: Page;
  #presses = 0;

  private constructor(session: CDPSession, page: Page) {
    this.#session = session;
    this.#page = page;
  }

  static async of(page: Page): Promise<AzertyKeyboard> {
    return new AzertyKeyboard(await page.context().newCDPSession(page), page);
  }

  /** Key strokes so far. */
  get presses(): number {
    return this.#presses;
  }

  /** Keys by what is printed on them, Maj and Ctrl before: `a`, `Maj+A`, `Ctrl+L`, `?`, `Entrée`. */
  async press(...strokes: string[]): Promise<void> {
    for (const stroke of strokes) await this.#press(stroke);
  }

  /** The key of the upper row under this digit, without Maj: it types no digit. */
  async digit(...digits: number[]): Promise<void> {
    for (const digit of digits) await this.#stroke(this.#at(`Digit${digit}`), 0);
  }

  /** Letter by letter, with Maj where the layout asks for it. */
  async type(text: string): Promise<void> {
    for (const character of text) await this.#press(character);
  }

  async #press(stroke: string): Promise<void> {
    const parts = stroke.length > 1 ? stroke.split('+') : [stroke];
    const name = parts.at(-1) ?? '';
    let held = 0;
    for (const part of parts.slice(0, -1)) {
      if (!isModifier(part)) throw new Error(`not a modifier: ${part}`);
      held |= modifiers[part];
    }
    const known = named[name];
    if (known !== undefined) {
      const { vk, text, ...what } = known;
      await this.#send(
        { ...what, windowsVirtualKeyCode: vk, modifiers: held },
        held & modifiers.Ctrl ? '' : (text ?? ''),
      );
      return;
    }
    const code = /^Digit[0-9]$/.test(name) ? name : null;
    if (code !== null) {
      await this.#stroke(this.#at(code), held);
      return;
    }
    // A combination names the key by its printed letter, a text its very character.
    const wanted = parts.length > 1 ? name.toLowerCase() : name;
    const key = azerty.find(({ plain, shifted }) => plain === wanted || shifted === wanted);
    if (key === undefined) throw new Error(`not on this keyboard: ${name}`);
    await this.#stroke(key, key.plain === wanted ? held : held | modifiers.Maj);
  }

  #at(code: string): Key {
    const key = azerty.find((one) => one.code === code);
    if (key === undefined) throw new Error(`no such key: ${code}`);
    return key;
  }

  async #stroke({ code, plain, shifted }: Key, held: number): Promise<void> {
    const key = held & modifiers.Maj ? shifted : plain;
    const letter = /^[a-z]$/i.test(plain) ? plain.toUpperCase().charCodeAt(0) : null;
    const digit = /^Digit/.test(code) ? code.charCodeAt(5) : null;
    const vk = letter ?? digit ?? placeCodes[code] ?? 0;
    await this.#send({ code, key, windowsVirtualKeyCode: vk, modifiers: held }, held & modifiers.Ctrl ? '' : key);
  }

  async #send(
    what: { code: string; key: string; windowsVirtualKeyCode: number; modifiers: number },
    text: string,
  ): Promise<void> {
    this.#presses += 1;
    await untilDrawn(this.#page);
    const typed = text === '' ? {} : { text, unmodifiedText: text };
    await this.#session.send('Input.dispatchKeyEvent', {
      type: text === '' ? 'rawKeyDown' : 'keyDown',
      ...what,
      ...typed,
    });
    await this.#session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...what });
  }
}
