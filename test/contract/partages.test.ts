import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reglageLigne } from '../../shared/contract/lignes.ts';
import { libellesId, partageBytes, partagesMax, texteDuPartage } from '../../shared/domain/partages.ts';
import { finirDelegation } from '../../sync-api/flux/fins.ts';
import { ecrituresParHeure } from '../../sync-api/partages/routes.ts';
import { ensureFlux, writeLignes } from '../../sync-api/store/flux.ts';
import {
  type Compte,
  createCompte,
  createDelegation,
  createDossier,
  createPoste,
  createRelation,
} from '../support/flux-fixtures.ts';
import { type FluxServer, startFluxServer, testRandom } from '../support/flux-server.ts';

const modele = (nom: string, texte = 'Bonjour {prenom}') => ({ nom, canal: 'sms', objet: '', texte });
const vue = (nom: string) => ({ nom, filtres: {}, tri: 'nom', sens: 'croissant', colonnes: [] });

describe('PUT /v1/partages/:id', () => {
  let server: FluxServer;
  let directeur: Compte;
  beforeEach(async () => {
    server = await startFluxServer();
    directeur = await createCompte(server.db, 'responsable', 'a');
    server.allow('a', directeur.acces);
  });
  afterEach(() => server.close());

  const put = async (name: string | null, id: string, body: unknown) => {
    const response = await server.fetch(name, `/v1/partages/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    return { status: response.status, answer };
  };
  const ecrire = (name: string, id: string, valeur: unknown, base: unknown = null, genre = 'modele') =>
    put(name, id, { genre, valeur, base: base === null ? null : texteDuPartage(base) });
  const ecrit = { status: 200, answer: { etat: 'ecrit' } };
  const depasse = { status: 200, answer: { etat: 'depasse' } };
  const refused = (status: number, code: string) => ({ status, answer: expect.objectContaining({ code }) });
  const organisme = (compte: Compte) =>
    ensureFlux(server.db, testRandom, { genre: 'organisme', siretResponsable: compte.acces.compte.siret ?? '' });
  const rows = async (flux: string) => {
    const found = await server.db
      .selectFrom('ligne')
      .select(['id', 'seq', 'corps'])
      .where('flux_id', '=', flux)
      .where('type', '=', 'reglage')
      .orderBy('seq')
      .execute();
    return found.map(({ id, seq, corps }) => ({ id, seq, ...reglageLigne.parse(JSON.parse(corps)) }));
  };
  /** A délégué of these responsables. */
  const createDelegue = async (name: string, ...responsables: Compte[]) => {
    const delegue = await createCompte(server.db, 'delegue', name);
    const delegations: string[] = [];
    for (const responsable of responsables) {
      const { relation } = await createRelation(server.db, responsable);
      delegations.push(await createDelegation(server.db, delegue, relation));
    }
    server.allow(name, delegue.acces);
    return { delegue, delegations };
  };

  test('a modèle is a row of the organisme, a vue one of the account', async () => {
    const [un, deux] = [randomUUID(), randomUUID()];
    expect(await ecrire('a', un, modele('Relance'))).toEqual(ecrit);
    expect(await ecrire('a', deux, vue('Mes rappels'), null, 'vue')).toEqual(ecrit);
    expect(await rows(await organisme(directeur))).toEqual([
      { id: un, seq: 1, cle: 'modele', valeur: modele('Relance') },
    ]);
    expect(await rows(directeur.acces.compte.fluxCompte)).toEqual([
      { id: deux, seq: 1, cle: 'vue', valeur: vue('Mes rappels') },
    ]);
  });

  test('the same again changes nothing, whatever it was based on: an answer that was lost is asked for again', async () => {
    const id = randomUUID();
    await ecrire('a', id, modele('Relance'));
    expect(await ecrire('a', id, modele('Relance'))).toEqual(ecrit);
    expect(await ecrire('a', id, { texte: 'Bonjour {prenom}', objet: '', canal: 'sms', nom: ' Relance ' })).toEqual(
      ecrit,
    );
    expect(await rows(await organisme(directeur))).toMatchObject([{ seq: 1 }]);
  });

  test('last writer wins only over what they had seen', async () => {
    const id = randomUUID();
    await ecrire('a', id, modele('Un'));
    expect(await ecrire('a', id, modele('Deux'), modele('Un'))).toEqual(ecrit);
    expect(await ecrire('a', id, modele('Trois'), modele('Un'))).toEqual(depasse);
    expect(await ecrire('a', id, modele('Trois'))).toEqual(depasse);
    expect(await ecrire('a', id, null, modele('Un'))).toEqual(depasse);
    expect(await rows(await organisme(directeur))).toMatchObject([{ id, seq: 2, valeur: { nom: 'Deux' } }]);
  });

  test('a deleted one keeps its row; a change to what somebody deleted is told, one that nobody knows is made again', async () => {
    const id = randomUUID();
    await ecrire('a', id, modele('Un'));
    expect(await ecrire('a', id, null, modele('Un'))).toEqual(ecrit);
    expect(await rows(await organisme(directeur))).toEqual([{ id, seq: 2, cle: 'modele', valeur: null }]);
    expect(await ecrire('a', id, null, modele('Un'))).toEqual(ecrit);
    expect(await ecrire('a', id, modele('Deux'), modele('Un'))).toEqual(depasse);
    expect(await ecrire('a', id, modele('Deux'))).toEqual(ecrit);
    // A server that was restored lost it: there is nothing to be outdone by.
    expect(await ecrire('a', randomUUID(), modele('Perdu'), modele('Avant'))).toEqual(ecrit);
    expect(await ecrire('a', randomUUID(), null, modele('Avant'))).toEqual(ecrit);
    expect(await rows(await organisme(directeur))).toMatchObject([{ seq: 3 }, { seq: 4, valeur: { nom: 'Perdu' } }]);
  });

  test('of two who write at once, one stands and the other is told', async () => {
    const { delegue } = await createDelegue('d', directeur);
    expect(delegue.acces.compte.role).toBe('delegue');
    const id = randomUUID();
    await ecrire('a', id, modele('Un'));
    const answers = await Promise.all(['a', 'd'].map((name) => ecrire(name, id, modele(`De ${name}`), modele('Un'))));
    expect(answers.map(({ answer }) => answer)).toEqual(
      expect.arrayContaining([{ etat: 'ecrit' }, { etat: 'depasse' }]),
    );
    expect(await rows(await organisme(directeur))).toMatchObject([{ seq: 2 }]);
  });

  test('an account that serves two organismes writes in both; where a text differs, it stays', async () => {
    const autre = await createCompte(server.db, 'responsable', 'b');
    server.allow('b', autre.acces);
    await createDelegue('d', directeur, autre);
    const id = randomUUID();
    expect(await ecrire('d', id, modele('Un'))).toEqual(ecrit);
    const flux = [await organisme(directeur), await organisme(autre)].sort();
    const second = flux[1] === (await organisme(autre)) ? 'b' : 'a';
    expect(await ecrire(second, id, modele('Chez moi'), modele('Un'))).toEqual(ecrit);
    expect(await ecrire('d', id, modele('Deux'), modele('Un'))).toEqual(ecrit);
    expect(await Promise.all(flux.map(rows))).toMatchObject([
      [{ seq: 2, valeur: { nom: 'Deux' } }],
      [{ seq: 2, valeur: { nom: 'Chez moi' } }],
    ]);
  });

  test('what one organisme made stays its own when whoever serves several of them edits it', async () => {
    const autre = await createCompte(server.db, 'responsable', 'b');
    server.allow('b', autre.acces);
    await createDelegue('d', directeur, autre);
    const mots = (nom: string) => ({ issues: { RDV_FIXE: nom } });
    // Whichever of the two comes first by id.
    for (const [name, compte, sans] of [
      ['a', directeur, autre],
      ['b', autre, directeur],
    ] as const) {
      const id = randomUUID();
      await ecrire(name, id, modele(`De ${name}`));
      expect(await ecrire('d', id, modele(`De ${name}, relu`), modele(`De ${name}`))).toEqual(ecrit);
      expect(await rows(await organisme(compte))).toContainEqual(
        expect.objectContaining({ id, valeur: modele(`De ${name}, relu`) }),
      );
      expect((await rows(await organisme(sans))).map((row) => row.id)).not.toContain(id);
    }
    await ecrire('b', libellesId, mots('Motivé'), null, 'libelles');
    expect(await ecrire('d', libellesId, mots('Partant'), mots('Motivé'), 'libelles')).toEqual(ecrit);
    const libelles = async (compte: Compte) =>
      (await rows(await organisme(compte))).filter(({ id }) => id === libellesId).map(({ valeur }) => valeur);
    expect(await libelles(autre)).toEqual([mots('Partant')]);
    expect(await libelles(directeur)).toEqual([]);
  });

  test('an organisme that is full hinders no writing in the one that holds the document', async () => {
    const autre = await createCompte(server.db, 'responsable', 'b');
    server.allow('b', autre.acces);
    await createDelegue('d', directeur, autre);
    const id = randomUUID();
    await ecrire('a', id, modele('Un'));
    await fill(await organisme(autre), 'modele', partagesMax.modele, modele('Plein'));
    expect(await ecrire('d', id, modele('Deux'), modele('Un'))).toEqual(ecrit);
    expect(await rows(await organisme(directeur))).toMatchObject([{ id, valeur: { nom: 'Deux' } }]);
  });

  test('an id that names something else, or a document of somebody else, is refused alike and nothing changes', async () => {
    const autre = await createCompte(server.db, 'responsable', 'b');
    server.allow('b', autre.acces);
    const foreign = randomUUID();
    await ecrire('b', foreign, modele('À eux'));
    const vueDeB = randomUUID();
    await ecrire('b', vueDeB, vue('À lui'), null, 'vue');
    const { flux } = await createRelation(server.db, directeur);
    const dossier = await createDossier(server.db, flux);
    const ownVue = randomUUID();
    await ecrire('a', ownVue, vue('À moi'), null, 'vue');
    for (const id of [foreign, vueDeB, dossier, ownVue])
      for (const valeur of [modele('Pris'), null])
        expect(await ecrire('a', id, valeur)).toEqual(refused(400, 'REQUETE_INVALIDE'));
    expect(await ecrire('a', vueDeB, vue('Prise'), null, 'vue')).toEqual(refused(400, 'REQUETE_INVALIDE'));
    expect(await rows(await organisme(directeur))).toEqual([]);
    expect(await rows(await organisme(autre))).toMatchObject([{ id: foreign, seq: 1 }]);
    expect(await rows(autre.acces.compte.fluxCompte)).toMatchObject([{ id: vueDeB, seq: 1 }]);
  });

  test('the labels are one document of fixed id in each organisme, and nothing else bears that id', async () => {
    const autre = await createCompte(server.db, 'responsable', 'b');
    server.allow('b', autre.acces);
    const mots = (nom: string) => ({ issues: { RDV_FIXE: nom } });
    expect(await ecrire('a', libellesId, mots('Partant'), null, 'libelles')).toEqual(ecrit);
    expect(await ecrire('b', libellesId, mots('Motivé'), null, 'libelles')).toEqual(ecrit);
    expect(await ecrire('a', randomUUID(), mots('Autre'), null, 'libelles')).toEqual(refused(400, 'REQUETE_INVALIDE'));
    expect(await ecrire('a', libellesId, modele('Pris'))).toEqual(refused(400, 'REQUETE_INVALIDE'));
    expect(await ecrire('a', libellesId, vue('Prise'), null, 'vue')).toEqual(refused(400, 'REQUETE_INVALIDE'));
    expect(await rows(await organisme(directeur))).toMatchObject([{ id: libellesId, valeur: mots('Partant') }]);
  });

  test.each([
    ['an empty text', { genre: 'modele', valeur: modele('Relance', '  '), base: null }],
    ['a word too many', { genre: 'modele', valeur: { ...modele('Relance'), nom_du_candidat: 'x' }, base: null }],
    ['another genre', { genre: 'note', valeur: modele('Relance'), base: null }],
    ['the value of another genre', { genre: 'vue', valeur: modele('Relance'), base: null }],
    ['no base', { genre: 'modele', valeur: modele('Relance') }],
    ['no value', { genre: 'modele', base: null }],
  ])('%s is refused', async (_case, body) => {
    expect(await put('a', randomUUID(), body)).toEqual(refused(400, 'REQUETE_INVALIDE'));
    expect(await rows(await organisme(directeur))).toEqual([]);
  });

  test('neither a stranger nor a poste handed back writes, nor does an id that is none', async () => {
    const body = { genre: 'modele', valeur: modele('Relance'), base: null };
    expect(await put(null, randomUUID(), body)).toEqual(refused(401, 'SESSION_EXPIREE'));
    server.allow('rendu', { ...directeur.acces, droits: 'envoi_seul' });
    expect(await put('rendu', randomUUID(), body)).toEqual(refused(403, 'POSTE_REVOQUE'));
    expect(await put('a', 'pas-un-uuid', body)).toEqual(refused(400, 'REQUETE_INVALIDE'));
  });

  test('an account whose right ended writes nothing there any more', async () => {
    const autre = await createCompte(server.db, 'responsable', 'b');
    const { delegations } = await createDelegue('d', directeur, autre);
    const id = randomUUID();
    await ecrire('d', id, modele('Un'));
    await finirDelegation(server.db, server.deps, delegations[0] ?? '');
    expect(await ecrire('d', id, modele('Deux'), modele('Un'))).toEqual(ecrit);
    expect(await rows(await organisme(directeur))).toMatchObject([{ seq: 1, valeur: { nom: 'Un' } }]);
    expect(await rows(await organisme(autre))).toMatchObject([{ seq: 2, valeur: { nom: 'Deux' } }]);
    await finirDelegation(server.db, server.deps, delegations[1] ?? '');
    expect(await ecrire('d', id, modele('Trois'), modele('Deux'))).toEqual(refused(403, 'NON_AUTORISE'));
    expect(await ecrire('d', randomUUID(), modele('Neuf'))).toEqual(refused(403, 'NON_AUTORISE'));
    // Its own views are still its own.
    expect(await ecrire('d', randomUUID(), vue('À moi'), null, 'vue')).toEqual(ecrit);
  });

  test('one document weighs 16 KiB at most', async () => {
    const large = { ...vue('Grande'), filtres: { formation: ['x'.repeat(partageBytes)] } };
    expect(await ecrire('a', randomUUID(), large, null, 'vue')).toEqual(refused(413, 'TROP_VOLUMINEUX'));
    const huge = { genre: 'modele', valeur: modele('x', 'y'.repeat(300_000)), base: null };
    expect(await put('a', randomUUID(), huge)).toEqual(refused(413, 'TROP_VOLUMINEUX'));
  });

  const fill = async (flux: string, genre: 'modele' | 'vue', count: number, valeur: unknown) => {
    const ids = Array.from({ length: count }, () => randomUUID());
    const corps = JSON.stringify({ cle: genre, valeur });
    await writeLignes(server.db, {
      fluxId: flux,
      lignes: ids.map((id) => ({ id, type: 'reglage', v: 1, dossierId: null, corps })),
    });
    return ids;
  };

  test('an organisme keeps 200 modèles, an account 100 vues; one may still be changed and deleted', async () => {
    const [one = ''] = await fill(await organisme(directeur), 'modele', partagesMax.modele, modele('Plein'));
    await fill(directeur.acces.compte.fluxCompte, 'vue', partagesMax.vue, vue('Pleine'));
    const tooMany = refused(409, 'PARTAGES_TROP_NOMBREUX');
    expect(await ecrire('a', randomUUID(), modele('De trop'))).toEqual(tooMany);
    expect(await ecrire('a', randomUUID(), vue('De trop'), null, 'vue')).toEqual(tooMany);
    expect(await ecrire('a', one, modele('Changé'), modele('Plein'))).toEqual(ecrit);
    expect(await ecrire('a', one, null, modele('Changé'))).toEqual(ecrit);
    expect(await ecrire('a', randomUUID(), modele('La place rendue'))).toEqual(ecrit);
    expect(await ecrire('a', one, modele('Revenu'))).toEqual(tooMany);
  });

  test('deleted ones are kept and take no place: nobody shuts the others out by making and deleting', async () => {
    await fill(directeur.acces.compte.fluxCompte, 'vue', partagesMax.vue * 10, null);
    await fill(directeur.acces.compte.fluxCompte, 'vue', partagesMax.vue - 1, vue('Une'));
    expect(await ecrire('a', randomUUID(), vue('La dernière'), null, 'vue')).toEqual(ecrit);
    expect(await ecrire('a', randomUUID(), vue('De trop'), null, 'vue')).toEqual(
      refused(409, 'PARTAGES_TROP_NOMBREUX'),
    );
  });

  test('an account writes so many an hour, whatever its postes; another account is not held back', async () => {
    const other = await createCompte(server.db, 'responsable', 'b');
    server.allow('b', other.acces);
    const id = randomUUID();
    // What changes nothing counts as well.
    for (let one = 0; one < ecrituresParHeure; one += 1) await ecrire('a', id, null);
    expect(await ecrire('a', id, modele('Relance'))).toEqual(refused(429, 'TROP_DE_REQUETES'));
    expect(await ecrire('b', randomUUID(), modele('Relance'))).toEqual(ecrit);
  });

  test('the other postes of the organisme hear of it', async () => {
    const told: unknown[] = [];
    const poste = await createPoste(server.db, directeur.acces.compte.id, 'Accueil');
    const porteur = { ...directeur.porteur, posteId: poste.id, posteNom: poste.nom };
    const sortie = { write: (text: string) => void told.push(text), pending: () => 0, end: () => {} };
    await server.direct.ouvrir(porteur, sortie, new Date('2026-06-08T09:00:00.000Z'));
    told.length = 0;
    await ecrire('a', randomUUID(), modele('Relance'));
    const flux = await organisme(directeur);
    expect(told).toEqual([`data: ${JSON.stringify({ flux, tete: 1 })}\n\n`]);
  });
});
