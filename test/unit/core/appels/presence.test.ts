import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failure, success } from '../../../../shared/contract/errors.ts';
import { appelsChannels } from '../../../../shared/contract/ipc/appels.ts';
import { value } from '../../../support/result.ts';
import { dossierCorps, dossierId, fluxId, operateurId, putLigne } from '../candidats/poste.ts';
import { Bureau } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau('2026-06-09T07:00:00.000Z');
  bureau.personne(1);
  bureau.plier(1);
});
afterEach(() => bureau.close());

const dire = async (candidat: string | null) => {
  const answer = value(await bureau.appels['appels:presence']({ candidat }));
  return appelsChannels['appels:presence'].response.parse(answer);
};
const seule = { enLigne: false, autres: [] };
const repond = (body: unknown, status = 200) => {
  bureau.answer = async () => success(new Response(JSON.stringify(body), { status }));
};

describe('whom this poste has open', () => {
  test('is told to the server by dossier and opérateur, and who else has her comes back by name', async () => {
    repond({
      autres: [
        { operateur: operateurId(2), poste_nom: 'Accueil-2' },
        { operateur: operateurId(7), poste_nom: 'Accueil-3' },
        { operateur: null, poste_nom: 'Atelier' },
      ],
    });
    expect(await dire(dossierId(1))).toEqual({
      enLigne: true,
      autres: [
        { operateur: 'Karim B.', poste: 'Accueil-2' },
        { operateur: null, poste: 'Accueil-3' },
        { operateur: null, poste: 'Atelier' },
      ],
    });
    expect(bureau.sent).toEqual({
      path: '/v1/presence',
      body: { dossier: dossierId(1), operateur: operateurId(1) },
    });
    expect(bureau.clock.sleeperCount).toBe(0);
  });

  test('is nobody once she is left', async () => {
    repond({ autres: [] });
    expect(await dire(null)).toEqual({ enLigne: true, autres: [] });
    expect(bureau.sent?.body).toEqual({ dossier: null, operateur: operateurId(1) });
  });

  test('is that of the dossier that actes go to, whichever of hers is looked at', async () => {
    repond({ autres: [] });
    bureau.personne(1, { ine: '123456789AB' });
    bureau.personne(2, { ine: '123456789AB', flux: 2 });
    bureau.plier(1, 2);
    bureau.store.persons.prepare("UPDATE flux SET droits = 'envoi_seul' WHERE id = ?").run(fluxId(1));
    await dire(dossierId(1));
    expect(bureau.sent?.body).toMatchObject({ dossier: dossierId(2) });
  });

  test('is told to nobody when she is on a list that only this poste holds', async () => {
    repond({ autres: [] });
    const flux = `local:${fluxId(6)}`;
    bureau.store.bulk
      .prepare(
        "INSERT INTO flux (id, genre, nom, entree, campagne, droits, curseur, tete) VALUES (?, 'relation', 'Fichier', '{}', 2026, 'complets', 1, 1)",
      )
      .run(flux);
    putLigne(bureau.store, { id: dossierId(6), flux, type: 'dossier', corps: dossierCorps({ ine: '123456789AB' }) });
    bureau.plier(6);
    expect(await dire(dossierId(6))).toEqual(seule);
    expect(bureau.sent).toBeNull();
    // On a list of the server as well: the dossier of that one is told.
    bureau.personne(7, { ine: '123456789AB' });
    bureau.plier(6, 7);
    expect(await dire(dossierId(6))).toMatchObject({ enLigne: true });
    expect(bureau.sent?.body).toMatchObject({ dossier: dossierId(7) });
  });

  test('names nobody and is no error without network, with a refusal or with an answer nobody understands', async () => {
    expect(await dire(dossierId(1))).toEqual(seule);
    for (const code of ['SESSION_EXPIREE', 'POSTE_REVOQUE'] as const) {
      bureau.answer = async () => failure(code);
      expect(await dire(dossierId(1))).toEqual(seule);
    }
    repond({ code: 'DOSSIER_INCONNU' }, 404);
    expect(await dire(dossierId(1))).toEqual(seule);
    repond({ autres: 'personne' });
    expect(await dire(dossierId(1))).toEqual(seule);
    expect(bureau.clock.sleeperCount).toBe(0);
  });

  test('waits three seconds for a server that does not answer, not more', async () => {
    let abandoned = false;
    const asked = new Promise<void>((resolve) => {
      bureau.answer = (_path, init) =>
        new Promise((answer) => {
          init?.signal?.addEventListener('abort', () => {
            abandoned = true;
            answer(failure('ANNULE'));
          });
          resolve();
        });
    });
    const told = dire(dossierId(1));
    await asked;
    await bureau.clock.advance(2_999);
    expect(abandoned).toBe(false);
    await bureau.clock.advance(1);
    expect(await told).toEqual(seule);
    expect(abandoned).toBe(true);
  });

  test('is not told of somebody that this poste does not know', async () => {
    expect(await dire(dossierId(404))).toEqual(seule);
    expect(bureau.sent).toBeNull();
  });

  test('keeps nothing in the file', async () => {
    repond({ autres: [{ operateur: operateurId(2), poste_nom: 'Accueil-2' }] });
    const { statements } = bureau.poste;
    statements.length = 0;
    await dire(dossierId(1));
    expect(statements.filter((text) => /\b(INSERT|UPDATE|DELETE)\b/.test(text))).toEqual([]);
  });
});
