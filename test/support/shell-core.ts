import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Core, CoreDeps, CoreEvent } from '../../main/core/deps.ts';
import { logBug } from '../../main/shell/bug-log.ts';
import { serveCore } from '../../main/shell/core-endpoint.ts';
import { createNodeCorePort } from '../../main/shell/node-core-port.ts';
import { systemClock } from '../../main/shell/system-clock.ts';
import { failure, success } from '../../shared/contract/errors.ts';
import type { SessionEtat } from '../../shared/contract/ipc/session.ts';
import { sessionFictive } from './session.ts';

// A small real core for the tests of the shell: it tells its process id as the name of the poste, writes down what the
// shell signals, and opens or locks the desk when asked.

const operateur = { id: '00000000-0000-4000-8000-000000000001', nom: 'Léa M.', aUnPin: true };

const startSmallCore = async ({ config, dataFolder, host }: CoreDeps): Promise<Core> => {
  const listeners = new Set<(event: CoreEvent) => void>();
  let etape: SessionEtat['etape'] = 'verrouille';
  const etat = (): SessionEtat =>
    sessionFictive(etape, {
      serveur: config.serveur,
      codePropose: config.codeEnrolement,
      poste: String(process.pid),
      operateur,
      operateurs: [operateur],
      essaisRestants: 5,
    });
  const move = (next: SessionEtat['etape']) => {
    etape = next;
    for (const listener of listeners) listener({ name: 'session:change', payload: etat() });
    return success(etat());
  };
  return {
    async handle(channel, request) {
      if (channel === 'session:etat') return success(etat());
      if (channel === 'session:deverrouiller') return move('pret');
      if (channel === 'session:verrouiller') return move('verrouille');
      if (channel === 'session:connecter') {
        // The address asked for comes as the name of the poste, so that the test chooses it.
        const nomPoste =
          typeof request === 'object' && request !== null && 'nomPoste' in request ? request.nomPoste : '';
        try {
          await host.openExternal(String(nomPoste));
          return success(etat());
        } catch {
          return failure('NON_AUTORISE');
        }
      }
      // Whoever passes somebody makes three promised calls due, which is told like any event of the core.
      if (channel === 'appels:passer') {
        for (const listener of listeners) listener({ name: 'appels:rappel-du', payload: { nombre: 3 } });
        return success({});
      }
      if (channel === 'reglages:lire') throw new Error('a bug whose message names Maëlys');
      if (channel === 'synchro:etat') return success({ connexion: 'not in the contract' });
      return failure('INTROUVABLE');
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async signal(signal) {
      appendFileSync(join(dataFolder, 'signals'), `${signal}\n`);
      if (signal === 'verrouillage') move('verrouille');
    },
    async stop(boundMs) {
      writeFileSync(join(dataFolder, 'stopped'), String(boundMs));
    },
  };
};

const absent = () => Promise.reject(new Error('no keychain in this core'));

serveCore({
  port: createNodeCorePort(),
  makeDeps: ({ dataFolder, ...config }, host) => ({
    dataFolder,
    fetch: globalThis.fetch,
    clock: systemClock,
    random: { uuid: () => operateur.id, bytes: (length) => new Uint8Array(length), fraction: () => 0 },
    keychain: { read: absent, write: absent, remove: absent },
    host,
    config,
  }),
  startCore: startSmallCore,
  exit: (code) => process.exit(code),
  onBug: logBug,
});
