import { describe, expect, it } from 'vitest';
import { dispositions } from '../../../shared/domain/actes/appel.ts';
import { actesEffectifs } from '../../../shared/domain/actes/effectifs.ts';
import { appelsDe } from '../../../shared/domain/appels.ts';
import {
  type DemandeDuDossier,
  demandesOuvertes,
  etatDesDemandes,
  reponseParDefaut,
} from '../../../shared/domain/demandes.ts';
import { foldFaits } from '../../../shared/domain/faits.ts';
import { accepte, acteFictif, appelsFictifs, uuidDe } from './actes-fictifs.ts';

const demande: DemandeDuDossier = {
  id: uuidDe(1, 0xde),
  etat: 'ouverte',
  recue_le: '2027-06-08T08:00:00.000Z',
  echeance: '2027-06-14T08:00:00.000Z',
};
const appels = (disposition: string, le: string) => appelsDe(actesEffectifs(appelsFictifs({ disposition, le })));
const apres = '2027-06-08T09:00:00.000Z';
const avant = '2027-06-08T07:59:59.999Z';

describe('open demandes', () => {
  it('are answered by a reponse, by the server, or by reaching the family since', () => {
    expect(demandesOuvertes([demande], new Map(), [])).toEqual([demande]);
    expect(demandesOuvertes([{ ...demande, etat: 'repondue' }], new Map(), [])).toEqual([]);
    expect(demandesOuvertes([{ ...demande, etat: 'annulee' }], new Map(), [])).toEqual([]);
    const reponse = accepte(acteFictif(uuidDe(1), 'reponse', { demande: demande.id, genre: 'autre_canal' }), 1);
    expect(demandesOuvertes([demande], foldFaits([reponse]), [])).toEqual([]);
    expect(demandesOuvertes([demande], new Map(), appels('JOINT', apres))).toEqual([]);
    expect(demandesOuvertes([demande], new Map(), appels('JOINT', demande.recue_le))).toEqual([]);
    expect(demandesOuvertes([demande], new Map(), appels('JOINT', avant))).toEqual([demande]);
    expect(demandesOuvertes([demande], new Map(), appels('MESSAGE', apres))).toEqual([demande]);
  });

  it('are to be answered until a call followed them', () => {
    expect(etatDesDemandes([], [])).toBe('aucune');
    expect(etatDesDemandes([demande], [])).toBe('a_repondre');
    expect(etatDesDemandes([demande], appels('MESSAGE', avant))).toBe('a_repondre');
    expect(etatDesDemandes([demande], appels('MESSAGE', apres))).toBe('suivie');
    expect(
      etatDesDemandes(
        [demande, { ...demande, id: uuidDe(2, 0xde), recue_le: '2027-06-09T08:00:00.000Z' }],
        appels('MESSAGE', apres),
      ),
    ).toBe('a_repondre');
  });

  it('map a call to the three values of the source service, and only when it is final', () => {
    const table = (restants: number) =>
      Object.fromEntries(dispositions.map((disposition) => [disposition, reponseParDefaut(disposition, restants)]));
    expect(table(1)).toEqual({
      JOINT: 'autre_canal',
      MESSAGE: null,
      SANS_REPONSE: null,
      OCCUPE: null,
      RAPPELER: null,
      MAUVAIS_CONTACT: null,
      NUMERO_INVALIDE: null,
      OPPOSITION: 'autre_canal',
    });
    expect(table(0)).toEqual({ ...table(1), NUMERO_INVALIDE: 'sans_reponse' });
  });
});
