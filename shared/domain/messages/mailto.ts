import { z } from 'zod';

export interface MailDraft {
  to: readonly string[];
  bcc: readonly string[];
  subject: string;
  body: string;
}

/** Half a pair of surrogates, which a cut emoji leaves, has no encoding. */
const encode = (texte: string): string => encodeURIComponent(texte.toWellFormed());

/** A subject is one line: a line break in it would begin another header in some mail programs. */
const uneLigne = (texte: string): string => texte.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

/** A mailto: address by RFC 6068: spaces are %20, never +, lines end in CRLF, and neither address nor subject can add a field. */
export const mailtoLink = ({ to, bcc, subject, body }: MailDraft): string => {
  const encodeAddresses = (addresses: readonly string[]): string => addresses.map(encode).join(',');
  const fields = [
    bcc.length > 0 ? `bcc=${encodeAddresses(bcc)}` : '',
    subject === '' ? '' : `subject=${encode(uneLigne(subject))}`,
    body === '' ? '' : `body=${encode(body.replace(/\r\n|\r|\n/g, '\r\n'))}`,
  ].filter((field) => field !== '');
  return `mailto:${encodeAddresses(to)}${fields.length === 0 ? '' : `?${fields.join('&')}`}`;
};

/** Longest link that every mail program and system opens whole (users-and-rules 1.3). */
export const mailtoMax = 2_000;

/** Whether the very link that would be opened is short enough, encoded. */
export const tientDansUnLien = (draft: MailDraft): boolean => mailtoLink(draft).length <= mailtoMax;

const adresse = z.email();
/** Whether a mail program would take it; the lists hold a few that were typed wrong. */
export const estAdresse = (texte: string): boolean => adresse.safeParse(texte).success;
