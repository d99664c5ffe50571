import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { TravailEnCours } from '../travaux/travaux.ts';
import { type Entete, lireEntete, refuserEntete, type Separateur, separateurDe } from './colonnes.ts';
import { type Encodage, EncodageLu } from './encodage.ts';
import { type Enregistrement, Enregistrements } from './enregistrements.ts';

/** Small enough that what one chunk holds is written before anybody waits. */
const chunkBytes = 32 * 1024;

const errnoOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** A national list weighs half of it. */
export const octetsMax = 200 * 1024 * 1024;

/** What waits for a writer (a pipe) or has no end (a device) is opened without waiting, and not read. */
const openFlags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

const tropVolumineux = (): ReturnType<typeof failure> => failure('TROP_VOLUMINEUX', { octets: true, max: octetsMax });

/**
 * Gives a file chunk by chunk; `take` answers a failure to stop. Failures: FICHIER_ILLISIBLE (`motif`: lecture, or
 * autre-objet for what is no ordinary file), TROP_VOLUMINEUX (`octets`, `max`).
 */
async function parcourir(
  path: string,
  travail: TravailEnCours,
  take: (chunk: Uint8Array, octets: number) => Result<null>,
): Promise<Result<null>> {
  let file: Awaited<ReturnType<typeof open>> | null = null;
  try {
    file = await open(path, openFlags);
    const { size, isOrdinary } = await file.stat().then((stat) => ({ size: stat.size, isOrdinary: stat.isFile() }));
    if (!isOrdinary) return failure('FICHIER_ILLISIBLE', { motif: 'autre-objet' });
    if (size > octetsMax) return tropVolumineux();
    let lus = 0;
    const buffer = new Uint8Array(chunkBytes);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, null);
      if (bytesRead === 0) return success(null);
      // It may grow while it is read.
      lus += bytesRead;
      if (lus > octetsMax) return tropVolumineux();
      const taken = take(buffer.subarray(0, bytesRead), size);
      if (!taken.ok) return taken;
      await travail.breathe();
    }
  } catch (error: unknown) {
    // Removed, locked by a spreadsheet, a folder, a stick that was pulled out.
    if (errnoOf(error) !== null && !travail.signal.aborted) return failure('FICHIER_ILLISIBLE', { motif: 'lecture' });
    throw error;
  } finally {
    await file?.close();
  }
}

export interface Ouverture {
  encodage: Encodage;
  octets: number;
}

const lineFeed = 10;

/** Reads the whole file once to know how it is written. */
export async function reconnaitre(path: string, travail: TravailEnCours): Promise<Result<Ouverture>> {
  const lu = new EncodageLu();
  let lignes = 0;
  const read = await parcourir(path, travail, (chunk, octets) => {
    lu.push(chunk);
    for (const octet of chunk) if (octet === lineFeed) lignes += 1;
    // Half of the way: every line is read once more.
    travail.progress(Math.round(lignes / 2), Math.round((lignes * octets) / Math.max(1, lu.octets)));
    return success(null);
  });
  if (!read.ok) return read;
  const encodage = lu.end();
  return encodage.ok ? success({ encodage: encodage.value, octets: lu.octets }) : encodage;
}

export interface Tete {
  separateur: Separateur;
  entete: Entete;
}

/** What reads a file is told: its header once, then its lines as they come. */
export interface Lecteurs {
  tete(tete: Tete): void;
  lignes(enregistrements: readonly Enregistrement[], octets: number): Result<null>;
}

/** Cells of one line against the header. A spreadsheet may leave out, or add, empty cells at the end of a line. */
function verifier({ ligne, cellules }: Enregistrement, { entete, separateur }: Tete): Result<'ligne'> {
  const [only = '', ...more] = cellules;
  const others = [';', ',', '\t'].filter((other) => other !== separateur);
  if (more.length === 0 && others.some((other) => only.split(other).length > entete.derniere)) {
    return failure('SEPARATEUR_INATTENDU', { ligne });
  }
  if (cellules.length <= entete.derniere) return failure('LIGNE_TRONQUEE', { ligne });
  if (cellules.slice(entete.nombre).some((cellule) => cellule.trim() !== '')) {
    return failure('LIGNE_MALFORMEE', { ligne, motif: 'colonnes' });
  }
  return success('ligne');
}

/** The text of a file, cut, checked and handed over as it comes. */
class TexteLu {
  readonly #lecteurs: Lecteurs;
  #header = '';
  #cutter: Enregistrements | null = null;
  #separateur: Separateur = ';';
  #tete: Tete | null = null;

  constructor(lecteurs: Lecteurs) {
    this.#lecteurs = lecteurs;
  }

  take(text: string, octets: number, isLast: boolean): Result<null> {
    let rest = text;
    if (this.#cutter === null) {
      this.#header = (this.#header + text).trimStart();
      const begun = this.#begin(isLast);
      if (!begun.ok) return begun;
      rest = this.#header;
    }
    const found = this.#cutter?.push(rest, isLast) ?? success([]);
    if (!found.ok) return found;
    const lignes: Enregistrement[] = [];
    for (const enregistrement of found.value) {
      const taken = this.#tete === null ? this.#takeTete(enregistrement) : verifier(enregistrement, this.#tete);
      if (!taken.ok) return taken;
      if (taken.value === 'ligne') lignes.push(enregistrement);
    }
    return this.#lecteurs.lignes(lignes, octets);
  }

  /** The separator is known from the first line; until it is whole the text waits. */
  #begin(isLast: boolean): Result<null> {
    const end = this.#header.search(/[\r\n]/);
    if (end < 0 && !isLast && this.#header.length < chunkBytes) return success(null);
    if (this.#header === '') return failure('FICHIER_VIDE');
    const first = end < 0 ? this.#header : this.#header.slice(0, end);
    const separateur = separateurDe(first);
    if (separateur === null) return refuserEntete(first);
    this.#separateur = separateur;
    this.#cutter = new Enregistrements(separateur);
    return success(null);
  }

  #takeTete({ cellules }: Enregistrement): Result<'tete'> {
    const entete = lireEntete(cellules);
    if (!entete.ok) return entete;
    this.#tete = { separateur: this.#separateur, entete: entete.value };
    this.#lecteurs.tete(this.#tete);
    return success('tete');
  }
}

/**
 * Reads a file whose encoding is known, holding one chunk at a time. Failures: FICHIER_VIDE, SEPARATEUR_INATTENDU,
 * ENTETE_INATTENDU, LIGNE_TRONQUEE, LIGNE_MALFORMEE, FICHIER_ILLISIBLE.
 */
export async function lireFichier(
  path: string,
  { encodage }: Ouverture,
  travail: TravailEnCours,
  lecteurs: Lecteurs,
): Promise<Result<null>> {
  // The byte order mark, if any, is left out by the decoder.
  const decoder = new TextDecoder(encodage);
  const texte = new TexteLu(lecteurs);
  let octets = 0;
  const read = await parcourir(path, travail, (chunk) => {
    octets += chunk.length;
    return texte.take(decoder.decode(chunk, { stream: true }), octets, false);
  });
  return read.ok ? texte.take(decoder.decode(), octets, true) : read;
}
