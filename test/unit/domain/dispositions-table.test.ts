import { describe, expect, it } from 'vitest';
import type { ActeOrdonne } from '../../../shared/domain/actes/acte.ts';
import { type Disposition, dispositions, type Issue, issues } from '../../../shared/domain/actes/appel.ts';
import { foldDossier } from '../../../shared/domain/dossier.ts';
import { accepte, acteFictif, appelsFictifs, mere, pere, uuidDe } from './actes-fictifs.ts';

/** Table 1.3 of users-and-rules.md: what a call says of the number, and what comes next, when nobody says otherwise. */
const lundiMatin = '2027-06-07T07:30:00.000Z';
const mardiMatin = '2027-06-08T08:00:00.000Z';
const numero = (e164: string, origine: string) => ({
  brut: e164,
  e164,
  confiance: 'sure' as const,
  correction: null,
  origine,
});
const plier = (actes: readonly ActeOrdonne[]) =>
  foldDossier({
    id: uuidDe(1, 0xd0),
    actes,
    demandes: [],
    reservations: [],
    voeux: [{ etat: 'actif' }],
    telephones: [numero(mere, 'responsable_1'), numero(pere, 'responsable_2')],
    fuseau: 'Europe/Paris',
  });
const appeler = (disposition: Disposition, issue?: Issue) =>
  plier(appelsFictifs({ disposition, le: lundiMatin, ...(issue === undefined ? {} : { issue }) }));
/** Both numbers, the dialled one first. */
const etats = (etat: ReturnType<typeof plier>) => etat.numeros.map((un) => un.etat);
const suite = ({ prochaineAction }: ReturnType<typeof plier>) =>
  prochaineAction === null ? null : [prochaineAction.quoi, prochaineAction.le, prochaineAction.precision];

