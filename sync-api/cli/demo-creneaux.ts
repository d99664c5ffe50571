import type { CreneauCorps } from '../../shared/domain/actes/creneau.ts';
import { origine } from '../../shared/domain/demandes/origines.ts';

/** The agenda of the demo CFA, told in working days from the day it is built: nobody and nothing of it is real. */

/** One créneau: where, so many working days before or after today, at an hour of the site. */
export interface CreneauDemo extends Omit<CreneauCorps, 'creneau' | 'debut' | 'fin'> {
  formateur: string;
  jours: number;
  heure: string;
  dureeMin: number;
  /** How many people of its list were given it. */
  personnes: number;
}

const villeurbanne = '99998000600020';
const saintEtienne = '99998100400016';
const saintPaul = '99998200200019';

/** To every training of the site, wherever the family comes from. */
const aToutes = { formations: [], origines: [...origine.options] };

const entretien = {
  formateur: villeurbanne,
  genre: 'entretien',
  dureeMin: 30,
  capacite: 1,
  liste_attente: false,
  lieu: 'Bureau des admissions, 14 rue des Maîtres-Queux',
  consigne: 'Avec le dernier bulletin et, pour les mineurs, un parent.',
  offre: aToutes,
} as const satisfies Partial<CreneauDemo>;

/** The entretiens of the week, day by day; those that were given are marked. */
const semaine: readonly { jours: number; libres: readonly string[]; donnes: readonly string[] }[] = [
  { jours: 1, libres: ['9:30', '11:00'], donnes: ['9:00', '10:00', '10:30'] },
  { jours: 2, libres: ['14:30', '15:00'], donnes: ['14:00'] },
  { jours: 3, libres: ['9:00', '10:00', '10:30'], donnes: ['9:30'] },
  { jours: 4, libres: ['14:00', '14:30', '15:00'], donnes: [] },
  { jours: 5, libres: ['9:00', '9:30', '10:00'], donnes: ['10:30'] },
];

const reunion: CreneauDemo = {
  formateur: villeurbanne,
  genre: 'reunion',
  titre: 'Découvrir les métiers de bouche',
  jours: 2,
  heure: '17:30',
  dureeMin: 90,
  capacite: 10,
  liste_attente: true,
  lieu: 'Amphithéâtre, 14 rue des Maîtres-Queux',
  consigne: 'Entrée par la cour, badge visiteur à l’accueil.',
  offre: aToutes,
  personnes: 10,
};

export const creneauxDemo: readonly CreneauDemo[] = [
  reunion,
  {
    ...reunion,
    titre: 'Entrer en apprentissage : mode d’emploi',
    jours: -1,
    capacite: 8,
    personnes: 5,
  },
  {
    formateur: villeurbanne,
    genre: 'portes_ouvertes',
    jours: 5,
    heure: '13:30',
    dureeMin: 210,
    capacite: 80,
    liste_attente: false,
    lieu: '14 rue des Maîtres-Queux',
    offre: aToutes,
    personnes: 4,
  },
  {
    formateur: saintEtienne,
    genre: 'reunion',
    jours: 3,
    heure: '18:00',
    dureeMin: 60,
    capacite: 20,
    liste_attente: true,
    lien: 'https://visio.example.org/invention',
    offre: aToutes,
    personnes: 3,
  },
  { ...entretien, formateur: saintPaul, lieu: '27 chemin des Épices', jours: 2, heure: '9:00', personnes: 1 },
  ...semaine.flatMap(({ jours, libres, donnes }) =>
    [...libres.map((heure) => ({ heure, personnes: 0 })), ...donnes.map((heure) => ({ heure, personnes: 1 }))].map(
      ({ heure, personnes }): CreneauDemo => ({ ...entretien, jours, heure, personnes }),
    ),
  ),
];

/** The meeting that is full, in {@link creneauxDemo}. */
export const rangReunion = 0;

/** Fixed ids: building the demo twice must not double them. */
export const idDuCreneau = (rang: number): string =>
  `5d1a7c0e-0b5e-4a63-9c1e-6f0e2f3bc${String(rang).padStart(3, '0')}`;

/** Who waits for a place of it, in this order (resources/demo/demandes.json). */
export const attentes = ['aminata.sow@example.org', 'sirine.haddad@example.org', 'celestin.dupre@example.com'] as const;
