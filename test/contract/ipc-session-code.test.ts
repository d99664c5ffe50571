import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Enrolements } from '../../sync-api/identite/enrolements.ts';
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

const nomPoste = 'Borne';
const makeCode = async (): Promise<string> =>
  (await new Enrolements({ ...server.deps, enabled: true }).create(compte.id)).code;

describe('enrolment by a code', () => {
  it('opens a poste that has no browser, however the code is typed', async () => {
    const code = await makeCode();
    const poste = await machine.start({ serveur: server.url });
    const typed = `${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;
    expect(await poste.session('session:enroler', { code: typed, nomPoste })).toMatchObject({
      etape: 'operateur',
      etablissement: 'CFA des Tests',
      poste: nomPoste,
    });
    // No browser took part: the page never says that the rest happens there.
    expect(JSON.stringify(poste.events)).not.toContain('connexion-en-cours');
  });

  it('refuses a code that was used, and one that never was', async () => {
    const code = await makeCode();
    await (await machine.start({ serveur: server.url })).ask('session:enroler', { code, nomPoste });
    const other = new PosteMachine();
    try {
      const poste = await other.start({ serveur: server.url });
      expect(await poste.refusal('session:enroler', { code, nomPoste })).toBe('CODE_INVALIDE');
      expect(await poste.refusal('session:enroler', { code: 'BCDFGHJK', nomPoste })).toBe('CODE_INVALIDE');
      expect(await poste.session()).toMatchObject({ etape: 'connexion' });
      expect(other.keychain.entries.size).toBe(0);
    } finally {
      await other.remove();
    }
  });

  it('says when codes are switched off', async () => {
    const closed = await startTestServer({ config: { enrolement: false } });
    try {
      const poste = await machine.start({ serveur: closed.url });
      expect(await poste.refusal('session:enroler', { code: 'BCDFGHJK', nomPoste })).toBe('CODE_DESACTIVE');
    } finally {
      await closed.stop();
    }
  });

  it('prefills the code that the installation brought, until someone signed in', async () => {
    const code = await makeCode();
    const poste = await machine.start({ serveur: server.url, config: { codeEnrolement: code } });
    expect((await poste.session()).codePropose).toBe(code);
    expect((await poste.session('session:enroler', { code, nomPoste })).codePropose).toBe(null);
  });
});
