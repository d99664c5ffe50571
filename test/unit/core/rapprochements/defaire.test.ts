import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createActesHandlers } from '../../../../main/core/actes/handlers.ts';
import { readDraft } from '../../../../main/core/candidats/brouillons.ts';
import { value } from '../../../support/result.ts';
import { dossierId, fluxId, idOf } from '../candidats/poste.ts';
import { Banc, code } from './banc.ts';

let banc: Banc;
beforeEach(() => {
  banc = new Banc();
});
afterEach(() => banc.close());

describe('undoing', () => {
  beforeEach(() => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2) });
  });

  test('drops what nobody else saw', () => {
    const { lien } = value(banc.fusionner(1, 2));
    expect(value(banc.defaire(lien))).toEqual({ candidats: [dossierId(1), dossierId(2)] });
    expect(banc.saisies()).toEqual([]);
    expect(banc.isOne(1, 2)).toBe(false);
    expect(banc.propositions(1)).toHaveLength(1);
  });

  test('annuls both halves once they left', () => {
    const { lien, actes } = value(banc.fusionner(1, 2));
    for (const acte of actes) banc.accept(acte);
    value(banc.defaire(lien));
    expect(banc.saisies().map(({ type, flux, corps }) => [type, flux, corps.acte])).toEqual([
      ['annule', fluxId(1), actes[0]],
      ['annule', fluxId(2), actes[1]],
    ]);
    expect(banc.isOne(1, 2)).toBe(false);
    expect(banc.fusions(1)).toEqual([]);
  });

  test('drops the one and annuls the other', () => {
    const { lien, actes } = value(banc.fusionner(1, 2));
    banc.accept(actes[0] ?? '');
    value(banc.defaire(lien));
    expect(banc.saisies().map(({ type }) => type)).toEqual(['annule']);
    expect(banc.isOne(1, 2)).toBe(false);
  });

  test('needs one half only: the other one left with its list', () => {
    const { lien, actes } = value(banc.fusionner(1, 2));
    for (const acte of actes) banc.accept(acte);
    banc.purge(2);
    expect(value(banc.defaire(lien))).toEqual({ candidats: [dossierId(1)] });
    expect(banc.saisies()).toMatchObject([{ type: 'annule', flux: fluxId(1) }]);
    banc.put(2, { flux: fluxId(2) });
    expect(banc.isOne(1, 2)).toBe(false);
  });

  test('writes only where something may still be written', () => {
    const { lien, actes } = value(banc.fusionner(1, 2));
    for (const acte of actes) banc.accept(acte);
    banc.endList(fluxId(1));
    value(banc.defaire(lien));
    expect(banc.saisies()).toMatchObject([{ type: 'annule', flux: fluxId(2) }]);
    expect(banc.isOne(1, 2)).toBe(false);
  });

  test('is refused where nothing may, and for a merge that is not here', () => {
    const { lien, actes } = value(banc.fusionner(1, 2));
    for (const acte of actes) banc.accept(acte);
    banc.endList(fluxId(1));
    banc.endList(fluxId(2));
    expect(code(banc.defaire(lien))).toBe('FLUX_RETIRE');
    expect(banc.isOne(1, 2)).toBe(true);
    expect(code(banc.defaire(idOf(8, 1)))).toBe('INTROUVABLE');
  });

  test('twice is once', () => {
    const { lien, actes } = value(banc.fusionner(1, 2));
    for (const acte of actes) banc.accept(acte);
    value(banc.defaire(lien));
    expect(value(banc.defaire(lien))).toEqual({ candidats: [dossierId(1), dossierId(2)] });
    expect(banc.saisies()).toHaveLength(2);
  });

  test('and merging again is another merge', () => {
    const first = value(banc.fusionner(1, 2));
    for (const acte of first.actes) banc.accept(acte);
    value(banc.defaire(first.lien));
    const second = value(banc.fusionner(1, 2));
    expect(second.lien).not.toBe(first.lien);
    expect(banc.isOne(1, 2)).toBe(true);
    expect(banc.fusions(1)).toMatchObject([{ lien: second.lien }]);
  });

  test('what was put aside is asked again once it was a merge', () => {
    value(banc.ecarter(1, 2));
    const { lien } = value(banc.fusionner(1, 2));
    value(banc.defaire(lien));
    expect(banc.propositions(1)).toHaveLength(1);
  });
});

describe('three dossiers', () => {
  beforeEach(() => {
    for (const n of [1, 2, 3]) banc.put(n, { flux: fluxId(n === 3 ? 2 : 1) });
  });

  test('are one by two merges, in any order, and each one is undone alone', () => {
    const first = value(banc.fusionner(2, 3));
    const second = value(banc.fusionner(2, 1));
    expect(banc.isOne(1, 2, 3)).toBe(true);
    expect(banc.fusions(3)).toHaveLength(2);
    expect(code(banc.fusionner(1, 3))).toBe('REQUETE_INVALIDE');
    value(banc.defaire(first.lien));
    expect([banc.isOne(1, 2), banc.isOne(2, 3)]).toEqual([true, false]);
    value(banc.defaire(second.lien));
    expect(new Set([1, 2, 3].map((n) => banc.of(n))).size).toBe(3);
  });

  test('stay one by their INE once a list said so, whatever is undone', () => {
    const { lien } = value(banc.fusionner(1, 3));
    banc.put(1, { ine: '123456789AB' });
    banc.put(3, { ine: '123456789AB', flux: fluxId(2) });
    expect(banc.isOne(1, 3)).toBe(true);
    expect(value(banc.defaire(lien))).toEqual({ candidats: [dossierId(1)] });
    expect(banc.isOne(1, 3)).toBe(true);
  });
});

