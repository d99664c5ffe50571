import { describe, expect, it } from 'vitest';
import { type Disposition, dispositions, type Issue, issues } from '../../../shared/domain/actes/appel.ts';
import {
  choisirSituation,
  type DemandesEtat,
  type SituationCode,
  type SituationCriteres,
  situationCodes,
  situations,
} from '../../../shared/domain/situations.ts';

const toutesDispositions: readonly (Disposition | null)[] = [null, ...dispositions];
const toutesIssues: readonly (Issue | null)[] = [null, ...issues];
const toutesDemandes: readonly DemandesEtat[] = ['aucune', 'suivie', 'a_repondre'];
const rien: SituationCriteres = {
  opposition: false,
  efface: false,
  issue: null,
  disposition: null,
  demandes: 'aucune',
  retire: false,
  injoignable: false,
  ecrit: false,
  repondu: false,
  annulee: false,
  planifie: false,
};

/** The words of the last call, written by hand: null is before the first call. */
const parAppel: readonly [Disposition | null, string][] = [
  [null, 'À appeler'],
  ['JOINT', 'À rappeler'],
  ['MESSAGE', 'Message laissé'],
  ['SANS_REPONSE', 'À rappeler'],
  ['OCCUPE', 'À rappeler'],
  ['RAPPELER', 'À rappeler'],
  ['MAUVAIS_CONTACT', 'À appeler'],
  ['NUMERO_INVALIDE', 'À appeler'],
  ['OPPOSITION', 'Ne plus contacter'],
];
const parIssue: readonly [Issue, string, 'ouverte' | 'close'][] = [
  ['RDV_FIXE', 'RDV fixé', 'ouverte'],
  ['REFLECHIT', 'Réfléchit', 'ouverte'],
  ['CHERCHE_ENTREPRISE', 'Cherche entreprise', 'ouverte'],
  ['A_UNE_ENTREPRISE', 'A une entreprise', 'ouverte'],
  ['DOSSIER_ENVOYE', 'Dossier envoyé', 'ouverte'],
  ['INSCRIT', 'Inscrit·e', 'close'],
  ['AUTRE_VOIE', 'Autre voie', 'close'],
  ['SANS_SUITE', 'Ne donne pas suite', 'close'],
  ['HORS_CRITERES', 'Hors critères', 'close'],
];
const mot = (criteres: Partial<SituationCriteres>): string =>
  situations[choisirSituation({ ...rien, ...criteres })].mot;

