import { ExportWindow } from '../exports/export-window.tsx';
import { ImprimerWindow } from '../impression/imprimer-window.tsx';
import { LotWindow } from '../lots/lot-window.tsx';
import { EcrireWindow } from '../messages/ecrire-window.tsx';
import type { PorteeDeListe } from './selection.ts';
import { sujetExport } from './textes.ts';

/** What is done with those who are ticked, or with the whole list. */
export interface Sortie {
  vers: 'export' | 'impression' | 'affecter' | 'prochaine-action' | 'ecrire';
  portee: PorteeDeListe;
  /** « 12 sélectionnés ». */
  phrase: string;
}

/** The window of it: each says what will happen before it does. */
export const Sorties = ({
  sortie: { vers, portee, phrase },
  combien,
  onClose,
}: {
  sortie: Sortie;
  /** How many people the list shows; undefined while nobody counted them. */
  combien: { total: number; plus: boolean } | undefined;
  onClose: () => void;
}) => {
  switch (vers) {
    case 'affecter':
    case 'prochaine-action':
      return <LotWindow geste={vers} portee={portee} phrase={phrase} onClose={onClose} />;
    case 'ecrire':
      return <EcrireWindow qui={{ genre: 'groupe', portee, phrase }} onClose={onClose} />;
    case 'export':
      return <ExportWindow portee={portee} sujet={sujetExport(portee)} onClose={onClose} />;
    case 'impression':
      return (
        <ImprimerWindow
          portee={portee}
          combien={portee.genre === 'selection' ? { total: portee.candidats.length, plus: false } : combien}
          onClose={onClose}
        />
      );
  }
};
