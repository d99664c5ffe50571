import { describe, expect, it } from 'vitest';
import { ajouteNumero, saisiesNumero, territoireDuNumero } from '../../../renderer/features/candidats/sheet/numeros.ts';

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const mere = '+33639981202';
const tete = { acte: idOf(20), valeur: 'invalide', operateur: null, le: '2026-06-09T08:00:00.000Z' };
const dossier = (n: number, fait: string | null) => ({
  id: idOf(n),
  flux: 'organisme:lyon',
  fluxNom: 'Lyon',
  tetes: fait === null ? {} : { [fait]: [tete] },
  aDepartager: [],
});

describe('what is known of a number', () => {
  it('is written where actes go, and wherever something is said of it already', () => {
    const fiche = {
      dossierPrincipal: idOf(10),
      dossiers: [dossier(10, null), dossier(11, `numero:${mere}`), dossier(12, 'numero:+33639981203')],
    };
    const corps = { numero: mere, etat: 'confirme' };
    expect(saisiesNumero(fiche, mere, 'confirme')).toEqual([
      { dossier: idOf(10), type: 'numero', corps, vues: {} },
      { dossier: idOf(11), type: 'numero', corps, vues: { [`numero:${mere}`]: [idOf(20)] } },
    ]);
  });

  it('tells the territory of an overseas one', () => {
    expect(territoireDuNumero('+262693197383')).toBe('La Réunion');
    expect(territoireDuNumero('+262639123456')).toBe('Mayotte');
    expect(territoireDuNumero('+594694123456')).toBe('Guyane');
    expect(territoireDuNumero(mere)).toBeNull();
  });
});

describe('a number that the family gives', () => {
  const fiche = {
    dossierPrincipal: idOf(10),
    dossiers: [dossier(10, 'champ:telephone')],
    responsableTelephones: [{ e164: mere }],
    candidatTelephones: [{ e164: null }],
  };

  it('is added as it was typed, with what was seen', () => {
    expect(ajouteNumero(fiche, ' 06 39 98 77 01 ')).toEqual({
      genre: 'ajout',
      e164: '+33639987701',
      saisies: [
        {
          dossier: idOf(10),
          type: 'rectification',
          corps: { champ: 'telephone', valeur: '06 39 98 77 01', ancienne: null },
          vues: { 'champ:telephone': [idOf(20)] },
        },
      ],
    });
  });

  it('is refused when it cannot be read, or stands there already', () => {
    expect(ajouteNumero(fiche, '06 39 98')).toEqual({ genre: 'illisible' });
    expect(ajouteNumero(fiche, '')).toEqual({ genre: 'illisible' });
    expect(ajouteNumero(fiche, '+33 6 39 98 12 02')).toEqual({ genre: 'connu' });
  });
});
