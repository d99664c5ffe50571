import { expect, type Page } from '@playwright/test';
import { encode, formationOuverte, type TestAccueil } from '../support/accueil.ts';
import { idDeCreneau, offrirCreneau, suivreReservation } from '../support/accueil-creneaux.ts';
import { depots, envoyer, regarder, remplir, test, titre } from '../support/accueil-navigateur.ts';
import { TestClock } from '../support/server.ts';

const sansScript = { javaScriptEnabled: false };
const jeton = 'r'.repeat(43);
const debut = '2026-03-10T08:00:00.000Z';
const maintenant = (): { clock: TestClock } => ({ clock: new TestClock(Date.parse('2026-03-02T09:00:00.000Z')) });

const formulaire = (accueil: TestAccueil): string =>
  `${accueil.url}/demande?${encode({ cle: formationOuverte.cleMinistereEducatif, origine: 'LBA', mode: 'creneau' })}`;

/** One that is free, one that is full, one with a waiting list. */
const offrir = async ({ db }: TestAccueil): Promise<void> => {
  await offrirCreneau(db, { id: idDeCreneau(1), debut, libres: 3, genre: 'reunion', lieu: '1 rue de l’Essai, Lyon' });
  await offrirCreneau(db, { id: idDeCreneau(2), debut: '2026-03-10T13:00:00.000Z', libres: 0 });
  await offrirCreneau(db, {
    id: idDeCreneau(3),
    debut: '2026-03-12T17:00:00.000Z',
    libres: 0,
    liste_attente: 1,
    en_ligne: 1,
  });
};
const creneau = (page: Page, heures: string) => page.getByRole('radio', { name: heures });

test('a créneau is chosen on a phone with the keyboard alone', async ({ accueil, ouvrir }) => {
  const ici = await accueil(maintenant());
  await offrir(ici);
  const page = await ouvrir();
  await page.goto(formulaire(ici));
  await regarder(page, 'formulaire, créneaux');
  const tab = async (name: string | RegExp): Promise<void> => {
    await page.keyboard.press('Tab');
    await expect(page.locator(':focus')).toHaveAccessibleName(name);
  };
  await tab(/^Choisir un créneau/);
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('Quel créneau vous convient')).toBeHidden();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('Quel créneau vous convient')).toBeVisible();
  await expect(page.getByText('Quand préférez-vous être rappelé·e')).toBeHidden();
  await tab(/^9.h –.9.h.30 3 places Réunion d’information, 1 rue/);
  // The one that is full is passed over.
  await page.keyboard.press('ArrowDown');
  await expect(page.locator(':focus')).toHaveAccessibleName(
    /^18.h –.18.h.30 complet – liste d’attente Entretien, en ligne$/,
  );
  await expect(creneau(page, '14 h – 14 h 30')).toBeDisabled();
  await expect(page.getByRole('group', { name: 'jeudi 12 mars 2026' })).toBeVisible();
  await remplir(page);
  await envoyer(page).click();
  await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
  await expect(page.getByText('dit si la place est à vous')).toBeVisible();
  await regarder(page, 'merci, créneau');
  // Read again, it sends nothing again.
  await page.reload();
  await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
  expect((await depots(ici)).map(({ corps }) => corps)).toMatchObject([
    { mode: 'creneau', creneau: { id: idDeCreneau(3), debut: '2026-03-12T17:00:00.000Z' } },
  ]);
});

test('the script asks for a créneau before anything is sent', async ({ accueil, ouvrir }) => {
  const ici = await accueil(maintenant());
  await offrir(ici);
  const page = await ouvrir();
  await page.goto(formulaire(ici));
  await remplir(page);
  await envoyer(page).click();
  await expect(page.getByRole('alert')).toContainText('Choisissez un créneau.');
  await expect(creneau(page, '9 h – 9 h 30')).toBeFocused();
  await regarder(page, 'créneau à choisir');
  expect(await depots(ici)).toEqual([]);
  await page.keyboard.press('Space');
  await envoyer(page).click();
  await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
  expect(await depots(ici)).toHaveLength(1);
});

