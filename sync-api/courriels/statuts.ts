/** SMTP replies (RFC 5321 4.2) and enhanced status codes (RFC 3463): what they say of an address. */

const debut = /^\s*(\d{3})(?:[ -]+(\d\.\d{1,3}\.\d{1,3}))?(?=\s|$)/;

/**
 * Servers without enhanced codes say « 550 » of a dead address as of a mail that they do not want from us: only their
 * words tell. They say nothing of the address, and one wrong setting of ours must not kill them all at once.
 */
const refusDePolitique =
  /relay|spam|blocke?d|block ?list|black ?list|denied|\bspf\b|\bdkim\b|dmarc|policy|authenti|not (?:permitted|allowed|authori[sz]ed)|reputation/i;

const sansAdresses = (reponse: string): string => reponse.replace(/\S+@\S+/g, '');

/**
 * The code of a reply: the enhanced one when it is given and of the same class, else the three digits.
 * null when the text is no reply. The text itself is never kept: it may quote an address.
 */
export const codeDeReponse = (reponse: string): string | null => {
  const [, trois, etendu] = debut.exec(reponse) ?? [];
  if (trois === undefined) return null;
  if (etendu !== undefined && etendu[0] === trois[0]) return etendu;
  return trois.startsWith('55') && refusDePolitique.test(sansAdresses(reponse)) ? '5.7.1' : trois;
};

/**
 * Whether a final refusal says that the address is dead, rather than that this mail, this sender or this day was not
 * wanted. A full mailbox (5.2.2), a mail too long (5.2.3), a policy (5.7.x: our own server on a block list would
 * otherwise kill every address at once), a broken route or protocol leave the address as it is.
 */
export const estAdresseMorte = (code: string): boolean => {
  if (/^55[013]$/.test(code) || code === '5.0.0') return true;
  if (code === '5.2.2' || code === '5.2.3') return false;
  // 5.4.4: no host of that name; RFC 3463 3.5.
  return /^5\.[12]\./.test(code) || code === '5.4.4';
};
