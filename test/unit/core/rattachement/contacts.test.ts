import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRapprochementsHandlers } from '../../../../main/core/rapprochements/handlers.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { acte } from '../../../../shared/domain/actes/acte.ts';
import { testRandom } from '../../../support/poste-core.ts';
import { fluxId, putFlux } from '../candidats/poste.ts';
import { Bureau, couple, fichier, granted, juin, voeu } from '../imports/bureau.ts';

/** A person known from a call and from no file, in a list of this poste that is given to the server. */
let bureau: Bureau;
let flux: string;
let dossier: string;
const serveur = fluxId(1);
const numero = '+33639981201';

beforeEach(async () => {
  bureau = new Bureau();
  bureau.synced();
  writeLocal(bureau.store.persons, 'compte', { role: 'responsable' });
  putFlux(bureau.store, 1);
  flux = (await bureau.importer(`${couple}.csv`, fichier([voeu('240000001AB')]), true)).resultat?.flux[0] ?? '';
  const { 'contacts:creer': creer } = createRapprochementsHandlers({
    store: bureau.store,
    clock: { now: () => juin, monotonic: () => 0, sleep: async () => undefined },
    random: testRandom,
    derniereConnexion: () => null,
    onCandidats: () => undefined,
    onSaisie: () => undefined,
  });
  const appel = { sens: 'recu' as const, numero, interlocuteur: 'candidat' as const, disposition: 'JOINT' as const };
  ({ dossier } = granted(creer({ flux, nom: 'Roux', prenom: 'Hugo', telephones: [numero], appel })));
});
afterEach(() => bureau.close());

const etat = async () => granted(await bureau.rattachement['rattachement:etat']({})).listes;
const rattacher = async () =>
  bureau.end(await bureau.rattachement['rattachement:appliquer']({ flux, destination: serveur }));
const saisies = () =>
  bureau
    .rows<{ corps: string }>('SELECT corps FROM saisie WHERE dossier = ? ORDER BY rang', dossier)
    .map(({ corps }) => acte.parse(JSON.parse(corps)));

it('goes with it: the same dossier, opened once, before the call', async () => {
  expect(await etat()).toMatchObject([{ candidats: 2, limites: 0, saisies: 2 }]);
  expect(await rattacher()).toMatchObject({ etat: 'fini', resultat: { nombre: 2 } });
  const moved = saisies();
  expect(moved.map(({ type, flux: where }) => [type, where])).toEqual([
    ['dossier-cree', serveur],
    ['appel', serveur],
  ]);
  expect(moved[1]?.depend).toEqual([moved[0]?.id]);
  expect(bureau.count('candidat')).toBe(2);
  expect(bureau.rows('SELECT flux FROM dossier_etat WHERE dossier = ?', dossier)).toEqual([{ flux: serveur }]);
});

it('stays with the list when her data are frozen', async () => {
  granted(
    bureau.actes['actes:enregistrer']({
      saisies: [{ dossier, type: 'limitation', corps: { active: true }, vues: {} }],
    }),
  );
  expect(await etat()).toMatchObject([{ candidats: 2, limites: 1 }]);
  await rattacher();
  expect(saisies().map(({ flux: where }) => where)).toEqual([flux, flux, flux]);
  expect(await etat()).toMatchObject([{ flux, candidats: 1, limites: 1, saisies: 3 }]);
});