test('places stay as they are, by themselves; what was chosen stays chosen, and what becomes of it is said', async ({
  accueil,
  ouvrir,
}) => {
  const ici = await accueil(maintenant());
  await offrir(ici);
  const page = await ouvrir();
  await page.clock.install();
  await page.goto(formulaire(ici));
  const choisi = creneau(page, '9 h – 9 h 30');
  const dit = page.locator('#creneaux-dit');
  await choisi.check();
  /** An answer that was on its way says what was: the next one is a quarter of a minute later. */
  const patience = { timeout: 20_000 };
  /** A quarter of a minute later, once the page has its answer. */
  const attendre = async (): Promise<void> => {
    const answered = page.waitForResponse((response) => response.url().includes('/v1/places'));
    await page.clock.fastForward(15_000);
    await answered;
  };
  await ici.db.updateTable('creneau_offert').set({ libres: 1 }).execute();
  await attendre();
  await expect(dit).toHaveText('Le créneau choisi : 1 place.', patience);
  await expect(creneau(page, '14 h – 14 h 30')).toBeEnabled();
  await ici.db.updateTable('creneau_offert').set({ libres: 0, liste_attente: 0 }).execute();
  await attendre();
  await expect(dit).toHaveText('Le créneau choisi : complet. Choisissez-en un autre.', patience);
  await expect(choisi).toBeChecked();
  await expect(choisi).toBeEnabled();
  await expect(creneau(page, '18 h – 18 h 30 complet')).toBeDisabled();
  await regarder(page, 'créneau complet entre-temps');
  await ici.db.deleteFrom('creneau_formation').execute();
  await attendre();
  await expect(dit).toHaveText('Le créneau choisi : n’est plus proposé. Choisissez-en un autre.', patience);
  await expect(choisi).toBeChecked();
  // Sent all the same: the server says it, and nothing is lost.
  await offrir(ici);
  await ici.db.updateTable('creneau_offert').set({ libres: 0 }).where('id', '=', idDeCreneau(1)).execute();
  await remplir(page);
  await envoyer(page).click();
  await expect(page.getByRole('alert')).toContainText('Le créneau choisi est maintenant complet.');
  await expect(page.getByLabel('Votre prénom')).toHaveValue('Inès');
  await regarder(page, 'créneau complet, renvoyé');
  expect(await depots(ici)).toEqual([]);
});

test('places are asked again as soon as somebody comes back to the page', async ({ accueil, ouvrir }) => {
  const ici = await accueil(maintenant());
  await offrir(ici);
  const page = await ouvrir();
  await page.goto(formulaire(ici));
  await ici.db.updateTable('creneau_offert').set({ libres: 2 }).execute();
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await expect(creneau(page, '9 h – 9 h 30 2 places')).toBeVisible();
});

for (const [nom, options] of [
  ['with a script', {}],
  ['without a script', sansScript],
] as const) {
  test(`a long list is turned ${nom}, what was chosen and filled in is kept, Enter sends`, async ({
    accueil,
    ouvrir,
  }) => {
    const ici = await accueil(maintenant());
    for (let n = 0; n < 45; n += 1) {
      const leMs = Date.parse(debut) + n * 24 * 3_600_000;
      await offrirCreneau(ici.db, { id: idDeCreneau(n), debut: new Date(leMs).toISOString(), libres: 2 });
    }
    const page = await ouvrir(options);
    await page.goto(formulaire(ici));
    await page.getByRole('group', { name: 'mardi 10 mars 2026' }).getByRole('radio').check();
    await page.getByLabel('Votre prénom').fill('Inès');
    await page.locator('summary').click();
    if (nom === 'with a script') await regarder(page, 'plus de créneaux');
    await page.getByRole('button', { name: 'Voir les créneaux suivants' }).click();
    await expect(page.getByText('Votre choix')).toBeVisible();
    await expect(page.getByRole('group', { name: 'mardi 10 mars 2026' }).getByRole('radio')).toBeChecked();
    await expect(page.getByLabel('Votre prénom')).toHaveValue('Inès');
    if (nom === 'with a script') await regarder(page, 'créneaux suivants');
    await remplir(page);
    await page.getByRole('group', { name: 'mercredi 22 avril 2026' }).getByRole('radio').check();
    await page.getByLabel('Votre prénom').press('Enter');
    await expect(titre(page)).toHaveText('Merci, votre demande est envoyée');
    expect((await depots(ici)).map(({ corps }) => corps)).toMatchObject([{ creneau: { id: idDeCreneau(43) } }]);
  });
}

