import { describe, expect, test } from 'vitest';
import { createBridge } from '../../../renderer/bridge.ts';
import { estRetire } from '../../../renderer/features/candidats/textes.ts';
import { shrinkToFit, steps } from '../../../renderer/features/impression/fit.ts';
import { isTooMany, phraseCombien, phraseEchec } from '../../../renderer/features/impression/imprimer-textes.ts';
import { impressionOf, readSheets } from '../../../renderer/features/impression/read-sheets.ts';
import {
  caseRappel,
  cases,
  dernierTexte,
  porteeTexte,
  prochaineTexte,
  signature,
} from '../../../renderer/features/impression/textes.ts';
import { failure, success } from '../../../shared/contract/errors.ts';

const impression = '00000000-0000-4000-8000-000000000001';
const spaces = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('what is read of a prepared sheet', () => {
  const page = (feuille: number, feuilles: number) => ({
    titre: 'CFA 1',
    portee: 'tout',
    candidats: 40,
    operateur: null,
    poste: 'Accueil-2',
    imprimeeLe: '2026-06-08T08:00:00.000Z',
    feuille,
    feuilles,
    lignes: [],
  });
  const bridgeOf = (answer: (feuille: number) => unknown) => {
    const asked: unknown[] = [];
    const bridge = createBridge({
      invoke: async (_, request) => {
        asked.push(request);
        return answer(asked.length);
      },
      on: () => () => undefined,
    });
    return { bridge, asked };
  };

  test('is every page, in order', async () => {
    const { bridge, asked } = bridgeOf((n) => success(page(n, 3)));
    const pages = await readSheets(bridge, impression);
    expect(pages?.map(({ feuille }) => feuille)).toEqual([1, 2, 3]);
    expect(asked).toEqual([1, 2, 3].map((feuille) => ({ impression, feuille })));
  });
  test('is nothing as soon as one page is missing', async () => {
    const { bridge } = bridgeOf((n) => (n === 2 ? failure('INTROUVABLE') : success(page(n, 3))));
    expect(await readSheets(bridge, impression)).toBeNull();
  });
  test('is named by the address, and by nothing that is no id', () => {
    expect(impressionOf(`#appel-${impression}`)).toEqual({ document: 'appel', impression });
    expect(impressionOf(`#emargement-${impression}`)).toEqual({ document: 'emargement', impression });
    const refused = ['', '#', '#1', `#${impression}`, `#appel-${impression}/x`, `#autre-${impression}`, '#appel-<b>'];
    for (const hash of refused) expect(impressionOf(hash)).toBeNull();
  });
});

describe('a cell', () => {
  const cellOf = (heightAt: (nom: number) => number, widthAt: (nom: number) => number = () => 0) => {
    const styles = new Map<string, string>();
    const nom = (): number => Number(styles.get('--nom'));
    const cell = {
      clientHeight: 100,
      clientWidth: 100,
      get scrollHeight() {
        return Math.max(100, heightAt(nom()));
      },
      get scrollWidth() {
        return Math.max(100, widthAt(nom()));
      },
      style: { setProperty: (name: string, value: string) => void styles.set(name, value) },
    };
    shrinkToFit(cell);
    return nom();
  };
  test('keeps its size while it holds its text', () => {
    expect(cellOf(() => 100)).toBe(1);
  });
  test('takes the largest size at which nothing is cut, in height or in width', () => {
    expect(cellOf((nom) => 120 * nom)).toBe(0.82);
    expect(
      cellOf(
        () => 0,
        (nom) => 120 * nom,
      ),
    ).toBe(0.82);
  });
  test('ends at the smallest', () => {
    expect(cellOf(() => 1_000)).toBe(steps.at(-1)?.nom);
  });
  test('shrinks what is said before whom it is said of', () => {
    for (const { nom, reste } of steps) expect(reste).toBeLessThanOrEqual(nom);
  });
});

