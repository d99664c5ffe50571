import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../../shared/contract/errors.ts';
import { type Channel, contract, type Reply } from '../../shared/contract/ipc/index.ts';
import type { SessionEtat } from '../../shared/contract/ipc/session.ts';
import { bugCode } from './bug.ts';
import type { Core, CoreDeps, CoreEvent, CoreSignal } from './deps.ts';
import { createJournal, type Journal } from './journal/journal.ts';
import { buildServices } from './services.ts';
import type { Handler } from './session/account.ts';
import { createSessionHandlers } from './session/handlers.ts';
import { type FileSystemProbe, systemProbe } from './session/network-share.ts';
import { readPosteSettings, writePosteSettings } from './session/poste-settings.ts';
import { createQueue } from './session/queue.ts';
import { createServerTime } from './session/server-time.ts';
import { parseServerUrl } from './session/server-url.ts';
import { Session } from './session/session.ts';
import { createSignInDesk } from './session/sign-in.ts';
import { isAnswered, isTold } from './session/step.ts';
import { startWatch } from './session/watch.ts';
import { storeFailure } from './store/sqlite.ts';

/** A laptop that is being closed leaves little time. */
const beforeSleepMs = 2_000;

const isChannel = (name: string): name is Channel => Object.hasOwn(contract, name);

/** Policy may hold a mistake; a person may then type the address. */
function configured(deps: CoreDeps, journal: Journal): CoreDeps {
  if (deps.config.serveur === null) return deps;
  const serveur = parseServerUrl(deps.config.serveur);
  if (!serveur.ok) journal.write('SERVEUR_REFUSE');
  return { ...deps, config: { ...deps.config, serveur: serveur.ok ? serveur.value : null } };
}

/** The counts change with every acte; at an open desk they are the sync's to tell. */
function toldAs({ nonEnvoyes, dernierEnvoiLe, ...rest }: SessionEtat): string {
  return JSON.stringify(rest.etape === 'pret' ? rest : { nonEnvoyes, dernierEnvoiLe, ...rest });
}

/** Composition root of the data core: builds, injects, routes. Answers once the account of this poste is looked at. */
export async function startCore(given: CoreDeps, probe: FileSystemProbe = systemProbe): Promise<Core> {
  await mkdir(given.dataFolder, { recursive: true, mode: 0o700 });
  const journal = createJournal({ folder: join(given.dataFolder, 'journal'), clock: given.clock });
  const startedAt = given.clock.monotonic();
  const deps = configured(given, journal);
  const { clock, random, fetch, config } = deps;
  const listeners = new Set<(event: CoreEvent) => void>();
  let isStopped = false;
  let lastTold = '';

  const emit = (name: string, payload: unknown): void => {
    if (!isTold(name, session.step())) return;
    for (const listener of listeners) listener({ name, payload });
  };
  const onChange = (): void => {
    const state = etat();
    const told = toldAs(state);
    if (told === lastTold) return;
    lastTold = told;
    emit('session:change', state);
  };
  const onBug = (error: unknown): string => {
    const code = bugCode(error);
    journal.write('ERREUR_INTERNE', { id: code });
    return code;
  };

  const inTurn = createQueue();
  const serverTime = createServerTime(clock);
  const signIn = createSignInDesk({ ...deps, version: config.version, serverTime, onChange: () => onChange() });
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[-:]/g, '').slice(0, 15);
  const session = new Session({
    core: deps,
    probe,
    journal,
    serverTime,
    settings: await readPosteSettings(deps.dataFolder, stamp),
    saveSettings: (settings) => writePosteSettings(deps.dataFolder, settings),
    account: {
      clock,
      random,
      fetch,
      version: config.version,
      serverTime,
      oauthClient: (serveur) => signIn.client(serveur),
      buildServices: (input) =>
        buildServices(
          {
            core: deps,
            journal,
            serverTime,
            serveur: () => session.serveur,
            emit,
            onSynchro: () => {
              session.noteUnsent();
              onChange();
            },
            onBug,
          },
          input,
        ),
    },
    onChange,
    onLost: () => {
      inTurn(() => session.erase())
        .then(onChange)
        .catch(onBug);
    },
  });
  const etat = (): SessionEtat => {
    const state = session.etat();
    return {
      ...state,
      // An export may ask for a fresh sign-in: the open desk stays where it is meanwhile.
      etape: signIn.isInBrowser && state.etape !== 'pret' ? 'connexion-en-cours' : state.etape,
      codePropose: session.account === null ? config.codeEnrolement : null,
    };
  };
  const sessionHandlers: Readonly<Record<string, Handler>> = createSessionHandlers({
    session,
    signIn,
    random,
    inTurn,
    etat,
    onChange,
  });
  await session.start();
  journal.write('DEMARRAGE', { dureeMs: clock.monotonic() - startedAt });
  const watch = startWatch({
    clock,
    lockAfterMs: config.lockAfterMs,
    onIdle: () => session.verrou.lock(),
    onLook: () => {
      session.verrou.look();
      onChange();
    },
  });

  async function answer(channel: Channel, request: unknown): Promise<Reply<unknown>> {
    const step = session.step();
    if (!isAnswered(channel, step)) return failure(step === 'bail-expire' ? 'BAIL_EXPIRE' : 'VERROUILLE');
    const parsed = contract[channel].request.safeParse(request);
    if (!parsed.success) return failure('REQUETE_INVALIDE');
    const handler = sessionHandlers[channel] ?? session.account?.services.handlers[channel];
    return handler === undefined ? failure('REQUETE_INVALIDE') : handler(parsed.data);
  }

  return {
    async handle(channel, request) {
      if (isStopped) return failure('NOYAU_ARRETE');
      if (!isChannel(channel) || channel.startsWith('systeme:')) return failure('REQUETE_INVALIDE');
      try {
        return await answer(channel, request);
      } catch (error: unknown) {
        return storeFailure(error) ?? failure('ERREUR_INTERNE', { journal: onBug(error) });
      }
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async signal(signal: CoreSignal) {
      const engine = session.account?.services.engine;
      if (signal === 'veille') serverTime.beforeSleep();
      if (signal === 'reprise') serverTime.afterSleep();
      if (signal === 'activite') watch.activity();
      else if (signal === 'reprise' || signal === 'reseau') engine?.wake();
      else if (signal === 'fermeture') await engine?.flush(beforeSleepMs);
      else {
        session.verrou.lock();
        onChange();
        if (signal === 'veille') await engine?.flush(beforeSleepMs);
      }
    },
    async stop(boundMs) {
      if (isStopped) return;
      isStopped = true;
      void signIn.cancel();
      await watch.stop();
      await session.account?.services.engine.flush(boundMs);
      await session.close();
      journal.write('ARRET');
    },
  };
}
