/**
 * Cuts an mbox (RFC 4155) into messages. A message begins with a line « From … » with a year, at the start of the file
 * or after an empty line; whatever stands before the first one is skipped.
 */
export interface Decoupe {
  messages: { octets: Buffer; fin: number }[];
  /** Bytes that need not be read again. */
  consommes: number;
}

const separateur = /^From [^\n]*\b\d{4}\b[^\n]*\n/;
/** Longer than any separator line. */
const ligneMax = 512;

const estSeparateur = (octets: Buffer, debut: number): boolean =>
  separateur.test(octets.subarray(debut, debut + ligneMax).toString('latin1'));

/** Where messages begin, in order. */
const debuts = (octets: Buffer): number[] => {
  const trouves: number[] = [];
  if (estSeparateur(octets, 0)) trouves.push(0);
  for (let index = octets.indexOf('\nFrom '); index !== -1; index = octets.indexOf('\nFrom ', index + 1)) {
    const avant = octets.subarray(Math.max(0, index - 2), index).toString('latin1');
    // A reading begins after an empty line: more of them may follow.
    const estApresVide = avant.endsWith('\n') || avant === '\n\r' || (index < 2 && avant.replace('\r', '') === '');
    if (estApresVide && estSeparateur(octets, index + 1)) trouves.push(index + 1);
  }
  return trouves;
};

/**
 * Whether the last message of the file is all there: it ends with an empty line, and its outer boundary is closed. A mail
 * server that is still writing it leaves it for the next reading.
 */
const estComplet = (octets: Buffer): boolean => {
  const texte = octets.toString('latin1');
  if (!/\n\r?\n$/.test(texte)) return false;
  const entete = texte.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const [, entre, nu] = /\bboundary\s*=\s*(?:"([^"\n]{1,200})"|([^\s;"]{1,200}))/i.exec(entete) ?? [];
  const limite = entre ?? nu;
  return limite === undefined || texte.includes(`\n--${limite}--`);
};

/**
 * @param octets what was read from `position` on
 * @param estFin nothing follows in the file for now
 */
export const decouper = (octets: Buffer, position: number, estFin: boolean): Decoupe => {
  // Readings end where a message ends: what follows is at the start of a line, after an empty one.
  const starts = debuts(octets);
  const messages: Decoupe['messages'] = [];
  for (const [rang, debut] of starts.entries()) {
    const suivant = starts[rang + 1];
    const fin = suivant ?? octets.length;
    const message = octets.subarray(debut, fin);
    // The last one of a file is left while it is being written; one longer than a reading is taken as far as it goes.
    if (suivant === undefined && (estFin ? !estComplet(message) : debut > 0)) return { messages, consommes: debut };
    messages.push({ octets: message.subarray(message.indexOf('\n') + 1), fin: position + fin });
  }
  if (starts.length > 0) return { messages, consommes: octets.length };
  // No message in sight: all is skipped but what could be the beginning of a separator.
  return { messages, consommes: Math.max(0, octets.length - ligneMax) };
};
