import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browserOf } from '../support/browser.ts';
import { PosteMachine } from '../support/poste-core.ts';
import { createResponsable, startTestServer, type TestCompte, type TestServer } from '../support/server.ts';

let server: TestServer;
let compte: TestCompte;
let machine: PosteMachine;

beforeEach(async () => {
  server = await startTestServer();
  compte = await createResponsable(server, '13002526500013', 'CFA des Tests');
  machine = new PosteMachine();
});
afterEach(async () => {
  await machine.remove();
  await server.stop();
});

describe('sign-in by the browser', () => {
  it('leads from an empty folder to an open desk', async () => {
    const poste = await machine.start({ serveur: server.url, browser: browserOf(server, compte) });
    expect((await poste.session()).etape).toBe('connexion');
    const signed = await poste.session('session:connecter', { nomPoste: 'Accueil-2' });
    expect(signed).toMatchObject({ etape: 'operateur', etablissement: 'CFA des Tests', poste: 'Accueil-2' });
    await poste.session('session:creer-operateur', { nom: 'Léa M.', pin: '246810' });
    const ready = await poste.reach('pret');
    expect(ready.operateur).toMatchObject({ nom: 'Léa M.', aUnPin: true });
  });
});
