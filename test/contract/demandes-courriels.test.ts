import { afterEach, beforeEach, expect, test } from 'vitest';
import { admissions, type Bureau, ines, ouvrirBureau } from '../support/courriels.ts';
import { defaire, repondre } from '../support/demandes.ts';
import { makeActe } from '../support/flux-fixtures.ts';

let bureau: Bureau;
beforeEach(async () => {
  bureau = await ouvrirBureau();
});
afterEach(() => bureau.fermer());

type Cible = { flux_id: string; dossier_id: string };
const jourMs = 86_400_000;
const acte = (row: Cible, type: string, corps: object) =>
  makeActe({ flux: row.flux_id, dossier: row.dossier_id, type, corps: { ...corps } });
const noter = (row: Cible, valeur: string, vues: readonly string[] = []) => ({
  ...acte(row, 'rectification', { champ: 'email', valeur, ancienne: null }),
  remplace: { 'champ:email': [...vues] },
});
const sujets = (adresse: string) => bureau.smtp.recusPar(adresse).map(({ mail }) => mail.subject ?? '');
/** Each of the days to come, until after the deadline. */
const attendre = async (jours: number): Promise<void> => {
  for (let jour = 0; jour < jours; jour += 1) {
    bureau.clock.advance(jourMs);
    await bureau.courrier.passer();
  }
};

test('an answer without an address stays until staff note one, and goes to nobody else meanwhile', async () => {
  const row = await bureau.demander();
  await bureau.courrier.passer();
  const none = noter(row, '');
  await bureau.pousser(none);
  await bureau.pousser(repondre(row, 'personnalisee'));
  const [cfa, candidat] = [sujets(admissions).length, sujets(ines).length];
  await attendre(3);
  expect([sujets(admissions).length, sujets(ines).length]).toEqual([cfa, candidat]);
  expect(await bureau.rows('candidat-reponse')).toMatchObject([{ etat: 'a_envoyer', essais: 0 }]);
  await bureau.pousser(noter(row, 'juste@example.org', [none.id]));
  await bureau.courrier.passer();
  expect(sujets('juste@example.org')).toEqual(['CFA des Trois Fourneaux répond à votre demande']);
  expect(sujets(admissions)).toHaveLength(cfa);
});

test('the CFA is reminded of a person who asked for silence and took it back, not of one who did not', async () => {
  const row = await bureau.demander();
  const other = await bureau.demander({ nom: 'Oufkir', courriel: 'k@example.org', telephone: '+33639980121' });
  await bureau.courrier.passer();
  const [silence, kept] = [acte(row, 'opposition', {}), acte(other, 'opposition', {})];
  await bureau.pousser(silence, kept);
  await bureau.pousser(defaire(row, silence));
  await attendre(6);
  const relances = (await bureau.rows('cfa-relance')).map(({ demande_id, etat }) => [demande_id === row.id, etat]);
  expect(relances.filter(([isHers]) => isHers)).toEqual([
    [true, 'envoye'],
    [true, 'envoye'],
  ]);
  expect(relances.filter(([isHers]) => !isHers)).toEqual([
    [false, 'abandonne'],
    [false, 'abandonne'],
  ]);
});

test('nobody is reminded of a person whose data are frozen, and nothing is written to her', async () => {
  const row = await bureau.demander();
  await bureau.courrier.passer();
  const [cfa, candidat] = [sujets(admissions).length, sujets(ines).length];
  await bureau.pousser(acte(row, 'limitation', { active: true }));
  await attendre(6);
  expect([sujets(admissions).length, sujets(ines).length]).toEqual([cfa, candidat]);
});
