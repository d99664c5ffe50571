import { textes } from './textes.ts';

export interface TrayEntry {
  /** null draws a line. */
  label: string | null;
  /** null where there is nothing to press. */
  press: (() => void) | null;
}

export interface TrayIcon {
  setEntries(entries: readonly TrayEntry[]): void;
  setHint(hint: string): void;
  remove(): void;
}

export interface VeilleDeps {
  isWanted(): boolean;
  /** Whether an icon near the clock would be seen. */
  hasArea(): Promise<boolean>;
  makeTray(onPress: () => void): TrayIcon;
  open(): void;
  openAppels(): void;
  lock(): void;
  quit(): void;
  hide(): void;
  /** @returns true once. */
  firstStay(): boolean;
  notify(titre: string, texte: string): void;
  onBug(error: unknown): void;
}

export interface Veille {
  /** At start, and each time the setting changes. */
  apply(): Promise<void>;
  area(): Promise<boolean>;
  /** Calls that were promised and are due. */
  count(nombre: number): void;
  /** The window is being closed. @returns whether it stays instead: it is then hidden. */
  stays(): boolean;
  /** The app is being left: nothing stays. */
  leave(): void;
}

/** Closing the window leaves the app near the clock, where there is such a place and the setting asks for it. */
export const createVeille = (deps: VeilleDeps): Veille => {
  let tray: TrayIcon | null = null;
  let nombre = 0;
  let isLeaving = false;
  let asked: Promise<boolean> | null = null;
  const area = (): Promise<boolean> => {
    asked ??= deps.hasArea().catch((error: unknown) => {
      deps.onBug(error);
      return false;
    });
    return asked;
  };
  const draw = (): void => {
    if (tray === null) return;
    const rappels = textes.rappels(nombre);
    tray.setHint(nombre === 0 ? textes.produit : `${textes.produit} – ${rappels}`);
    tray.setEntries([
      { label: textes.ouvrirProduit, press: deps.open },
      { label: rappels, press: nombre === 0 ? null : deps.openAppels },
      { label: null, press: null },
      { label: textes.verrouiller, press: deps.lock },
      { label: textes.quitter, press: deps.quit },
    ]);
  };
  const remove = (): void => {
    tray?.remove();
    tray = null;
  };
  return {
    area,
    async apply() {
      if (!deps.isWanted()) {
        remove();
        return;
      }
      const isThere = await area();
      // Changed again, or left, meanwhile.
      if (!isThere || tray !== null || isLeaving || !deps.isWanted()) return;
      try {
        tray = deps.makeTray(deps.open);
        draw();
      } catch (error) {
        deps.onBug(error);
      }
    },
    count(next) {
      nombre = next;
      draw();
    },
    stays() {
      // Without its icon nobody would find the window again.
      if (isLeaving || tray === null || !deps.isWanted()) return false;
      deps.hide();
      if (deps.firstStay()) deps.notify(textes.resteTitre, textes.reste);
      return true;
    },
    leave() {
      isLeaving = true;
      remove();
    },
  };
};
