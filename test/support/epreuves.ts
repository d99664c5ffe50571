import { z } from 'zod';
import { synchroChannels } from '../../shared/contract/ipc/synchro.ts';
import type { PosteCore } from './poste-core.ts';

/** « Tester la connexion », as {épreuve: code}: null is good, 'non-fait' was not tried. */
export async function epreuvesOf(poste: PosteCore): Promise<Record<string, string | null>> {
  const answer = z.parse(synchroChannels['synchro:tester'].response, await poste.ask('synchro:tester'));
  return Object.fromEntries(
    answer.map(({ epreuve, resultat, code }) => [epreuve, resultat === 'non-fait' ? 'non-fait' : code]),
  );
}
