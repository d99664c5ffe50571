import { Postes } from '../../sync-api/identite/postes.ts';
import { browserOf } from './browser.ts';
import type { PosteCore, PosteCoreOptions, PosteMachine } from './poste-core.ts';
import type { TestCompte, TestServer } from './server.ts';

export const pin = '246810';

/** A poste whose person signed in by the browser and opened the desk. */
export async function openDesk(
  machine: PosteMachine,
  server: TestServer,
  compte: TestCompte,
  options: Partial<PosteCoreOptions> = {},
): Promise<PosteCore> {
  const poste = await machine.start({ serveur: server.url, browser: browserOf(server, compte), ...options });
  await poste.ask('session:connecter', { nomPoste: 'Accueil-2' });
  await poste.ask('session:creer-operateur', { nom: 'Léa M.', pin });
  await poste.reach('pret');
  return poste;
}

/** The id of the opérateur at the desk. */
export async function operateurOf(poste: PosteCore): Promise<string> {
  const { operateur, operateurs } = await poste.session();
  const id = operateur?.id ?? operateurs[0]?.id;
  if (id === undefined) throw new Error('no opérateur');
  return id;
}

/** What the director does on their page. */
export async function revokePostes(server: TestServer, how: 'rendu' | 'perdu'): Promise<void> {
  const postes = new Postes(server.deps);
  for (const { id } of await server.db.selectFrom('poste').select('id').execute()) await postes.revoke(id, how);
}
