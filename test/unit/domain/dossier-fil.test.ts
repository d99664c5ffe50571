import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActeOrdonne } from '../../../shared/domain/actes/acte.ts';
import { foldDossier } from '../../../shared/domain/dossier.ts';
import {
  accepte,
  acteFictif,
  appelsFictifs,
  corpsDAppel,
  dossier,
  enAttente,
  karim,
  lea,
  uuidDe,
} from './actes-fictifs.ts';

const plier = (actes: readonly ActeOrdonne[]) =>
  foldDossier({
    id: dossier,
    actes,
    demandes: [],
    reservations: [],
    voeux: [{ etat: 'actif' }],
    telephones: [],
    fuseau: 'Europe/Paris',
  });
const lundi = '2027-06-07T07:30:00.000Z';
const mardi = '2027-06-08T07:30:00.000Z';
const plan = acteFictif(uuidDe(5), 'prochaine-action', {
  quoi: 'rappeler',
  le: '2027-06-10T15:30:00.000Z',
  precision: 'heure',
  qui: karim,
});

describe('the fil', () => {
  it('tells everything, newest first, with what became of it', () => {
    const appel = acteFictif(uuidDe(1), 'appel', corpsDAppel({ disposition: 'MESSAGE' }));
    const note = acteFictif(uuidDe(2), 'note', { texte: 'brouillon' });
    const correction = acteFictif(uuidDe(3), 'correction', { acte: note.id, corps: { texte: 'net' } });
    const annule = acteFictif(uuidDe(4), 'annule', { acte: appel.id });
    const fil = plier([enAttente(annule, 7), accepte(correction, 3), accepte(note, 2), accepte(appel, 1)]).fil;
    expect(fil.map((un) => [un.type, un.enAttente, un.annulePar, un.corrigePar])).toEqual([
      ['annule', true, null, null],
      ['correction', false, null, null],
      ['note', false, null, correction.id],
      ['appel', false, annule.id, null],
    ]);
    expect(fil[2]).toMatchObject({ corps: { texte: 'net' }, posteNom: 'Accueil-2', operateur: lea });
  });

  it('and all the rest do not depend on the order of arrival', () => {
    const actes = [
      ...appelsFictifs(
        { disposition: 'MESSAGE', le: mardi },
        { disposition: 'JOINT', issue: 'REFLECHIT', le: lundi },
        { disposition: 'OCCUPE', le: mardi },
      ),
      accepte(plan, 5),
      enAttente(acteFictif(uuidDe(6), 'affectation', { operateur: lea }), 1),
      enAttente(acteFictif(uuidDe(7), 'annule', { acte: uuidDe(1, 0xca) }), 2),
    ];
    const attendu = plier(actes);
    fc.assert(
      fc.property(fc.shuffledSubarray(actes, { minLength: actes.length }), (melange) => {
        expect(plier(melange)).toEqual(attendu);
      }),
    );
  });
});
