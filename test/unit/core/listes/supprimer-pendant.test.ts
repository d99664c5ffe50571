import { afterEach, beforeEach, expect, it } from 'vitest';
import { createListesHandlers } from '../../../../main/core/listes/handlers.ts';
import { fluxId, putFlux } from '../candidats/poste.ts';
import { Bureau, couple, fichier, granted, voeu } from '../imports/bureau.ts';

/** A list is never removed beside something that fills it or gives it away: the later of the two is refused. */
let bureau: Bureau;
let flux: string;
beforeEach(async () => {
  bureau = new Bureau();
  bureau.synced();
  putFlux(bureau.store, 1);
  flux = (await bureau.importer(`${couple}.csv`, fichier([voeu('240000001AB')]))).resultat?.flux[0] ?? '';
});
afterEach(() => bureau.close());

const remove = () =>
  createListesHandlers({
    store: bureau.store,
    lastSuccess: () => null,
    travaux: bureau.travaux,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    onCandidats: () => undefined,
    onListes: () => undefined,
  })['listes:supprimer-locale']({ flux });
const busy = { ok: false, error: { code: 'TRAVAIL_EN_COURS' } };

it('is refused while a file is read or imported, or a list is given to the server', async () => {
  const jeton = bureau.put('suite.csv', fichier([voeu('240000001AB'), voeu('240000002CD')]));
  const reading = await bureau.imports['imports:lire']({ jeton });
  expect(await remove()).toMatchObject(busy);
  await bureau.end(reading);
  const { lecture, relations } = granted(await bureau.imports['imports:apercu']({}));
  const noms = relations.map(({ nom }) => nom);
  const applying = await bureau.imports['imports:appliquer']({ lecture, noms, confirmerRetraits: true });
  expect(await remove()).toMatchObject(busy);
  expect(await bureau.end(applying)).toMatchObject({ etat: 'fini' });
  const giving = await bureau.rattachement['rattachement:appliquer']({ flux, destination: fluxId(1) });
  expect(await remove()).toMatchObject(busy);
  expect(await bureau.end(giving)).toMatchObject({ etat: 'fini', resultat: { nombre: 2 } });
});

it('refuses them while it runs, and lets them again once it has', async () => {
  const apercu = await bureau.apercu('suite.csv', fichier([voeu('240000001AB'), voeu('240000002CD')]));
  const removing = remove();
  const noms = apercu.relations.map(({ nom }) => nom);
  const applying = { lecture: apercu.lecture, noms, confirmerRetraits: true };
  expect(await bureau.imports['imports:appliquer'](applying)).toMatchObject(busy);
  expect(await bureau.imports['imports:lire']({ jeton: 'suite.csv' })).toMatchObject(busy);
  expect(await bureau.rattachement['rattachement:appliquer']({ flux, destination: fluxId(1) })).toMatchObject(busy);
  expect(await removing).toMatchObject({ ok: true, value: { candidats: 1 } });
  expect(await bureau.lire('suite.csv')).toMatchObject({ etat: 'fini' });
});

it('is waited for when the file is closed', async () => {
  const removing = remove();
  let isOver = false;
  void removing.then(() => {
    isOver = true;
  });
  await bureau.travaux.stop();
  expect(isOver).toBe(true);
});
