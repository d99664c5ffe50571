import { CloseButton } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CandidatFiltres } from '../../../shared/contract/ipc/filtres.ts';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { useAsk } from '../../ask.tsx';
import type { Intent } from '../../keyboard/intent.ts';
import { performIntent, useIntents } from '../../keyboard/use-intents.ts';
import type { Asked } from '../../live.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { useAgendaView } from '../agenda/view.ts';
import { useAppelsView } from '../appels/view.ts';
import { KeeperProvider, useKeeper } from '../brouillons/keeper-provider.tsx';
import { nouveautes } from '../candidats/filters.ts';
import { ListBanner } from '../candidats/list-banner.tsx';
import { useCandidatsView } from '../candidats/view.ts';
import { QuiAppelleWindow } from '../contacts/qui-appelle.tsx';
import { useQuiAppelle } from '../contacts/use-qui-appelle.ts';
import { ReponseDraftsProvider } from '../demandes/drafts.tsx';
import { useDemandesView } from '../demandes/view.ts';
import { WorksBar } from '../exports/works-bar.tsx';
import { useListesView } from '../listes/view.ts';
import { LotsBar } from '../lots/lots-bar.tsx';
import { Reprise } from '../messages/reprise.tsx';
import type { Geste } from '../palette/commandes.ts';
import { usePalette } from '../palette/palette.tsx';
import { LibellesWindow } from '../partages/libelles-window.tsx';
import { ModelesWindow } from '../partages/modeles-window.tsx';
import { SaisiesProvider, useSaisies } from '../saisies/saisies.tsx';
import { UndoBar } from '../saisies/undo-bar.tsx';
import { useSessionCommand } from '../session/use-session.ts';
import { AlertsBanner } from './alerts-banner.tsx';
import { useCopyGuard } from './copy-guard.ts';
import { DeskPalette } from './desk-palette.tsx';
import { KeysWindow } from './keys-window.tsx';
import { Navigation } from './navigation.tsx';
import styles from './page.module.css';
import { useReglages } from './reglages.tsx';
import { ReglagesButton } from './reglages-button.tsx';
import { type Screen, Screens } from './screens.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useBadge } from './use-badge.ts';

interface DeskProps {
  session: SessionEtat;
  coreIsDown: boolean;
  worksSeen: ReadonlySet<string>;
  onWorkSeen: (travail: string) => void;
  /** Which screen; held above the desk, so that unlocking finds it again. null at start. */
  screen: Screen | null;
  onScreen: (screen: Screen) => void;
  asked: Asked | null;
  onAnswered: () => void;
}

