import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRapprochementsHandlers } from '../../../../main/core/rapprochements/handlers.ts';
import { donnerContact } from '../../../../main/core/rattachement/contacts.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { success } from '../../../../shared/contract/errors.ts';
import { acte } from '../../../../shared/domain/actes/acte.ts';
import { testRandom } from '../../../support/poste-core.ts';
import { acteCorps, dossierId, fluxId, idOf, putFlux, putSaisie } from '../candidats/poste.ts';
import { Bureau, couple, fichier, granted, juin, voeu } from '../imports/bureau.ts';

/** A person known from a call and from no file, in a list of this poste that is given to the server. */
let bureau: Bureau;
let flux: string;
let dossier: string;
const serveur = fluxId(1);
const numero = '+33639981201';

const contacts = () =>
  createRapprochementsHandlers({
    store: bureau.store,
    clock: { now: () => juin, monotonic: () => 0, sleep: async () => undefined },
    random: testRandom,
    derniereConnexion: () => null,
    onCandidats: () => undefined,
    onSaisie: () => undefined,
  });

beforeEach(async () => {
  bureau = new Bureau();
  bureau.synced();
  writeLocal(bureau.store.persons, 'compte', { role: 'responsable' });
  putFlux(bureau.store, 1);
  flux = (await bureau.importer(`${couple}.csv`, fichier([voeu('240000001AB')]), true)).resultat?.flux[0] ?? '';
  const { 'contacts:creer': creer } = contacts();
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

describe('a merge of theirs', () => {
  const serverDossier = dossierId(90);
  const half = (n: number, where: { flux: string; dossier: string }, lien: number) => {
    const corps = { lien_id: idOf(7, lien), cote: n % 2 === 0 ? 'a' : 'b', preuve: 'téléphone' };
    putSaisie(bureau.store, acteCorps({ id: idOf(8, n), ...where, type: 'lien', corps }));
    return idOf(8, n);
  };
  const fluxOf = () =>
    new Map(
      bureau
        .rows<{ acte: string; flux: string }>("SELECT acte, flux FROM saisie WHERE type IN ('lien', 'annule')")
        .map((row) => [row.acte, row.flux]),
    );

  it('with somebody of a list that stays is not told to the server, nor what undoes it', () => {
    const own = half(0, { flux, dossier }, 1);
    const other = half(1, { flux: `local:${fluxId(7)}`, dossier: dossierId(91) }, 1);
    const annule = acteCorps({ id: idOf(8, 9), flux, dossier, type: 'annule', corps: { acte: own } });
    putSaisie(bureau.store, annule);
    const given = granted(
      bureau.store.writePersons((db) => success(donnerContact(db, { dossier, isLimite: false }, flux, serveur))),
    );
    expect(given).toBe(2);
    expect(fluxOf()).toEqual(
      new Map([
        [own, flux],
        [other, `local:${fluxId(7)}`],
        [annule.id, flux],
      ]),
    );
    expect(saisies().map(({ type, flux: where }) => [type, where])).toEqual([
      ['dossier-cree', serveur],
      ['appel', serveur],
      ['lien', flux],
      ['annule', flux],
    ]);
  });

  it('with somebody who went before, or goes now, goes with them', async () => {
    const before = half(0, { flux: serveur, dossier: serverDossier }, 1);
    const own = half(1, { flux, dossier }, 1);
    const { 'contacts:creer': creer } = contacts();
    const second = granted(creer({ flux, nom: 'Roux', prenom: 'Hugo', telephones: [numero], appel: null }));
    const [a, b] = [half(2, { flux, dossier }, 2), half(3, { flux, dossier: second.dossier }, 2)];
    await rattacher();
    expect(fluxOf()).toEqual(new Map([before, own, a, b].map((id) => [id, serveur])));
  });
});
