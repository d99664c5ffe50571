import type { ReactNode, RefObject } from 'react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';

/** What the page of the agenda gives to the panel of one créneau, and what it does when asked from there. */
export interface DetailPanelProps {
  creneau: string;
  /** The panel itself: it takes the focus when it is opened by the keyboard. */
  place: RefObject<HTMLElement | null>;
  /** What has to be settled first, shown under its title. */
  head: ReactNode;
  onClose: () => void;
  onEdit: (creneau: CreneauVu) => void;
  onMove: (creneau: CreneauVu) => void;
  onCancel: (creneau: CreneauVu) => void;
  /** `appeler`: with the strip of a call already open. */
  onOpenCandidat: (candidat: string, appeler?: boolean) => void;
}

export interface AbsentsListProps {
  /** Relations that are looked at; none is all of them. */
  flux: readonly string[] | undefined;
  /** `appeler`: with the strip of a call already open. */
  onOpenCandidat: (candidat: string, appeler?: boolean) => void;
  onOpenCreneau: (creneau: string) => void;
}
