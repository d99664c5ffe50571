import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { FirstSync } from './first-sync.tsx';
import { LeaseEnded, Reconnection, UnreadableBase } from './interruptions.tsx';
import { Lock } from './lock.tsx';
import { WhoAreYou } from './operateur.tsx';
import { Passphrase } from './passphrase.tsx';
import { SignIn, SigningIn } from './sign-in.tsx';

export type Closed = Exclude<SessionEtat['etape'], 'pret'>;

const pages: Readonly<Record<Closed, (props: { etat: SessionEtat }) => React.ReactNode>> = {
  connexion: SignIn,
  'connexion-en-cours': SigningIn,
  coffre: Passphrase,
  operateur: WhoAreYou,
  'premiere-synchro': FirstSync,
  verrouille: Lock,
  reconnexion: Reconnection,
  'bail-expire': LeaseEnded,
  'base-illisible': UnreadableBase,
};

/** Everything that stands between opening the window and the desk. */
export const SessionPage = ({ etat, etape }: { etat: SessionEtat; etape: Closed }) => {
  const Page = pages[etape];
  return <Page etat={etat} />;
};
