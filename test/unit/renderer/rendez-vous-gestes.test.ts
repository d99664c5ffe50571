import { describe, expect, it } from 'vitest';
import { saisieAnnuler, saisieAssiduite, saisieConfirmer } from '../../../renderer/features/rendez-vous/gestes.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const tete = (n: number) => ({ acte: id(n), valeur: 'confirmee', operateur: 'Karim B.', le: '2026-06-09T08:00:00Z' });
const dossier = (n: number, tetes: Record<string, ReturnType<typeof tete>[]>) => ({
  id: id(n),
  flux: id(50),
  fluxNom: 'Villeurbanne',
  tetes,
  aDepartager: [],
});
const merged = { dossiers: [dossier(10, {}), dossier(11, { [`reservation:${id(1)}`]: [tete(90)] })] };
const rdv = { reservation: id(1), creneau: id(2), dossier: id(11), debut: '2026-11-24T09:00:00.000Z' };

describe('what is done about a place', () => {
  it('goes to the dossier of the réservation, with the heads that were on screen', () => {
    expect(saisieAnnuler(merged, rdv)).toEqual({
      dossier: id(11),
      type: 'reservation-annulee',
      corps: { reservation: id(1), creneau: id(2) },
      vues: { [`reservation:${id(1)}`]: [id(90)] },
    });
  });

  it('names the hour that was agreed on, so that the server knows a later one by it', () => {
    expect(saisieConfirmer(merged, rdv)?.corps).toEqual({ reservation: id(1), creneau: id(2), debut: rdv.debut });
    expect(saisieConfirmer(merged, rdv)?.type).toBe('reservation-reconfirmee');
  });

  it('is not written to another dossier when its own has left', () => {
    expect(saisieAnnuler({ dossiers: [dossier(10, {})] }, rdv)).toBeNull();
    expect(saisieConfirmer({ dossiers: [] }, rdv)).toBeNull();
  });
});

describe('presence', () => {
  it('replaces what was seen of it: two opinions are settled by one press', () => {
    expect(saisieAssiduite({ ...rdv, assiduiteVues: [id(7), id(8)] }, 'excuse')).toEqual({
      dossier: id(11),
      type: 'assiduite',
      corps: { reservation: id(1), etat: 'excuse' },
      vues: { [`assiduite:${id(1)}`]: [id(7), id(8)] },
    });
    expect(saisieAssiduite({ ...rdv, assiduiteVues: [] }, 'present').vues).toEqual({});
  });
});
