/** GSM 03.38, basic alphabet: one unit of seven bits each. */
const base = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension table: an escape, then the character, that no part may keep from one another. */
const extension = new Set('^{}\\[~]|€\f');

/** Units in a message alone, and in each part of a longer one, whose header takes the rest. */
const places = { gsm7: { seul: 160, partie: 153 }, ucs2: { seul: 70, partie: 67 } } as const;

export interface CompteSms {
  /** As a person counts them. */
  caracteres: number;
  alphabet: 'gsm7' | 'ucs2';
  /** What the network counts: septets, or UTF-16 units. */
  unites: number;
  parties: number;
  /** What makes it `ucs2`, each once, in the order of the text. */
  horsAlphabet: string[];
}

const poids = (caractere: string, alphabet: CompteSms['alphabet']): number =>
  alphabet === 'ucs2' ? caractere.length : extension.has(caractere) ? 2 : 1;

/** Number of SMS that a text takes (GSM 03.38 and 03.40): a character that counts double is never cut in two. */
export const compterSms = (texte: string): CompteSms => {
  const caracteres = [...texte.replaceAll(/\r\n?/g, '\n')];
  const horsAlphabet = [...new Set(caracteres.filter((un) => !base.has(un) && !extension.has(un)))];
  const alphabet = horsAlphabet.length === 0 ? 'gsm7' : 'ucs2';
  const { seul, partie } = places[alphabet];
  let unites = 0;
  let parties = 1;
  let prises = 0;
  for (const caractere of caracteres) {
    const un = poids(caractere, alphabet);
    unites += un;
    if (prises + un > partie) {
      parties += 1;
      prises = 0;
    }
    prises += un;
  }
  return {
    caracteres: caracteres.length,
    alphabet,
    unites,
    parties: unites === 0 ? 0 : unites <= seul ? 1 : parties,
    horsAlphabet,
  };
};

const simples: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '–': '-',
  '—': '-',
  '•': '-',
  '·': '.',
  œ: 'oe',
  Œ: 'OE',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2011': '-',
};

const sansAccent = (caractere: string): string => {
  const nu = caractere.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return nu !== '' && [...nu].every((un) => base.has(un)) ? nu : caractere;
};

/** The same words in the alphabet of a cheap SMS: « ’ » becomes « ' », « ê » becomes « e ». An emoji stays as it is. */
export const simplifierSms = (texte: string): string =>
  [...texte.replaceAll(/«\s*|\s*»/gu, '"')]
    .map((un) => (base.has(un) || extension.has(un) ? un : (simples[un] ?? sansAccent(un))))
    .join('');
