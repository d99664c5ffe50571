import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryFolder = fileURLToPath(new URL('..', import.meta.url));
export const distFolder = join(repositoryFolder, 'dist');

/** Where tools leave what one run hands to the next step; never committed. */
export const toolCacheFolder = join(repositoryFolder, 'node_modules', '.cache', 'rappel-cfa');

/** @returns the path of a tool's own script, to run it on this Node without a shell. */
export const packageScript = (path: string): string => join(repositoryFolder, 'node_modules', path);
