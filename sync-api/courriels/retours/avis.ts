import PostalMime, { type Attachment } from 'postal-mime';
import { enteteCourriel } from '../transport.ts';

/**
 * A delivery status notification (RFC 3464): which of our mails it speaks of, and how it ended. postal-mime reads the
 * MIME around it; the fields of the status part are read here, no kept library does (RFC 3464 2.1: groups of header
 * fields, the first for the message, then one for each recipient).
 */
export interface Avis {
  /** Message-IDs of ours that it names, and ids of rows, lower case. Either may be lost on the way. */
  messageIds: string[];
  courrielIds: string[];
  /** The RFC 3463 status of the first recipient that failed for good; null: it was delayed, relayed or delivered. */
  echec: string | null;
}

/** Bytes that are looked at: the status stands before the mail that is returned, which may be long. */
export const octetsLus = 512 * 1024;

type Champs = Map<string, string>;

/** Header fields, unfolded; a name in lower case keeps its first value. */
const lireChamps = (texte: string): Champs => {
  const champs: Champs = new Map();
  for (const ligne of texte.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, nom, valeur] = /^([!-9;-~]{1,80}):(.*)$/.exec(ligne) ?? [];
    if (nom !== undefined && valeur !== undefined && !champs.has(nom.toLowerCase()))
      champs.set(nom.toLowerCase(), valeur.trim());
  }
  return champs;
};

const statut = /^[245]\.\d{1,3}\.\d{1,3}(?=\s|$|\()/;

const lireEchec = (groupes: readonly Champs[]): string | null => {
  for (const champs of groupes) {
    if (champs.get('action')?.toLowerCase() !== 'failed') continue;
    const code = statut.exec(champs.get('status') ?? '')?.[0];
    if (code?.startsWith('5') === true) return code;
  }
  return null;
};

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const messageId = /<[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}@rappel-cfa\.invalid>/gi;

const trouver = (motif: RegExp, textes: readonly (string | undefined)[]): string[] => [
  ...new Set(textes.flatMap((texte) => texte?.toLowerCase().match(motif) ?? [])),
];

const typesStatut = new Set(['message/delivery-status', 'message/global-delivery-status']);
const typesRetour = new Set(['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers']);

const texteDe = ({ content }: Attachment): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);

/** The header of a mail, or all of it when it is a header alone. */
const enteteDe = (texte: string): string => texte.split(/\r?\n\r?\n/, 1)[0] ?? '';

/** @returns null for a mail that is no delivery status notification, or cannot be read. */
export const lireAvis = async (message: Uint8Array): Promise<Avis | null> => {
  try {
    const { attachments, headers } = await PostalMime.parse(message.subarray(0, octetsLus), {
      forceRfc822Attachments: true,
      maxNestingDepth: 16,
      maxHeadersSize: 256 * 1024,
    });
    const statuts = attachments.filter(({ mimeType }) => typesStatut.has(mimeType));
    if (statuts.length === 0) return null;
    const groupes = statuts.flatMap((part) =>
      texteDe(part)
        .split(/\r?\n(?:[ \t]*\r?\n)+/)
        .map(lireChamps),
    );
    const retours = attachments
      .filter(({ mimeType }) => typesRetour.has(mimeType))
      .map((part) => lireChamps(enteteDe(texteDe(part))));
    const dehors = headers.filter(({ key }) => key === 'in-reply-to' || key === 'references');
    return {
      messageIds: trouver(messageId, [
        ...retours.map((champs) => champs.get('message-id')),
        ...dehors.map(({ value }) => value),
      ]),
      courrielIds: trouver(uuid, [
        ...retours.map((champs) => champs.get(enteteCourriel.toLowerCase())),
        ...groupes.map((champs) => champs.get('original-envelope-id')),
      ]),
      echec: lireEchec(groupes),
    };
  } catch {
    // Anybody can write to a mailbox: what cannot be read is passed over.
    return null;
  }
};
