import { expect, test } from 'vitest';
import { avancementCumule, avancementDe, etapesAvancement } from '../../../shared/domain/avancement.ts';

const nobody = { essaye: false, joint: false, rendezVous: false, issue: null };

test('the furthest step reached stands', () => {
  expect(avancementDe(nobody)).toBeNull();
  expect(avancementDe({ ...nobody, essaye: true })).toBe('essaye');
  expect(avancementDe({ ...nobody, essaye: true, joint: true })).toBe('joint');
  expect(avancementDe({ ...nobody, joint: true, issue: 'SANS_SUITE' })).toBe('joint');
  expect(avancementDe({ ...nobody, rendezVous: true })).toBe('rendez_vous');
  expect(avancementDe({ ...nobody, joint: true, issue: 'RDV_FIXE' })).toBe('rendez_vous');
  expect(avancementDe({ ...nobody, rendezVous: true, issue: 'DOSSIER_ENVOYE' })).toBe('dossier');
  expect(avancementDe({ ...nobody, issue: 'INSCRIT' })).toBe('inscrit');
});

test('each step counts those before it', () => {
  const par = new Map([[null, 10], ...etapesAvancement.map((etape) => [etape, 1] as const)] as const);
  expect(avancementCumule(par)).toEqual({
    total: 15,
    essayes: 5,
    joints: 4,
    rendezVous: 3,
    dossiers: 2,
    inscrits: 1,
  });
  expect(avancementCumule(new Map())).toMatchObject({ total: 0, essayes: 0, inscrits: 0 });
});
