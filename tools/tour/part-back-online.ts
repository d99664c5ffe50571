import type { Page } from 'playwright';
import { karim, secondPosteName, type Tour } from './context.ts';
import {
  focusList,
  leaveSynchronisation,
  openSynchronisation,
  readPerson,
  type ShownPerson,
  search,
  sendAll,
  statusLine,
} from './desk.ts';
import { chooseOperateur, reachDesk, signInWithCode } from './first-run.ts';
import { verifyComparisons } from './lists.ts';
import type { Poste } from './poste.ts';
import { verify, verifyEqual } from './verify.ts';

const changesCount = async (page: Page, name: string): Promise<number> => {
  const label = page.getByRole('dialog', { name: 'Changements' }).locator('label', { hasText: name });
  await label.filter({ hasText: /[1-9]/ }).waitFor();
  return Number.parseInt(((await label.textContent()) ?? '').replace(/\D/g, ''), 10) || 0;
};

/** A newer list came meanwhile: its marks, and the filter that shows them. */
const visitChanges = async ({ camera, report }: Tour, page: Page): Promise<void> => {
  await page.getByRole('toolbar', { name: 'Filtres' }).getByRole('button', { name: 'Changements' }).click();
  const list = page.getByRole('dialog', { name: 'Changements' });
  await list.waitFor();
  const counts = {
    nouveaux: await changesCount(page, 'Nouveau'),
    modifies: await changesCount(page, 'Modifié'),
    retires: await changesCount(page, 'Retiré'),
  };
  for (const [name, count] of Object.entries(counts)) verify(count > 0, `the second list brought ${name}`);
  if (report.seconde_liste !== null) Object.assign(report.seconde_liste, counts);
  for (const name of ['Nouveau', 'Modifié', 'Retiré']) await list.getByRole('checkbox', { name }).check();
  await camera.shoot(page, 'seconde-liste-filtre');
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
  await focusList(page);
  await page.keyboard.press('Home');
  await camera.shoot(page, 'seconde-liste');
  await page.getByRole('button', { name: 'Effacer les filtres' }).click();
};

/** The second list is imported, then the server comes back: everything leaves, everything arrives. */
export const comeBack = async (tour: Tour, poste: Poste): Promise<void> => {
  const { server, report, camera } = tour;
  const page = poste.page();
  report.seconde_liste = { ...(await server.importList(2)), nouveaux: 0, modifies: 0, retires: 0 };
  await server.restart();
  await openSynchronisation(page);
  await sendAll(page);
  await statusLine(page)
    .filter({ hasText: /^À jour/ })
    .waitFor();
  await camera.shoot(page, 'synchronisation-a-jour');
  await leaveSynchronisation(page);

  const figures = await server.figures();
  const { appel = 0, note = 0 } = figures.actesParType;
  verifyEqual(appel, report.appels_hors_ligne.length, 'the server holds each call once');
  verifyEqual(note, 1, 'the server holds the note once');
  report.actes_pousses = {
    total: figures.actes,
    par_type: figures.actesParType,
    en_double: figures.actes - figures.actesDistincts,
  };
  verifyEqual(report.actes_pousses.en_double, 0, 'no acte twice');
  await visitChanges(tour, page);
};

const readAll = async (page: Page, names: readonly string[]): Promise<ShownPerson[]> => {
  const people: ShownPerson[] = [];
  for (const nom of names) people.push(await readPerson(page, nom));
  await search(page, '');
  await page.keyboard.press('Escape');
  return people;
};

/** Another PC, enrolled by code, another opérateur: the same people, as they were left. */
export const visitSecondPoste = async (tour: Tour, first: Poste): Promise<Poste> => {
  const { server, camera, report } = tour;
  const code = await server.createCode();
  const second = await tour.addPoste('poste-2', [`serveur=${server.url}`, `code=${code}`]);
  const page = await second.open();
  await signInWithCode(page, code, secondPosteName, (name) => camera.shoot(page, `poste-2-${name}`));
  await chooseOperateur(page, karim);
  await reachDesk(page);
  const names = report.appels_hors_ligne.map(({ nom }) => nom);
  const there = await readAll(page, names);
  const here = await readAll(first.page(), names);
  const called = names[0] ?? '';
  await search(page, called);
  await page.getByRole('complementary', { name: called }).waitFor();
  await camera.shoot(page, 'poste-2-meme-personne');
  verify(
    there.every(({ situation }) => situation !== '') && there.length === names.length,
    'the second poste shows all ten people',
  );
  report.second_poste = {
    nom: secondPosteName,
    personnes: there,
    identique: JSON.stringify(there) === JSON.stringify(here),
  };
  verifyEqual(there, here, 'both postes show the same people in the same words');
  // It first synced after the third list, and compares both as the poste that received them one by one.
  for (const list of [2, 3] as const) await verifyComparisons(page, list);
  return second;
};
