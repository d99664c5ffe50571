import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ActesHandlers, createActesHandlers } from '../../../../main/core/actes/handlers.ts';
import { removeOrphanDrafts } from '../../../../main/core/candidats/brouillons.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { type AppelCommence, fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { value } from '../../../support/result.ts';
import { Banc, code, mere } from '../rapprochements/banc.ts';
import { dossierId, fluxId, operateurId } from './poste.ts';

let banc: Banc;
let actes: ActesHandlers;
beforeEach(() => {
  banc = new Banc();
  banc.put(1, { ine: '123456789AB' });
  banc.put(2, { flux: fluxId(2) });
  workAs(1);
  actes = createActesHandlers({
    store: banc.store,
    clock: banc.clock,
    serverNow: () => null,
    random: { uuid: () => banc.uuid(), bytes: (length) => new Uint8Array(length), fraction: () => 0 },
    onCandidats: () => undefined,
    onSaisie: () => undefined,
  });
});
afterEach(() => banc.close());

const workAs = (n: number): void => writeLocal(banc.store.persons, 'operateur', operateurId(n));
const joint: AppelCommence = {
  sens: 'emis',
  numero: mere,
  interlocuteur: 'responsable',
  disposition: 'JOINT',
  issue: 'CHERCHE_ENTREPRISE',
  rien: false,
  prochaine: { quoi: 'rappeler', le: '2026-06-12T08:00:00.000Z', precision: 'heure', qui: null },
  aussi: [{ candidat: dossierId(2), issue: true }],
};
const message: AppelCommence = { ...joint, disposition: 'MESSAGE', issue: null, prochaine: null, aussi: [] };
const begin = (n: number, appel: AppelCommence | null) =>
  banc.candidats['candidats:appel-commence']({ candidat: dossierId(n), appel });
const begun = (n: number): AppelCommence | undefined =>
  fiche.parse(value(banc.candidats['candidats:fiche']({ candidat: dossierId(n) }))).appelCommence;
const rows = () => banc.rows('SELECT candidat FROM brouillon_appel ORDER BY candidat');
const log = (n: number, type: string, corps: Record<string, unknown>) =>
  actes['actes:enregistrer']({ saisies: [{ dossier: dossierId(n), type, corps, vues: {} }] });

test('what was chosen comes back whole, until it is let go of', () => {
  expect(begun(1)).toBeUndefined();
  value(begin(1, message));
  value(begin(1, joint));
  expect(begun(1)).toEqual(joint);
  expect(begun(2)).toBeUndefined();
  value(begin(1, null));
  expect(begun(1)).toBeUndefined();
  expect(rows()).toEqual([]);
});

test('nothing is kept of somebody who is not in the file', () => {
  expect(code(begin(9, message))).toBe('INTROUVABLE');
  expect(rows()).toEqual([]);
});

test('comes back to nobody else, and not another day', () => {
  value(begin(1, message));
  workAs(2);
  expect(begun(1)).toBeUndefined();
  workAs(1);
  banc.clock.advance(12 * 3_600_000);
  expect(begun(1)).toEqual(message);
  banc.clock.advance(1);
  expect(begun(1)).toBeUndefined();
});

test('a colleague lets go of hers, or begins her own: mine stays', () => {
  value(begin(1, joint));
  workAs(2);
  value(begin(1, null));
  workAs(1);
  expect(begun(1)).toEqual(joint);
  workAs(2);
  value(begin(1, message));
  expect(begun(1)).toEqual(message);
  workAs(1);
  expect(begun(1)).toEqual(joint);
  value(begin(1, null));
  expect(begun(1)).toBeUndefined();
  workAs(2);
  expect(begun(1)).toEqual(message);
});

test('is of nobody in particular where no opérateur is declared', () => {
  writeLocal(banc.store.persons, 'operateur', null);
  value(begin(1, message));
  expect(begun(1)).toEqual(message);
  workAs(1);
  expect(begun(1)).toBeUndefined();
});

test('what is of another day leaves the file with the next that is begun or let go of, whoever began it', () => {
  value(begin(1, message));
  banc.clock.advance(12 * 3_600_000);
  workAs(2);
  value(begin(2, message));
  expect(rows()).toHaveLength(2);
  banc.clock.advance(1);
  value(begin(2, null));
  expect(rows()).toEqual([]);
  value(begin(2, message));
  // A clock that was ahead and was put right.
  banc.clock.advance(-13 * 3_600_000);
  value(begin(1, message));
  expect(rows()).toEqual([{ candidat: dossierId(1) }]);
});

