import type { RefObject } from 'react';
import type { CandidatFiltres } from '../../../shared/contract/ipc/filtres.ts';
import { AccueilPage } from '../accueil/page.tsx';
import { AgendaPage } from '../agenda/page.tsx';
import type { AgendaView } from '../agenda/view.ts';
import { AppelsPage } from '../appels/page.tsx';
import type { AppelsView } from '../appels/view.ts';
import { CandidatsPage } from '../candidats/page.tsx';
import type { CandidatsView } from '../candidats/view.ts';
import { DemandesPage } from '../demandes/page.tsx';
import type { DemandesView } from '../demandes/view.ts';
import { EquipePage } from '../equipe/page.tsx';
import { ListesPage } from '../listes/page.tsx';
import type { ListesView } from '../listes/view.ts';
import { SynchroPage } from '../synchro/page.tsx';

/** In the order of the navigation; Synchronisation is reached from the status bar. */
export const screens = ['accueil', 'appels', 'candidats', 'demandes', 'agenda', 'listes', 'equipe', 'synchro'] as const;
export type Screen = (typeof screens)[number];

export interface Views {
  candidats: CandidatsView;
  appels: AppelsView;
  demandes: DemandesView;
  agenda: AgendaView;
  listes: ListesView;
}

/** The screen that is open; what each was showing is held by the desk, so that coming back finds it in place. */
export const Screens = ({
  screen,
  onScreen,
  views,
  search,
  onSearch,
  searchField,
  operateur,
  showCandidats,
  showCandidat,
  openInList,
  onWorkSeen,
}: {
  screen: Screen;
  onScreen: (screen: Screen) => void;
  views: Views;
  search: string;
  onSearch: (text: string) => void;
  searchField: RefObject<HTMLInputElement | null>;
  operateur: string | null;
  showCandidats: (filtres: CandidatFiltres) => void;
  showCandidat: (candidat: string) => void;
  /** Her sheet, with the list of her flux beside it. */
  openInList: (candidat: string, flux: string) => void;
  onWorkSeen: (travail: string) => void;
}) => {
  const { candidats } = views;
  switch (screen) {
    case 'accueil':
      return (
        <AccueilPage
          onAppels={() => onScreen('appels')}
          onCandidats={showCandidats}
          onDemandes={() => onScreen('demandes')}
          onListes={() => onScreen('listes')}
          onOpenCandidat={showCandidat}
        />
      );
    case 'appels':
      return (
        <AppelsPage view={views.appels} candidats={candidats} operateur={operateur} onOpenCandidat={showCandidat} />
      );
    case 'candidats':
      return (
        <CandidatsPage
          search={search}
          onSearch={onSearch}
          view={candidats}
          searchField={searchField}
          operateur={operateur}
        />
      );
    case 'demandes':
      return (
        <DemandesPage view={views.demandes} candidats={candidats} operateur={operateur} onOpenCandidat={showCandidat} />
      );
    case 'agenda':
      return (
        <AgendaPage
          view={views.agenda}
          onOpenCandidat={(candidat, appeler = false) => {
            showCandidat(candidat);
            // What was begun about her is hers: a call is opened only where nothing was.
            if (appeler && candidats.drafts[candidat] === undefined)
              candidats.setDraft(candidat, { kind: 'appel', sens: 'emis', call: null });
          }}
        />
      );
    case 'listes':
      return <ListesPage view={views.listes} onFiltrer={showCandidats} onOuvrir={openInList} onWorkSeen={onWorkSeen} />;
    case 'equipe':
      return <EquipePage operateur={operateur} onCandidats={showCandidats} />;
    case 'synchro':
      return <SynchroPage onCandidats={() => onScreen('candidats')} />;
  }
};
