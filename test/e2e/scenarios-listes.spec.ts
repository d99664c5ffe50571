import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { issueTextes } from '../../renderer/textes/appel.ts';
import { entete, type Ligne, texteEntete, texteLigne } from '../../tools/demo/entete.ts';
import { villeurbanne } from '../../tools/demo/lieux.ts';
import { expect, test } from '../support/app-test.ts';
import { fil, lea, openCandidat, sheet, sheetName, synchronise, undoBar } from '../support/desk.ts';
import { ligneDe } from '../support/extraction.ts';

/** Acceptance scenarios of the field (users-and-rules 1.4) that a new list is part of, each named by its sentence. */

const seconde = readFileSync(fileURLToPath(new URL('../../resources/demo/extraction-2.csv', import.meta.url)), 'utf8');

const lire = (texte: string): Ligne => {
  const values = [...texte.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)")?/g)].map(([, value = '']) =>
    value.replaceAll('""', '"'),
  );
  const ligne = ligneDe({ ine: '' });
  for (const [index, name] of entete.entries()) ligne[name] = values[index] ?? '';
  return ligne;
};

/** The list that the demo ends with, line by line, and the pupils of Villeurbanne with one vœu and a sound number. */
const lignes = seconde
  .split('\n')
  .filter((ligne) => ligne !== '')
  .slice(1);
const seuls = lignes
  .map((texte, index) => ({ index, ligne: lire(texte) }))
  .filter(({ ligne }) => ligne['SIRET UAI formateur'] === villeurbanne.siret)
  .filter(({ ligne }) => /^\+336\d{8}$/.test(ligne['Téléphone responsable 1']) && /^\d{9}[A-Z]{2}$/.test(ligne.INE))
  .filter(({ ligne }) => lignes.filter((other) => other.includes(`"${ligne.INE}"`)).length === 1);
const nomDe = (ligne: Ligne): string => `${ligne["Nom de l'élève"]} ${ligne['Prénom 1']}`;

/** Nine more, six fewer, four numbers that changed. */
function listeDuVingtHuitJuin() {
  const retires = seuls.slice(10, 16);
  const changes = seuls.slice(30, 34);
  const gone = new Set(retires.map(({ index }) => index));
  const numeros = new Map(changes.map(({ index }, rank) => [index, `+3363998770${rank + 1}`]));
  const kept = lignes.flatMap((texte, index) => {
    const numero = numeros.get(index);
    if (gone.has(index)) return [];
    return [numero === undefined ? texte : texteLigne({ ...lire(texte), 'Téléphone responsable 1': numero })];
  });
  const nouveaux = Array.from({ length: 9 }, (_, rank) =>
    ligneDe({
      ine: `26000000${rank}ZZ`,
      nom: `NOUVEAUVENU-${'ABCDEFGHI'[rank] ?? ''}`,
      telephone: `+3363998760${rank}`,
    }),
  );
  const texte = [texteEntete, ...kept, ...nouveaux.map(texteLigne), ''].join('\n');
  return { texte, nouveaux, retires: retires.map(({ ligne }) => ligne), changes: changes.map(({ ligne }) => ligne) };
}

const openList = async (page: Page): Promise<void> => {
  await page.getByRole('navigation').getByRole('button', { name: 'Listes' }).click();
  await page
    .getByRole('article', { name: /Trois Fourneaux.+Villeurbanne/ })
    .getByRole('button', { name: 'Voir les changements', exact: true })
    .click();
  await expect(page.getByRole('heading', { name: 'Changements', level: 1 })).toBeVisible();
};

/** The rows of one genre, which the chip says are so many. */
const choose = async (page: Page, genre: string, count: number): Promise<void> => {
  await page
    .getByRole('toolbar', { name: 'Genre de changement' })
    .getByRole('button', { name: `${genre} · ${count}` })
    .click();
  await expect(page.getByRole('grid', { name: 'Changements par personne' })).toHaveAttribute(
    'aria-rowcount',
    String(count + 1),
  );
};

test('28 June: full list again; 9 new, 6 withdrawn (one already « RDV fixé »), 4 phones changed: each shown, human decides, history kept.', async ({
  cfa,
  poste,
}) => {
  test.setTimeout(180_000);
  const { page } = await poste('Accueil-1', lea);
  const liste = listeDuVingtHuitJuin();
  const [engage] = liste.retires;
  if (engage === undefined) throw new Error('the list has pupils of one vœu');
  const nom = nomDe(engage);

  await test.step('one of them has a meeting already', async () => {
    await openCandidat(page, engage.INE, nom);
    await page.keyboard.press('Enter');
    for (const key of ['a', '1', '1', 'Enter']) await page.keyboard.press(key);
    await expect(undoBar(page).filter({ hasText: nom })).toBeVisible();
    await synchronise(page);
  });
  await cfa.importer(liste.texte);
  await synchronise(page);

  await test.step('each is shown, by what the list changed', async () => {
    await openList(page);
    const row = (name: string) => page.getByRole('row', { name });
    await choose(page, 'Nouveaux', 9);
    for (const ligne of liste.nouveaux.slice(0, 3)) await expect(row(nomDe(ligne))).toContainText('nouveau');
    await choose(page, 'Modifiés', 4);
    for (const [rank, ligne] of liste.changes.entries()) {
      await expect(row(nomDe(ligne))).toContainText(`06 39 98 77 0${rank + 1}`);
      await expect(row(nomDe(ligne))).toContainText('avant :');
    }
    await choose(page, 'Retirés', 6);
    for (const ligne of liste.retires) await expect(row(nomDe(ligne))).toContainText('retiré');
    await expect(row(nom)).toContainText(issueTextes.RDV_FIXE);
    await expect(row(nom)).toContainText('Le travail engagé continue : la fiche et son fil restent.');
  });

  await test.step('nothing was decided for anybody: the sheet and its history are there', async () => {
    await page.getByRole('row', { name: nom }).click();
    await expect(sheetName(page)).toHaveText(nom);
    await expect(sheet(page).getByText('retiré de la liste')).toBeVisible();
    await expect(sheet(page).getByText(issueTextes.RDV_FIXE, { exact: true })).toBeVisible();
    await expect(fil(page).filter({ hasText: issueTextes.RDV_FIXE.toLowerCase() })).toContainText('Léa M.');
    const [change] = liste.changes;
    if (change === undefined) throw new Error('four numbers changed');
    await openCandidat(page, change.INE, nomDe(change));
    await expect(sheet(page)).toContainText(/06\s39\s98\s77\s01/);
  });
});
