import { TextDecoder } from 'node:util';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';

export type Encodage = 'utf-8' | 'windows-1252' | 'utf-16le';

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean => start.every((byte, at) => bytes[at] === byte);

/** Bytes that Windows-1252 leaves without a character: a file that holds one was written otherwise (MacRoman, a photo). */
const undefinedInWindows = /[\x81\x8d\x8f\x90\x9d]/;
/** « Ã© »: what an accent in UTF-8 looks like in Windows-1252. Nobody is called that. */
const utf8InWindows = /\xc3[\x80-\xbf]/;

/**
 * Finds how a file is written by reading all its bytes, so that no name is kept with wrong accents: UTF-16LE when its
 * byte order mark says so (Excel, « Texte Unicode »), UTF-8 when every byte agrees, else Windows-1252 (Excel, « CSV »)
 * when every byte has a character there and nothing looks like UTF-8. Anything else is refused.
 */
export class EncodageLu {
  #octets = 0;
  #head = new Uint8Array(0);
  #decoder: TextDecoder | null = null;
  #isValid = true;
  #isBinary = false;
  #hasMultibyte = false;
  #isWindows = true;

  get octets(): number {
    return this.#octets;
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    if (this.#octets === 0) this.#head = chunk.slice(0, 4);
    this.#octets += chunk.length;
    this.#decoder ??= new TextDecoder(this.#isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true });
    if (!this.#isUtf16 && chunk.includes(0)) this.#isBinary = true;
    if (this.#isValid) {
      try {
        const text = this.#decoder.decode(chunk, { stream: true });
        if (this.#isUtf16 && text.includes('\0')) this.#isBinary = true;
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the first 128 characters are what is meant.
        this.#hasMultibyte ||= /[^\x00-\x7f]/.test(text);
        return;
      } catch {
        this.#isValid = false;
      }
    }
    const latin = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1');
    if (undefinedInWindows.test(latin) || utf8InWindows.test(latin)) this.#isWindows = false;
  }

  /** Failures: FICHIER_VIDE, FICHIER_ILLISIBLE (`motif`: classeur, binaire), ENCODAGE_INVALIDE. */
  end(): Result<Encodage> {
    const head = this.#head;
    if (this.#octets === 0) return failure('FICHIER_VIDE');
    // A workbook of today is a zip, one of before 2007 an OLE file: « l'enregistrer en CSV ».
    if (startsWith(head, 0x50, 0x4b, 0x03, 0x04) || startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
      return failure('FICHIER_ILLISIBLE', { motif: 'classeur' });
    }
    if (startsWith(head, 0xfe, 0xff)) return failure('ENCODAGE_INVALIDE');
    if (this.#isBinary) return failure('FICHIER_ILLISIBLE', { motif: 'binaire' });
    if (this.#isValid && this.#isEnded()) return success(this.#isUtf16 ? 'utf-16le' : 'utf-8');
    const hasMark = startsWith(head, 0xef, 0xbb, 0xbf);
    if (this.#isUtf16 || hasMark || this.#hasMultibyte || !this.#isWindows) return failure('ENCODAGE_INVALIDE');
    return success('windows-1252');
  }

  get #isUtf16(): boolean {
    return startsWith(this.#head, 0xff, 0xfe);
  }

  /** A file may stop in the middle of a character: with one letter cut off it is still not what its bytes say. */
  #isEnded(): boolean {
    try {
      this.#decoder?.decode();
      return true;
    } catch {
      return false;
    }
  }
}
