import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CourrielRecu } from './smtp.ts';

const inOrder = (number: number): string => String(number).padStart(3, '0');

/**
 * Writes each mail of the demo into a folder: its page, and its text below its heading, under the number of its arrival
 * and the name of the mailbox.
 */
export const keepMails = async (folder: string): Promise<(recu: CourrielRecu) => Promise<void>> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let number = 0;
  return async ({ a, mail }) => {
    number += 1;
    const mailbox = (a[0] ?? '').split('@')[0]?.replace(/[^\w.-]/g, '_') ?? '';
    const file = join(folder, `${inOrder(number)}-${mailbox}`);
    const heading = `À : ${a.join(', ')}\nObjet : ${mail.subject ?? ''}\n\n`;
    await writeFile(`${file}.txt`, `${heading}${mail.text ?? ''}`, { mode: 0o600 });
    await writeFile(`${file}.html`, mail.html ?? '', { mode: 0o600 });
  };
};
