import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../renderer');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
const sheets = files.filter((file) => file.endsWith('.module.css'));
const pages = files.filter((file) => /\.tsx?$/.test(file));

/** The selectors alone: neither what is said of them nor what they set, an address or a number with its point. */
const classesOf = (sheet: string): Set<string> => {
  const css = readFileSync(join(root, sheet), 'utf8').replaceAll(/\/\*.*?\*\/|:global\([^)]*\)/gs, '');
  const selectors = css.match(/[^{};]+(?=\{)/g) ?? [];
  return new Set(selectors.flatMap((selector) => selector.match(/(?<=\.)[a-zA-Z][\w-]*/g) ?? []));
};

/** Each style sheet that a page imports, and the classes that it names of it: always one by one, never reckoned. */
const namedBy = (page: string): { page: string; name: string; sheet: string; named: string[] }[] => {
  const source = readFileSync(join(root, page), 'utf8');
  return [...source.matchAll(/^import (\w+) from '(\..+\.module\.css)';$/gm)].map(([, name = '', path = '']) => ({
    page,
    name,
    sheet: join(dirname(page), path),
    // What stands after the imports, whose addresses hold « styles.layer.css ».
    named: source.replaceAll(/^import .*$/gm, '').match(new RegExp(`(?<=\\b${name}\\.)[a-zA-Z]\\w*`, 'g')) ?? [],
  }));
};

const known = new Map(sheets.map((sheet) => [sheet, classesOf(sheet)]));
const uses = pages.flatMap(namedBy);

it('every class that a page names is in its style sheet: one that was taken away would draw nothing, without a word', () => {
  expect(uses.length).toBeGreaterThan(100);
  expect(
    uses.flatMap(({ page, name, sheet, named }) =>
      named.filter((one) => !known.get(sheet)?.has(one)).map((one) => `${page} ${name}.${one}`),
    ),
  ).toEqual([]);
});

it('every class of a style sheet is named by a page that imports it: what was drawn once is not kept', () => {
  const drawn = new Set(uses.flatMap(({ sheet, named }) => named.map((one) => `${sheet} .${one}`)));
  const dead = [...known].flatMap(([sheet, classes]) =>
    [...classes].map((one) => `${sheet} .${one}`).filter((one) => !drawn.has(one)),
  );
  expect(known.size).toBeGreaterThan(100);
  expect(dead).toEqual([]);
});
