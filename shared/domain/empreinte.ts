/**
 * The empreinte of a flux (PROTOCOL 4, receipt): the sum modulo 2^256 of one sha256 a row. A sum, so that a
 * change costs one subtraction and one addition, and so that the order of reading does not matter.
 * Hashing itself is left to the caller: shared has no Node.
 */

const modulus = 1n << 256n;

const toHex = (value: bigint): string => value.toString(16).padStart(64, '0');

/** The text whose sha256 stands for one version of one row. */
export const texteEmpreinte = (id: string, seq: number): string => `${id}\n${seq}`;

/** @returns a + b modulo 2^256, 64 lower-case hexadecimal digits. */
export const ajouter = (a: string, b: string): string => toHex((BigInt(`0x${a}`) + BigInt(`0x${b}`)) % modulus);

/** @returns a - b modulo 2^256, 64 lower-case hexadecimal digits. */
export const soustraire = (a: string, b: string): string =>
  toHex((BigInt(`0x${a}`) - BigInt(`0x${b}`) + modulus) % modulus);
