import type { Locator, Page } from 'playwright';
import { z } from 'zod';
import {
  type CarteListe,
  type GenreComparaison,
  genreComparaison,
  listesChannels,
} from '../../shared/contract/ipc/listes.ts';
import type { Ligne } from '../demo/entete.ts';
import type { Changement } from '../demo/listes-suivantes.ts';
import { genererDemo } from '../demo-generator.ts';
import { ask } from './bridge.ts';
import { verify, verifyEqual } from './verify.ts';

// The lists as the screen has them, and as whoever made them says what each one changed.

export const cards = (page: Page): Locator => page.getByRole('article');

const screens = (page: Page): Locator => page.getByRole('navigation', { name: 'Écrans' });

export const openListes = async (page: Page): Promise<void> => {
  await screens(page).getByRole('button', { name: 'Listes' }).click();
  await page.getByRole('heading', { name: 'Listes', level: 1 }).waitFor();
};

export const leaveListes = async (page: Page): Promise<void> => {
  await screens(page).getByRole('button', { name: 'Candidats' }).click();
  await page.getByRole('heading', { name: 'Candidats', level: 1 }).waitFor();
};

const cartes = z.object({ ok: z.literal(true), value: listesChannels['listes:cartes'].response });
const comparaison = z.object({ ok: z.literal(true), value: listesChannels['listes:comparaison'].response });

export const readCards = async (page: Page): Promise<CarteListe[]> =>
  cartes.parse(await ask(page, 'listes:cartes', {})).value.cartes;

const formateurOf = (ligne: Ligne): string => ligne['clé ministère éducatif'].slice(25, 39);
const told = (genre: string, ligne: Ligne): string => `${genre} : ${ligne["Nom de l'élève"]} ${ligne['Prénom 1']}`;

const toldIn = (change: Changement, formateur: string): string[] => {
  const here = (genre: string, ligne: Ligne): string[] =>
    formateurOf(ligne) === formateur ? [told(genre, ligne)] : [];
  switch (change.genre) {
    case 'deplace':
      return [...here('parti', change.avant), ...here('arrive', change.apres)];
    case 'modifie':
      // An edit may write what stood there already.
      return JSON.stringify(change.avant) === JSON.stringify(change.apres) ? [] : here('modifie', change.apres);
    case 'ajoute':
    case 'retire':
      return here(change.genre, change.ligne);
  }
};

/** The demo generator's own record of what the second or the third list changes for one formateur, a person a line. */
const recorded = (list: number, formateur: string): string[] => {
  const changes = genererDemo().changements[list - 2] ?? [];
  return [...new Set(changes.flatMap((change) => toldIn(change, formateur)))].sort();
};

const genreOf = (genre: string): GenreComparaison =>
  genre === 'parti' || genre === 'arrive' ? 'deplace' : genreComparaison.parse(genre);

export interface ListChanges {
  liste: number;
  formateur: string;
  /** People by genre, as the screen counts them. */
  personnes: Record<GenreComparaison, number>;
  /** People of it with whom the office had already worked. */
  dejaTravailles: number;
}

/** Verifies each transmission of each list against the generator's record. @returns what was compared. */
export const verifyComparisons = async (page: Page, list: number): Promise<ListChanges[]> => {
  const compared: ListChanges[] = [];
  for (const { flux, formateur, transmissions } of await readCards(page)) {
    const transmission = transmissions.find(({ numero }) => numero === list);
    verify(transmission !== undefined, `${formateur.nom} has its list ${list}`);
    const request = { flux, transmission: transmission.id, genre: null, apres: null, limite: 200 };
    const { lignes, comptes } = comparaison.parse(await ask(page, 'listes:comparaison', request)).value;
    const shown = lignes.flatMap(({ nom, prenom, changements }) =>
      changements.map(({ genre }) => `${genre} : ${nom} ${prenom}`),
    );
    const expected = recorded(list, formateur.siret ?? '');
    verify(expected.length > 0, `list ${list} changes something at ${formateur.nom}`);
    verifyEqual([...new Set(shown)].sort(), expected, `list ${list} of ${formateur.nom}, as the generator recorded it`);
    const personnes = { ajoute: 0, modifie: 0, retire: 0, deplace: 0 };
    for (const line of expected) personnes[genreOf(line.split(' ')[0] ?? '')] += 1;
    const { tous: _all, ...counted } = comptes ?? { tous: 0 };
    verifyEqual(counted, personnes, `the counts of list ${list} of ${formateur.nom}`);
    compared.push({
      liste: list,
      formateur: formateur.nom,
      personnes,
      dejaTravailles: lignes.filter(({ travail }) => travail !== null).length,
    });
  }
  return compared;
};