test('a call that is logged for her lets go of it at once; a note, or a call for somebody else, does not', () => {
  const appel = { sens: 'emis', numero: mere, interlocuteur: 'responsable', disposition: 'MESSAGE' };
  value(begin(1, message));
  value(log(1, 'note', { texte: 'Le père rappelle.' }));
  value(log(2, 'appel', { ...appel, numero: null }));
  expect(begun(1)).toEqual(message);
  expect(code(log(1, 'appel', { ...appel, disposition: 'RIEN' }))).toBe('ACTE_INVALIDE');
  expect(begun(1)).toEqual(message);
  value(log(1, 'appel', appel));
  expect(begun(1)).toBeUndefined();
  expect(rows()).toEqual([]);
});

test('a call that is logged lets go of what any colleague began for her', () => {
  value(begin(1, message));
  workAs(2);
  value(begin(1, message));
  value(log(1, 'appel', { sens: 'recu', numero: null, interlocuteur: null, disposition: 'MESSAGE' }));
  expect(rows()).toEqual([]);
});

const note = (n: number): string => value(banc.candidats['candidats:fiche']({ candidat: dossierId(n) })).brouillon;

test('the note of a call goes with it; any other text stays', () => {
  const write = (n: number, texte: string) =>
    value(banc.candidats['candidats:brouillon']({ candidat: dossierId(n), texte }));
  const appel = { sens: 'emis', numero: null, interlocuteur: 'responsable', disposition: 'MESSAGE' };
  write(1, 'Le père rappelle. ');
  write(2, 'Le père rappelle.');
  value(log(1, 'note', { texte: 'Le père rappelle.' }));
  value(log(1, 'appel', appel));
  value(log(1, 'appel', { ...appel, note: 'Le père' }));
  expect(code(log(1, 'appel', { ...appel, disposition: 'RIEN', note: 'Le père rappelle.' }))).toBe('ACTE_INVALIDE');
  expect(note(1)).toBe('Le père rappelle. ');
  value(log(1, 'appel', { ...appel, note: 'Le père rappelle.' }));
  expect(note(1)).toBe('');
  expect(note(2)).toBe('Le père rappelle.');
});

test('follows two dossiers that become one person: of the same moment, the one that stays comes first', () => {
  value(begin(2, message));
  value(banc.fusionner(1, 2));
  expect(begun(1)).toEqual(message);
  expect(rows()).toHaveLength(1);
  for (const n of [3, 4]) banc.put(n, { flux: fluxId(n - 2), nom: 'TARDIVEL', telephones: ['+33639981210'] });
  value(begin(3, message));
  value(begin(4, joint));
  value(banc.fusionner(3, 4));
  expect(begun(3)).toEqual(message);
  expect(rows()).toEqual([{ candidat: dossierId(1) }, { candidat: dossierId(3) }]);
});

test('two dossiers become one person: of each opérateur one, and never an old one instead of one that holds', () => {
  const seul = { ...joint, aussi: [] };
  value(begin(1, message));
  banc.clock.advance(12 * 3_600_000);
  value(begin(2, seul));
  workAs(2);
  value(begin(1, seul));
  value(begin(2, message));
  banc.clock.advance(1);
  value(banc.fusionner(1, 2));
  expect(begun(1)).toEqual(seul);
  workAs(1);
  expect(begun(1)).toEqual(seul);
  expect(rows()).toEqual([{ candidat: dossierId(1) }, { candidat: dossierId(1) }]);
});

test('names no relative who is erased, or is somebody else from now on; the others stay ticked', () => {
  const named = () => banc.rows<{ contenu: string }>('SELECT contenu FROM brouillon_appel')[0]?.contenu;
  for (const n of [3, 4, 5]) banc.put(n, { nom: `NOM${n}`, telephones: [`+3363998121${n}`] });
  const aussi = [3, 4, 5].map((n) => ({ candidat: dossierId(n), issue: n === 5 }));
  value(begin(1, { ...joint, aussi }));
  value(log(3, 'effacement', {}));
  expect(named()).not.toContain(dossierId(3));
  expect(begun(1)).toEqual({ ...joint, aussi: aussi.slice(1) });
  banc.purge(4);
  expect(begun(1)).toEqual({ ...joint, aussi: aussi.slice(2) });
  banc.purge(5);
  expect(begun(1)).toEqual({ ...joint, aussi: [] });
  value(begin(1, joint));
  value(banc.fusionner(1, 2));
  expect(named()).not.toContain(dossierId(2));
});

test('once everybody was folded again, names nobody who left meanwhile', () => {
  const orphan = { candidat: dossierId(9), issue: true };
  value(begin(1, { ...joint, aussi: [orphan, ...joint.aussi] }));
  banc.store.write(banc.store.persons, () => removeOrphanDrafts(banc.store.persons));
  expect(begun(1)).toEqual(joint);
});

test('is erased with the person', () => {
  value(begin(1, message));
  value(begin(2, message));
  value(log(1, 'effacement', {}));
  expect(rows()).toEqual([{ candidat: dossierId(2) }]);
  banc.purge(2);
  expect(rows()).toEqual([]);
});
