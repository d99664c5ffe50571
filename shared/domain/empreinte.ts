/** 2^256: what a sum of sha256 is counted modulo (PROTOCOL 4, Receipt). */
const modulo = 1n << 256n;
const lire = (hex: string): bigint => BigInt(`0x${hex}`);
const ecrire = (valeur: bigint): string => (((valeur % modulo) + modulo) % modulo).toString(16).padStart(64, '0');

/** The empreinte of nothing. */
export const empreinteVide = '0'.repeat(64);
/** Sum modulo 2^256 of two values of 64 lower-case hexadecimal digits. */
export const ajouter = (a: string, b: string): string => ecrire(lire(a) + lire(b));
/** Inverse of `ajouter`: takes a row out, or its former version. */
export const soustraire = (a: string, b: string): string => ecrire(lire(a) - lire(b));
/** The text whose sha256 stands for one row: its id and the `seq` of its newest version. */
export const texteEmpreinte = (id: string, seq: number): string => `${id}\n${seq}`;
/**
 * The sum after some rows left and others came, in one reading and one writing.
 * @param partis sha256 of the rows that left; @param venus of those that came, 64 hexadecimal digits each.
 */
export const deplacer = (a: string, partis: Iterable<string>, venus: Iterable<string>): string => {
  let somme = lire(a);
  for (const parti of partis) somme -= lire(parti);
  for (const venu of venus) somme += lire(venu);
  return ecrire(somme);
};
