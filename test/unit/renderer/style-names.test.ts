import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../renderer');
const pages = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));

/** « sheet.tsx styles.head », for a class that its style sheet does not know. */
const unknownNames = (file: string): string[] => {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(/^import (\w+) from '(\..+\.module\.css)';$/gm)].flatMap(([, name = '', sheet = '']) => {
    const known = new Set(readFileSync(join(root, dirname(file), sheet), 'utf8').match(/(?<=\.)[a-zA-Z][\w-]*/g));
    // What stands after the imports, whose addresses hold « styles.layer.css ».
    const named = source.replaceAll(/^import .*$/gm, '').match(new RegExp(`(?<=\\b${name}\\.)[a-zA-Z]\\w*`, 'g')) ?? [];
    return named.filter((one) => !known.has(one)).map((one) => `${file} ${name}.${one}`);
  });
};

it('every class that a page names is in its style sheet: one that was taken away would draw nothing, without a word', () => {
  expect(pages.length).toBeGreaterThan(100);
  expect(pages.flatMap(unknownNames)).toEqual([]);
});
