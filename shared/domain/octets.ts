/** Size in bytes of a text once encoded in UTF-8 (RFC 3629), a lone surrogate counting as U+FFFD. */
export const octetsUtf8 = (texte: string): number => {
  let octets = 0;
  for (const caractere of texte) {
    const point = caractere.codePointAt(0) ?? 0;
    octets += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return octets;
};
