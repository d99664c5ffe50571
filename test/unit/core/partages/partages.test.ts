import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nomDeCopie } from '../../../../main/core/partages/depasse.ts';
import { retirerPartagesDuFlux } from '../../../../main/core/partages/locaux.ts';
import { createVeillePartages } from '../../../../main/core/partages/veille.ts';
import { emptyFlux } from '../../../../main/core/sync/orders.ts';
import { failure, success } from '../../../../shared/contract/errors.ts';
import { libellesId, partagesMax, texteDuPartage } from '../../../../shared/domain/partages.ts';
import { entry, startMs, uuidOf } from '../sync/fixtures.ts';
import { Banc, compte, modele, organisme, vue } from './banc.ts';

let banc: Banc;
beforeEach(() => {
  banc = new Banc();
});
afterEach(() => banc.remove());

const noms = () => banc.lire().modeles.map(({ valeur }) => valeur.nom);

describe('a document written on the poste', () => {
  test('is there at once, waiting, and in the order of the alphabet', () => {
    for (const nom of ['Zoé', 'élan', 'Relance 10', 'Relance 2'])
      banc.garder({ genre: 'modele', id: null, valeur: modele(nom) });
    expect(noms()).toEqual(['élan', 'Relance 2', 'Relance 10', 'Zoé']);
    expect(banc.lire().modeles.every(({ enAttente }) => enAttente)).toBe(true);
  });

  test('leaves, comes back and is forgotten here', async () => {
    const id = banc.garder({ genre: 'modele', id: null, valeur: modele('Relance') });
    await banc.echanger();
    expect(banc.locaux).toEqual([]);
    expect(banc.lire().modeles).toEqual([{ id, valeur: modele('Relance'), enAttente: false }]);
  });

  test('stays until the pull has come, and waits for nothing once the server has it', async () => {
    banc.garder({ genre: 'modele', id: null, valeur: modele('Relance') });
    await banc.envoyer();
    const { tete } = banc.serveur;
    banc.lister([entry(tete, { id: organisme }), entry(tete, { id: compte, genre: 'compte' })]);
    banc.oublier();
    expect(banc.locaux).toMatchObject([{ etat: 'recu' }]);
    expect(banc.lire().modeles).toMatchObject([{ enAttente: false }]);
  });

  test('that is not received whole yet is not forgotten', async () => {
    banc.garder({ genre: 'modele', id: null, valeur: modele('Relance') });
    banc.garder({ genre: 'vue', id: null, valeur: vue('Mes rappels') });
    await banc.envoyer();
    banc.lister([entry(banc.serveur.tete, { id: organisme }), entry(0, { id: compte, genre: 'compte' })]);
    banc.oublier();
    expect(banc.locaux.map(({ genre }) => genre)).toEqual(['modele']);
  });

  test('changed twice before it leaves, leaves once; changed back, it does not leave', async () => {
    const id = banc.garder({ genre: 'modele', id: null, valeur: modele('Un') });
    banc.garder({ genre: 'modele', id, valeur: modele('Deux') });
    await banc.echanger();
    expect(banc.serveur.puts).toEqual([id]);
    banc.garder({ genre: 'modele', id, valeur: modele('Trois') });
    banc.garder({ genre: 'modele', id, valeur: modele('Deux') });
    expect(banc.locaux).toEqual([]);
    await banc.echanger();
    expect(banc.serveur.puts).toEqual([id]);
  });

  test('made and deleted before it leaves was never there; deleted after, it goes for everybody', async () => {
    const never = banc.garder({ genre: 'modele', id: null, valeur: modele('Un') });
    banc.garder({ genre: 'modele', id: never, valeur: null });
    expect(banc.locaux).toEqual([]);
    const id = banc.garder({ genre: 'modele', id: null, valeur: modele('Deux') });
    await banc.echanger();
    banc.garder({ genre: 'modele', id, valeur: null });
    expect(noms()).toEqual([]);
    await banc.echanger();
    expect(banc.serveur.rows).toMatchObject([{ id, texte: null }]);
    expect([noms(), banc.locaux]).toEqual([[], []]);
  });

  test('may not take the id of something else, weigh too much, or be one too many', () => {
    const id = banc.garder({ genre: 'modele', id: null, valeur: modele('Un') });
    const invalid = failure('REQUETE_INVALIDE');
    expect(banc.ecrire({ genre: 'vue', id, valeur: vue('Prise') })).toEqual(invalid);
    expect(banc.ecrire({ genre: 'modele', id: libellesId, valeur: modele('Pris') })).toEqual(invalid);
    expect(banc.ecrire({ genre: 'libelles', id: uuidOf(9), valeur: { issues: {} } })).toEqual(invalid);
    const lourde = { ...vue('Lourde'), filtres: { formation: ['x'.repeat(20_000)] } };
    expect(banc.ecrire({ genre: 'vue', id: null, valeur: lourde })).toEqual(failure('TROP_VOLUMINEUX'));
    for (let rank = 1; rank < partagesMax.modele; rank += 1)
      banc.garder({ genre: 'modele', id: null, valeur: modele(`Modèle ${rank}`) });
    expect(banc.ecrire({ genre: 'modele', id: null, valeur: modele('De trop') })).toEqual(
      failure('PARTAGES_TROP_NOMBREUX'),
    );
    expect(banc.ecrire({ genre: 'modele', id, valeur: modele('Changé') })).toEqual(success({ id }));
  });
});

