import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, events } from '../../shared/contract/ipc/index.ts';
import { browserOf } from '../support/browser.ts';
import { epreuvesOf } from '../support/epreuves.ts';
import { type PosteCore, PosteMachine } from '../support/poste-core.ts';
import { createResponsable, startTestServer, type TestCompte, type TestServer } from '../support/server.ts';
import { openDesk, operateurOf, pin } from '../support/signed-poste.ts';

let server: TestServer;
let compte: TestCompte;
let machine: PosteMachine;
let poste: PosteCore;
const tokens = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer();
  compte = await createResponsable(server, '13002526500013', 'CFA des Tests');
  machine = new PosteMachine();
  poste = await openDesk(machine, server, compte, { tokens });
});
afterAll(async () => {
  await machine.remove();
  await server.stop();
});

const unknown = '00000000-0000-4000-8000-000000000000';
const coreChannels = Object.keys(contract).filter((channel) => !channel.startsWith('systeme:'));
const owned = coreChannels.filter((channel) => /^(session|synchro|reglages):/.test(channel));

/** A request of the right shape for each channel, and what an open desk answers to it. */
const valid: Readonly<Record<string, { request: unknown; answer: string }>> = {
  'session:etat': { request: {}, answer: 'ok' },
  'session:definir-serveur': { request: { url: 'https://cfa.exemple.fr' }, answer: 'NON_AUTORISE' },
  'session:connecter': { request: { nomPoste: 'Accueil' }, answer: 'ok' },
  'session:annuler-connexion': { request: {}, answer: 'ok' },
  'session:enroler': { request: { code: 'BCDFGHJK', nomPoste: 'Accueil' }, answer: 'CODE_INVALIDE' },
  'session:sans-serveur': { request: { nom: 'CFA', nomPoste: 'Accueil' }, answer: 'NON_AUTORISE' },
  'session:phrase': { request: { phrase: 'quatre mots sans lien' }, answer: 'NON_AUTORISE' },
  'session:creer-operateur': { request: { nom: 'Karim', pin }, answer: 'VERROUILLE' },
  'session:choisir-operateur': { request: { operateur: unknown, pin }, answer: 'VERROUILLE' },
  'session:deverrouiller': { request: { operateur: unknown, pin }, answer: 'INTROUVABLE' },
  'session:repartir': { request: {}, answer: 'NON_AUTORISE' },
  'synchro:etat': { request: {}, answer: 'ok' },
  'synchro:lancer': { request: {}, answer: 'ok' },
  'synchro:envoyer': { request: {}, answer: 'ok' },
  'synchro:detail': { request: {}, answer: 'ok' },
  'synchro:reprendre': { request: { acte: unknown }, answer: 'INTROUVABLE' },
  'synchro:abandonner': { request: { acte: unknown }, answer: 'INTROUVABLE' },
  'synchro:tester': { request: {}, answer: 'ok' },
  'synchro:diagnostic': { request: { jeton: null }, answer: 'ok' },
  'reglages:lire': { request: {}, answer: 'ok' },
  'reglages:ecrire': { request: { densite: 'compacte' }, answer: 'ok' },
  // Last: they close the desk.
  'session:changer-operateur': { request: {}, answer: 'ok' },
  'session:verrouiller': { request: {}, answer: 'ok' },
};

const invalid: Readonly<Record<string, unknown>> = {
  'session:definir-serveur': { url: 12 },
  'session:connecter': { nomPoste: '' },
  'session:enroler': { code: 'BCDFGHJK' },
  'session:sans-serveur': { nom: ' ', nomPoste: 'Accueil' },
  'session:phrase': { phrase: 'x'.repeat(201) },
  'session:creer-operateur': { nom: 'Karim', pin: '12345' },
  'session:choisir-operateur': { operateur: 'karim', pin },
  'session:deverrouiller': { operateur: unknown, pin: '12345a' },
  'synchro:reprendre': { acte: 'a' },
  'synchro:abandonner': {},
  'synchro:diagnostic': { jeton: 3 },
  'reglages:ecrire': { apparence: 'rose' },
};

async function openAgain(): Promise<void> {
  const { etape } = await poste.session();
  if (etape === 'pret') return;
  await poste.ask('session:deverrouiller', { operateur: await operateurOf(poste), pin });
}

describe('each channel of the session, the sync and the settings', () => {
  it('is tried here', () => {
    expect(Object.keys(valid).sort()).toEqual([...owned].sort());
  });

  it.each(owned)('%s refuses a request of another shape, and changes nothing', async (channel) => {
    await openAgain();
    const before = await poste.session();
    expect(await poste.refusal(channel, invalid[channel] ?? { autre: 1 })).toBe('REQUETE_INVALIDE');
    expect(await poste.refusal(channel, null)).toBe('REQUETE_INVALIDE');
    expect(await poste.session()).toEqual(before);
  });

  it.each(Object.entries(valid))('%s answers at an open desk', async (channel, { request, answer }) => {
    await openAgain();
    const reply = await poste.core.handle(channel, request);
    expect(reply.ok ? 'ok' : reply.error.code).toBe(answer);
    const definition = Object.entries(contract).find(([name]) => name === channel)?.[1];
    if (reply.ok) expect(definition?.response.safeParse(reply.value).success).toBe(true);
  });

  it.each(coreChannels.filter((channel) => !channel.startsWith('session:')))(
    '%s is refused while the desk is locked, whatever the request',
    async (channel) => {
      await poste.ask('session:verrouiller');
      expect(await poste.refusal(channel, valid[channel]?.request ?? {})).toBe('VERROUILLE');
    },
  );

  it.each(coreChannels.filter((channel) => !channel.startsWith('session:')))(
    '%s is refused before anyone signed in',
    async (channel) => {
      const empty = new PosteMachine();
      try {
        const fresh = await empty.start({ serveur: server.url, browser: browserOf(server, compte) });
        expect(await fresh.refusal(channel, valid[channel]?.request ?? {})).toBe('VERROUILLE');
      } finally {
        await empty.remove();
      }
    },
  );

  it('knows no other channel, and leaves those of the shell to the shell', async () => {
    await openAgain();
    for (const channel of ['', 'session:secret', 'toString', '__proto__', 'systeme:quitter', 'systeme:infos'])
      expect(await poste.refusal(channel, {})).toBe('REQUETE_INVALIDE');
  });

  it('tells events that fit their schema', () => {
    expect(poste.events.length).toBeGreaterThan(3);
    for (const { name, payload } of poste.events) {
      const schema = Object.entries(events).find(([known]) => known === name)?.[1];
      expect(schema?.safeParse(payload).success, name).toBe(true);
    }
  });
});

