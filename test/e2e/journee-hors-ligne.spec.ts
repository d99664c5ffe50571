import type { Page } from '@playwright/test';
import { dispositionTextes, issueTextes } from '../../renderer/textes/appel.ts';
import { chooseOperateur, reachDesk, signInThroughBrowser, unlock } from '../../tools/tour/first-run.ts';
import { expect, test } from '../support/app-test.ts';
import {
  fil,
  karim,
  lea,
  listCount,
  openCandidat,
  openSynchro,
  rows,
  searchField,
  sheet,
  statusBar,
  synchronise,
  undoBar,
} from '../support/desk.ts';

const issue = (code: keyof typeof issueTextes): string => `: ${issueTextes[code].toLowerCase()}`;

/** Digits typed after A, and what the fil says of such a call. */
const calls = [
  { digits: ['3'], dit: dispositionTextes.SANS_REPONSE },
  { digits: ['2'], dit: dispositionTextes.MESSAGE },
  { digits: ['4'], dit: dispositionTextes.OCCUPE },
  { digits: ['1', '1'], dit: issue('RDV_FIXE') },
  { digits: ['1', '2'], dit: issue('REFLECHIT') },
  { digits: ['1', '3'], dit: issue('CHERCHE_ENTREPRISE') },
  { digits: ['6'], dit: dispositionTextes.MAUVAIS_CONTACT },
  { digits: ['1', '5'], dit: issue('DOSSIER_ENVOYE') },
  { digits: ['3'], dit: dispositionTextes.SANS_REPONSE },
  { digits: ['7'], dit: dispositionTextes.NUMERO_INVALIDE },
];

const people = [
  'TARDIVEL Maëlys',
  'QUERREC Noé',
  'BELKHADRA-NOUVEL Ilyès',
  'RAKOTOMALALA-ANDRIAMANJATO Lilou',
  'RAKOTOMALALA-ANDRIAMANJATO Ewen',
  'AUBERTHIER Agathe',
  'AUBERTHIER Hugo',
  'AUBERTHIER Louna',
  'AUBERTHIER Manon',
  'BARRACHON Ambre',
];

const logCall = async (page: Page, nom: string, digits: readonly string[]): Promise<void> => {
  await openCandidat(page, nom);
  await page.keyboard.press('Enter');
  for (const key of ['a', ...digits]) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await expect(undoBar(page).filter({ hasText: nom })).toBeVisible();
};

test('ten calls logged without a server survive a power cut and reach the server once', async ({
  cfa,
  start,
  poste,
}, testInfo) => {
  test.setTimeout(420_000);
  const profile = testInfo.outputPath('profil');
  const { identifiant, motDePasse } = cfa.director;
  const first = await start({ userDataFolder: profile });

  await test.step('sign in with a real browser, receive the lists', async () => {
    await signInThroughBrowser(first, { identifiant, password: motDePasse }, 'Accueil-1');
    await chooseOperateur(first.page, lea);
    await reachDesk(first.page);
    await expect(statusBar(first.page)).toContainText('À jour');
    await expect(rows(first.page).first()).toBeVisible();
  });

  await test.step('search by accents, prefixes, digits of a phone, INE and collège', async () => {
    const { page } = first;
    for (const typed of ['tardi', 'MAELYS tardivel', 'maëlys tard', 'tardivel 202', '39 98 12 03', '240000001AB']) {
      // From everybody: she is otherwise on screen already, found by the words before.
      await searchField(page).fill('');
      await expect(listCount(page)).toHaveText(/^324 personnes/);
      await openCandidat(page, typed, 'TARDIVEL Maëlys');
    }
    await searchField(page).fill('tardivel 777');
    await expect(page.getByText('Personne ne correspond à « tardivel 777 »')).toBeVisible();
    await searchField(page).fill('honoré fictif');
    await expect(listCount(page)).toHaveText('36 personnes');
    await expect(sheet(page)).toContainText('HONORE FICTIF');
  });

  await test.step('the server stops, ten calls are logged by keyboard', async () => {
    await cfa.stop();
    for (const [index, { digits }] of calls.entries()) await logCall(first.page, people[index] ?? '', digits);
    await expect(statusBar(first.page)).toContainText('saisies à envoyer');
  });

  expect(await cfa.actes()).toEqual([]);
  await first.kill();
  const second = await start({ userDataFolder: profile });
  const { page } = second;

  await test.step('after the power cut: a lock, a PIN, and the ten calls wait to be sent', async () => {
    await expect(page.getByRole('heading', { name: lea.nom })).toBeVisible();
    await expect(page.getByText('TARDIVEL')).toHaveCount(0);
    await unlock(page, lea);
    for (const [index, { dit }] of calls.entries()) {
      await openCandidat(page, people[index] ?? '');
      await expect(fil(page).filter({ hasText: dit })).toContainText('en attente d’envoi');
    }
    await openSynchro(page);
    for (const nom of people) await expect(page.getByText(nom).first()).toBeVisible();
  });

  await test.step('the server is back: everything goes, once', async () => {
    await cfa.start();
    await synchronise(page);
    expect((await cfa.actes('appel')).length).toBe(10);
    const sent = await cfa.actes();
    await synchronise(page);
    expect(await cfa.actes()).toEqual(sent);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
    await expect(statusBar(page)).toHaveText(/^À jour, [^,]*$/);
  });

  await test.step('a second poste shows the ten calls and who made them', async () => {
    const other = await poste('Accueil-2', karim);
    for (const [index, { dit }] of calls.entries()) {
      await openCandidat(other.page, people[index] ?? '');
      const entree = fil(other.page).filter({ hasText: dit });
      await expect(entree).toHaveCount(1);
      await expect(entree).toContainText('Léa M., Accueil-1');
    }
  });
});
