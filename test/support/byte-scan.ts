import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { z } from 'zod';

/** Every way in which a text may stand on a disk: UTF-8, Latin-1, and UTF-16 as Windows and JavaScript engines keep it. */
const encodings = ['utf8', 'latin1', 'utf16le'] as const;

const withoutAccents = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');
const capitalised = (text: string): string =>
  text.toLowerCase().replace(/(^|[\s'-])\p{L}/gu, (start) => start.toUpperCase());

/** Shorter names stand in libraries and in the pages' own words. */
const shortestName = 7;

/** Shorter sentences are anybody's. */
const shortestMessage = 20;

const formsOfName = (name: string): string[] =>
  [name, withoutAccents(name)].flatMap((text) => [text, text.toLowerCase(), text.toUpperCase(), capitalised(text)]);

/** `brut` as the file gives it; the nine national digits bare, spaced, with each prefix. */
export const phoneForms = (brut: string): string[] => {
  const digits = brut.replace(/\D/g, '').slice(-9);
  if (digits.length < 9) return [];
  const pairs = `0${digits}`.replace(/(\d\d)(?=\d)/g, '$1 ');
  const drom = `0${digits.slice(0, 3)} ${digits.slice(3).replace(/(\d\d)(?=\d)/g, '$1 ')}`;
  return [digits, pairs, pairs.replaceAll(' ', '.'), drom];
};

/** What must not be read anywhere: every distinctive name, phone, INE and address of an extraction. */
export const secretsOf = (csv: string): string[] => {
  const { data } = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), { delimiter: ';', skipEmptyLines: true });
  const [header = [], ...rows] = data;
  const column = (name: string): number => {
    const index = header.indexOf(name);
    if (index < 0) throw new Error(`no column « ${name} »`);
    return index;
  };
  const phones = header.flatMap((name, index) => (name.startsWith('Téléphone') ? [index] : []));
  const emails = header.flatMap((name, index) => (name.startsWith('Mail') ? [index] : []));
  const [ine, nom, adresse] = [column('INE'), column("Nom de l'élève"), column("Adresse de l'élève - Ligne 1")];
  const secrets = new Set<string>();
  const add = (texts: readonly string[]): void => {
    for (const text of texts) if (text.length >= shortestName) secrets.add(text);
  };
  for (const row of rows) {
    const name = row[nom] ?? '';
    if (name.length >= shortestName) add(formsOfName(name));
    add([row[ine] ?? '', (row[ine] ?? '').toLowerCase(), row[adresse] ?? '']);
    for (const index of phones) add(phoneForms(row[index] ?? ''));
    for (const index of emails) add([row[index] ?? '']);
  }
  return [...secrets];
};

const formulaires = z.array(
  z.object({
    depot: z.object({
      nom: z.string(),
      prenom: z.string(),
      telephone: z.string(),
      courriel: z.string(),
      jeune: z.object({ nom: z.string(), prenom: z.string() }).nullable().optional(),
      message: z.string().nullable().optional(),
    }),
  }),
);

/** The same of demandes (resources/demo/demandes.json): who asked and for whom, how to reach them, what they wrote. */
export const secretsOfDemandes = (json: string): string[] => {
  const secrets = new Set<string>();
  for (const { depot } of formulaires.parse(JSON.parse(json))) {
    for (const { nom, prenom } of [depot, ...(depot.jeune == null ? [] : [depot.jeune])])
      for (const name of [nom, `${prenom} ${nom}`, `${nom} ${prenom}`])
        if (name.length >= shortestName) for (const form of formsOfName(name)) secrets.add(form);
    for (const form of phoneForms(depot.telephone)) secrets.add(form);
    secrets.add(depot.courriel);
    // A part of it would be as much.
    for (const sentence of (depot.message ?? '').split(/(?<=[.,?!:])\s+/))
      if (sentence.length >= shortestMessage) secrets.add(sentence);
  }
  return [...secrets];
};

interface Needle {
  text: string;
  bytes: Buffer;
}

/** Finds any of many texts, in any encoding, in one pass over the bytes. */
export class ByteScan {
  readonly #byStart = new Map<number, Needle[]>();
  /** Whether a needle starts with these two bytes: nearly every position of a file stops here. */
  readonly #starts = new Uint8Array(0x10000);

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      const seen = new Set<string>();
      for (const encoding of encodings) {
        const bytes = Buffer.from(text, encoding);
        if (seen.has(bytes.toString('hex'))) continue;
        seen.add(bytes.toString('hex'));
        const start = bytes.readUInt32LE(0);
        this.#starts[bytes.readUInt16LE(0)] = 1;
        this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), { text, bytes }]);
      }
    }
  }

  /** @returns the texts that stand in `content`, each once. */
  findIn(content: Buffer): string[] {
    const found = new Set<string>();
    for (let at = 0; at + 4 <= content.length; at += 1) {
      if (this.#starts[content.readUInt16LE(at)] === 0) continue;
      for (const { text, bytes } of this.#byStart.get(content.readUInt32LE(at)) ?? [])
        if (content.subarray(at, at + bytes.length).equals(bytes)) found.add(text);
    }
    return [...found];
  }
}

/** Every file below a folder, whatever its name; sockets and links are not files. */
export const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

/** @returns for each file that tells something, what it tells. */
export const readAllBytes = async (scan: ByteScan, files: readonly string[]): Promise<Record<string, string[]>> => {
  const leaks: Record<string, string[]> = {};
  for (const file of files) {
    const found = scan.findIn(await readFile(file));
    if (found.length > 0) leaks[file] = found;
  }
  return leaks;
};
