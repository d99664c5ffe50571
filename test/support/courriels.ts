import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Selectable } from 'kysely';
import { type Courrier, createCourrier } from '../../sync-api/courriels/courrier.ts';
import { createLectureRetours } from '../../sync-api/courriels/retours/lecture.ts';
import { createTransport, type Transport } from '../../sync-api/courriels/transport.ts';
import { createJournal } from '../../sync-api/journal.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import { type Guichets, ouvrirGuichets } from './demandes.ts';
import { ServeurSmtp } from './smtp.ts';

export const admissions = 'admissions@example.org';
export const ines = 'ines.vauquelin@example.org';

export type CourrielRow = Selectable<Tables['courriel']>;

/** The two guichets of demandes.ts, with a real mail server behind. */
export interface Bureau extends Guichets {
  smtp: ServeurSmtp;
  courrier: Courrier;
  /** Another process on the same base: nothing is kept in memory. */
  rouvrir(transport?: (vrai: Transport) => Transport): Courrier;
  /** A mail server appends to the mailbox of bounces. */
  recevoir(texte: string | Buffer): void;
  boite: string;
  rows(genre?: string): Promise<CourrielRow[]>;
  /** Rows by state: `{ envoye: 2 }`. */
  etats(): Promise<Record<string, number>>;
  fermer(): Promise<void>;
}

const expediteur = 'Rappel CFA <ne-pas-repondre@rappel.example>';

/** Real time: a server that says nothing is given up soon, one that is only slow is not. */
const delais = { connexionMs: 10_000, silenceMs: 2_000 };

export const ouvrirBureau = async (options: Parameters<typeof ouvrirGuichets>[0] = {}): Promise<Bureau> => {
  const guichets = await ouvrirGuichets(options);
  const smtp = await ServeurSmtp.ouvrir();
  const folder = mkdtempSync(join(tmpdir(), 'rappel-courriels-'));
  const boite = join(folder, 'retours.mbox');
  const { db, clock, random, logs, annonces } = guichets;
  const journal = createJournal((line) => logs.push(line), clock);
  const ouverts: Courrier[] = [];
  const rouvrir = (transport: (vrai: Transport) => Transport = (vrai) => vrai): Courrier => {
    const courrier = createCourrier({
      db,
      clock,
      random,
      journal,
      config: { courrielExpediteur: expediteur, accueilUrl: 'https://accueil.example' },
      transport: transport(createTransport(smtp.url, delais)),
      retours: createLectureRetours(boite, journal),
      annoncer: (tetes) => annonces.push(...tetes),
    });
    ouverts.push(courrier);
    return courrier;
  };
  const rows = async (genre?: string): Promise<CourrielRow[]> => {
    const all = await db.selectFrom('courriel').selectAll().orderBy('cree_le').orderBy('id').execute();
    return genre === undefined ? all : all.filter((row) => row.genre === genre);
  };
  recevoirDans(boite, '');
  return {
    ...guichets,
    smtp,
    courrier: rouvrir(),
    rouvrir,
    boite,
    rows,
    recevoir: (texte) => recevoirDans(boite, texte),
    etats: async () => {
      const nombres: Record<string, number> = {};
      for (const { etat } of await rows()) nombres[etat] = (nombres[etat] ?? 0) + 1;
      return nombres;
    },
    fermer: async () => {
      for (const courrier of ouverts) await courrier.fermer();
      await smtp.arreter();
      await guichets.close();
      rmSync(folder, { recursive: true });
    },
  };
};

const recevoirDans = (boite: string, texte: string | Buffer): void => appendFileSync(boite, texte);

export interface Retour {
  action?: string;
  status?: string;
  destinataire: string;
  /** Absent: this way of naming the mail was lost. */
  messageId?: string;
  courrielId?: string;
  envid?: string;
}

/** What Postfix writes when a mail does not arrive (RFC 3464), as it lies in an mbox. */
export const avisDeRetour = ({ action = 'failed', status = '5.1.1', ...rest }: Retour): string =>
  `${[
    'From MAILER-DAEMON  Mon Jun  8 08:00:05 2026',
    'Return-Path: <>',
    'Date: Mon, 8 Jun 2026 10:00:05 +0200 (CEST)',
    'From: MAILER-DAEMON@mx.rappel.example (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'To: ne-pas-repondre@rappel.example',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4B1E22C0.1780905605/mx.rappel.example"',
    'Message-Id: <20260608080005.4B1E22C1@mx.rappel.example>',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4B1E22C0.1780905605/mx.rappel.example',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system at host mx.rappel.example.',
    '',
    `<${rest.destinataire}>: host mx.example.org said: no such user`,
    '',
    '--4B1E22C0.1780905605/mx.rappel.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.rappel.example',
    ...(rest.envid === undefined ? [] : [`Original-Envelope-Id: ${rest.envid}`]),
    'X-Postfix-Queue-ID: 4B1E22C0',
    'Arrival-Date: Mon, 8 Jun 2026 10:00:02 +0200 (CEST)',
    '',
    `Final-Recipient: rfc822; ${rest.destinataire}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Remote-MTA: dns; mx.example.org',
    `Diagnostic-Code: smtp; 550 ${status}`,
    '    <someone>: Recipient address rejected',
    '',
    '--4B1E22C0.1780905605/mx.rappel.example',
    'Content-Description: Undelivered Message Headers',
    'Content-Type: text/rfc822-headers',
    '',
    'Return-Path: <ne-pas-repondre@rappel.example>',
    ...(rest.messageId === undefined ? [] : [`Message-ID:\n ${rest.messageId}`]),
    ...(rest.courrielId === undefined ? [] : [`X-Rappel-CFA-Courriel: ${rest.courrielId}`]),
    'Subject: =?UTF-8?Q?Nouvelle?=',
    '',
    '--4B1E22C0.1780905605/mx.rappel.example--',
    '',
    '',
  ].join('\n')}`;