describe('what was written about the two', () => {
  const draft = (n: number): string => readDraft(banc.store.persons, banc.of(n));
  const write = (n: number, texte: string): void => {
    value(banc.candidats['candidats:brouillon']({ candidat: banc.of(n), texte }));
  };

  test('the drafts are one under the other, and undoing loses no word', () => {
    banc.put(1);
    banc.put(2);
    write(1, 'Rappeler la mère');
    write(2, 'Veut visiter');
    const { lien } = value(banc.fusionner(1, 2));
    expect(draft(2)).toBe('Rappeler la mère\nVeut visiter');
    value(banc.defaire(lien));
    expect([draft(1), draft(2)]).toEqual(['Rappeler la mère\nVeut visiter', '']);
  });

  test('the draft of the one who had none is kept through a merge and back', () => {
    banc.put(1);
    banc.put(2);
    write(2, 'Veut visiter');
    const { lien } = value(banc.fusionner(1, 2));
    expect(draft(1)).toBe('Veut visiter');
    value(banc.defaire(lien));
    expect(draft(1) + draft(2)).toBe('Veut visiter');
  });

  test('one line, one situation, and two again', () => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2) });
    const call = { sens: 'emis', numero: null, interlocuteur: 'responsable', disposition: 'JOINT', issue: 'RDV_FIXE' };
    banc.receive(2, fluxId(2), 'appel', call);
    const lines = () => banc.rows<{ id: string; situation: string }>('SELECT id, situation FROM candidat ORDER BY id');
    const before = lines();
    expect(before.map(({ situation }) => situation)).toEqual(['A_APPELER', 'RDV_FIXE']);
    const { lien } = value(banc.fusionner(1, 2));
    expect(lines()).toEqual([{ id: dossierId(1), situation: 'RDV_FIXE' }]);
    value(banc.defaire(lien));
    expect(lines()).toEqual(before);
  });
});

describe('a wrong merge', () => {
  const open = () => banc.rows<{ dossier: string }>('SELECT dossier FROM demande_etat WHERE ouverte = 1').length;
  const actes = () =>
    createActesHandlers({
      store: banc.store,
      clock: banc.clock,
      serverNow: () => null,
      random: { uuid: () => banc.uuid(), bytes: (length: number) => new Uint8Array(length), fraction: () => 0 },
      onCandidats: () => undefined,
      onSaisie: () => undefined,
    });
  const joindre = (n: number): string[] => {
    const corps = { sens: 'emis', numero: null, interlocuteur: 'candidat', disposition: 'JOINT' };
    return value(actes()['actes:enregistrer']({ saisies: [{ dossier: dossierId(n), type: 'appel', corps, vues: {} }] }))
      .actes;
  };
  beforeEach(() => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2), demande: { auteur: 'etudiant' } });
  });

  test('closed what nobody answered: it opens again with the undoing, once and for all', () => {
    const { lien, actes: halves } = value(banc.fusionner(1, 2));
    const [call = '', answer = ''] = joindre(1);
    expect(open()).toBe(0);
    for (const acte of [...halves, call, answer]) banc.accept(acte);
    value(banc.defaire(lien));
    expect(open()).toBe(1);
    expect(banc.saisies().map(({ flux, corps }) => [flux, corps.acte])).toEqual([
      [fluxId(1), halves[0]],
      [fluxId(2), halves[1]],
      [fluxId(2), answer],
    ]);
    value(banc.defaire(lien));
    expect(banc.saisies()).toHaveLength(3);
    expect(value(actes()['actes:annuler']({ actes: [call] }))).toEqual({ retires: 0, annules: 1 });
  });

  test('undone before anything left drops that answer, and keeps the call', () => {
    const { lien } = value(banc.fusionner(1, 2));
    joindre(1);
    value(banc.defaire(lien));
    expect(banc.saisies().map(({ type }) => type)).toEqual(['appel']);
    expect(open()).toBe(1);
  });

  test('leaves what a call to herself answered', () => {
    const { lien } = value(banc.fusionner(1, 2));
    joindre(2);
    value(banc.defaire(lien));
    expect(banc.saisies().map(({ type }) => type)).toEqual(['appel', 'reponse']);
    expect(open()).toBe(0);
  });

  test('leaves an answer that may no longer be written about, which the call then takes back where it may', () => {
    const { lien, actes: halves } = value(banc.fusionner(1, 2));
    const [call = '', answer = ''] = joindre(1);
    for (const acte of [...halves, call, answer]) banc.accept(acte);
    banc.endList(fluxId(2));
    value(banc.defaire(lien));
    expect([banc.isOne(1, 2), open()]).toEqual([false, 0]);
    banc.store.persons.prepare("UPDATE flux SET droits = 'complets'").run();
    expect(value(actes()['actes:annuler']({ actes: [call] }))).toEqual({ retires: 0, annules: 2 });
    expect(open()).toBe(1);
  });
});
