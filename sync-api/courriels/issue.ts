import type { Ecriture } from '../actes/ecriture.ts';
import { suivreRefus } from './consequences.ts';
import { type CourrielRow, essaisMax, finir, remettre } from './file.ts';
import type { Issue } from './transport.ts';

/** Given up after five days of temporary refusals. */
const codeDelai = 'DELAI';

/**
 * Writes down what became of a mail that was `en_cours`. A row that is gone meanwhile (erasure) stays gone.
 *
 * @param suivre what a final refusal changes
 * @returns the code of a final refusal, else null.
 */
export const noterIssue = async (
  ecriture: Ecriture,
  row: CourrielRow,
  issue: Issue,
  suivre = suivreRefus,
): Promise<string | null> => {
  const { trx, clock } = ecriture;
  const maintenant = clock.now();
  const le = maintenant.toISOString();
  if (issue.genre === 'envoye') {
    await finir(trx, row.id, { etat: 'envoye', code: issue.code, le });
    return null;
  }
  const estFini = issue.genre === 'refuse' || row.essais >= essaisMax;
  if (!estFini) {
    await remettre(trx, row, issue.code, maintenant);
    return null;
  }
  const code = issue.genre === 'refuse' ? issue.code : codeDelai;
  if (!(await finir(trx, row.id, { etat: 'refuse', code, le }))) return null;
  // Our own mail server was silent for days: that says nothing of anybody's address.
  if (issue.genre !== 'indisponible') await suivre(ecriture, row, code);
  return code;
};
