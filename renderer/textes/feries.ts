import { paques, type Territoire } from '../../shared/domain/jours-ouvres.ts';
import { jourEnMots } from './echeances.ts';

const fixes: Readonly<Record<string, string>> = {
  '01-01': 'jour de l’An',
  '05-01': 'fête du Travail',
  '05-08': 'victoire de 1945',
  '07-14': 'fête nationale',
  '08-15': 'Assomption',
  '11-01': 'Toussaint',
  '11-11': 'armistice de 1918',
  '12-25': 'Noël',
};

/** Days after Easter Sunday. */
const mobiles: Readonly<Record<number, string>> = {
  [-2]: 'Vendredi saint',
  1: 'lundi de Pâques',
  39: 'Ascension',
  50: 'lundi de Pentecôte',
};

const jourMs = 86_400_000;

/** « fête nationale »; what no calendar of the whole country names is the abolition of slavery, or the second day of Christmas. */
export const nomDuFerie = (jour: string, territoire: Territoire): string => {
  const fixe = fixes[jour.slice(5)];
  if (fixe !== undefined) return fixe;
  const ecart = Math.round((Date.parse(jour) - Date.parse(paques(Number(jour.slice(0, 4))))) / jourMs);
  const mobile = mobiles[ecart];
  if (mobile !== undefined) return mobile;
  return territoire === 'alsace-moselle' ? 'Saint-Étienne' : 'abolition de l’esclavage';
};

/** « jeudi 14 mai (Ascension), lundi 25 mai (lundi de Pentecôte) ». */
export const feriesEnMots = (jours: readonly string[], territoire: Territoire): string =>
  jours.map((jour) => `${jourEnMots(jour)} (${nomDuFerie(jour, territoire)})`).join(', ');