describe('the table disposition x issue x demandes', () => {
  const cas = toutesDispositions.flatMap((disposition) =>
    toutesIssues.flatMap((issue) => toutesDemandes.map((demandes) => ({ disposition, issue, demandes }))),
  );

  it('covers every combination', () => {
    expect(cas).toHaveLength(9 * 10 * 3);
    expect(parAppel.map(([disposition]) => disposition)).toEqual(toutesDispositions);
    expect(parIssue.map(([issue]) => issue)).toEqual(issues);
  });

  it.each(cas)('$disposition x $issue x $demandes has exactly one word', ({ disposition, issue, demandes }) => {
    const dAppel = parAppel.find(([une]) => une === disposition)?.[1];
    const dIssue = parIssue.find(([une]) => une === issue);
    const attendu =
      demandes === 'a_repondre'
        ? 'À répondre'
        : dIssue !== undefined && (dIssue[2] === 'ouverte' || demandes === 'aucune')
          ? dIssue[1]
          : dAppel;
    expect(mot({ disposition, issue, demandes })).toBe(attendu);
  });

  it.each(cas)('$disposition x $issue x $demandes yields to an opposition and to an erasure', (criteres) => {
    expect(mot({ ...criteres, opposition: true, retire: true, injoignable: true })).toBe('Ne plus contacter');
    expect(mot({ ...criteres, efface: true })).toBe('Retiré·e de la liste');
  });

  it.each(cas)(
    '$disposition x $issue x $demandes: a withdrawal or four tries never hide work or a demande',
    ({ disposition, issue, demandes }) => {
      const sans = choisirSituation({ ...rien, disposition, issue, demandes });
      const retire = choisirSituation({ ...rien, disposition, issue, demandes, retire: true });
      const injoignable = choisirSituation({ ...rien, disposition, issue, demandes, injoignable: true });
      const parLAppel =
        demandes !== 'a_repondre' &&
        (issue === null || (demandes === 'suivie' && !situations[sans].ouverte) || sansIssue(sans, issue));
      expect(retire).toBe(issue === null && demandes === 'aucune' && disposition !== 'RAPPELER' ? 'RETIRE' : sans);
      expect(injoignable).toBe(parLAppel ? 'INJOIGNABLE' : sans);
    },
  );

  it('says « à rappeler » when a call was planned before the first one', () => {
    expect(mot({ planifie: true })).toBe('À rappeler');
    expect(mot({ planifie: true, disposition: 'MESSAGE' })).toBe('Message laissé');
  });

  it('says « message laissé » when the family was written to since, and hides neither an issue nor four tries', () => {
    expect(mot({ ecrit: true })).toBe('Message laissé');
    expect(mot({ ecrit: true, disposition: 'SANS_REPONSE' })).toBe('Message laissé');
    expect(mot({ ecrit: true, issue: 'REFLECHIT' })).toBe('Réfléchit');
    expect(mot({ ecrit: true, injoignable: true })).toBe('Injoignable');
  });

  it('says « répondu » when what was written is an answer', () => {
    expect(mot({ ecrit: true, repondu: true })).toBe('Répondu, à suivre');
    expect(mot({ ecrit: true, repondu: true, issue: 'REFLECHIT' })).toBe('Réfléchit');
  });

  it('leaves alone whoever took every demande back, but for an issue, a plan or another demande', () => {
    expect(mot({ annulee: true })).toBe('Demande annulée');
    expect(mot({ annulee: true, disposition: 'SANS_REPONSE' })).toBe('Demande annulée');
    expect(situations.DEMANDE_ANNULEE.ouverte).toBe(false);
    expect(mot({ annulee: true, planifie: true })).toBe('À rappeler');
    expect(mot({ annulee: true, issue: 'REFLECHIT' })).toBe('Réfléchit');
    expect(mot({ annulee: true, demandes: 'suivie' })).toBe('À appeler');
  });

  it('gives every situation a word of its own, a colour, and reaches each of them', () => {
    expect(Object.keys(situations).sort()).toEqual([...situationCodes].sort());
    expect(new Set(Object.values(situations).map((une) => une.mot)).size).toBe(situationCodes.length);
    const atteintes = new Set<SituationCode>(cas.map((criteres) => choisirSituation({ ...rien, ...criteres })));
    atteintes
      .add(choisirSituation({ ...rien, ecrit: true, repondu: true }))
      .add(choisirSituation({ ...rien, annulee: true }));
    atteintes.add(choisirSituation({ ...rien, retire: true })).add(choisirSituation({ ...rien, injoignable: true }));
    expect([...atteintes].sort()).toEqual([...situationCodes].sort());
  });

  it('keeps the colours of SCREENS', () => {
    const couleurs = Object.fromEntries(Object.entries(situations).map(([code, { couleur }]) => [code, couleur]));
    expect(couleurs).toMatchObject({
      A_APPELER: 'encre',
      A_RAPPELER: 'orange',
      A_REPONDRE: 'red',
      RDV_FIXE: 'teal',
      CHERCHE_ENTREPRISE: 'violet',
      DOSSIER_ENVOYE: 'cyan',
      INSCRIT: 'green',
      MESSAGE_LAISSE: 'yellow',
      INJOIGNABLE: 'gray',
    });
  });
});

/** Whether the word came from the call although there is an issue: a closed one while a demande is open. */
const sansIssue = (situation: SituationCode, issue: Issue | null): boolean => issue !== null && situation !== issue;
