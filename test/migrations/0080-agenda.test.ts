import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countAgenda } from '../../main/core/agenda/compteurs.ts';
import { lireCreneau } from '../../main/core/agenda/creneau-lu.ts';
import { listerLieux } from '../../main/core/agenda/lieux.ts';
import type { Store } from '../../main/core/store/store.ts';
import { FormerFile, replay, settleFirstSync } from '../support/former-file.ts';
import { corpsDe, creneauId, reservationId } from '../unit/core/agenda/bureau.ts';
import {
  acteCorps,
  demandeCorps,
  demandeId,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
} from '../unit/core/candidats/poste.ts';

let file: FormerFile;
beforeEach(() => {
  file = new FormerFile();
});
afterEach(() => file.close());

const cree = {
  ...acteCorps({
    id: idOf(6, 1),
    flux: fluxId(1),
    dossier: creneauId(1),
    type: 'creneau-cree',
    corps: corpsDe(creneauId(1)),
  }),
  recu_le: '2026-06-01T08:00:00.000Z',
  fait_corrige_le: '2026-06-01T08:00:00.000Z',
  heure_incertaine: false,
  compte: null,
  poste: null,
  poste_nom: null,
  effet: 'aucun',
};
const reservation = {
  dossier: dossierId(1),
  creneau: creneauId(1),
  demande: null,
  etat: 'confirmee',
  motif: null,
  genre: 'reunion',
  debut: '2026-06-10T12:00:00.000Z',
  fin: '2026-06-10T13:00:00.000Z',
  rang: 1,
  demandee_le: '2026-06-01T08:00:00.000Z',
  etat_le: '2026-06-01T08:00:00.000Z',
  expire_le: null,
  source: 'public',
  remplace: null,
};

/** A file as version 70 left it: it kept raw what it could not read, and drew no agenda. */
const formerFile = (premiere: 'faite' | 'en-cours', dataVersion: string | null): void =>
  file.write({
    version: 70,
    premiere,
    dataVersion,
    flux: fluxId(1),
    lignes: [
      { id: dossierId(1), type: 'dossier', dossier: dossierId(1), corps: dossierCorps() },
      { id: demandeId(1), type: 'demande', dossier: dossierId(1), corps: demandeCorps(dossierId(1)) },
      { id: reservationId(1), type: 'reservation', dossier: dossierId(1), corps: reservation, lecture: 'inconnue' },
      { id: cree.id, type: 'acte', dossier: creneauId(1), corps: cree },
    ],
    dossiers: [dossierId(1)],
  });

/** What the screens ask. */
const shown = (opened: Store) => ({
  lu: lireCreneau(opened.persons, creneauId(1)),
  aNoter: countAgenda(opened.persons, '2026-06-11T08:00:00.000Z').aNoter,
  formations: listerLieux(opened.persons).lieux[0]?.formations,
});
const everything = {
  lu: {
    ok: true,
    value: { creneau: { comptes: { prises: 1 } }, inscriptions: [{ nom: 'TARDIVEL', etat: 'confirmee' }] },
  },
  aNoter: 1,
  formations: [{ cle: 'cle#L01', intitule: 'CAP CUISINE' }],
};

describe('version 80', () => {
  test.each(['projection:60', null])('shows the agenda that a file already held (data version %s)', async (known) => {
    formerFile('faite', known);
    const opened = file.open();
    expect(shown(opened)).toMatchObject({ lu: { ok: false }, aNoter: 0, formations: [] });
    expect((await replay(opened)).ok).toBe(true);
    expect(shown(opened)).toMatchObject(everything);
  });

  test('a first sync that was under way goes on, and everything is folded after it', async () => {
    formerFile('en-cours', null);
    const opened = file.open();
    expect(opened.mode).toBe('premiere');
    expect(settleFirstSync(opened)).toBe(true);
    expect((await replay(opened)).ok).toBe(true);
    expect(shown(opened)).toMatchObject(everything);
  });

  test('refuses a state that no version knows', () => {
    formerFile('faite', null);
    const { bulk } = file.open();
    const creneau = bulk.prepare(
      `INSERT INTO creneau_etat (id, flux, etat, debut, fin, montre, a_noter, en_attente, a_departager, corps)
       VALUES ('c', 'f', ?, 'x', 'y', 1, 0, 0, 0, '{}')`,
    );
    expect(() => creneau.run('ferme')).toThrow(/CHECK/);
    creneau.run('prevu');
    const une = bulk.prepare(
      `INSERT INTO reservation_etat (dossier, id, flux, creneau, etat, debut, fin, assiduite, refusee, a_rappeler, corps)
       VALUES ('d', 'r', 'f', 'c', ?, 'x', 'y', ?, 0, 0, '{}')`,
    );
    expect(() => une.run('perdue', null)).toThrow(/CHECK/);
    expect(() => une.run('confirmee', 'endormi')).toThrow(/CHECK/);
    une.run('confirmee', 'present');
    expect(() => une.run('confirmee', null)).toThrow(/UNIQUE/);
  });
});
