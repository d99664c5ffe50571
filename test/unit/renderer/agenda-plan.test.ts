import { describe, expect, it } from 'vitest';
import { lireContenu } from '../../../renderer/features/agenda/formulaire.ts';
import {
  erreursDuPlan,
  genererPlan,
  type Plan,
  planVide,
  propositions,
  saisiesDe,
} from '../../../renderer/features/agenda/plan.ts';
import { feriesEnMots, nomDuFerie } from '../../../renderer/textes/feries.ts';
import { joursFeries } from '../../../shared/domain/jours-ouvres.ts';

const paris = 'Europe/Paris';
const plan = (change: Partial<Plan> = {}): Plan => ({ ...planVide('2026-11-23', '2026-11-24'), ...change });
const generer = (un: Plan, max = 300) =>
  genererPlan(un, { fuseau: paris, territoire: 'metropole', maintenant: '2026-11-01T00:00:00.000Z', max });

describe('a plan that is typed', () => {
  it('gives half-hours around the pause of noon', () => {
    expect(generer(plan())).toMatchObject({ feries: [], passes: 0, tropNombreux: false });
    // Six before noon, seven from half past one to five, on two days.
    expect(generer(plan()).creneaux).toHaveLength(26);
    expect(generer(plan({ pause: false })).creneaux).toHaveLength(32);
    expect(generer(plan({ debut: '22:00', fin: '00:00', pause: false, duree: 60 })).creneaux).toHaveLength(4);
  });

  it('names what is missing or wrong, and then gives nothing', () => {
    const mauvais: [Partial<Plan>, string[]][] = [
      [{ du: '' }, ['du']],
      [{ au: '2026-11-22' }, ['au']],
      [{ jours: [] }, ['jours']],
      [{ debut: '', fin: '' }, ['debut', 'fin']],
      [{ fin: '09:00' }, ['fin']],
      [{ duree: 2, ecart: '' }, ['duree', 'ecart']],
      [{ pauseFin: '11:00' }, ['pauseFin']],
    ];
    for (const [change, champs] of mauvais) {
      expect(Object.keys(erreursDuPlan(plan(change))).sort()).toEqual(champs);
      expect(generer(plan(change)).creneaux).toEqual([]);
    }
    expect(erreursDuPlan(plan({ pause: false, pauseFin: '11:00' }))).toEqual({});
  });
});

describe('what is proposed', () => {
  const generes = generer(plan({ jours: [1], debut: '09:00', fin: '10:30', pause: false })).creneaux;
  const [neuf, neufTrente] = generes;
  it('leaves out what exists, keeps what overlaps, and takes a press as the contrary', () => {
    if (neuf === undefined || neufTrente === undefined) throw new Error('The plan gives three créneaux.');
    const prevus = [neuf, { debut: '2026-11-23T08:45:00.000Z', fin: '2026-11-23T09:00:00.000Z' }];
    const [jour] = propositions(generes, prevus, new Set(), paris);
    expect(jour?.jour).toBe('2026-11-23');
    expect(jour?.proposes.map(({ deja, garde }) => [deja, garde])).toEqual([
      ['identique', false],
      ['chevauche', true],
      [null, true],
    ]);
    const [inverse] = propositions(generes, prevus, new Set([neuf.debut, neufTrente.debut]), paris);
    expect(inverse?.proposes.map(({ garde }) => garde)).toEqual([true, false, true]);
  });

  it('becomes créneaux that all say the same but their hours', () => {
    const contenu = lireContenu(plan({ lieu: 'Amphi B' }));
    if (!contenu.ok) throw new Error('The plan is complete.');
    const saisies = saisiesDe(propositions(generes, [], new Set(), paris), contenu.saisie);
    expect(saisies).toHaveLength(3);
    expect(saisies[0]).toMatchObject({ lieu: 'Amphi B', capacite: 1, debut: neuf?.debut, fin: neuf?.fin });
  });
});

describe('public holidays', () => {
  it('all have a name of their own, wherever they are one', () => {
    expect(feriesEnMots(['2026-05-14', '2026-07-14'], 'metropole')).toBe(
      'jeudi 14 mai (Ascension), mardi 14 juillet (fête nationale)',
    );
    expect(nomDuFerie('2026-12-20', 'reunion')).toBe('abolition de l’esclavage');
    expect(nomDuFerie('2026-12-26', 'alsace-moselle')).toBe('Saint-Étienne');
    expect(nomDuFerie('2026-04-03', 'alsace-moselle')).toBe('Vendredi saint');
    for (const territoire of ['metropole', 'mayotte', 'guyane'] as const) {
      const noms = joursFeries(2027, territoire).map((jour) => nomDuFerie(jour, territoire));
      expect(new Set(noms).size).toBe(noms.length);
    }
  });
});
