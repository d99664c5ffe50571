import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ActesHandlers, createActesHandlers } from '../../../../main/core/actes/handlers.ts';
import { avecPreuve } from '../../../../main/core/actes/preuve.ts';
import { connexionRecenteMs } from '../../../../main/core/session/connexion.ts';
import { dossierId } from '../candidats/poste.ts';
import { Banc, code, local } from '../rapprochements/banc.ts';

/** 1 in a list of the server; 2 too, and in one imported by hand (3, by her INE); 4 in that one alone. */
const ine = '123456789AB';
let banc: Banc;
let actes: ActesHandlers;
let ageMs: number | null;
let isOffline: boolean;
let refused: number;

beforeEach(() => {
  banc = new Banc();
  ageMs = connexionRecenteMs - 1;
  isOffline = false;
  refused = 0;
  banc.putLocal(3);
  banc.put(1);
  banc.put(2, { ine });
  banc.put(3, { ine, flux: local(3) });
  banc.put(4, { flux: local(3) });
  const { store, clock } = banc;
  const random = { uuid: () => banc.uuid(), bytes: (length: number) => new Uint8Array(length), fraction: () => 0 };
  actes = avecPreuve(
    createActesHandlers({ store, clock, random, onCandidats: () => undefined, onSaisie: () => undefined }),
    {
      store,
      derniereConnexion: () => ageMs,
      isHorsLigne: () => isOffline,
      onRefus: () => {
        refused += 1;
      },
    },
  );
});
afterEach(() => banc.close());

const write = (n: number, type = 'effacement', corps: Record<string, unknown> = {}): string =>
  code(actes['actes:enregistrer']({ saisies: [{ dossier: dossierId(n), type, corps, vues: {} }] }));
const written = (): string[] => banc.saisies().map(({ type }) => type);

describe('an erasure', () => {
  test.each([
    ['too old', connexionRecenteMs],
    ['unknown', null],
  ])('is refused after a sign-in that is %s, and nothing is written', (_, age) => {
    ageMs = age;
    for (const n of [1, 2, 4]) expect(write(n)).toBe('CONNEXION_RECENTE_REQUISE');
    expect(written()).toEqual([]);
    expect(banc.candidats['candidats:fiche']({ candidat: dossierId(4) })).toMatchObject({ ok: true });
    expect(refused).toBe(3);
  });

  test('is written after a recent one', () => {
    for (const n of [1, 2, 4]) expect(write(n)).toBe('ok');
    expect(refused).toBe(0);
  });

  test('hidden among other saisies, it is refused with them', () => {
    ageMs = null;
    const saisie = (type: string, corps: Record<string, unknown>) => ({ dossier: dossierId(1), type, corps, vues: {} });
    const saisies = [saisie('note', { texte: 'A rappelé.' }), saisie('effacement', {})];
    expect(code(actes['actes:enregistrer']({ saisies }))).toBe('CONNEXION_RECENTE_REQUISE');
    expect(written()).toEqual([]);
  });

  test('where nobody can sign in, waits for the server, which asks again; what this poste would do at once is refused', () => {
    ageMs = null;
    isOffline = true;
    expect(write(2)).toBe('CONNEXION_RECENTE_REQUISE');
    expect(write(4)).toBe('CONNEXION_RECENTE_REQUISE');
    expect(written()).toEqual([]);
    expect(write(1)).toBe('ok');
    expect(written()).toEqual(['effacement']);
  });
});

test('nothing else that a person writes asks for it', () => {
  ageMs = null;
  expect(write(1, 'note', { texte: 'A rappelé.' })).toBe('ok');
  expect(write(1, 'opposition')).toBe('ok');
  expect(refused).toBe(0);
});
