import { readFileSync, statSync } from 'node:fs';

const maxBytes = 1_024;

/** @returns the text, null when there is no such file. @throws when it is no plain file, too large or not readable. */
export const readSmallFile = (path: string): string | null => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  if (!stat.isFile() || stat.size > maxBytes) throw new Error('no small file');
  // A text editor of Windows may begin a file by a mark of its encoding.
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
};