describe('after a call', () => {
  it.each<[string, Disposition, readonly string[], readonly (string | null)[] | null, number]>([
    // An issue is asked for; until somebody says one, she is called.
    ['Joint', 'JOINT', ['confirme', 'non_verifie'], ['rappeler', null, null], 0],
    [
      'Message laissé: next working day, other half-day',
      'MESSAGE',
      ['non_verifie', 'non_verifie'],
      ['rappeler', '2027-06-08T12:00:00.000Z', 'heure'],
      1,
    ],
    [
      'Pas de réponse: the other slot',
      'SANS_REPONSE',
      ['non_verifie', 'non_verifie'],
      ['rappeler', '2027-06-07T12:00:00.000Z', 'heure'],
      1,
    ],
    [
      'Occupé: half an hour later',
      'OCCUPE',
      ['non_verifie', 'non_verifie'],
      ['rappeler', '2027-06-07T08:00:00.000Z', 'heure'],
      1,
    ],
    ['Rappeler le…: a dated reminder', 'RAPPELER', ['non_verifie', 'non_verifie'], ['rappeler', mardiMatin, 'jour'], 0],
    [
      'Mauvais interlocuteur: the next number',
      'MAUVAIS_CONTACT',
      ['a_verifier', 'non_verifie'],
      ['rappeler', lundiMatin, 'heure'],
      1,
    ],
    [
      'Faux numéro: struck through and kept, the next number',
      'NUMERO_INVALIDE',
      ['invalide', 'non_verifie'],
      ['rappeler', lundiMatin, 'heure'],
      1,
    ],
    ['Ne souhaite plus être contacté: every number locked', 'OPPOSITION', ['verrouille', 'verrouille'], null, 0],
  ])('%s', (_nom, disposition, attendus, prochaine, essais) => {
    const etat = appeler(disposition);
    expect(etats(etat)).toEqual(attendus);
    expect(suite(etat)).toEqual(prochaine);
    expect(etat.essais).toBe(essais);
    expect(etat.numeros.map(({ e164 }) => e164)).toEqual([mere, pere]);
  });

  it('covers every disposition and every issue of the table', () => {
    expect(dispositions).toHaveLength(8);
    expect(issues).toHaveLength(9);
  });

  it.each<[Issue, readonly (string | null)[] | null]>([
    ['RDV_FIXE', ['relancer', '2027-06-14T08:00:00.000Z', 'jour']],
    ['REFLECHIT', ['relancer', '2027-06-10T08:00:00.000Z', 'jour']],
    ['CHERCHE_ENTREPRISE', ['relancer', '2027-06-14T08:00:00.000Z', 'jour']],
    ['A_UNE_ENTREPRISE', ['relancer', '2027-06-10T08:00:00.000Z', 'jour']],
    ['DOSSIER_ENVOYE', ['relancer', '2027-06-14T08:00:00.000Z', 'jour']],
    ['INSCRIT', null],
    ['AUTRE_VOIE', null],
    ['SANS_SUITE', null],
    ['HORS_CRITERES', null],
  ])('Joint, then %s', (issue, prochaine) => {
    const etat = appeler('JOINT', issue);
    expect(etats(etat)).toEqual(['confirme', 'non_verifie']);
    expect(suite(etat)).toEqual(prochaine);
    expect(etat.ouverte).toBe(prochaine !== null);
  });

  it('Faux numéro with no number left: an e-mail or a letter, the next working day', () => {
    const etat = plier(
      appelsFictifs(
        { disposition: 'NUMERO_INVALIDE', numero: mere, le: lundiMatin },
        { disposition: 'NUMERO_INVALIDE', numero: pere, le: lundiMatin },
      ),
    );
    expect(etats(etat)).toEqual(['invalide', 'invalide']);
    expect(suite(etat)).toEqual(['relancer', mardiMatin, 'jour']);
  });

  it('SMS, own e-mail, courrier: three working days', () => {
    for (const canal of ['sms', 'courriel', 'courrier']) {
      const message = acteFictif(
        uuidDe(1),
        'message',
        { canal, texte: 'Bonjour.', modele: null },
        { fait_le: lundiMatin },
      );
      const etat = plier([accepte(message, 1)]);
      expect(etats(etat)).toEqual(['non_verifie', 'non_verifie']);
      expect(suite(etat)).toEqual(['attendre', '2027-06-10T08:00:00.000Z', 'jour']);
    }
  });

  it('a number in doubt or struck through is no more dialled, and comes back by hand', () => {
    const faux = appelsFictifs({ disposition: 'NUMERO_INVALIDE', numero: mere, le: lundiMatin });
    expect(plier(faux).composables).toEqual([pere]);
    const retabli = acteFictif(
      uuidDe(9),
      'numero',
      { numero: mere, etat: 'confirme' },
      { fait_le: mardiMatin, remplace: { [`numero:${mere}`]: faux.map(({ acte }) => acte.id) } },
    );
    expect(plier([...faux, accepte(retabli, 9, mardiMatin)])).toMatchObject({ composables: [mere, pere] });
  });

  it('« 3e essai »: tries are counted since somebody of the family was on the line', () => {
    const essai = (le: string) => ({ disposition: 'SANS_REPONSE', le });
    const trois = [essai(lundiMatin), essai(mardiMatin), essai('2027-06-09T08:00:00.000Z')];
    expect(plier(appelsFictifs(...trois)).essais).toBe(3);
    const jointe = { disposition: 'JOINT', le: '2027-06-10T08:00:00.000Z' };
    expect(plier(appelsFictifs(...trois, jointe)).essais).toBe(0);
    expect(plier(appelsFictifs(...trois, jointe, essai('2027-06-11T08:00:00.000Z')))).toMatchObject({
      essais: 1,
      joint: true,
    });
    expect(
      plier(appelsFictifs(...trois, { disposition: 'MESSAGE', sens: 'recu', le: '2027-06-10T08:00:00.000Z' })).essais,
    ).toBe(0);
  });
});