const Frame = ({
  session,
  coreIsDown,
  worksSeen,
  onWorkSeen,
  screen: kept,
  onScreen: setScreen,
  asked,
  onAnswered,
}: DeskProps) => {
  const screen = kept ?? 'accueil';
  const [search, setSearch] = useState('');
  const [keysShown, setKeysShown] = useState(false);
  const [reglagesShown, setReglagesShown] = useState(false);
  const [fenetre, setFenetre] = useState<'modeles' | 'libelles' | null>(null);
  const palette = usePalette();
  const [operateurShown, setOperateurShown] = useState(false);
  // A poste alone begins with a file to import: an empty Accueil would say nothing of it.
  const total = useAsk('candidats:compteurs', {}).data?.total;
  useEffect(() => {
    if (kept === null && total !== undefined) setScreen(session.sansServeur && total === 0 ? 'listes' : 'accueil');
  }, [kept, total, session.sansServeur, setScreen]);
  const view = useCandidatsView();
  const appels = useAppelsView();
  const demandes = useDemandesView();
  const agenda = useAgendaView();
  const listes = useListesView();
  const quiAppelle = useQuiAppelle();
  const field = useRef<HTMLInputElement>(null);
  const { reglages, ecrire } = useReglages();
  const { undo, message, dismiss, say, forgotten } = useSaisies();
  const { send } = useSessionCommand();
  const keeper = useKeeper();
  /** A closed desk takes nothing more: what is being typed goes to the file before. */
  const leaveDesk = (channel: 'session:verrouiller' | 'session:changer-operateur'): void => {
    keeper.keepNow();
    void send(channel, {});
  };
  useBadge();
  useCopyGuard((code) => say(phraseErreur(code)));

  const focusSearch = useCallback(() => {
    setScreen('candidats');
    field.current?.focus();
    field.current?.select();
  }, [setScreen]);

  // What was typed to find somebody who has left would go on naming her.
  useEffect(() => {
    if (forgotten > 0) setSearch('');
  }, [forgotten]);

  const showCandidats = (filtres: CandidatFiltres): void => {
    setScreen('candidats');
    setSearch('');
    view.setFiltres(filtres);
  };
  const showCandidat = (candidat: string): void => {
    setScreen('candidats');
    view.open(candidat);
  };
  const openCandidat = (candidat: string, flux: string): void => {
    showCandidats({ flux: [flux] });
    view.select(candidat);
    view.setSheetOpen(true);
  };

  const { open: openQuiAppelle } = quiAppelle;
  useEffect(() => {
    if (asked === null) return;
    onAnswered();
    if (asked === 'appels') setScreen('appels');
    else openQuiAppelle();
  }, [asked, onAnswered, setScreen, openQuiAppelle]);

  useIntents(reglages.raccourcisUneTouche, (intent: Intent) => {
    switch (intent.do) {
      case 'search':
        focusSearch();
        return true;
      case 'palette':
        palette.open();
        return true;
      case 'lock':
        leaveDesk('session:verrouiller');
        return true;
      case 'undo':
        return undo();
      case 'keys':
        setKeysShown(true);
        return true;
      case 'operateur':
        setOperateurShown(true);
        return true;
      case 'who-calls':
        quiAppelle.open();
        return true;
      default:
        return false;
    }
  });

  const doGeste = (geste: Geste): void => {
    switch (geste.genre) {
      case 'ecran':
        setScreen(geste.ecran);
        return;
      case 'intention':
        if (!performIntent(geste.intent)) say('Rien ne peut recevoir cette action ici, pour l’instant.');
        return;
      case 'fenetre':
        if (geste.fenetre === 'reglages') setReglagesShown(true);
        else setFenetre(geste.fenetre);
        return;
      case 'vue':
        showCandidats(geste.vue.filtres);
        view.setVue(geste.id);
        view.setOrdre({ tri: geste.vue.tri, sens: geste.vue.sens });
        void ecrire({ colonnes: geste.vue.colonnes });
    }
  };

  return (
    <div className={styles.frame}>
      <TopBar
        search={search}
        onSearch={(text) => {
          setScreen('candidats');
          setSearch(text);
        }}
        field={field}
        onDown={() => view.grid.current?.focus()}
        etablissement={session.etablissement}
        onWhoCalls={quiAppelle.open}
        onPalette={palette.open}
        reglages={
          <ReglagesButton
            opened={reglagesShown}
            onOpened={setReglagesShown}
            onKeys={() => setKeysShown(true)}
            onFenetre={setFenetre}
          />
        }
      />
      <DeskPalette
        controls={palette}
        screen={screen}
        sansServeur={session.sansServeur}
        candidats={view}
        demandes={demandes}
        onPersonne={showCandidat}
        onGeste={doGeste}
      />
      {fenetre === 'modeles' && <ModelesWindow onClose={() => setFenetre(null)} />}
      {fenetre === 'libelles' && <LibellesWindow onClose={() => setFenetre(null)} />}
      <Reprise />
      <QuiAppelleWindow
        controls={quiAppelle}
        onOpen={showCandidat}
        onReceived={(candidat, draft) => {
          // What was begun about her before is hers, and stays.
          if (view.drafts[candidat] === undefined) view.setDraft(candidat, draft);
        }}
        onCallback={(candidat) => view.setDraft(candidat, { kind: 'rappel' })}
      />
      <Navigation screen={screen} sansServeur={session.sansServeur} onScreen={setScreen} />
      <main className={styles.main}>
        {coreIsDown && <Notice tone="warn">{phraseErreur('NOYAU_ARRETE')}</Notice>}
        <AlertsBanner />
        <ListBanner onSee={() => showCandidats({ nouveaute: [...nouveautes] })} />
        {message !== null && (
          <div className={styles.message}>
            <Notice
              tone="bad"
              action={<CloseButton size="xs" c="inherit" aria-label="Masquer ce message" onClick={dismiss} />}
            >
              {message}
            </Notice>
          </div>
        )}
        <div className={styles.screen}>
          <Screens
            screen={screen}
            onScreen={setScreen}
            views={{ candidats: view, appels, demandes, agenda, listes }}
            search={search}
            onSearch={setSearch}
            searchField={field}
            operateur={session.operateur?.id ?? null}
            showCandidats={showCandidats}
            showCandidat={showCandidat}
            openInList={openCandidat}
            onWorkSeen={onWorkSeen}
          />
        </div>
        <UndoBar overColumn={screen === 'appels'} />
      </main>
      <div className={styles.works}>
        <LotsBar />
        <WorksBar seen={worksSeen} onSeen={onWorkSeen} />
      </div>
      <StatusBar
        session={session}
        screen={screen}
        operateurShown={operateurShown}
        onOperateurShown={setOperateurShown}
        onOpen={() => setScreen(screen === 'synchro' ? 'candidats' : 'synchro')}
        onLock={() => leaveDesk('session:verrouiller')}
        onChange={() => leaveDesk('session:changer-operateur')}
      />
      <KeysWindow opened={keysShown} onClose={() => setKeysShown(false)} singleKeys={reglages.raccourcisUneTouche} />
    </div>
  );
};

export const Desk = (props: DeskProps) => (
  <SaisiesProvider>
    <KeeperProvider>
      <ReponseDraftsProvider>
        <Frame {...props} />
      </ReponseDraftsProvider>
    </KeeperProvider>
  </SaisiesProvider>
);
