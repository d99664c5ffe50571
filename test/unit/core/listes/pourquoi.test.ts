import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readPourquoi } from '../../../../main/core/listes/pourquoi.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { listesChannels } from '../../../../shared/contract/ipc/listes.ts';
import { dossierId, fluxId, idOf, openPoste, type Poste, putFlux, putLigne, voeuCorps } from '../candidats/poste.ts';

let poste: Poste;
beforeEach(() => {
  poste = openPoste();
});
afterEach(() => poste.close());

const responsable = '11111111111111';
const formateur = '22222222222222';
const etablissement = (n: number, siret: string, nom: string): void => {
  const place = { uai: `069900${n}A`, ville: 'LYON', code_postal: '69001', fuseau: 'Europe/Paris' };
  const corps = { ...place, siret, raison_sociale: nom, enseigne: null };
  putLigne(poste.store, { id: idOf(8, n), flux: fluxId(9), type: 'etablissement', corps });
};
const relation = (n: number, siret: string): void => {
  putFlux(poste.store, n);
  const sides = {
    responsable: { siret: responsable, nom: 'Responsable' },
    formateur: { siret, nom: `Site ${n}`, ville: null },
  };
  poste.store.bulk
    .prepare('UPDATE flux SET entree = ? WHERE id = ?')
    .run(JSON.stringify({ relation: sides }), fluxId(n));
};
const read = () => listesChannels['listes:pourquoi'].response.parse(readPourquoi(poste.store.persons, null));

describe('« Pourquoi ma liste est vide ? »', () => {
  test('gives what to copy and whom to ask, each establishment once', () => {
    writeLocal(poste.store.persons, 'compte', { nom: 'CFA', role: 'responsable', siret: responsable });
    putFlux(poste.store, 9, 'organisme');
    etablissement(1, responsable, 'RESPONSABLE');
    etablissement(2, formateur, 'SITE');
    etablissement(3, '33333333333333', 'AUTRE SITE');
    relation(1, formateur);
    relation(2, formateur);
    relation(3, responsable);
    const academie = { academie: { code: '10', nom: 'Lyon' } };
    for (const n of [1, 2]) {
      putLigne(poste.store, {
        id: idOf(5, n),
        flux: fluxId(n),
        type: 'voeu',
        corps: voeuCorps(dossierId(n), academie),
      });
    }
    expect(read()).toEqual({
      compte: { nom: 'CFA', role: 'responsable', siret: responsable },
      etablissements: [
        { role: 'responsable', siret: responsable, uai: '0699001A', nom: 'Responsable', ville: 'LYON' },
        { role: 'formateur', siret: '33333333333333', uai: '0699003A', nom: 'AUTRE SITE', ville: 'LYON' },
        { role: 'formateur', siret: formateur, uai: '0699002A', nom: 'Site 1', ville: 'LYON' },
        { role: 'formateur', siret: responsable, uai: '0699001A', nom: 'Site 3', ville: 'LYON' },
      ],
      academies: ['Lyon'],
      derniereReussiteLe: null,
    });
  });

  test('without any relation, the account and what its organisme knows', () => {
    writeLocal(poste.store.persons, 'compte', { nom: 'CFA', role: 'responsable', siret: responsable });
    putFlux(poste.store, 9, 'organisme');
    etablissement(1, responsable, 'RESPONSABLE');
    expect(read()).toMatchObject({
      compte: { siret: responsable },
      etablissements: [{ role: 'responsable', siret: responsable, uai: '0699001A' }],
      academies: [],
    });
  });

  test('an account that kept no SIRET tells it by its only responsable; a délégué has none', () => {
    relation(1, formateur);
    writeLocal(poste.store.persons, 'compte', { nom: 'CFA', role: 'responsable' });
    expect(read().compte).toEqual({ nom: 'CFA', role: 'responsable', siret: responsable });
    writeLocal(poste.store.persons, 'compte', { nom: 'Site', role: 'delegue' });
    expect(read().compte).toEqual({ nom: 'Site', role: 'delegue', siret: null });
    writeLocal(poste.store.persons, 'compte', { nom: 'Sans serveur' });
    expect(read().compte).toEqual({ nom: 'Sans serveur', role: null, siret: null });
  });
});
