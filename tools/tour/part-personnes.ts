import type { Page } from 'playwright';
import type { Tour } from './context.ts';
import { leaveSynchronisation, openSynchronisation, sendAll, sheetOf } from './desk.ts';
import { chooseDemande, inbox, openCount, openDemandes, undoBarOf, waitForOpen } from './inbox.ts';
import type { Poste } from './poste.ts';

/** Her mother asked where her dossier is; she is in the list. */
const maelys = 'TARDIVEL Maëlys';
/** Who calls from a number that nobody has. */
export const unknownCaller = { nom: 'DELABARRE', prenom: 'Sacha', telephone: '06 39 98 73 90' } as const;

const villeurbanne = 'CFA des Trois Fourneaux – Villeurbanne';

/** Proposed with its evidence, merged in a key, taken back in one, merged again: vœux and demande on one sheet. */
const mergeOne = async ({ camera }: Tour, page: Page): Promise<void> => {
  await chooseDemande(page, /Tardivel Maëlys/);
  await page.keyboard.press('Enter');
  const proposed = sheetOf(page).getByLabel(`Peut-être la même personne : ${maelys}`);
  await proposed.waitFor();
  await camera.shoot(page, 'meme-personne-proposee');
  await page.keyboard.press('m');
  const merges = sheetOf(page).getByRole('list', { name: 'Fusions' });
  await merges.waitFor();
  await undoBarOf(page).filter({ hasText: 'Fusionnée avec' }).waitFor();
  await page.keyboard.press('Control+z');
  await merges.waitFor({ state: 'detached' });
  await proposed.waitFor();
  await page.keyboard.press('m');
  await merges.waitFor();
  await sheetOf(page).getByRole('list', { name: 'Vœux' }).waitFor();
  await camera.shoot(page, 'meme-personne-fusionnee');
};

/** Two brothers, one phone: one call for both, which answers both demandes. */
const callFamily = async ({ camera }: Tour, page: Page): Promise<void> => {
  const open = await openCount(page);
  await chooseDemande(page, /Marchetti Enzo/);
  await page.keyboard.press('Enter');
  await sheetOf(page)
    .getByLabel(/^Même famille : Marchetti Matteo/i)
    .waitFor();
  await camera.shoot(page, 'meme-famille');
  await page.keyboard.press('a');
  const strip = sheetOf(page).getByRole('region', { name: 'Appel', exact: true });
  await strip.waitFor();
  for (const key of ['Digit1', 'Digit3', 'm']) await page.keyboard.press(key);
  await strip.getByRole('checkbox', { name: 'Noter aussi cet appel pour Matteo', checked: true }).waitFor();
  await camera.shoot(page, 'meme-famille-un-appel');
  await page.keyboard.press('Enter');
  await undoBarOf(page).filter({ hasText: 'aussi pour Matteo' }).waitFor();
  await waitForOpen(page, open - 2);
  await inbox(page).waitFor();
};

const answerUnknown = async ({ camera }: Tour, page: Page): Promise<void> => {
  await inbox(page).focus();
  await page.keyboard.press('q');
  const question = page.getByRole('dialog', { name: 'Qui m’appelle ?' });
  await question.getByRole('combobox').fill(unknownCaller.telephone);
  await question.getByText('Personne sur ce poste n’a ce numéro ni ce nom.').waitFor();
  await camera.shoot(page, 'qui-m-appelle');
  await page.keyboard.press('Enter');
  await question.getByLabel('Nom', { exact: true }).fill(unknownCaller.nom);
  await question.getByLabel('Prénom').fill(unknownCaller.prenom);
  await question.getByLabel('Établissement, liste').selectOption({ label: villeurbanne });
  await camera.shoot(page, 'nouveau-contact');
  await question.getByLabel('Prénom').press('Enter');
  await sheetOf(page)
    .getByRole('heading', { name: `${unknownCaller.nom} ${unknownCaller.prenom}`, level: 2 })
    .waitFor();
  await camera.shoot(page, 'nouveau-contact-fiche');
};

/** Who is who: proposed, never decided by the machine. */
export const visitPersonnes = async (tour: Tour, poste: Poste): Promise<void> => {
  const page = poste.page();
  await openDemandes(page);
  await mergeOne(tour, page);
  await openDemandes(page);
  await callFamily(tour, page);
  await answerUnknown(tour, page);
  await openSynchronisation(page);
  await sendAll(page);
  await leaveSynchronisation(page);
};
