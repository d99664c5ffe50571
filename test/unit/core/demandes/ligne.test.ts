import { expect, test } from 'vitest';
import { partsDeLaLigne } from '../../../../main/core/demandes/ligne.ts';
import { demandeLigne } from '../../../../shared/contract/lignes.ts';
import { demandeCorps, dossierId } from '../candidats/poste.ts';

test('the days of what is over are not counted, one by one, for as long as it is kept', () => {
  const corps = demandeLigne.parse(demandeCorps(dossierId(1), { echeance: '2026-06-05T16:00:00.000Z' }));
  const later = '2027-02-05T09:00:00.000Z';
  expect(partsDeLaLigne(corps, 'Europe/Paris', later).restant).toMatchObject({ depassee: true });
  expect(partsDeLaLigne(corps, 'Europe/Paris', later).restant.jours).toBeGreaterThan(100);
  expect(partsDeLaLigne(corps, 'Europe/Paris', later, false).restant).toEqual({ jours: 0, depassee: true });
});
