import { contract } from '../../shared/contract/ipc/index.ts';
import type { PosteCore } from './poste-core.ts';
import type { TestServer } from './server.ts';

/** Whether nothing waits here and every row of every list of the server is in the file. */
async function isUpToDate(poste: PosteCore, server: TestServer): Promise<boolean> {
  const detail = contract['synchro:detail'].response.parse(await poste.ask('synchro:detail'));
  const held = new Map(detail.flux.map(({ flux, lignes }) => [flux, lignes]));
  const lists = await server.db.selectFrom('flux').select(['id', 'nombre']).where('genre', '=', 'relation').execute();
  return detail.attenteTotal === 0 && lists.every(({ id, nombre }) => held.get(id) === nombre);
}

/** Sends what waits, and receives until nothing is missing: for a poste that reads every list. A run ends by telling so. */
export async function exchange(poste: PosteCore, server: TestServer): Promise<void> {
  await poste.ask('synchro:envoyer');
  while (!(await isUpToDate(poste, server))) {
    const from = poste.events.length;
    await poste.ask('synchro:lancer');
    await poste.until(() => poste.events.length > from);
  }
}
