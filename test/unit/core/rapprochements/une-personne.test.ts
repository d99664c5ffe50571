import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasProposition, propositionsOf } from '../../../../main/core/rapprochements/propositions.ts';
import { value } from '../../../support/result.ts';
import { dossierId, fluxId, idOf, putLigne, voeuCorps } from '../candidats/poste.ts';
import { Banc } from './banc.ts';

let banc: Banc;
beforeEach(() => {
  banc = new Banc();
});
afterEach(() => banc.close());

/** users-and-rules 1.4: a demande from a parent for a child who also has two vœux. */
test('one page, three sources, one next action', () => {
  banc.put(1, { ine: '240000001AB' });
  const second = voeuCorps(dossierId(1), { rang: 2, code_offre: 'OFFRE2' });
  putLigne(banc.store, { id: idOf(5, 100), flux: fluxId(1), type: 'voeu', dossier: dossierId(1), corps: second });
  banc.project(1);
  const plan = { quoi: 'rappeler', le: '2026-06-12T08:00:00.000Z', precision: 'heure', qui: null };
  banc.receive(1, fluxId(1), 'prochaine-action', plan);
  const demande = { auteur: 'parent' as const, demandeur: { nom: 'Vautrin', prenom: 'Nadia' } };
  banc.put(2, { flux: fluxId(2), nom: 'Vautrin', prenom: 'Ines', demande });
  const [proposed] = banc.propositions(2);
  expect(proposed).toMatchObject({ genre: 'personne', avec: { nbVoeux: 2 }, preuves: [{ genre: 'nom' }, {}] });

  const { candidat } = value(banc.fusionner(2, 1));
  const fiche = value(banc.candidats['candidats:fiche']({ candidat }));
  expect(fiche.dossiers).toHaveLength(2);
  expect(fiche.voeux).toHaveLength(2);
  expect(fiche.demandes).toHaveLength(1);
  expect(fiche.ligne).toMatchObject({ nbVoeux: 2, nbDemandes: 1 });
  expect(fiche.ligne.prochaineAction).not.toBeNull();
  expect(banc.rows('SELECT id FROM candidat')).toEqual([{ id: candidat }]);
});

const personne = fc.record({
  flux: fc.constantFrom(fluxId(1), fluxId(2)),
  nom: fc.constantFrom('VAUTRIN', 'Vautrin', 'ROUX'),
  prenom: fc.constantFrom('Inès', 'Ines', 'Hugo'),
  isListed: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
  numeros: fc.subarray([1, 2, 3]),
  isParent: fc.boolean(),
});
/** Opening a file costs more than everything else: one file holds many groups, who share nothing. */
const groups = fc.sample(fc.array(personne, { minLength: 2, maxLength: 12 }), { numRuns: 25, seed: 20_260_608 });

test('what one proposes the other proposes, and the line of an inbox says so', () => {
  let n = 0;
  banc.store.write(banc.store.bulk, () => {
    for (const [group, people] of groups.entries()) {
      for (const { isListed, isParent, numeros, ...one } of people) {
        n += 1;
        const telephones = numeros.map((last) => `+336399${String(group).padStart(3, '0')}0${last}`);
        const ine = isListed && !isParent ? `240000${String(group).padStart(3, '0')}AB` : null;
        banc.put(n, { ...one, telephones, ine, ...(isParent ? { demande: { auteur: 'parent' as const } } : {}) });
      }
    }
  });
  const db = banc.store.persons;
  const all = banc.rows<{ id: string }>('SELECT id FROM candidat').map(({ id }) => id);
  const found = new Map(all.map((id) => [id, propositionsOf(db, id)]));
  const genres = [...found.values()].flat().map(({ genre }) => genre);
  expect(new Set(genres)).toEqual(new Set(['personne', 'famille']));
  for (const [id, propositions] of found) {
    expect(hasProposition(db, id)).toBe(propositions.some(({ genre }) => genre === 'personne'));
    for (const { avec, genre, preuves, dossier, autre, entreFlux } of propositions) {
      expect(avec.candidat).not.toBe(id);
      const back = found.get(avec.candidat)?.find((one) => one.avec.candidat === id);
      expect(back).toMatchObject({ genre, dossier: autre, autre: dossier, entreFlux });
      expect(back?.preuves).toHaveLength(preuves.length);
    }
  }
});
