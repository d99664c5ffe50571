import { setTimeout as sleep } from 'node:timers/promises';
import type { ShownMail } from './inbox.ts';
import type { CourrielRecu, ServeurSmtp } from './smtp.ts';
import { verify, verifyEqual } from './verify.ts';

/** The server sends what is due every five seconds. */
const patienceMs = 60_000;

/** The first mail to this address whose subject says so, past or to come. */
export const awaitMail = async (mails: ServeurSmtp, adresse: string, sujet: RegExp): Promise<CourrielRecu> => {
  const arrived = new AbortController();
  const late = sleep(patienceMs, null, { signal: arrived.signal }).catch(() => null);
  const found = await Promise.race([
    mails.attendre(({ a, mail }) => a.includes(adresse) && sujet.test(mail.subject ?? '')),
    late,
  ]);
  arrived.abort();
  verify(found !== null, `the mail server receives « ${sujet.source} »`);
  return found;
};

/** Word for word what was previewed, before the foot that says who writes and why. */
export const verifyAsPreviewed = ({ mail }: CourrielRecu, { sujet, paragraphes }: ShownMail): void => {
  verifyEqual(mail.subject, sujet, 'the subject is the one that was previewed');
  const [text = ''] = (mail.text ?? '').replaceAll('\r\n', '\n').split('\n\n-- \n');
  verifyEqual(text, paragraphes.join('\n\n'), 'the mail is the one that was previewed');
};