describe('the settings', () => {
  it('are whole after a partial write, and kept', async () => {
    await openAgain();
    await poste.ask('reglages:ecrire', { apparence: 'sombre' });
    expect(await poste.ask('reglages:lire')).toEqual({
      apparence: 'sombre',
      raccourcisUneTouche: true,
      densite: 'compacte',
      composerEnAppelant: false,
      listesVues: 0,
      alertesVues: [],
      colonnes: ['formation', 'situation', 'prochaine-action', 'dernier-appel', 'qui'],
      porteeFile: 'tous',
      protocoleTelephone: 'tel',
      notifierRappels: true,
      resterEnVeille: false,
      raccourciGlobal: false,
    });
  });
});

describe('the diagnostic', () => {
  it('names nobody', async () => {
    await openAgain();
    const { texte } = contract['synchro:diagnostic'].response.parse(
      await poste.ask('synchro:diagnostic', { jeton: null }),
    );
    expect(texte).toContain('Version : 0.1.0');
    for (const said of ['Léa', 'CFA des Tests', 'Accueil-2', '13002526500013', server.url, machine.folder])
      expect(texte).not.toContain(said);
  });

  it('is written where the dialog said, with a token that the shell knows', async () => {
    await openAgain();
    const path = join(machine.folder, 'diagnostic.txt');
    tokens.set('jeton-1', path);
    const { texte } = contract['synchro:diagnostic'].response.parse(
      await poste.ask('synchro:diagnostic', { jeton: 'jeton-1' }),
    );
    expect(readFileSync(path, 'utf8')).toBe(texte);
    for (const jeton of ['jeton-2', ''])
      expect(await poste.refusal('synchro:diagnostic', { jeton })).toBe('JETON_INVALIDE');
  });

  it('leaves no half file', async () => {
    await openAgain();
    tokens.set('jeton-3', join(machine.folder, 'absent', 'diagnostic.txt'));
    expect(await poste.refusal('synchro:diagnostic', { jeton: 'jeton-3' })).toBe('NON_AUTORISE');
    expect(readdirSync(machine.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('the connection test', () => {
  it('stops at the first cause', async () => {
    let answer: 'real' | 'nothing' | 'portal' = 'real';
    const other = new PosteMachine();
    try {
      const tested = await openDesk(other, server, compte, {
        fetch: (input, init) => {
          if (answer === 'real') return fetch(input, init);
          if (answer === 'nothing') return Promise.reject(new TypeError('cut'));
          return Promise.resolve(new Response('<html></html>', { headers: { 'content-type': 'text/html' } }));
        },
      });
      expect(await epreuvesOf(tested)).toEqual({ adresse: null, serveur: null, session: null, horloge: null });
      answer = 'nothing';
      expect(await epreuvesOf(tested)).toEqual({
        adresse: 'HORS_LIGNE',
        serveur: 'non-fait',
        session: 'non-fait',
        horloge: 'non-fait',
      });
      answer = 'portal';
      expect(await epreuvesOf(tested)).toMatchObject({
        adresse: null,
        serveur: 'REPONSE_INVALIDE',
        session: 'non-fait',
      });
    } finally {
      await other.remove();
    }
  });
});

describe('the core', () => {
  it('turns an unexpected fault into a code without its text', async () => {
    await openAgain();
    const faulty = new PosteMachine();
    try {
      const broken = await openDesk(faulty, server, compte, {
        tokens: {
          get: () => {
            throw new Error('Léa M. 06 12 34 56 78');
          },
        },
      });
      const reply = await broken.core.handle('synchro:diagnostic', { jeton: 'jeton' });
      expect(reply).toMatchObject({ ok: false, error: { code: 'ERREUR_INTERNE' } });
      expect(JSON.stringify(reply)).not.toContain('06 12');
      const log = readFileSync(join(faulty.folder, 'journal', 'coeur.log'), 'utf8');
      const code = reply.ok ? '' : String(reply.error.details?.journal);
      expect(log).toMatch(new RegExp(`ERREUR_INTERNE id=${code}\\n`));
      expect(log).not.toContain('06 12');
    } finally {
      await faulty.remove();
    }
  });

  it('answers nothing more once it was stopped', async () => {
    const other = new PosteMachine();
    try {
      const stopped = await openDesk(other, server, compte);
      await stopped.core.stop(0);
      expect(await stopped.refusal('session:etat')).toBe('NOYAU_ARRETE');
    } finally {
      await other.remove();
    }
  });
});
