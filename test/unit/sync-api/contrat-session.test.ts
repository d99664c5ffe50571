import { describe, expect, test } from 'vitest';
import { limits, sessionResponse } from '../../../shared/contract/sync.ts';

const id = '00000000-0000-4000-8000-00000000000a';
const session = (bailJours: number) => ({
  epoque: id,
  heure: '2026-06-08T08:00:00.000Z',
  compte: { id, identifiant: '12345678901234', role: 'responsable', nom: 'CFA' },
  poste: { id, nom: 'Accueil' },
  bail_jours: bailJours,
  operateur_requis: true,
});

describe('the lease that a server gives', () => {
  test.each([1, 7, limits.leaseDays])('may be of %d days', (days) => {
    expect(sessionResponse.parse(session(days)).bail_jours).toBe(days);
  });

  test.each([-1, 0, 1.5, 15, 3_650])('is never of %d days', (days) => {
    expect(sessionResponse.safeParse(session(days)).success).toBe(false);
  });
});
