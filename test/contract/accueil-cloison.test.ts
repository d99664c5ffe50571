import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { empreinteDeJeton } from '../../sync-api/guichet/jeton.ts';
import { chemins } from '../../sync-api/public/pages/chemins.ts';
import { fichiersPublics } from '../../sync-api/public/pages/fichiers.ts';
import { encode, formationOuverte, formulaireJuste, startTestAccueil, type TestAccueil } from '../support/accueil.ts';
import { idDeCreneau, offrirCreneau, suivreReservation } from '../support/accueil-creneaux.ts';
import { secretsOf } from '../support/byte-scan.ts';
import { DemoCfa } from '../support/demo-cfa.ts';

// Two listeners, two sets of routes (SECURITY, Outside): what one answers, the other does not know.

let cfa: DemoCfa;
let accueil: TestAccueil;
const jeton = 'C'.repeat(43);
/** The clock of these tests is today's. */
const debutDuCreneau = new Date(Date.now() + 7 * 24 * 3_600_000).toISOString();
const creneau = `${debutDuCreneau}~${idDeCreneau(1)}`;
beforeAll(async () => {
  cfa = await DemoCfa.open();
  accueil = await startTestAccueil();
  await offrirCreneau(accueil.db, { id: idDeCreneau(1), debut: debutDuCreneau });
  await suivreReservation(accueil.db, jeton, { debut: debutDuCreneau, expire_le: debutDuCreneau });
  await accueil.serveur.ecrireSuivi({
    empreinteJeton: empreinteDeJeton(jeton) ?? '',
    intitule: formationOuverte.intitule,
    raisonSociale: formationOuverte.raisonSociale,
    mode: 'rappel',
    souhaits: [],
    etat: 'ouverte',
    recueLe: '2026-03-02T09:00:00.000Z',
    fuseau: 'Europe/Paris',
  });
}, 60_000);
afterAll(async () => {
  await accueil.stop();
  await cfa.close();
});

const cle = formationOuverte.cleMinistereEducatif;
const lectures = [
  `${chemins.demande}?${encode({ cle })}`,
  `${chemins.contexte}?${encode({ cle })}`,
  chemins.suivi,
  chemins.confirmation,
  chemins.rendezVous,
  `${chemins.places}?${encode({ cle, origine: 'LBA' })}`,
  chemins.confidentialite,
  '/v1/partenaires/parcoursup/formations',
  ...Object.keys(fichiersPublics),
];
const envois: [string, Parameters<typeof formulaireJuste>[0]][] = [
  [chemins.demande, formulaireJuste()],
  [chemins.demande, formulaireJuste({ motif: [] })],
  [chemins.suivi, { jeton }],
  [chemins.changement, { jeton, mode: 'message' }],
  [chemins.annulation, { jeton }],
  [chemins.confirmation, { jeton }],
  [chemins.demande, formulaireJuste({ mode: 'creneau', creneau })],
  [chemins.rendezVous, { jeton }],
  [chemins.rendezVousVenir, { jeton, debut: '2026-03-09T13:05:00.000Z' }],
  [chemins.rendezVousAnnuler, { jeton }],
  [chemins.rendezVousDeplacer, { jeton, creneau }],
];
const openapi = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const pagesDesPostes = ['/stats', '/compte', '/invitation', '/v1/sante', '/oidc/.well-known/openid-configuration'];

describe('the public listener', () => {
  test('answers nothing of the demo on any of its routes', async () => {
    const demo = (name: string) =>
      readFileSync(fileURLToPath(new URL(`../../resources/demo/${name}`, import.meta.url)), 'utf8');
    const secrets = [1, 2, 3].flatMap((n) => secretsOf(demo(`extraction-${n}.csv`)));
    expect(secrets.length).toBeGreaterThan(100);
    const answers = [
      ...(await Promise.all(lectures.map((path) => accueil.get(path)))),
      ...(await Promise.all(envois.map(([path, champs]) => accueil.post(path, champs ?? {})))),
    ];
    for (const { status, text } of answers) {
      expect(status).toBeLessThan(500);
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
  });

  test('knows no route of the postes', async () => {
    const { paths } = openapi.parse(await (await fetch(`${cfa.url}/v1/openapi.json`)).json());
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{[^}]+\}/g, 'x'),
      })),
    );
    expect(routes.length).toBeGreaterThan(5);
    for (const path of pagesDesPostes) {
      expect([path, (await fetch(`${cfa.url}${path}`)).status]).toEqual([path, 200]);
      routes.push({ method: 'GET', path });
    }
    for (const { method, path } of routes) {
      const { status } = await fetch(`${accueil.url}${path}`, { method });
      expect([method, path, status]).toEqual([method, path, 404]);
    }
  });

  test('takes no acte', async () => {
    const { status } = await fetch(`${accueil.url}/v1/actes`, {
      method: 'POST',
      body: new URLSearchParams({ actes: '[]' }),
    });
    expect(status).toBe(404);
  });
});

describe('the listener of the postes', () => {
  test.each(lectures)('does not know GET %s', async (path) => {
    expect((await fetch(`${cfa.url}${path}`)).status).toBe(404);
  });

  test.each(envois.map(([path]) => path))('takes no form at %s', async (path) => {
    const { status } = await fetch(`${cfa.url}${path}`, { method: 'POST', body: encode(formulaireJuste()) });
    expect(status).toBe(404);
  });
});
