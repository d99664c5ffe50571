import type { AssiduiteEtat } from '../../../shared/domain/actes/reservation.ts';
import { presences } from '../rendez-vous/presences.ts';

/** Where the keys stand in the presence list: a person, and one of her three boxes. */
export interface Place {
  rang: number;
  colonne: number;
}

export type TouchePresence = { do: 'aller'; place: Place } | { do: 'noter'; etat: AssiduiteEtat; place: Place };

const lettres: Readonly<Record<string, AssiduiteEtat>> = { p: 'present', a: 'absent', e: 'excuse' };

interface Touche {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/**
 * What a key does in the presence list. A letter notes the person and goes on to the next one, so that a room is taken
 * without looking down. They are keys of this list alone (WCAG 2.1.4), and off where single keys are.
 */
export const toucheDePresence = (
  { key, ctrlKey, altKey, metaKey }: Touche,
  { rang, colonne }: Place,
  count: number,
  singleKeys: boolean,
): TouchePresence | null => {
  if (ctrlKey || altKey || metaKey || count === 0) return null;
  const dernier = count - 1;
  const aller = (toRang: number, toColonne = colonne): TouchePresence => ({
    do: 'aller',
    place: {
      rang: Math.max(0, Math.min(dernier, toRang)),
      colonne: Math.max(0, Math.min(presences.length - 1, toColonne)),
    },
  });
  switch (key) {
    case 'ArrowDown':
      return aller(rang + 1);
    case 'ArrowUp':
      return aller(rang - 1);
    case 'ArrowRight':
      return aller(rang, colonne + 1);
    case 'ArrowLeft':
      return aller(rang, colonne - 1);
    case 'Home':
      return aller(0);
    case 'End':
      return aller(dernier);
    default: {
      const etat = singleKeys ? lettres[key.toLowerCase()] : undefined;
      if (etat === undefined) return null;
      return { do: 'noter', etat, place: { rang: Math.min(dernier, rang + 1), colonne: presences.indexOf(etat) } };
    }
  }
};
