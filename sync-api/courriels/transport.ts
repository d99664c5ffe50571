import nodemailer from 'nodemailer';
import { z } from 'zod';
import type { PieceJointe } from './fichiers.ts';
import { codeDeReponse } from './statuts.ts';

/** A mail as it leaves. One recipient: one that refuses never hides another. */
export interface MailPret {
  messageId: string;
  /** Opaque id of its row, in a header of ours and as ENVID (RFC 3461): a bounce may bring back either. */
  courrielId: string;
  de: string;
  a: string;
  repondreA: string | null;
  sujet: string;
  texte: string;
  html: string;
  date: Date;
  pieces: readonly PieceJointe[];
}

/**
 * What became of a try. `refuse`: this recipient or this mail, for good. `plus_tard`: this mail, not now.
 * `indisponible`: nothing can be sent now, whatever the mail.
 */
export type Issue = { genre: 'envoye' | 'refuse' | 'plus_tard' | 'indisponible'; code: string };

/** The seam to the mail server. Never throws. */
export interface Transport {
  envoyer(mail: MailPret): Promise<Issue>;
  fermer(): void;
}

export const enteteCourriel = 'X-Rappel-CFA-Courriel';

/** Milliseconds of real time. */
export interface Delais {
  connexionMs: number;
  silenceMs: number;
}
const delaisParDefaut: Delais = { connexionMs: 15_000, silenceMs: 60_000 };

/** What nodemailer's errors carry. Their text is never read nor kept: it quotes addresses. */
const erreurSmtp = z.object({
  code: z.string().optional(),
  responseCode: z.number().optional(),
  command: z.string().optional(),
  response: z.string().optional(),
});

/** Controls and line ends out: a name could otherwise add headers, or hide the end of a subject. */
const uneLigne = (texte: string): string => texte.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** @param url SMTP_URL, smtp:// or smtps:// */
export const createTransport = (url: string, delais: Delais = delaisParDefaut): Transport => {
  const pool = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 1,
    // The outbox tries again, with its own patience; a second try inside the pool could double a mail unseen.
    maxRequeues: 0,
    connectionTimeout: delais.connexionMs,
    greetingTimeout: delais.connexionMs,
    socketTimeout: delais.silenceMs,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // An idle connection that breaks is no news: the next mail opens another.
  pool.on('error', () => undefined);
  return {
    async envoyer(mail) {
      try {
        const { response } = await pool.sendMail({
          messageId: mail.messageId,
          date: mail.date,
          from: mail.de,
          to: { name: '', address: mail.a },
          ...(mail.repondreA === null ? {} : { replyTo: { name: '', address: mail.repondreA } }),
          subject: uneLigne(mail.sujet),
          text: mail.texte,
          html: mail.html,
          attachments: mail.pieces.map(({ nom, type, contenu }) => ({
            filename: nom,
            contentType: type,
            content: contenu,
          })),
          xMailer: false,
          headers: { 'Auto-Submitted': 'auto-generated', [enteteCourriel]: mail.courrielId },
          dsn: { id: mail.courrielId, return: 'headers', notify: ['failure', 'delay'], recipient: mail.a },
        });
        return { genre: 'envoye', code: codeDeReponse(response) ?? '250' };
      } catch (error: unknown) {
        return issueDe(error);
      }
    },
    fermer: () => pool.close(),
  };
};

const horsService = new Set([
  'ESOCKET',
  'ECONNECTION',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EDNS',
  'ETLS',
  'EAUTH',
  'EPROTOCOL',
]);

const issueDe = (error: unknown): Issue => {
  const { code = 'INCONNUE', responseCode, command, response } = erreurSmtp.safeParse(error).data ?? {};
  const statut = codeDeReponse(response ?? '') ?? (responseCode === undefined ? code : String(responseCode));
  if (responseCode === 421 || horsService.has(code)) return { genre: 'indisponible', code: statut };
  const estFinal = responseCode !== undefined && responseCode >= 500;
  // Our sender refused: a setting to mend, which must not cost anybody her mail.
  if (estFinal && command === 'MAIL FROM') return { genre: 'plus_tard', code: statut };
  if (estFinal && (code === 'EENVELOPE' || code === 'EMESSAGE')) return { genre: 'refuse', code: statut };
  return { genre: 'plus_tard', code: statut };
};