test('the link of a réservation is answered by its buttons only, with the keyboard', async ({ accueil, ouvrir }) => {
  const ici = await accueil(maintenant());
  await offrir(ici);
  const empreinte_jeton = await suivreReservation(ici.db, jeton);
  const page = await ouvrir();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${ici.url}/rendez-vous#${jeton}`);
  await expect(page.getByText('Une place vous est gardée jusqu’au mardi 3 mars 2026 à 10 h.')).toBeVisible();
  expect(page.url()).not.toContain(jeton);
  expect(asked.join(' ')).not.toContain(jeton);
  await regarder(page, 'rendez-vous');
  for (const volet of await page.locator('summary').all()) await volet.click();
  await regarder(page, 'rendez-vous, ouvert');
  await page.getByRole('button', { name: 'Prendre ce créneau' }).click();
  await expect(page.getByRole('alert')).toContainText('Choisissez d’abord un créneau');
  await expect(creneau(page, '9 h – 9 h 30')).toBeFocused();
  await regarder(page, 'rendez-vous, aucun créneau choisi');
  expect(await depots(ici)).toEqual([]);
  await page.getByRole('button', { name: 'Je viens' }).press('Enter');
  await expect(page.getByRole('status')).toContainText('vous venez');
  await expect(page.locator('form')).toHaveCount(0);
  await regarder(page, 'je viens');
  expect((await depots(ici)).map(({ corps }) => corps)).toEqual([
    { geste: 'venir', empreinte_jeton, debut: '2026-03-09T13:05:00.000Z' },
  ]);
});

test('without a script the code is typed in, another créneau is taken, and she says that she does not come', async ({
  accueil,
  ouvrir,
}) => {
  const ici = await accueil(maintenant());
  await offrir(ici);
  const empreinte_jeton = await suivreReservation(ici.db, jeton, { etat: 'confirmee' });
  const page = await ouvrir(sansScript);
  const entrer = async (): Promise<void> => {
    await page.goto(`${ici.url}/rendez-vous`);
    await page.getByLabel('Code du lien').fill(jeton);
    await page.getByRole('button', { name: 'Voir mon rendez-vous' }).click();
    await expect(page.getByText('Confirmé : une place est à vous.')).toBeVisible();
  };
  await entrer();
  await page.locator('summary', { hasText: 'Choisir un autre créneau' }).click();
  await expect(page.getByRole('radio')).toHaveCount(1);
  await page.getByRole('button', { name: 'Prendre ce créneau' }).click();
  await expect(page.getByRole('alert')).toContainText('Choisissez d’abord un créneau');
  await creneau(page, '9 h – 9 h 30').check();
  await page.getByRole('button', { name: 'Prendre ce créneau' }).click();
  await expect(page.getByRole('status')).toContainText('Un e-mail vous dit si la place est à vous.');
  await entrer();
  await page.locator('summary', { hasText: 'J’annule' }).click();
  await page.getByRole('button', { name: 'Oui, j’annule' }).click();
  await expect(page.getByRole('status')).toContainText('vous ne venez pas');
  expect((await depots(ici)).map(({ corps }) => corps)).toEqual([
    { geste: 'deplacer', empreinte_jeton, creneau: { id: idDeCreneau(1), debut } },
    { geste: 'annuler', empreinte_jeton },
  ]);
});
