import type { Page } from '@playwright/test';
import { dispositionTextes, issueTextes } from '../../renderer/textes/appel.ts';
import { contract } from '../../shared/contract/ipc/index.ts';
import { ask } from '../../tools/tour/bridge.ts';
import { chooseOperateur, reachDesk, signInWithCode, unlock } from '../../tools/tour/first-run.ts';
import { expect, type LaunchedApp, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import {
  fil,
  karim,
  lea,
  listCount,
  openCandidat,
  openSynchro,
  rows,
  sheet,
  statusBar,
  synchronise,
  undoBar,
} from '../support/desk.ts';

/** Acceptance scenarios of the field (users-and-rules 1.4), each named by its sentence: real postes, the real server. */

/** What the operating system tells when the lid is closed, and opened again. */
const lid = ({ app }: LaunchedApp, moved: 'suspend' | 'resume'): Promise<void> =>
  app.evaluate(({ powerMonitor }, name) => {
    powerMonitor.emit(name);
  }, moved);

const unanswered = [
  { digit: '3', dit: dispositionTextes.SANS_REPONSE },
  { digit: '2', dit: dispositionTextes.MESSAGE },
  { digit: '4', dit: dispositionTextes.OCCUPE },
] as const;

/** The first people of the list, whose names nobody else has. */
async function peopleOf(page: Page, count: number): Promise<string[]> {
  const answer = await ask(page, 'candidats:liste', {
    tri: 'nom',
    sens: 'croissant',
    filtres: {},
    recherche: '',
    apres: null,
    limite: 100,
  });
  const { lignes } = contract['candidats:liste'].response.parse(Reflect.get(Object(answer), 'value'));
  const noms = lignes.map(({ nom, prenom }) => `${nom} ${prenom}`);
  const alone = noms.filter((nom) => noms.filter((other) => other.toLowerCase() === nom.toLowerCase()).length === 1);
  expect(alone.length).toBeGreaterThanOrEqual(count);
  return alone.slice(0, count);
}

/** Logs a call that nobody answered. @returns what the fil says of it */
async function call(page: Page, nom: string, rank: number): Promise<string> {
  const { digit, dit } = unanswered[rank % unanswered.length] ?? unanswered[0];
  await openCandidat(page, nom);
  await page.keyboard.press('Enter');
  for (const key of ['a', digit, 'Enter']) await page.keyboard.press(key);
  await expect(undoBar(page).filter({ hasText: nom })).toBeVisible();
  return dit;
}

test('Wi-Fi drops for half a day in the workshop building; 35 calls logged; laptop lid closed; nothing lost, nothing doubled on return.', async ({
  cfa,
  poste,
}) => {
  test.setTimeout(300_000);
  const launched = await poste('Atelier-1', lea);
  const { page } = launched;
  await expect(statusBar(page)).toContainText('À jour');
  await cfa.stop();
  const called: { nom: string; dit: string }[] = [];

  await test.step('thirty-five calls, the lid closed twice on the way', async () => {
    for (const [rank, nom] of (await peopleOf(page, 35)).entries()) {
      if (rank === 12 || rank === 24) {
        for (const moved of ['suspend', 'resume'] as const) await lid(launched, moved);
        await unlock(page, lea);
      }
      called.push({ nom, dit: await call(page, nom, rank) });
    }
    await expect(statusBar(page)).toContainText('saisies à envoyer');
    await lid(launched, 'suspend');
  });
  expect(new Set(called.map(({ nom }) => nom)).size).toBe(35);
  expect(await cfa.actes()).toEqual([]);

  await test.step('the lid is opened where there is a network: everything leaves, even before the PIN', async () => {
    await cfa.start();
    await lid(launched, 'resume');
    await expect.poll(async () => (await cfa.actes('appel')).length, { timeout: 60_000 }).toBe(35);
    await unlock(page, lea);
    await expect(statusBar(page)).toHaveText(/^À jour, [^,]*$/, { timeout: 60_000 });
  });

  await test.step('nothing is doubled, whatever is exchanged after', async () => {
    const sent = await cfa.actes();
    expect(new Set(sent.map(({ id }) => id)).size).toBe(sent.length);
    await synchronise(page);
    expect(await cfa.actes()).toEqual(sent);
  });

  await test.step('another poste has them all, once each', async () => {
    const other = await poste('Accueil-2', karim);
    for (const { nom, dit } of called.filter((_, rank) => rank % 8 === 0)) {
      await openCandidat(other.page, nom);
      await expect(fil(other.page).filter({ hasText: dit })).toHaveCount(1);
    }
  });
});

const famille = 'TARDIVEL Maëlys';
/** As the fil says it, after a call. */
const said = (code: keyof typeof issueTextes): string => `: ${issueTextes[code].toLowerCase()}`;

test('Two colleagues log the same family offline: both events stay; status chosen by rule; a quiet badge says so.', async ({
  cfa,
  poste,
}) => {
  test.setTimeout(180_000);
  // One after the other: a new code of the director ends the one before.
  const first = await poste('Accueil-1', lea);
  const second = await poste('Accueil-2', karim);
  await cfa.stop();
  for (const [{ page }, digit] of [
    [first, '1'],
    [second, '3'],
  ] as const) {
    await openCandidat(page, famille);
    await page.keyboard.press('Enter');
    for (const key of ['a', '1', digit, 'Enter']) await page.keyboard.press(key);
    await expect(undoBar(page).filter({ hasText: famille })).toBeVisible();
  }
  await cfa.start();
  for (const { page } of [first, second, first]) await synchronise(page);
  // The rule shows the last one received, on both; each poste may have gone first, by itself.
  const [deUn, deDeux] = (await cfa.actes('appel')).map(({ issue }) => issue);
  expect([deUn, deDeux].toSorted()).toEqual(['CHERCHE_ENTREPRISE', 'RDV_FIXE']);
  const [ecarte, montre] =
    deDeux === 'RDV_FIXE'
      ? (['CHERCHE_ENTREPRISE', 'RDV_FIXE'] as const)
      : (['RDV_FIXE', 'CHERCHE_ENTREPRISE'] as const);

  const departage = (page: Page) => sheet(page).getByRole('region', { name: /^À départager : Ce qu’il ressort/ });
  for (const { page } of [first, second]) {
    await openCandidat(page, famille);
    await expect(fil(page).filter({ hasText: said('RDV_FIXE') })).toContainText('Léa M.');
    await expect(fil(page).filter({ hasText: said('CHERCHE_ENTREPRISE') })).toContainText('Karim B.');
    const row = rows(page).filter({ hasText: /TARDIVEL/ });
    await expect(row).toContainText(issueTextes[montre]);
    await expect(row.getByRole('button', { name: 'à départager' })).toBeVisible();
    await expect(departage(page)).toContainText(issueTextes.RDV_FIXE);
    await expect(departage(page)).toContainText(issueTextes.CHERCHE_ENTREPRISE);
    // Quiet: nothing stands in the way of the next call.
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }

  await departage(first.page)
    .getByRole('button', { name: `Garder : ${issueTextes[ecarte]}` })
    .click();
  await expect(departage(first.page)).toHaveCount(0);
  for (const { page } of [first, second]) await synchronise(page);
  for (const { page } of [first, second]) {
    await openCandidat(page, famille);
    await expect(departage(page)).toHaveCount(0);
    await expect(sheet(page).getByText(issueTextes[ecarte], { exact: true })).toBeVisible();
  }
});

test('Director leaves on 10 July: delegation ended; the PC of the délégué pushes, then purges, and shows what was done.', async ({
  cfa,
  start,
}) => {
  test.setTimeout(180_000);
  const { page } = await start();
  await signInWithCode(page, await cfa.code('delegue'), 'Admissions-1');
  await chooseOperateur(page, lea);
  await reachDesk(page);
  await expect(statusBar(page)).toContainText('À jour');
  await expect(listCount(page)).toHaveText(/^\d{2,} personnes/);
  const people = Number.parseInt((await listCount(page).textContent()) ?? '', 10);
  await cfa.stop();
  for (const [rank, nom] of (await peopleOf(page, 3)).entries()) await call(page, nom, rank);
  await cfa.finirDelegations();
  await openSynchro(page);
  await cfa.start();

  const receipt = page.getByRole('region', { name: 'Ce qui a quitté ce poste' });
  // The server tells the time in seconds: an end that is younger than that waits for the next exchange.
  await expect(async () => {
    await page.getByRole('button', { name: 'Synchroniser', exact: true }).click({ timeout: 3_000 });
    await expect(receipt).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await expect(receipt).toContainText('La délégation est terminée');
  await expect(receipt).toContainText(`${people} personnes effacées de ce poste aujourd’hui`);
  await expect(receipt).toContainText('Toutes les saisies avaient été envoyées.');
  await look(page, 'ce qui a quitté ce poste');
  expect((await cfa.actes('appel')).length).toBe(3);

  await page.getByRole('main').getByRole('button', { name: 'Candidats' }).click();
  await expect(rows(page)).toHaveCount(0);
  await page.keyboard.press('Control+l');
  await unlock(page, lea);
  await expect(rows(page)).toHaveCount(0);
});

test('RDV from a parent for a child who also has two vœux: one person page, three sources, one next action.', async ({
  poste,
}) => {
  const { page } = await poste('Accueil-1', lea);
  await openCandidat(page, famille);
  await expect(sheet(page).getByRole('list', { name: 'Vœux' }).getByRole('listitem')).toHaveCount(2);

  await test.step('who asked is proposed as the same person, and merged in a key', async () => {
    await expect(sheet(page).getByRole('article', { name: /^Peut-être .*Tardivel Maëlys/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid')).toBeFocused();
    await page.keyboard.press('m');
    await expect(undoBar(page).filter({ hasText: 'Fusionnée avec' })).toBeVisible();
  });

  await test.step('one page, three sources', async () => {
    await expect(listCount(page)).toHaveText(/^1 personne\b/);
    await expect(sheet(page)).toContainText(/2 vœux\s·\s1 demande/);
    await expect(sheet(page).getByRole('list', { name: 'Vœux' }).getByRole('listitem')).toHaveCount(2);
    await expect(sheet(page).getByRole('region', { name: 'Demandes' })).toContainText('Sonia Tardivel');
  });

  await test.step('one next action, whichever source it comes from', async () => {
    const next = async () => {
      const answer = await ask(page, 'candidats:liste', {
        tri: 'nom',
        sens: 'croissant',
        filtres: {},
        recherche: 'tardivel maelys',
        apres: null,
        limite: 10,
      });
      const { lignes } = contract['candidats:liste'].response.parse(Reflect.get(Object(answer), 'value'));
      return lignes.map(({ prochaineAction }) => prochaineAction);
    };
    const before = await next();
    expect(before).toEqual([expect.objectContaining({ quoi: 'rappeler' })]);
    await page.keyboard.press('r');
    const strip = sheet(page).getByRole('region', { name: 'Prévoir un rappel' });
    await expect(strip).toBeVisible();
    await page.keyboard.press('Digit2');
    await page.keyboard.press('Enter');
    await expect(strip).toHaveCount(0);
    const after = await next();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
  });
});
