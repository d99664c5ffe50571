import { describe, expect, it } from 'vitest';
import type { ActeOrdonne } from '../../../../shared/domain/actes/acte.ts';
import type { ActeType } from '../../../../shared/domain/actes/catalogue.ts';
import { plierCreneau } from '../../../../shared/domain/agenda/creneau-plie.ts';
import { accepte, acteFictif, enAttente, uuidDe } from '../actes-fictifs.ts';

const id = uuidDe(9);
const corps = {
  creneau: id,
  genre: 'reunion',
  debut: '2027-06-16T08:00:00.000Z',
  fin: '2027-06-16T09:00:00.000Z',
  capacite: 12,
  liste_attente: true,
  offre: null,
};
const un = (rang: number, type: ActeType, reste: object = {}, vus: number[] = []) =>
  acteFictif(uuidDe(rang), type, type === 'creneau-annule' ? { creneau: id, ...reste } : { ...corps, ...reste }, {
    dossier: id,
    remplace: { [`creneau:${id}`]: vus.map((vu) => uuidDe(vu)) },
  });
const plier = (...actes: ActeOrdonne[]) => plierCreneau(id, actes);
const cree = accepte(un(1, 'creneau-cree'), 1);

describe('a créneau', () => {
  it('is what it was made', () => {
    expect(plier(cree)).toEqual({
      etat: 'prevu',
      corps,
      sequence: 0,
      vues: [uuidDe(1)],
      aDepartager: false,
      versions: [{ acte: uuidDe(1), corps }],
    });
  });

  it('is nothing before its creation has come', () => {
    expect(plier()).toBeNull();
    expect(plier(accepte(un(2, 'creneau-annule'), 2))).toBeNull();
    expect(plierCreneau(uuidDe(8), [cree])).toBeNull();
  });

  it('is what it was last changed to, without the word of the mail', () => {
    const change = accepte(un(2, 'creneau-modifie', { capacite: 20, mot: 'Salle plus grande.' }, [1]), 2);
    expect(plier(change, cree)).toMatchObject({ corps: { ...corps, capacite: 20 }, sequence: 1, vues: [uuidDe(2)] });
    expect(plier(change, cree)?.corps).not.toHaveProperty('mot');
  });

  it('asks which of two changes holds when neither saw the other, and shows the last one received', () => {
    const a = accepte(un(2, 'creneau-modifie', { capacite: 20 }, [1]), 2);
    const b = accepte(un(3, 'creneau-modifie', { capacite: 8 }, [1]), 3);
    const plie = plier(cree, b, a);
    expect(plie).toMatchObject({ aDepartager: true, corps: { capacite: 8 }, vues: [uuidDe(2), uuidDe(3)] });
    expect(plie?.versions.map((version) => version.corps.capacite)).toEqual([20, 8]);
    const choix = enAttente(un(4, 'creneau-modifie', { capacite: 20 }, [2, 3]), 1);
    expect(plier(cree, a, b, choix)).toMatchObject({ aDepartager: false, corps: { capacite: 20 }, sequence: 3 });
  });

  it('asks nothing when both wrote the same', () => {
    const a = accepte(un(2, 'creneau-modifie', { capacite: 20 }, [1]), 2);
    const b = accepte(un(3, 'creneau-modifie', { capacite: 20 }, [1]), 3);
    expect(plier(cree, a, b)).toMatchObject({ aDepartager: false, corps: { capacite: 20 } });
  });

  it('stays cancelled, whatever is written by somebody who did not know it', () => {
    const annule = accepte(un(2, 'creneau-annule', {}, [1]), 2);
    const change = accepte(un(3, 'creneau-modifie', { capacite: 20 }, [1]), 3);
    for (const actes of [
      [cree, annule, change],
      [cree, accepte(annule.acte, 3), accepte(change.acte, 2)],
    ])
      expect(plier(...actes)).toMatchObject({ etat: 'annule', aDepartager: false, sequence: 2 });
    const sachant = accepte(un(4, 'creneau-modifie', { capacite: 20 }, [2]), 4);
    expect(plier(cree, annule, sachant)).toMatchObject({ etat: 'annule' });
  });
});
