import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectAll } from '../../../../main/core/candidats/projection.ts';
import { hasProposition } from '../../../../main/core/rapprochements/propositions.ts';
import { contract } from '../../../../shared/contract/ipc/index.ts';
import { value } from '../../../support/result.ts';
import { dossierId, fluxId } from '../candidats/poste.ts';
import { Banc, code, local, mere } from './banc.ts';

let banc: Banc;
beforeEach(() => {
  banc = new Banc();
});
afterEach(() => banc.close());

const proposed = (n: number) => banc.propositions(n).map(({ genre, autre }) => [genre, autre]);
const has = (n: number): boolean => hasProposition(banc.store.persons, banc.of(n));

describe('what a sheet proposes', () => {
  test('is the other dossier, with the evidence as it is shown', () => {
    banc.put(1, { emails: ['ines@exemple.fr'] });
    banc.put(2, { flux: fluxId(2), nom: 'Vautrin', prenom: 'Ines', emails: ['INES@exemple.fr'] });
    const [found, ...others] = banc.propositions(1);
    expect(others).toEqual([]);
    expect(found).toEqual({
      dossier: dossierId(1),
      autre: dossierId(2),
      avec: {
        candidat: dossierId(2),
        nom: 'Vautrin',
        prenom: 'Ines',
        nbVoeux: 1,
        nbDemandes: 0,
        formation: '1CAP2 CUISINE',
        situation: 'A_APPELER',
      },
      genre: 'personne',
      preuves: [
        { genre: 'nom', valeur: 'Ines Vautrin' },
        { genre: 'telephone', valeur: '06 39 98 12 01' },
        { genre: 'courriel', valeur: 'ines@exemple.fr' },
      ],
      entreFlux: true,
    });
    expect(contract['rapprochements:pour'].response.safeParse({ propositions: [found], fusions: [] }).success).toBe(
      true,
    );
    expect(proposed(2)).toEqual([['personne', dossierId(1)]]);
    expect([has(1), has(2)]).toEqual([true, true]);
  });

  test('is nobody when there is no such person', () => {
    expect(code(banc.handlers['rapprochements:pour']({ candidat: dossierId(99) }))).toBe('INTROUVABLE');
  });

  test('tells a family apart, after the same person', () => {
    banc.put(1);
    banc.put(2, { prenom: 'Hugo' });
    banc.put(3, { flux: fluxId(2) });
    expect(proposed(1)).toEqual([
      ['personne', dossierId(3)],
      ['famille', dossierId(2)],
    ]);
    expect(proposed(2).map(([genre]) => genre)).toEqual(['famille', 'famille']);
    expect([has(1), has(2), has(3)]).toEqual([true, false, true]);
  });

  test('is bound inside one list when it can be', () => {
    banc.put(1, { ine: '1' });
    banc.put(2, { ine: '1', flux: fluxId(2) });
    banc.put(3, { flux: fluxId(2) });
    expect(banc.propositions(3)).toMatchObject([{ dossier: dossierId(3), autre: dossierId(2), entreFlux: false }]);
  });

  test('reads the numbers of one dossier of a person and the name of another one', () => {
    banc.put(1, { ine: '1', telephones: [] });
    banc.put(2, { ine: '1', flux: fluxId(2), nom: 'VAUTRIN ROUX', telephones: [mere] });
    banc.put(3);
    expect(banc.propositions(3)).toMatchObject([{ genre: 'personne', autre: dossierId(1) }]);
  });

  test('follows what was rectified, typed and heard', () => {
    banc.put(1);
    banc.put(2, { nom: 'VOTRAIN', telephones: ['+33639981202'] });
    expect(proposed(1)).toEqual([]);
    const call = { sens: 'recu', numero: mere, interlocuteur: 'responsable', disposition: 'MESSAGE' };
    banc.receive(2, fluxId(1), 'appel', { ...call, disposition: 'JOINT' });
    expect(proposed(1)).toEqual([['famille', dossierId(2)]]);
    banc.receive(2, fluxId(1), 'rectification', { champ: 'nom', valeur: 'Vautrin', ancienne: 'VOTRAIN' });
    expect(proposed(1)).toEqual([['personne', dossierId(2)]]);
  });
});

describe('what is no evidence', () => {
  test('a number that nobody answers to', () => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2) });
    banc.receive(2, fluxId(2), 'numero', { numero: mere, etat: 'invalide' });
    expect(proposed(1)).toEqual([]);
    expect([has(1), has(2)]).toEqual([false, false]);
  });

  test('a number that was struck through before an opposition locked them all', () => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2), emails: ['ines@exemple.fr'] });
    banc.receive(2, fluxId(2), 'numero', { numero: mere, etat: 'invalide' });
    banc.receive(2, fluxId(2), 'opposition', {});
    expect(proposed(1)).toEqual([]);
  });

  test('but whoever said no is still known again', () => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2) });
    banc.receive(2, fluxId(2), 'opposition', {});
    expect(proposed(1)).toEqual([['personne', dossierId(2)]]);
  });

  test('what is limited or to be erased: it is not used', () => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2) });
    banc.put(3, { flux: fluxId(2) });
    banc.receive(2, fluxId(2), 'limitation', { active: true });
    banc.receive(3, fluxId(2), 'effacement', {});
    expect(proposed(1)).toEqual([]);
    banc.receive(2, fluxId(2), 'limitation', { active: false });
    expect(proposed(1)).toHaveLength(1);
  });

  test('a contact of more people than a family', () => {
    for (let n = 1; n <= 8; n += 1) banc.put(n, { prenom: `Élève ${n}` });
    expect(banc.propositions(1)).toHaveLength(7);
    banc.put(9, { prenom: 'Élève 1', flux: fluxId(2) });
    expect(proposed(1)).toEqual([]);
    expect(proposed(9)).toEqual([]);
  });
});

