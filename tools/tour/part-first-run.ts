import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { z } from 'zod';
import { ask } from './bridge.ts';
import { firstPosteName, lea, type Tour } from './context.ts';
import { subtitle } from './desk.ts';
import { chooseOperateur, reachDesk, signInThroughBrowser } from './first-run.ts';
import type { Poste } from './poste.ts';
import { verify, verifyEqual } from './verify.ts';

const progressText = /\d+ sur \d+ lignes reçues/;

const pageOfChanges = 'GET /v1/flux/:id/changements';
/** That of the organisme, which holds the opérateurs, and that of the compte: a poste pulls them first. */
const smallFlux = 2;
/** During a first sync a poste looks for opérateurs every two seconds, at the next rows that come. */
const namesReadMs = 2_100;

/** The demo list arrives faster than the eye sees: the server, held meanwhile, is let go one answer at a time. */
const watchProgress = async ({ server, camera, report }: Tour, page: Page): Promise<void> => {
  await page.getByRole('progressbar').waitFor({ state: 'attached' });
  const status = page.getByRole('status').filter({ hasText: progressText });
  await status.waitFor();
  report.progression_vue = progressText.exec(await status.innerText())?.[0] ?? null;
  verify(report.progression_vue !== null, 'the first sync tells how much has come');
  await camera.shoot(page, 'premiere-synchro');
  server.thaw();
};

const listPage = z.object({
  ok: z.literal(true),
  value: z.object({ lignes: z.array(z.object({ id: z.string() })), suite: z.string().nullable() }),
});
const fiche = z.object({
  ok: z.literal(true),
  value: z.object({
    dossiers: z.array(z.object({ flux: z.string(), fluxNom: z.string() })),
    voeux: z.array(z.object({ id: z.string(), flux: z.string(), etat: z.string() })),
  }),
});

/** Every active vœu this poste can show, per relation: read person by person through the page's own bridge. */
export const countShownVoeux = async (page: Page): Promise<Map<string, number>> => {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const request = { tri: 'nom', sens: 'croissant', filtres: {}, recherche: '', apres: after, limite: 200 };
    const answer: z.infer<typeof listPage> = listPage.parse(await ask(page, 'candidats:liste', request));
    ids.push(...answer.value.lignes.map(({ id }) => id));
    after = answer.value.suite;
  } while (after !== null);
  const voeux = new Map<string, Set<string>>();
  for (const candidat of ids) {
    const { value } = fiche.parse(await ask(page, 'candidats:fiche', { candidat }));
    const names = new Map(value.dossiers.map(({ flux, fluxNom }) => [flux, fluxNom]));
    for (const voeu of value.voeux) {
      if (voeu.etat !== 'actif') continue;
      const name = names.get(voeu.flux) ?? voeu.flux;
      voeux.set(name, (voeux.get(name) ?? new Set()).add(voeu.id));
    }
  }
  return new Map([...voeux].map(([name, found]) => [name, found.size]));
};

export const firstRun = async (tour: Tour): Promise<Poste> => {
  const { server, camera, report } = tour;
  const poste = await tour.addPoste('poste-1', [`serveur=${server.url}`]);
  const page = await poste.open();
  const credentials = { identifiant: server.identifiant, password: server.password };
  // The list comes as soon as the poste is signed in, while the person says who they are: held, it can be looked at.
  const namesSent = server.letThrough(pageOfChanges, smallFlux);
  const shoot = (name: string): Promise<void> => camera.shoot(page, name);
  await signInThroughBrowser(
    poste.launched(),
    { ...credentials, onPage: (browserPage, name) => camera.shoot(browserPage, `navigateur-${name}`) },
    firstPosteName,
    shoot,
  );
  await page.getByRole('heading', { name: 'Qui est à ce poste ?' }).waitFor();
  await namesSent;
  await sleep(namesReadMs);
  await server.letThrough(pageOfChanges, 1);
  await chooseOperateur(page, lea, shoot);
  await watchProgress(tour, page);
  await reachDesk(page);

  const shown = await countShownVoeux(page);
  const { relations } = await server.figures();
  report.voeux_recus = relations.map(({ relation, nom, actifs }) => ({
    relation,
    nom,
    serveur: actifs,
    // The poste adds the town to the name.
    poste: [...shown].find(([name]) => name.startsWith(nom))?.[1] ?? 0,
  }));
  for (const { nom, serveur, poste: received } of report.voeux_recus)
    verifyEqual(received, serveur, `the poste shows every vœu of ${nom}`);
  verify(relations.length === 3, 'three relations');
  await subtitle(page)
    .filter({ hasText: /\d+ personnes/ })
    .waitFor();
  return poste;
};
