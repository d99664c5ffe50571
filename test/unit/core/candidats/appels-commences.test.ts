import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ActesHandlers, createActesHandlers } from '../../../../main/core/actes/handlers.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { type AppelCommence, fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { Banc, code, mere, value } from '../rapprochements/banc.ts';
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

test('follows two dossiers that become one person: what was begun for the one that stays comes first', () => {
  value(begin(2, joint));
  value(banc.fusionner(1, 2));
  expect(begun(1)).toEqual(joint);
  expect(rows()).toHaveLength(1);
  for (const n of [3, 4]) banc.put(n, { flux: fluxId(n - 2), nom: 'TARDIVEL', telephones: ['+33639981210'] });
  value(begin(3, message));
  value(begin(4, joint));
  value(banc.fusionner(3, 4));
  expect(begun(3)).toEqual(message);
  expect(rows()).toEqual([{ candidat: dossierId(1) }, { candidat: dossierId(3) }]);
});

test('is erased with the person', () => {
  value(begin(1, message));
  value(begin(2, message));
  value(log(1, 'effacement', {}));
  expect(rows()).toEqual([{ candidat: dossierId(2) }]);
  banc.purge(2);
  expect(rows()).toEqual([]);
});