describe('what the lists bring', () => {
  test('a genre or a value of a newer version is not shown, and stops nothing', () => {
    banc.serveur.write(uuidOf(1), 'modele', texteDuPartage(modele('Bon')));
    banc.serveur.write(uuidOf(2), 'modele', texteDuPartage({ ...modele('Neuf'), langue: 'fr' }));
    banc.serveur.write(libellesId, 'libelles', texteDuPartage({ issues: { INCONNUE: 'x' } }));
    banc.recevoir();
    banc.store.persons.exec(
      `UPDATE ligne_corps SET corps = '{"cle":"autre","valeur":1}' WHERE rang = (
         SELECT rang FROM ligne WHERE id = '${uuidOf(2)}')`,
    );
    expect(banc.lire()).toMatchObject({ modeles: [{ valeur: { nom: 'Bon' } }], vues: [], libelles: { issues: {} } });
  });

  test('a document of two organismes is shown once, as the first of them holds it', () => {
    banc.serveur.write(uuidOf(1), 'modele', texteDuPartage(modele('Du premier')));
    banc.recevoir();
    banc.lister([
      entry(1, { id: organisme }),
      entry(1, { id: uuidOf(0x11) }),
      entry(0, { id: compte, genre: 'compte' }),
    ]);
    banc.store.persons.exec(
      `INSERT INTO ligne (id, flux, seq, type, v, generation, lecture)
         SELECT id, '${uuidOf(0x11)}', 1, type, v, 0, lecture FROM ligne;
       INSERT INTO ligne_corps (rang, corps) SELECT max(rang), '{"cle":"modele","valeur":${JSON.stringify(
         modele('Du second'),
       )}}' FROM ligne`,
    );
    expect(noms()).toEqual(['Du premier']);
  });

  test('is told once, by genre', async () => {
    const told: string[][] = [];
    const veille = createVeillePartages(banc.store, (genres) => void told.push(genres));
    veille.look();
    banc.serveur.write(uuidOf(1), 'modele', texteDuPartage(modele('Un')));
    banc.serveur.write(uuidOf(2), 'vue', texteDuPartage(vue('Une')));
    banc.recevoir();
    veille.look();
    veille.look();
    expect(told).toEqual([['modele', 'vue']]);
  });
});

describe('a colleague wrote what this poste had not seen', () => {
  const shared = async (): Promise<string> => {
    const id = banc.garder({ genre: 'modele', id: null, valeur: modele('Relance') });
    await banc.echanger();
    return id;
  };

  test('theirs stands, a modèle written here is kept as a copy', async () => {
    const id = await shared();
    banc.serveur.write(id, 'modele', texteDuPartage(modele('Relance', 'De Karim')));
    banc.garder({ genre: 'modele', id, valeur: modele('Relance', 'De Léa') });
    await banc.echanger();
    expect(banc.lire().modeles).toMatchObject([
      { id, valeur: { nom: 'Relance', texte: 'De Karim' }, enAttente: false },
      { valeur: { nom: 'Relance (copie)', texte: 'De Léa' }, enAttente: false },
    ]);
    expect([banc.locaux, banc.sorts]).toEqual([[], [{ sort: 'depasse', genre: 'modele' }]]);
  });

  test('a deletion gives way, and so do labels', async () => {
    const id = await shared();
    banc.serveur.write(id, 'modele', texteDuPartage(modele('Relance', 'De Karim')));
    banc.garder({ genre: 'modele', id, valeur: null });
    banc.serveur.write(libellesId, 'libelles', texteDuPartage({ issues: { RDV_FIXE: 'Venue' } }));
    banc.garder({ genre: 'libelles', id: null, valeur: { issues: { RDV_FIXE: 'Visite' } } });
    await banc.echanger();
    expect(banc.lire()).toMatchObject({ modeles: [{ id }], libelles: { issues: { RDV_FIXE: 'Venue' } } });
    expect(banc.sorts.map(({ genre }) => genre).sort()).toEqual(['libelles', 'modele']);
  });

  test('copies have a name that nobody bears, within its bound', () => {
    expect(nomDeCopie('Relance', new Set())).toBe('Relance (copie)');
    expect(nomDeCopie('Relance (copie)', new Set(['Relance (copie)']))).toBe('Relance (copie 2)');
    const long = nomDeCopie('x'.repeat(60), new Set());
    expect([long.length, long.endsWith('x (copie)')]).toEqual([60, true]);
  });
});

