import { MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { type QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { ErrorCode } from '../shared/contract/errors.ts';
import { BridgeProvider, useAsk } from './ask.tsx';
import type { Bridge } from './bridge.ts';
import { type Clock, ClockProvider } from './clock.tsx';
import { parcoursKey } from './features/appels/view.ts';
import type { Screen } from './features/desk/screens.tsx';
import { SessionPage } from './features/session/page.tsx';
import { LastAttempt } from './features/session/use-session.ts';
import { useLive } from './live.ts';
import { phraseErreur } from './textes/erreurs.ts';
import { Notice } from './ui/notice.tsx';
import { cssVariablesResolver, theme } from './ui/theme.ts';

/** Most of the page's code: read while the first screen is looked at, not before it shows. */
const loadDesk = () => import('./features/desk/page.tsx');
const Desk = lazy(async () => ({ default: (await loadDesk()).Desk }));

const schemes = { clair: 'light', sombre: 'dark' } as const;
/** What an emptied page may keep: where the session stands, and this window's own settings. */
const keptWhenClosed = new Set<unknown>([
  'session:etat',
  'synchro:etat',
  'systeme:infos',
  'reglages:lire',
  parcoursKey[0],
]);

const Session = ({ setApparence }: { setApparence: (apparence: 'systeme' | 'clair' | 'sombre') => void }) => {
  const queries = useQueryClient();
  const session = useAsk('session:etat', {});
  const isOpen = session.data?.etape === 'pret';
  const reglages = useAsk('reglages:lire', {}, isOpen);
  const { coreIsDown, worksSeen, seeWork, asked, onAnswered } = useLive();
  const [screen, setScreen] = useState<Screen | null>(null);
  const apparence = reglages.data?.apparence;

  useEffect(() => {
    if (apparence !== undefined) setApparence(apparence);
  }, [apparence, setApparence]);

  // SECURITY, Verrou: a locked page is empty, its memory too.
  useEffect(() => {
    if (session.data === undefined || isOpen) return;
    queries.removeQueries({ predicate: ({ queryKey }) => !keptWhenClosed.has(queryKey[0]) });
  }, [session.data, isOpen, queries]);

  const isKnown = session.data !== undefined;
  useEffect(() => {
    // Tried again, and told, when the desk opens.
    if (isKnown) loadDesk().catch(() => undefined);
  }, [isKnown]);

  if (session.data === undefined) {
    return session.error === null ? null : <Notice tone="bad">{phraseErreur('NOYAU_ARRETE')}</Notice>;
  }
  const etat = session.data;
  if (etat.etape === 'pret')
    return (
      <Suspense fallback={null}>
        <Desk
          session={etat}
          coreIsDown={coreIsDown}
          worksSeen={worksSeen}
          onWorkSeen={seeWork}
          screen={screen}
          onScreen={setScreen}
          asked={asked}
          onAnswered={onAnswered}
        />
      </Suspense>
    );
  return <SessionPage etat={etat} etape={etat.etape} />;
};

export const App = ({
  bridge,
  clock,
  queries,
  nonce,
}: {
  bridge: Bridge;
  clock: Clock;
  queries: QueryClient;
  nonce: string;
}) => {
  const [apparence, setApparence] = useState<'systeme' | 'clair' | 'sombre'>('systeme');
  const [refusal, setRefusal] = useState<ErrorCode | null>(null);
  const [nomPoste, setNomPoste] = useState<string | null>(null);
  const attempt = useMemo(() => ({ code: refusal, set: setRefusal, nomPoste, setNomPoste }), [refusal, nomPoste]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      {...(apparence === 'systeme' ? {} : { forceColorScheme: schemes[apparence] })}
      {...(nonce === '' ? {} : { getStyleNonce: () => nonce })}
    >
      <DatesProvider settings={{ locale: 'fr', firstDayOfWeek: 1 }}>
        <QueryClientProvider client={queries}>
          <BridgeProvider bridge={bridge}>
            <ClockProvider clock={clock}>
              <LastAttempt value={attempt}>
                <Session setApparence={setApparence} />
              </LastAttempt>
            </ClockProvider>
          </BridgeProvider>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
};
