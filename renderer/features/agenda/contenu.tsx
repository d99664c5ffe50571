import type { ReactNode } from 'react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { AbsentsList } from './absents.tsx';
import type { EnPlace } from './semaine.ts';
import { semaineMots } from './textes.ts';
import { SemaineVide, Vide } from './vide.tsx';
import type { AgendaView } from './view.ts';
import { Week } from './week.tsx';

/** What the chosen tab shows, in its place under the tabs. */
export const Contenu = ({
  view,
  lundi,
  places,
  isUnknown,
  isEmpty,
  severalPlaces,
  now,
  canCreate,
  onOpen,
  onNew,
  creer,
  liste,
  onOpenCandidat,
}: {
  view: AgendaView;
  lundi: string;
  places: readonly EnPlace[];
  /** Nothing was answered yet, or it failed and was said. */
  isUnknown: boolean;
  isEmpty: boolean;
  severalPlaces: boolean;
  now: number;
  canCreate: boolean;
  onOpen: (creneau: CreneauVu, byKeyboard: boolean) => void;
  onNew: (jour: string, debutMin: number) => void;
  creer: ReactNode;
  liste: ReactNode;
  onOpenCandidat: (candidat: string) => void;
}) => {
  const { vue, setVue, flux, choisi, choisir, setPanelOpen, setJour, grid } = view;
  if (vue === 'absents')
    return (
      <AbsentsList
        flux={flux === null ? undefined : [flux]}
        onOpenCandidat={onOpenCandidat}
        onOpenCreneau={(creneau) => {
          setJour(null);
          setVue('passes');
          choisir(creneau);
          setPanelOpen(true);
        }}
      />
    );
  if (vue !== 'semaine') return isEmpty && !isUnknown ? <Vide vue={vue} action={creer} /> : liste;
  return (
    <>
      {places.length === 0 && !isUnknown && <SemaineVide canCreate={canCreate} />}
      <Week
        lundi={lundi}
        label={semaineMots(lundi)}
        places={places}
        selected={choisi}
        isKnown={!isUnknown}
        severalPlaces={severalPlaces}
        now={now}
        grid={grid}
        onOpen={onOpen}
        onNew={onNew}
      />
    </>
  );
};