describe('a refusal', () => {
  test('of the document keeps it here with its code; a new writing is sent again', async () => {
    const id = banc.garder({ genre: 'modele', id: null, valeur: modele('Un') });
    const other = banc.garder({ genre: 'vue', id: null, valeur: vue('Une') });
    banc.answer = 'PARTAGES_TROP_NOMBREUX';
    expect(await banc.envoyer()).toEqual(success(null));
    expect(banc.locaux.map(({ etat, code }) => [etat, code])).toEqual([
      ['refuse', 'PARTAGES_TROP_NOMBREUX'],
      ['refuse', 'PARTAGES_TROP_NOMBREUX'],
    ]);
    expect(banc.sorts).toContainEqual({ sort: 'refuse', genre: 'vue', id: other, code: 'PARTAGES_TROP_NOMBREUX' });
    expect(banc.lire().modeles).toMatchObject([{ id, enAttente: true }]);
    banc.answer = null;
    banc.garder({ genre: 'modele', id, valeur: modele('Deux') });
    await banc.echanger();
    expect(banc.serveur.rows).toMatchObject([{ id }]);
  });

  test.each(['ERREUR_INTERNE', 'SERVEUR_INJOIGNABLE', 'REPONSE_INVALIDE'] as const)(
    '%s on one document holds back no other one, and it leaves later',
    async (code) => {
      const first = banc.garder({ genre: 'modele', id: null, valeur: modele('Un') });
      const second = banc.garder({ genre: 'modele', id: null, valeur: modele('Deux') });
      banc.stumble = { id: first, code };
      expect(await banc.envoyer()).toEqual(failure(code));
      expect(banc.serveur.rows).toMatchObject([{ id: second }]);
      expect(new Map(banc.locaux.map(({ id, etat }) => [id, etat])).get(first)).toBe('a_envoyer');
      banc.stumble = null;
      expect(await banc.envoyer()).toEqual(success(null));
      expect(banc.serveur.rows.map(({ id }) => id)).toEqual([second, first]);
    },
  );

  test.each(['HORS_LIGNE', 'OCCUPE', 'INTROUVABLE'] as const)('%s says nothing of it: it waits', async (code) => {
    banc.garder({ genre: 'modele', id: null, valeur: modele('Un') });
    banc.garder({ genre: 'modele', id: null, valeur: modele('Deux') });
    banc.answer = code;
    expect(await banc.envoyer()).toEqual(failure(code));
    expect(banc.locaux.map(({ etat }) => etat)).toEqual(['a_envoyer', 'a_envoyer']);
    banc.answer = null;
    await banc.echanger();
    expect(noms()).toEqual(['Deux', 'Un']);
  });
});

describe('the end of a right', () => {
  const now = new Date(startMs).toISOString();
  const leave = (flux: string) => banc.store.writePersons((db) => success(emptyFlux(db, flux, now)));

  test('takes what was written for that organisme, and leaves the views', () => {
    banc.garder({ genre: 'modele', id: null, valeur: modele('Un') });
    banc.garder({ genre: 'libelles', id: null, valeur: { issues: {} } });
    banc.garder({ genre: 'vue', id: null, valeur: vue('Une') });
    leave(organisme);
    expect(banc.locaux.map(({ genre }) => genre)).toEqual(['vue']);
    leave(compte);
    expect(banc.locaux).toEqual([]);
  });

  test('never hands the modèle of one organisme to another', async () => {
    const theirs = banc.garder({ genre: 'modele', id: null, valeur: modele('Le leur') });
    await banc.echanger();
    banc.lister([
      entry(1, { id: organisme }),
      entry(0, { id: uuidOf(0x11) }),
      entry(0, { id: compte, genre: 'compte' }),
    ]);
    banc.garder({ genre: 'modele', id: theirs, valeur: modele('Le leur, changé') });
    const mine = banc.garder({ genre: 'modele', id: null, valeur: modele('Nouveau') });
    banc.store.writePersons((db) => success(retirerPartagesDuFlux(db, uuidOf(0x99))));
    expect(banc.locaux).toHaveLength(2);
    leave(organisme);
    expect(banc.locaux.map(({ id }) => id)).toEqual([mine]);
  });
});
