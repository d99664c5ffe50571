import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createActesHandlers } from '../../../../main/core/actes/handlers.ts';
import { hasProposition } from '../../../../main/core/rapprochements/propositions.ts';
import type { RequestOf } from '../../../../shared/contract/ipc/index.ts';
import { value } from '../../../support/result.ts';
import { dossierId, fluxId } from '../candidats/poste.ts';
import { Banc, code, local, mere } from './banc.ts';

let banc: Banc;
beforeEach(() => {
  banc = new Banc();
});
afterEach(() => banc.close());

const appel = {
  sens: 'recu' as const,
  numero: mere,
  interlocuteur: 'responsable' as const,
  disposition: 'JOINT' as const,
};
const contact: RequestOf<'contacts:creer'> = {
  flux: fluxId(1),
  nom: 'Vautrin',
  prenom: 'Inès',
  telephones: ['06 39 98 12 01'],
  appel,
};
const creer = (over: Partial<RequestOf<'contacts:creer'>> = {}) =>
  banc.handlers['contacts:creer']({ ...contact, ...over });

describe('a person known from a call', () => {
  test('gets a dossier and that call, at once in the list', () => {
    const made = value(creer());
    expect(made).toMatchObject({ candidat: made.dossier, annulableJusqua: '2026-06-08T08:00:10.000Z' });
    expect(banc.saisies()).toMatchObject([
      {
        id: made.actes[0],
        flux: fluxId(1),
        dossier: made.dossier,
        type: 'dossier-cree',
        corps: { nom: 'Vautrin', prenom: 'Inès', telephones: ['06 39 98 12 01'], source: 'appel' },
      },
      { id: made.actes[1], dossier: made.dossier, type: 'appel', corps: appel, depend: [made.actes[0]] },
    ]);
    const fiche = value(banc.candidats['candidats:fiche']({ candidat: made.candidat }));
    expect(fiche).toMatchObject({ identite: { nom: 'Vautrin', prenom: 'Inès' }, jamaisJoint: false });
    expect(fiche.responsableTelephones).toMatchObject([{ e164: mere, etat: 'confirme' }]);
    expect(banc.told).toEqual([[made.candidat]]);
    expect(banc.notified).toBe(1);
  });

  test('may have called from a hidden number, or not have called', () => {
    expect(code(creer({ appel: { ...appel, numero: null } }))).toBe('ok');
    const made = value(creer({ appel: null }));
    expect(made.actes).toHaveLength(1);
  });

  test('is not undone under what was written about her since', () => {
    const made = value(creer());
    const actes = createActesHandlers({
      store: banc.store,
      clock: banc.clock,
      serverNow: () => null,
      random: { uuid: () => banc.uuid(), bytes: (length) => new Uint8Array(length), fraction: () => 0 },
      onCandidats: () => undefined,
      onSaisie: () => undefined,
    });
    const note = { dossier: made.dossier, type: 'note', corps: { texte: 'Rappeler le père' }, vues: {} };
    const { actes: written } = value(actes['actes:enregistrer']({ saisies: [note] }));
    expect(code(actes['actes:annuler']({ actes: made.actes }))).toBe('ACTE_DEJA_PARTI');
    expect(banc.saisies().map(({ type }) => type)).toEqual(['dossier-cree', 'appel', 'note']);
    expect(code(actes['actes:annuler']({ actes: [...made.actes, ...written] }))).toBe('ok');
    expect(banc.saisies()).toEqual([]);
  });

  test('is undone whole in ten seconds', () => {
    const made = value(creer());
    const actes = createActesHandlers({
      store: banc.store,
      clock: banc.clock,
      random: { uuid: () => banc.uuid(), bytes: (n) => new Uint8Array(n), fraction: () => 0 },
      onCandidats: () => undefined,
      onSaisie: () => undefined,
    });
    expect(value(actes['actes:annuler']({ actes: made.actes }))).toEqual({ retires: 2, annules: 0 });
    expect(banc.rows('SELECT id FROM candidat')).toEqual([]);
    expect(banc.rows('SELECT cle FROM contact')).toEqual([]);
  });

  test('may have somebody’s number: she is proposed, and merged', () => {
    banc.put(1);
    const made = value(creer());
    expect(hasProposition(banc.store.persons, made.candidat)).toBe(true);
    expect(banc.propositions(1)).toMatchObject([{ genre: 'personne', autre: made.dossier }]);
    const asked = { dossier: made.dossier, autre: dossierId(1) };
    expect(code(banc.handlers['rapprochements:fusionner'](asked))).toBe('ok');
  });

  test('may be opened in a list of this poste', () => {
    banc.putLocal(3);
    value(creer({ flux: local(3) }));
    expect(banc.saisies().map(({ flux }) => flux)).toEqual([local(3), local(3)]);
  });
});

describe('nothing is written', () => {
  const refused = (over: Partial<RequestOf<'contacts:creer'>>): string => {
    const found = code(creer(over));
    expect(banc.saisies()).toEqual([]);
    expect(banc.rows('SELECT id FROM candidat')).toEqual([]);
    return found;
  };

  test('for a call from a number that is not hers', () => {
    expect(refused({ appel: { ...appel, numero: '+33639981299' } })).toBe('REQUETE_INVALIDE');
  });

  test('in a list that is not there, ended, or is out of reach', () => {
    expect(refused({ flux: fluxId(7) })).toBe('FLUX_INCONNU');
    banc.endList(fluxId(1));
    expect(refused({})).toBe('FLUX_RETIRE');
    banc.store.persons.prepare('UPDATE flux SET indisponible = 1 WHERE id = ?').run(fluxId(2));
    expect(refused({ flux: fluxId(2) })).toBe('FLUX_RETIRE');
  });

  test('in what is not a list of people', () => {
    banc.store.persons.prepare("UPDATE flux SET genre = 'organisme' WHERE id = ?").run(fluxId(1));
    expect(refused({})).toBe('FLUX_INCONNU');
  });

  test('of the opening when the call is too large', () => {
    expect(refused({ appel: { ...appel, note: 'x'.repeat(40_000) } })).toMatch(/^ACTE_/);
  });
});
