import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { SessionEtat, sessionChannels } from '../../../shared/contract/ipc/session.ts';
import type { Random } from '../deps.ts';
import type { Account } from './account.ts';
import type { Queue } from './queue.ts';
import { tellOperateur } from './sans-serveur.ts';
import { parseServerUrl } from './server-url.ts';
import type { Session } from './session.ts';
import type { SignInDesk } from './sign-in.ts';

type SessionChannel = keyof typeof sessionChannels;
export type SessionHandlers = {
  [C in SessionChannel]: (request: RequestOf<C>) => Promise<Result<ResponseOf<C>>> | Result<ResponseOf<C>>;
};

export interface SessionHandlersDeps {
  session: Session;
  signIn: SignInDesk;
  random: Random;
  inTurn: Queue;
  etat(): SessionEtat;
  onChange(): void;
}

/** Every command answers the state it led to, or says why nothing changed. */
export function createSessionHandlers({
  session,
  signIn,
  random,
  inTurn,
  etat,
  onChange,
}: SessionHandlersDeps): SessionHandlers {
  async function answer(command: () => Promise<Result<null>>): Promise<Result<SessionEtat>> {
    const done = await inTurn(command);
    onChange();
    return done.ok ? success(etat()) : done;
  }

  /** Who works here is chosen at an open desk only: a locked one is opened by a PIN that exists. */
  const choosing = (work: (account: Account) => Promise<Result<null>>) =>
    answer(async () => {
      const { account } = session;
      if (account === null) return failure('NON_AUTORISE');
      if (session.step() !== 'operateur') return failure('VERROUILLE');
      return work(account);
    });

  async function enterBy(
    obtain: (serveur: string, key: Parameters<SignInDesk['byBrowser']>[0]['key']) => ReturnType<SignInDesk['byCode']>,
  ): Promise<Result<SessionEtat>> {
    const { serveur, problem } = session;
    if (problem !== null) return failure(problem);
    if (session.isClosedToSignIn) return failure('VERROUILLE');
    if (serveur === null) return failure('SERVEUR_NON_CONFIGURE');
    const key = session.needsNewKey ? null : ((await session.account?.tokens.deviceKey()) ?? null);
    const admitted = await obtain(serveur, key);
    if (!admitted.ok) return admitted;
    return answer(() => session.enter(admitted.value));
  }

  return {
    'session:etat': () => success(etat()),
    'session:definir-serveur': async ({ url }) => {
      const serveur = parseServerUrl(url);
      if (!serveur.ok) return serveur;
      if (signIn.isUnderWay) return failure('CONNEXION_EN_COURS');
      return answer(() => session.defineServeur(serveur.value));
    },
    'session:connecter': ({ nomPoste }) => enterBy((serveur, key) => signIn.byBrowser({ serveur, key, nomPoste })),
    'session:annuler-connexion': async () => {
      await signIn.cancel();
      return success(etat());
    },
    'session:enroler': ({ code, nomPoste }) =>
      enterBy((serveur, key) => signIn.byCode({ serveur, key, code, nomPoste })),
    'session:sans-serveur': async (entree) => {
      if (session.problem !== null) return failure(session.problem);
      if (signIn.isUnderWay) return failure('CONNEXION_EN_COURS');
      return answer(() => session.enterSansServeur(entree));
    },
    'session:phrase': ({ phrase }) => answer(() => session.givePhrase(phrase)),
    'session:creer-operateur': ({ nom, pin }) =>
      choosing(async (account) => {
        const id = random.uuid();
        if (account.identity.compte.serveur !== null) {
          const told = await tellOperateur(account.fetch, { id, nom });
          if (!told.ok) return told;
        }
        return account.operateurs.add(id, nom, pin);
      }),
    'session:choisir-operateur': ({ operateur, pin }) =>
      choosing((account) => account.operateurs.choose(operateur, pin)),
    'session:deverrouiller': ({ operateur, pin }) => answer(() => session.verrou.unlock(operateur, pin)),
    'session:verrouiller': () =>
      answer(async () => {
        session.verrou.lock();
        return success(null);
      }),
    'session:changer-operateur': () =>
      answer(async () => {
        if (session.step() !== 'pret' && session.step() !== 'premiere-synchro') return failure('VERROUILLE');
        session.verrou.leave();
        return success(null);
      }),
    'session:repartir': () => answer(() => session.startAgain()),
  };
}
