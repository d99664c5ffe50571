import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeDraft } from '../../../../main/core/candidats/brouillons.ts';
import { forgetMessageDraft, moveMessageDraft } from '../../../../main/core/messages/brouillons.ts';
import { createMessagesHandlers } from '../../../../main/core/messages/handlers.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import type { QuiBrouillon } from '../../../../shared/contract/ipc/messages.ts';
import { value } from '../../../support/result.ts';
import { dossierId, idOf, operateurId } from '../candidats/poste.ts';
import { Bureau } from '../demandes/bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  for (const n of [1, 2]) bureau.person(n);
});
afterEach(() => bureau.close());

const messages = () =>
  createMessagesHandlers({
    store: bureau.store,
    clock: { now: () => bureau.now, monotonic: () => 0, sleep: () => Promise.resolve() },
    serverNow: () => null,
  });
const a = (n: number): QuiBrouillon => ({ genre: 'personne', candidat: dossierId(n) });
const groupe: QuiBrouillon = { genre: 'groupe' };
const keep = (qui: QuiBrouillon, contenu: string, parti = false) =>
  messages()['messages:brouillon']({ qui, contenu, parti });
const read = (qui: QuiBrouillon): string => value(messages()['messages:lire-brouillon']({ qui })).contenu;
const pending = () => value(messages()['messages:en-attente']({})).qui;

const workAs = (n: number): void => writeLocal(bureau.store.persons, 'operateur', operateurId(n));
const courriel = { canal: 'courriel', objet: 'Portes ouvertes', texte: 'Bonjour,', modele: null };

describe('a message begun', () => {
  test('is kept by whom it is for, replaced by what follows, and removed by an empty text', () => {
    const modele: QuiBrouillon = { genre: 'modele', id: idOf(7, 1) };
    const kept: [QuiBrouillon, string][] = [
      [a(1), 'un'],
      [a(2), 'deux'],
      [groupe, 'tous'],
      [modele, 'un modèle'],
      [{ genre: 'modele', id: null }, 'un nouveau'],
    ];
    for (const [qui, contenu] of kept) value(keep(qui, contenu));
    for (const [qui, contenu] of kept) expect(read(qui)).toBe(contenu);
    value(keep(a(1), 'autre'));
    expect(read(a(1))).toBe('autre');
    value(keep(a(1), ''));
    expect(read(a(1))).toBe('');
    expect(read(a(2))).toBe('deux');
  });

  test('is not kept for somebody who is not here', () => {
    expect(keep(a(3), 'à personne')).toMatchObject({ error: { code: 'INTROUVABLE' } });
    expect(read(a(3))).toBe('');
  });

  test('is asked about until somebody says whether it left, the last one first', () => {
    expect(pending()).toBeNull();
    value(keep(a(1), 'un', true));
    bureau.now += 1_000;
    value(keep(groupe, 'tous', true));
    expect(pending()).toEqual(groupe);
    value(keep(groupe, 'tous', false));
    expect(pending()).toEqual(a(1));
    value(keep(a(1), ''));
    expect(pending()).toBeNull();
  });

  test('goes with the person, and with her asking to be forgotten; nobody else’s does', () => {
    for (const n of [1, 2]) value(keep(a(n), `à ${n}`));
    forgetMessageDraft(bureau.store.persons, dossierId(1));
    expect(read(a(1))).toBe('');
    expect(read(a(2))).toBe('à 2');
    removeDraft(bureau.store.persons, dossierId(2));
    expect(read(a(2))).toBe('');
  });

  test('once noted is no longer asked about, whatever the program becomes next; a refusal leaves it', () => {
    for (const n of [1, 2]) value(keep(a(n), `à ${n}`, true));
    bureau.write(2, 'opposition', {});
    const saisies = [{ dossier: dossierId(2), type: 'message', corps: courriel, vues: {} }];
    expect(bureau.actes['actes:enregistrer']({ saisies })).toMatchObject({ error: { code: 'OPPOSITION' } });
    expect(read(a(2))).toBe('à 2');
    bureau.write(1, 'note', { texte: 'Rien à voir.' });
    expect(read(a(1))).toBe('à 1');
    bureau.write(1, 'message', courriel);
    expect([read(a(1)), read(a(2))]).toEqual(['', 'à 2']);
    value(keep(a(2), ''));
    expect(pending()).toBeNull();
  });

  test('is of whoever writes it: a colleague begins her own, and is asked nothing', () => {
    workAs(1);
    for (const qui of [a(1), groupe]) value(keep(qui, 'de Léa', true));
    workAs(2);
    expect(pending()).toBeNull();
    for (const qui of [a(1), groupe]) expect(read(qui)).toBe('');
    value(keep(a(1), 'de Karim', true));
    expect(pending()).toEqual(a(1));
    bureau.write(1, 'message', courriel);
    expect(pending()).toBeNull();
    value(keep(groupe, ''));
    workAs(1);
    expect(read(a(1))).toBe('de Léa');
    expect(pending()).toEqual(groupe);
    value(keep(groupe, ''));
    expect(pending()).toEqual(a(1));
    // Whoever asks to be forgotten is in nobody's.
    for (const n of [1, 2]) {
      workAs(n);
      value(keep(a(1), 'à elle'));
    }
    forgetMessageDraft(bureau.store.persons, dossierId(1));
    expect(
      bureau.store.persons.prepare('SELECT count(*) FROM brouillon_message WHERE candidat IS NOT NULL').pluck().get(),
    ).toBe(0);
  });

  test('before its opérateur was kept, is of whoever takes it up', () => {
    value(keep(groupe, 'ancien', true));
    workAs(1);
    expect(read(groupe)).toBe('ancien');
    expect(pending()).toEqual(groupe);
    value(keep(groupe, 'repris', true));
    workAs(2);
    expect(read(groupe)).toBe('');
    expect(pending()).toBeNull();
  });

  test('follows a merge for each who began one', () => {
    for (const n of [1, 2]) {
      workAs(n);
      value(keep(a(1), `de ${n}`, true));
    }
    moveMessageDraft(bureau.store.persons, dossierId(1), dossierId(2));
    for (const n of [1, 2]) {
      workAs(n);
      expect([read(a(1)), read(a(2))]).toEqual(['', `de ${n}`]);
      expect(pending()).toEqual(a(2));
    }
  });

  test('follows a merge, unless one was begun for whoever stays', () => {
    value(keep(a(1), 'un'));
    moveMessageDraft(bureau.store.persons, dossierId(1), dossierId(2));
    expect([read(a(1)), read(a(2))]).toEqual(['', 'un']);
    value(keep(a(1), 'encore un'));
    moveMessageDraft(bureau.store.persons, dossierId(1), dossierId(2));
    expect([read(a(1)), read(a(2))]).toEqual(['', 'un']);
  });
});