describe('words on paper', () => {
  test('are dated by the day, for paper is read another day', () => {
    expect(dernierTexte({ essais: 0, dernierAppel: null })).toBe('Jamais d’appel');
    const dernierAppel = { le: '2026-06-05T11:30:00', disposition: 'SANS_REPONSE' };
    expect(spaces(dernierTexte({ essais: 1, dernierAppel }))).toBe('1 essai · pas de réponse, ven. 5 juin, 11 h 30');
    expect(spaces(dernierTexte({ essais: 0, dernierAppel }))).toBe('Pas de réponse, ven. 5 juin, 11 h 30');
    const plan = { quoi: 'rappeler', le: '2026-07-01T09:00:00', precision: 'jour' as const };
    expect(prochaineTexte(plan)).toBe('Rappeler mer. 1er juil.');
    expect(prochaineTexte({ ...plan, quoi: 'rencontrer', precision: 'heure' })).toMatch(/^Rendez-vous mer\. 1er juil/);
    const rdv = {
      quoi: 'rencontrer',
      le: '2026-07-01T07:00:00.000Z',
      precision: 'heure',
      fuseau: 'Indian/Reunion',
    } as const;
    expect(spaces(prochaineTexte(rdv, 'Europe/Paris'))).toBe('Rendez-vous mer. 1er juil., 11 h, heure de La Réunion');
    expect(prochaineTexte({ ...plan, quoi: 'attendre', precision: 'heure' })).toBe(
      'Attendre jusqu’au mer. 1er juil., 9 h',
    );
    expect(prochaineTexte({ ...plan, le: null })).toBe('');
    expect(prochaineTexte(null)).toBe('');
  });
  test('say who printed, when and where, without a name when nobody is declared', () => {
    const entete = { imprimeeLe: '2026-06-08T10:01:00', operateur: 'Léa M.', poste: 'Accueil-2' };
    expect(signature(entete)).toBe('Imprimée le lun. 8 juin 2026 à 10 h 01 par Léa M., poste Accueil-2');
    expect(signature({ ...entete, operateur: null })).toBe('Imprimée le lun. 8 juin 2026 à 10 h 01, poste Accueil-2');
    expect(porteeTexte({ portee: 'selection', candidats: 1 })).toBe('Personnes choisies : 1 personne');
  });
  test('have one box for each of the eight digits that log a call', () => {
    expect([...cases, caseRappel].map(({ chiffre }) => chiffre).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe('the window that prints', () => {
  test('tells people and pages', () => {
    expect(phraseCombien({ total: 1, plus: false })).toBe('1 personne, 1 page');
    expect(phraseCombien({ total: 41, plus: false })).toBe('41 personnes, 3 pages');
    expect(spaces(phraseCombien({ total: 1_000, plus: true }))).toBe('Plus de 1 000 personnes');
  });
  test('knows the limit before it is asked, and words it when it is refused', () => {
    expect([1_000, 1_001].map((total) => isTooMany({ total, plus: false }))).toEqual([false, true]);
    expect(isTooMany({ total: 1_000, plus: true })).toBe(true);
    expect(spaces(phraseEchec({ code: 'TROP_VOLUMINEUX' }))).toContain('au plus 1 000 personnes');
    expect(phraseEchec({ code: 'EXPORT_VIDE' })).toContain('rien à exporter ni à imprimer');
  });
});

describe('who left the lists', () => {
  const line = { nouveaute: null, situation: 'A_APPELER', nbVoeux: 1, nbDemandes: 0, formation: '1CAP2 CUISINE' };
  test('is told by the mark, the situation, or by wishes of which none stands', () => {
    expect(estRetire({ ...line, nouveaute: 'retire' })).toBe(true);
    expect(estRetire({ ...line, situation: 'RETIRE' })).toBe(true);
    expect(estRetire({ ...line, situation: 'RDV_FIXE', nbVoeux: 0 })).toBe(true);
  });
  test('is neither somebody who still has a wish nor somebody who never was on a list', () => {
    expect(estRetire(line)).toBe(false);
    expect(estRetire({ ...line, nouveaute: 'modifie' })).toBe(false);
    expect(estRetire({ ...line, nbVoeux: 0, formation: null })).toBe(false);
    expect(estRetire({ ...line, nbVoeux: 0, nbDemandes: 1 })).toBe(false);
  });
});
