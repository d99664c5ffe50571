import { describe, expect, it } from 'vitest';
import {
  fuseauDeLaFamille,
  horsDesHeures,
  phraseHorsDesHeures,
} from '../../../renderer/features/candidats/saisie/heures.ts';

describe('usual hours at the family’s', () => {
  const at = (instant: string, fuseau = 'Europe/Paris') => horsDesHeures(Date.parse(instant), fuseau);

  it('knows 10 to 13 and 14 to 20, Monday to Friday, there and not here', () => {
    expect(at('2026-06-09T08:00:00.000Z')).toBeNull();
    expect(at('2026-06-09T07:59:00.000Z')).toBe('heure');
    expect(at('2026-06-09T11:30:00.000Z')).toBe('heure');
    expect(at('2026-06-09T12:00:00.000Z')).toBeNull();
    expect(at('2026-06-09T18:00:00.000Z')).toBe('heure');
    // 17:30 in Paris is 19:30 in La Réunion; 18:30 is past 20 there.
    expect(at('2026-06-09T15:30:00.000Z', 'Indian/Reunion')).toBeNull();
    expect(at('2026-06-09T16:30:00.000Z', 'Indian/Reunion')).toBe('heure');
  });

  it('takes week-ends and public holidays of the territory as days of rest', () => {
    expect(at('2026-06-13T09:00:00.000Z')).toBe('jour');
    expect(at('2026-07-14T09:00:00.000Z')).toBe('jour');
    expect(at('2026-12-21T08:00:00.000Z', 'Indian/Reunion')).toBeNull();
    expect(at('2027-12-20T08:00:00.000Z', 'Indian/Reunion')).toBe('jour');
  });

  it('warns in one line that names the hours', () => {
    for (const pourquoi of ['jour', 'heure'] as const)
      expect(phraseHorsDesHeures(pourquoi)).toMatch(
        /chez la famille \(d’habitude\u00a0: lundi à vendredi, .* 14\u00a0h–20\u00a0h\)$/,
      );
  });

  it('counts them where the family lives, at the site while nobody knows where', () => {
    const at = (fuseau: string | null) =>
      fuseauDeLaFamille({ famille: { fuseau, heureLocale: null }, fuseauSite: 'Indian/Reunion' });
    expect(at('Europe/Paris')).toBe('Europe/Paris');
    expect(at(null)).toBe('Indian/Reunion');
  });
});