describe('a parent who asked', () => {
  const nadia = { nom: 'Vautrin', prenom: 'Nadia', flux: fluxId(2), demande: { auteur: 'parent' as const } };

  test('in her own name is the only pupil whom her number reaches', () => {
    banc.put(1);
    banc.put(2, nadia);
    expect(banc.propositions(2)).toMatchObject([{ genre: 'personne', preuves: [{ genre: 'telephone' }] }]);
    expect(proposed(1)).toEqual([['personne', dossierId(2)]]);
    expect(has(2)).toBe(true);
  });

  test('in her own name is the family of two', () => {
    banc.put(1);
    banc.put(3, { prenom: 'Hugo' });
    banc.put(2, nadia);
    expect(proposed(2).map(([genre]) => genre)).toEqual(['famille', 'famille']);
    expect(has(2)).toBe(false);
  });

  test('in the name of the pupil is that pupil', () => {
    banc.put(1);
    banc.put(3, { prenom: 'Hugo' });
    const demande = { auteur: 'parent' as const, demandeur: { nom: 'Vautrin', prenom: 'Nadia' } };
    banc.put(2, { flux: fluxId(2), prenom: 'Hugo', demande });
    expect(proposed(2)).toEqual([
      ['personne', dossierId(3)],
      ['famille', dossierId(1)],
    ]);
  });

  test('is the pupil as soon as somebody here wrote the pupil’s name', () => {
    banc.put(1);
    banc.put(2, nadia);
    banc.receive(2, fluxId(2), 'rectification', { champ: 'prenom', valeur: 'Hugo', ancienne: 'Nadia' });
    expect(proposed(2)).toEqual([['famille', dossierId(1)]]);
  });
});

describe('« Ce n’est pas la même personne »', () => {
  beforeEach(() => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2) });
  });

  test('is proposed no more, from either side, and both are told', () => {
    value(banc.ecarter(2, 1));
    expect([proposed(1), proposed(2), has(1), has(2)]).toEqual([[], [], false, false]);
    expect(banc.told).toEqual([[dossierId(2), dossierId(1)]]);
    expect(banc.saisies()).toEqual([]);
  });

  test.each([1, 2])('is asked again when person %i gets a new contact', (n) => {
    value(banc.ecarter(1, 2));
    const flux = fluxId(n);
    banc.receive(n, flux, 'numero', { numero: '+33639981299', etat: 'confirme' });
    expect([has(1), has(2)]).toEqual([true, true]);
  });

  test('is not asked again when a contact is lost', () => {
    banc.put(2, { flux: fluxId(2), emails: ['ines@exemple.fr'] });
    value(banc.ecarter(1, 2));
    banc.put(2, { flux: fluxId(2), emails: [] });
    expect(has(1)).toBe(false);
  });

  test('stands after everything was folded again, and leaves with a dossier', () => {
    value(banc.ecarter(1, 2));
    for (const _ of projectAll(banc.store));
    expect(has(1)).toBe(false);
    banc.purge(2);
    expect(banc.rows('SELECT * FROM rapprochement_ecarte')).toEqual([]);
    banc.put(2, { flux: fluxId(2) });
    expect(has(1)).toBe(true);
  });

  test('says nothing of a third one', () => {
    banc.put(3);
    value(banc.ecarter(1, 2));
    expect(proposed(1)).toEqual([['personne', dossierId(3)]]);
  });

  test('is refused for nobody, and for one person', () => {
    expect(code(banc.ecarter(1, 99))).toBe('DOSSIER_INCONNU');
    expect(code(banc.ecarter(1, 1))).toBe('REQUETE_INVALIDE');
  });

  test('keeps no number', () => {
    value(banc.ecarter(1, 2));
    expect(JSON.stringify(banc.rows('SELECT * FROM rapprochement_ecarte'))).not.toContain('639981201');
  });
});

describe('the index', () => {
  test('forgets a dossier that left, and nothing else', () => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2), emails: ['ines@exemple.fr'] });
    banc.purge(2);
    expect(banc.rows('SELECT cle FROM contact')).toEqual([{ cle: mere }]);
    expect(banc.rows('SELECT rang FROM signalement')).toHaveLength(1);
    expect(proposed(1)).toEqual([]);
  });

  test('costs the person: no more questions in a file of many', () => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2) });
    const cost = (): number => {
      const before = banc.poste.statements.length;
      banc.propositions(1);
      return banc.poste.statements.length - before;
    };
    const alone = cost();
    for (let n = 10; n < 60; n += 1) banc.put(n, { prenom: `Élève ${n}`, telephones: [`+336399820${n}`] });
    expect(cost()).toBe(alone);
  });

  test('walks no table', () => {
    banc.put(1);
    const from = banc.poste.statements.length;
    banc.put(2, { flux: fluxId(2) });
    value(banc.ecarter(1, 2));
    banc.propositions(1);
    const asked = banc.poste.statements.slice(from).filter((text) => /contact|signalement|_ecarte/.test(text));
    expect(asked.length).toBeGreaterThan(8);
    for (const sql of asked) {
      const plan = banc.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).map(({ detail }) => detail);
      expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual([]);
    }
  });
});

test('a person of a list of this poste is shown, and the list comes first', () => {
  banc.putLocal(3);
  banc.put(1);
  banc.put(2, { flux: local(3) });
  expect(proposed(1)).toEqual([['personne', dossierId(2)]]);
  expect(code(banc.fusionner(1, 2))).toBe('RATTACHEMENT_REQUIS');
  expect(banc.saisies()).toEqual([]);
});
