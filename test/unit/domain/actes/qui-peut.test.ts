import { describe, expect, it } from 'vitest';
import { peutEcrire } from '../../../../shared/domain/actes/qui-peut.ts';

describe('who may write an acte', () => {
  it.each([
    ['operateur', { responsable: true, delegue: true, inconnu: true }],
    ['directeur', { responsable: true, delegue: true, inconnu: false }],
    ['serveur', { responsable: false, delegue: false, inconnu: false }],
  ] as const)('an acte of %s', (quiPeut, attendu) => {
    expect({
      responsable: peutEcrire('responsable', { quiPeut }),
      delegue: peutEcrire('delegue', { quiPeut }),
      inconnu: peutEcrire(null, { quiPeut }),
    }).toEqual(attendu);
  });
});
