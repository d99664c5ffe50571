import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';

// An ASAR begins with the length of its header, then the header: a tree of files in JSON.

const file = z.object({ unpacked: z.boolean().optional() });
const folder: z.ZodType<Folder> = z.object({
  files: z.lazy(() => z.record(z.string(), z.union([folder, file]))),
});
interface Folder {
  files: Record<string, Folder | z.infer<typeof file>>;
}

const headerStart = 16;
const headerOf = (bytes: Buffer): string => bytes.toString('utf8', headerStart, headerStart + bytes.readUInt32LE(12));

const walk = (from: Folder, prefix: string): { name: string; isBeside: boolean }[] =>
  Object.entries(from.files).flatMap(([name, entry]) =>
    'files' in entry
      ? walk(entry, `${prefix}${name}/`)
      : [{ name: `${prefix}${name}`, isBeside: entry.unpacked === true }],
  );

/** @returns every file of the archive, with whether it lies beside it. */
export const listAsar = async (archive: string): Promise<ReadonlyMap<string, boolean>> =>
  new Map(
    walk(folder.parse(JSON.parse(headerOf(await readFile(archive)))), '').map(({ name, isBeside }) => [name, isBeside]),
  );

/** Makes a file of the archive impossible to find, by changing one letter of its name. */
export const loseInAsar = async (archive: string, name: string): Promise<void> => {
  const bytes = await readFile(archive);
  const at = headerOf(bytes).indexOf(`"${name}"`);
  if (at === -1) throw new Error(`${name} is not in the archive`);
  bytes.write('~', headerStart + Buffer.byteLength(headerOf(bytes).slice(0, at)) + 1);
  await writeFile(archive, bytes);
};
