import { textes } from './textes.ts';

export interface BadgeDeps {
  platform: string;
  /** macOS and the Linux desktops that know it write the number themselves. */
  setBadgeCount(nombre: number): void;
  /** Windows: a small picture on the button of the taskbar, and what a screen reader says of it; null takes it away. */
  setOverlay(text: string | null, description: string): void;
}

/** What the picture of a count holds: two signs at most. */
export const countText = (nombre: number): string => (nombre > 9 ? '9+' : String(nombre));

/** Calls that were promised and are due, on the dock or the taskbar. */
export const createBadge = ({ platform, setBadgeCount, setOverlay }: BadgeDeps) => ({
  show(nombre: number): void {
    if (platform === 'win32')
      setOverlay(nombre === 0 ? null : countText(nombre), nombre === 0 ? '' : textes.rappels(nombre));
    else setBadgeCount(nombre);
  },
});
