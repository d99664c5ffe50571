import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createActesHandlers } from '../../../../main/core/actes/handlers.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { contract } from '../../../../shared/contract/ipc/index.ts';
import { value } from '../../../support/result.ts';
import { dossierId, fluxId, idOf } from '../candidats/poste.ts';
import { Banc, code, local } from './banc.ts';

let banc: Banc;
beforeEach(() => {
  banc = new Banc();
});
afterEach(() => banc.close());

describe('a merge', () => {
  test('is two halves of one lien, each in its own flux, that can be undone for ten seconds', () => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2) });
    const merged = value(banc.fusionner(1, 2));
    expect(merged).toMatchObject({ candidat: dossierId(1), annulableJusqua: '2026-06-08T08:00:10.000Z' });
    expect(banc.saisies()).toMatchObject([
      { id: merged.actes[0], flux: fluxId(1), dossier: dossierId(1), type: 'lien' },
      { id: merged.actes[1], flux: fluxId(2), dossier: dossierId(2), type: 'lien' },
    ]);
    expect(banc.saisies().map(({ corps }) => corps)).toEqual([
      { lien_id: merged.lien, cote: 'a', preuve: 'nom, téléphone' },
      { lien_id: merged.lien, cote: 'b', preuve: 'nom, téléphone' },
    ]);
    expect(banc.isOne(1, 2)).toBe(true);
    expect(banc.propositions(1)).toEqual([]);
    expect(banc.told.flat()).toEqual(expect.arrayContaining([dossierId(1), dossierId(2)]));
    expect(banc.notified).toBe(1);
  });

  test('says nothing of the other side in a half', () => {
    banc.put(1, { emails: ['ines@exemple.fr'] });
    banc.put(2, { flux: fluxId(2), nom: 'Inès', prenom: 'Vautrin', emails: ['ines@exemple.fr'] });
    value(banc.fusionner(1, 2));
    const [left, right] = banc.saisies().map((un) => JSON.stringify(un));
    for (const secret of [dossierId(2), fluxId(2), 'exemple', '639981201']) expect(left).not.toContain(secret);
    for (const secret of [dossierId(1), fluxId(1), 'exemple', '639981201']) expect(right).not.toContain(secret);
  });

  test('is shown with what undoes it', () => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2), prenom: 'Ines' });
    const { lien } = value(banc.fusionner(1, 2));
    const fusions = banc.fusions(2);
    expect(fusions).toEqual([
      {
        lien,
        dossiers: [
          { dossier: dossierId(1), flux: fluxId(1), fluxNom: 'CFA 1', nom: 'VAUTRIN', prenom: 'Inès' },
          { dossier: dossierId(2), flux: fluxId(2), fluxNom: 'CFA 2', nom: 'VAUTRIN', prenom: 'Ines' },
        ],
        preuve: 'nom, téléphone',
        le: '2026-06-08T08:00:00.000Z',
        operateur: null,
        entreFlux: true,
      },
    ]);
    expect(contract['rapprochements:pour'].response.safeParse({ propositions: [], fusions }).success).toBe(true);
  });

  test('asked twice is made once', () => {
    banc.put(1);
    banc.put(2);
    const merged = value(banc.fusionner(1, 2));
    const again = value(banc.fusionner(2, 1));
    expect(again).toMatchObject({ lien: merged.lien, candidat: merged.candidat });
    expect(again.actes.toSorted()).toEqual(merged.actes.toSorted());
    expect(banc.saisies()).toHaveLength(2);
  });

  test('needs no sign-in inside one list, and nobody’s role', () => {
    writeLocal(banc.store.persons, 'compte', null);
    banc.connexion.ageMs = null;
    banc.put(1);
    banc.put(2);
    expect(code(banc.fusionner(1, 2))).toBe('ok');
  });

  test('of two lists of this poste never leaves it, and asks for no sign-in', () => {
    banc.putLocal(3);
    banc.putLocal(4);
    banc.connexion.ageMs = null;
    writeLocal(banc.store.persons, 'compte', null);
    banc.put(1, { flux: local(3) });
    banc.put(2, { flux: local(4) });
    expect(banc.propositions(1)).toMatchObject([{ entreFlux: false }]);
    value(banc.fusionner(1, 2));
    expect(banc.saisies().map(({ flux }) => flux)).toEqual([local(3), local(4)]);
    expect(banc.isOne(1, 2)).toBe(true);
  });
});

describe('is refused, with nothing written,', () => {
  beforeEach(() => {
    banc.put(1);
    banc.put(2, { flux: fluxId(2) });
    banc.put(3, { prenom: 'Hugo' });
  });
  const refused = (a: number, b: number): string => {
    const found = code(banc.fusionner(a, b));
    expect(banc.saisies()).toEqual([]);
    return found;
  };

  test('across two lists, to whoever is neither director nor délégué', () => {
    writeLocal(banc.store.persons, 'compte', null);
    expect(refused(1, 2)).toBe('ROLE_INSUFFISANT');
  });

  test.each([15 * 60_000, null])('across two lists, after a sign-in of %s milliseconds ago', (ageMs) => {
    banc.connexion.ageMs = ageMs;
    expect(refused(1, 2)).toBe('CONNEXION_RECENTE_REQUISE');
  });

  test('for a family, for one person, for nobody', () => {
    expect(refused(1, 3)).toBe('REQUETE_INVALIDE');
    expect(refused(1, 1)).toBe('REQUETE_INVALIDE');
    expect(refused(1, 99)).toBe('DOSSIER_INCONNU');
  });

  test('when any dossier of either is limited, or either is to be erased', () => {
    banc.put(1, { ine: '1' });
    banc.put(4, { ine: '1', flux: fluxId(2) });
    banc.receive(4, fluxId(2), 'limitation', { active: true });
    expect(refused(2, 1)).toBe('LIMITATION');
    banc.receive(1, fluxId(1), 'effacement', {});
    expect([refused(1, 2), refused(2, 1)]).toEqual(['PERSONNE_EFFACEE', 'PERSONNE_EFFACEE']);
  });

  test.each([1, 2])('when list %i takes nothing any more', (n) => {
    banc.endList(fluxId(n));
    expect(refused(1, 2)).toBe('FLUX_RETIRE');
  });

  test('when a half is written by another way', () => {
    const actes = createActesHandlers({
      store: banc.store,
      clock: banc.clock,
      random: { uuid: () => banc.uuid(), bytes: (n) => new Uint8Array(n), fraction: () => 0 },
      onCandidats: () => undefined,
      onSaisie: () => undefined,
    });
    const corps = { lien_id: idOf(8, 1), cote: 'a', preuve: 'nom' };
    const note = { dossier: dossierId(1), type: 'note', corps: { texte: 'x' }, vues: {} };
    const half = { dossier: dossierId(1), type: 'lien', corps, vues: {} };
    const answer = actes['actes:enregistrer']({ saisies: [note, half] });
    expect(answer).toMatchObject({ ok: false, error: { code: 'ACTE_INVALIDE', details: { rang: 1 } } });
    expect(banc.saisies()).toEqual([]);
  });

  test('but not for an opposition: she is to be known everywhere', () => {
    banc.receive(2, fluxId(2), 'opposition', {});
    expect(code(banc.fusionner(1, 2))).toBe('ok');
  });
});
