import { BrowserWindow, dialog, Menu, type MenuItemConstructorOptions } from 'electron';
import { textes } from './textes.ts';

export interface MenuActions {
  version: string;
  isPackaged: boolean;
  lock(): void;
}

/** The application menu in French. Roles keep the system's own shortcuts and behaviour. */
export const createMenu = ({ version, isPackaged, lock }: MenuActions): Menu => {
  const development: MenuItemConstructorOptions[] = isPackaged
    ? []
    : [
        { type: 'separator' },
        { role: 'reload', label: textes.recharger },
        { role: 'toggleDevTools', label: textes.outils },
      ];
  return Menu.buildFromTemplate([
    {
      label: textes.fichier,
      submenu: [
        // The page owns its shortcuts: this one is only shown.
        { label: textes.verrouiller, accelerator: 'Ctrl+L', registerAccelerator: false, click: lock },
        { type: 'separator' },
        { role: 'quit', label: textes.quitter },
      ],
    },
    {
      label: textes.edition,
      submenu: [
        { role: 'undo', label: textes.annuler },
        { role: 'redo', label: textes.retablir },
        { type: 'separator' },
        { role: 'cut', label: textes.couper },
        { role: 'copy', label: textes.copier },
        { role: 'paste', label: textes.coller },
        { role: 'selectAll', label: textes.toutSelectionner },
      ],
    },
    {
      label: textes.affichage,
      submenu: [
        { role: 'resetZoom', label: textes.tailleNormale },
        { role: 'zoomIn', label: textes.agrandir },
        { role: 'zoomOut', label: textes.reduire },
        { type: 'separator' },
        { role: 'togglefullscreen', label: textes.pleinEcran },
        ...development,
      ],
    },
    {
      label: textes.aide,
      submenu: [
        {
          label: textes.aPropos,
          click: () => {
            const options = { type: 'info' as const, message: 'Rappel CFA', detail: textes.version(version) };
            const window = BrowserWindow.getFocusedWindow();
            void (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
          },
        },
      ],
    },
  ]);
};
