import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dossierId, fluxId, idOf, putDemande, putLigne, voeuCorps } from '../candidats/poste.ts';
import { Bureau, creneauId } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
});
afterEach(() => bureau.close());

const passe = { debut: '2026-06-01T12:00:00.000Z', fin: '2026-06-01T13:00:00.000Z' };
const ine = { ine: '123456781AB' };
const voeu = (n: number, flux: number, libelle: string, rang: number): void =>
  putLigne(bureau.store, {
    id: idOf(5, n),
    flux: fluxId(flux),
    type: 'voeu',
    dossier: dossierId(n),
    corps: voeuCorps(dossierId(n), {
      rang,
      formation: { libelle, mef: null, code_formation_diplome: null, cle_ministere_educatif: null },
    }),
  });
const feuille = async () => {
  const { impression } = await bureau.ask('agenda:emargement', { creneau: creneauId(1) });
  return (await bureau.ask('agenda:feuille', { impression, feuille: 1 })).lignes;
};

describe('somebody of two établissements', () => {
  beforeEach(() => {
    bureau.person(1, { ...ine, nom: 'ICI' }, 1);
    bureau.person(2, { ...ine, nom: 'LA-BAS', prenom: 'Autre' }, 2);
    voeu(1, 1, 'CAP CUISINE', 3);
    voeu(2, 2, 'CAP VENTE', 1);
    bureau.project(dossierId(1), dossierId(2));
    bureau.creneau(1);
    bureau.creneau(2, {}, 2);
  });

  test('is told to each one as it knows her: nothing of what she wants elsewhere is on the table', async () => {
    bureau.reservation(1);
    bureau.reservation(2, { au: 2 });
    const ici = { nom: 'ICI', prenom: 'Prénom 1', formation: 'CAP CUISINE' };
    expect(await feuille()).toEqual([ici]);
    expect(await bureau.inscrits(creneauId(1))).toMatchObject([{ ...ici, candidat: dossierId(1) }]);
    expect(await bureau.inscrits(creneauId(2))).toMatchObject([
      { nom: 'LA-BAS', prenom: 'Autre', formation: 'CAP VENTE', candidat: dossierId(1) },
    ]);
    for (const dossier of [1, 2]) {
      bureau.received(dossierId(dossier), 'assiduite', { reservation: idOf(13, dossier), etat: 'absent' });
    }
    const { lignes } = await bureau.ask('agenda:absents', { apres: null, limite: 10 });
    expect(lignes.map(({ nom, formation }) => [nom, formation]).sort()).toEqual([
      ['ICI', 'CAP CUISINE'],
      ['LA-BAS', 'CAP VENTE'],
    ]);
  });
});

test('what she asked for by the form is what she comes for, under the name that the list gives her', async () => {
  bureau.person(1, { ...ine, nom: 'DE LA LISTE' });
  bureau.person(2, { ...ine, nom: 'DU FORMULAIRE' });
  voeu(1, 1, 'CAP CUISINE', 1);
  const formation = { cle_ministere_educatif: 'b', intitule: 'CAP PATISSIER', ville: null };
  putDemande(bureau.store, 1, { flux: fluxId(1), dossier: dossierId(2) }, { formation });
  bureau.project(dossierId(1), dossierId(2));
  bureau.creneau(1);
  bureau.reservation(2);
  expect(await feuille()).toMatchObject([{ nom: 'DE LA LISTE', formation: 'CAP PATISSIER' }]);
});

describe('somebody whose data are frozen', () => {
  const limiter = (active: boolean, vue: string[] = []) =>
    bureau.received(dossierId(1), 'limitation', { active }, { remplace: { limitation: vue } });
  beforeEach(() => {
    bureau.person(1, ine);
    bureau.person(2, ine, 2);
    bureau.creneau(1, { genre: 'entretien', capacite: 1, ...passe });
    bureau.reservation(1, passe);
  });

  test('is not one more to note: nobody may write it', async () => {
    expect((await bureau.ask('agenda:compteurs', {})).aNoter).toBe(1);
    const vue = limiter(true);
    expect((await bureau.ask('agenda:compteurs', {})).aNoter).toBe(0);
    limiter(false, [vue]);
    expect((await bureau.ask('agenda:compteurs', {})).aNoter).toBe(1);
  });

  test('has no number on the page, in whichever of her dossiers it was asked', async () => {
    expect(await bureau.inscrits(creneauId(1))).toMatchObject([{ limitation: false, telephone: expect.any(String) }]);
    bureau.received(dossierId(2), 'limitation', { active: true }, { flux: fluxId(2) });
    expect(await bureau.inscrits(creneauId(1))).toMatchObject([{ limitation: true, telephone: null, nom: 'NOM 1' }]);
  });

  test('has no initials in a calendar', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rappel-agenda-'));
    bureau.chemins.set('jeton', join(folder, 'rdv.ics'));
    const resume = async () => {
      const { chemin } = await bureau.ask('agenda:ics', { creneau: creneauId(1), jeton: 'jeton' });
      return readFileSync(chemin ?? '', 'utf8').match(/SUMMARY:.*/)?.[0];
    };
    try {
      expect(await resume()).toMatch(/P\. N\./);
      limiter(true);
      expect(await resume()).not.toMatch(/P\. N\./);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('somebody who took a place twice before her dossiers were one', () => {
  beforeEach(() => {
    for (const n of [1, 2]) bureau.person(n, ine);
    bureau.person(3);
    bureau.creneau(1, { capacite: 3 });
    for (const n of [1, 2, 3]) bureau.reservation(n);
  });
  const lignes = async () =>
    (await bureau.inscrits(creneauId(1))).map(({ dossier, etat, places }) => [dossier, etat, places]);

  test('is told to have two, signs once, and gives either back', async () => {
    expect(await lignes()).toEqual([
      [dossierId(1), 'confirmee', 2],
      [dossierId(2), 'confirmee', 2],
      [dossierId(3), 'confirmee', 1],
    ]);
    expect((await feuille()).map(({ nom }) => nom)).toEqual(['NOM 1', 'NOM 3']);
    const rendue = { reservation: idOf(13, 2), creneau: creneauId(1) };
    const saisies = [{ dossier: dossierId(2), type: 'reservation-annulee', corps: rendue, vues: {} }];
    expect(bureau.actes['actes:enregistrer']({ saisies })).toMatchObject({ ok: true });
    expect(await lignes()).toEqual([
      [dossierId(1), 'confirmee', 1],
      [dossierId(3), 'confirmee', 1],
      [dossierId(2), 'annulee', 1],
    ]);
  });
});
