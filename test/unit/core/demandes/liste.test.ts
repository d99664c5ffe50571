import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectAll } from '../../../../main/core/candidats/projection.ts';
import { dump } from '../candidats/dump.ts';
import {
  acteCorps,
  demandeId,
  dossierId,
  fluxId,
  idOf,
  operateurId,
  putActe,
  putFlux,
  putLigne,
} from '../candidats/poste.ts';
import { Bureau } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
});
afterEach(() => bureau.close());

const at = (jour: number, heure = 16): string => `2026-06-${String(jour).padStart(2, '0')}T${heure}:00:00.000Z`;
const received = (n: number, of: number, type: string, corps: Record<string, unknown>, effet?: 'retenu'): void => {
  const un = acteCorps({ id: idOf(8, n), flux: fluxId(1), dossier: dossierId(of), type, corps, fait_le: at(2, 10) });
  putActe(bureau.store, un, at(2, 11), effet);
  bureau.project(of);
};

describe('the inbox', () => {
  test('holds the open ones by deadline, with what a line shows', () => {
    for (const n of [1, 2, 3]) bureau.person(n);
    bureau.demande(1, { echeance: at(9), auteur: 'parent', mode: 'message' });
    bureau.demande(2, { echeance: at(4) });
    bureau.demande(3, { etat: 'annulee' });
    putLigne(bureau.store, {
      id: operateurId(1),
      flux: fluxId(9),
      type: 'operateur',
      corps: { nom_affiche: 'Léa M.', actif: true },
    });
    putFlux(bureau.store, 9, 'organisme');
    received(1, 2, 'affectation', { operateur: operateurId(1) });
    const lines = bureau.list('ouvertes');
    expect(lines.map(({ id }) => id)).toEqual([demandeId(2), demandeId(1)]);
    expect(lines[0]).toEqual({
      id: demandeId(2),
      dossier: dossierId(2),
      candidat: dossierId(2),
      flux: fluxId(1),
      nom: 'NOM 2',
      prenom: 'Prénom 2',
      mode: 'rappel',
      auteur: 'etudiant',
      demandeur: null,
      motifs: ['modalite'],
      formation: 'CAP CUISINE',
      ville: 'LYON',
      origine: 'LBA',
      recueLe: '2026-06-01T08:00:00.000Z',
      echeance: at(4),
      fuseau: 'Europe/Paris',
      restant: { jours: 1, depassee: false },
      suite: 'a_repondre',
      vue: false,
      retenue: false,
      enRetard: null,
      reponse: null,
      changee: null,
      annuleeLe: null,
      essais: 0,
      affecteA: 'Léa M.',
      rapprochement: false,
      courrielRejete: null,
      enAttente: false,
      commencee: false,
    });
    expect(lines[1]).toMatchObject({ auteur: 'parent', mode: 'message', restant: { jours: 4 } });
    expect(bureau.list('terminees')).toMatchObject([{ id: demandeId(3), suite: 'annulee' }]);
  });

  test('goes on from page to page without losing or repeating one, of all flux or of some', () => {
    for (let n = 0; n < 30; n += 1) {
      const flux = (n % 2) + 1;
      bureau.person(n, {}, flux);
      bureau.demande(n, { echeance: at(4 + (n % 3)) }, { flux });
      bureau.demande(100 + n, { etat: 'annulee', recue_le: at(1, 10 + (n % 4)) }, { of: n, flux });
    }
    for (const vue of ['ouvertes', 'terminees'] as const) {
      for (const flux of [undefined, [fluxId(1)], [fluxId(1), fluxId(2)]]) {
        const asked = flux === undefined ? {} : { flux };
        const whole = bureau.list(vue, asked);
        expect(whole).toHaveLength(flux?.length === 1 ? 15 : 30);
        expect(bureau.list(vue, { ...asked, limite: 4 })).toEqual(whole);
        const keys = whole.map((line) => (vue === 'ouvertes' ? line.echeance : line.recueLe));
        expect(keys).toEqual(vue === 'ouvertes' ? [...keys].sort() : [...keys].sort().reverse());
      }
    }
    const first = bureau.demandes['demandes:liste']({ vue: 'ouvertes', apres: null, limite: 4 });
    const suite = first.ok ? first.value.suite : null;
    for (const apres of ['x', suite ?? 'y']) {
      expect(bureau.demandes['demandes:liste']({ vue: 'terminees', apres, limite: 4 })).toMatchObject({
        error: { code: 'REQUETE_INVALIDE' },
      });
    }
  });

  test('names the person that two dossiers are, and follows her when they are merged and parted', () => {
    bureau.person(1, { ine: '123456789AB', nom: 'TARDIVEL' });
    bureau.person(2, {}, 2);
    bureau.demande(2, {}, { flux: 2 });
    const who = () => bureau.list('ouvertes').map(({ candidat, nom, dossier }) => [candidat, nom, dossier]);
    expect(who()).toEqual([[dossierId(2), 'NOM 2', dossierId(2)]]);
    bureau.person(2, { ine: '123456789AB', nom: 'TARDIVEL' }, 2);
    expect(who()).toEqual([[dossierId(1), 'TARDIVEL', dossierId(2)]]);
    expect(bureau.fiche(1)).toMatchObject({ ligne: { nbDemandes: 1 }, demandes: [{ dossier: dossierId(2) }] });
    bureau.person(2, {}, 2);
    expect(who()).toEqual([[dossierId(2), 'NOM 2', dossierId(2)]]);
  });

  test('is followed up by a call in another dossier of the same person, until they are parted', () => {
    bureau.person(1, { ine: '123456789AB' });
    bureau.person(2, { ine: '123456789AB' }, 2);
    bureau.demande(2, {}, { flux: 2 });
    received(1, 1, 'appel', { sens: 'emis', numero: null, interlocuteur: null, disposition: 'MESSAGE' });
    expect(bureau.list('ouvertes')).toMatchObject([{ id: demandeId(2), suite: 'suivie', essais: 1 }]);
    expect(bureau.sheetOf(1)).toMatchObject([{ suite: 'suivie', essais: 1 }]);
    // Somebody was on the line after that try: counting starts again.
    const promised = { sens: 'emis', numero: null, interlocuteur: null, disposition: 'RAPPELER' };
    const later = { id: idOf(8, 2), flux: fluxId(1), dossier: dossierId(1), fait_le: at(2, 12) };
    putActe(bureau.store, acteCorps({ ...later, type: 'appel', corps: promised }), at(2, 13));
    bureau.project(1);
    expect(bureau.list('ouvertes')).toMatchObject([{ suite: 'suivie', essais: 0 }]);
    bureau.person(1, { ine: '123456788AB' });
    expect(bureau.list('ouvertes')).toMatchObject([{ id: demandeId(2), suite: 'a_repondre', essais: 0 }]);
  });

  test('loses what is erased, and comes back the same when everything is folded again', () => {
    for (const n of [1, 2]) {
      bureau.person(n);
      bureau.demande(n);
    }
    bureau.store.bulk.prepare('DELETE FROM ligne WHERE dossier = ?').run(dossierId(1));
    bureau.project(1);
    expect(bureau.list('ouvertes').map(({ id }) => id)).toEqual([demandeId(2)]);
    expect(bureau.store.bulk.prepare('SELECT dossier FROM demande_etat').pluck().all()).toEqual([dossierId(2)]);
    const grown = dump(bureau.store);
    for (const _ of projectAll(bureau.store));
    expect(dump(bureau.store)).toEqual(grown);
  });

  test('an answer takes it out at once, waits to be sent, and comes first of those that are over', () => {
    for (const n of [1, 2]) {
      bureau.person(n);
      bureau.demande(n, n === 1 ? {} : { etat: 'repondue' });
    }
    bureau.write(1, 'reponse', { demande: demandeId(1), genre: 'personnalisee', texte: 'Venez mercredi.' });
    expect(bureau.list('ouvertes')).toEqual([]);
    expect(bureau.list('terminees')).toMatchObject([
      { id: demandeId(1), suite: 'repondue', enRetard: false, enAttente: true },
      { id: demandeId(2), suite: 'repondue', enRetard: null, enAttente: false },
    ]);
    bureau.store.persons.prepare("UPDATE saisie SET etat = 'accepte'").run();
    expect(bureau.list('terminees')[0]).toMatchObject({ enAttente: false });
  });

  test('says how, when and by whom each was ended, and says nothing of one nobody answered', () => {
    for (const n of [1, 2, 3]) bureau.person(n);
    const corps = { nom_affiche: 'Léa M.', actif: true };
    putLigne(bureau.store, { id: operateurId(1), flux: fluxId(9), type: 'operateur', corps });
    putFlux(bureau.store, 9, 'organisme');
    bureau.demande(1);
    bureau.demande(2);
    bureau.demande(3, { etat: 'annulee', annulee_le: at(2) });
    received(1, 1, 'reponse', { demande: demandeId(1), genre: 'sans_reponse' });
    received(2, 2, 'appel', { sens: 'emis', numero: null, interlocuteur: null, disposition: 'JOINT' });
    const told = new Map(bureau.list('terminees').map((line) => [line.id, line]));
    expect(told.get(demandeId(1))?.reponse).toEqual({ genre: 'sans_reponse', le: at(2, 10), operateur: 'Léa M.' });
    expect(told.get(demandeId(2))?.reponse).toEqual({ genre: 'autre_canal', le: at(2, 10), operateur: null });
    expect(told.get(demandeId(3))).toMatchObject({ reponse: null, annuleeLe: at(2), suite: 'annulee' });
    expect(bureau.sheetOf(1)[0]?.reponse).toEqual(told.get(demandeId(1))?.reponse);
  });

  test('marks what the family did after it was seen, and not what was there before', () => {
    const ajout = (jour: number, heure = 12) => ({ recu_le: at(jour, heure), motifs: [], message: 'Et le bus ?' });
    for (const n of [1, 2, 3, 4]) bureau.person(n);
    bureau.demande(1, { ajouts: [ajout(1)] });
    bureau.demande(2, { ajouts: [ajout(2)] });
    bureau.demande(3, { ajouts: [ajout(2, 11)], modifiee_le: at(2, 12) });
    bureau.demande(4, { ajouts: [ajout(2)] });
    for (const n of [1, 2, 3]) received(n, n, 'vue', { demande: demandeId(n) });
    const told = new Map(bureau.list('ouvertes').map(({ id, changee }) => [id, changee]));
    expect([1, 2, 3, 4].map((n) => told.get(demandeId(n)))).toEqual([null, 'completee', 'modifiee', null]);
    expect(bureau.sheetOf(2)[0]).toMatchObject({ changee: 'completee' });
  });

  test('a call that reached nobody follows it, and one that the server holds leaves it open', () => {
    for (const n of [1, 2]) {
      bureau.person(n);
      bureau.demande(n);
    }
    received(1, 1, 'appel', { sens: 'emis', numero: null, interlocuteur: null, disposition: 'SANS_REPONSE' });
    received(2, 2, 'reponse', { demande: demandeId(2), genre: 'personnalisee', texte: 'Oui.' }, 'retenu');
    expect(bureau.list('ouvertes')).toMatchObject([
      { id: demandeId(1), suite: 'suivie', essais: 1, retenue: false },
      { id: demandeId(2), suite: 'a_repondre', retenue: true, enRetard: null },
    ]);
    expect(bureau.counts()).toMatchObject({ ouvertes: 2, retenues: 1 });
  });
});

describe('the counts', () => {
  test('tell what is due before this evening where each site is, and what has passed', () => {
    putFlux(bureau.store, 2, 'relation', 'Indian/Reunion');
    bureau.now = Date.parse('2026-06-03T17:00:00.000Z');
    // 23:30 today in Lyon; half past one tomorrow in Saint-Denis.
    for (const [n, flux] of [
      [1, 1],
      [2, 2],
    ] as const) {
      bureau.person(n, {}, flux);
      bureau.demande(n, { echeance: '2026-06-03T21:30:00.000Z' }, { flux });
    }
    bureau.person(3);
    bureau.demande(3, { echeance: '2026-06-03T16:59:59.999Z' });
    expect(bureau.counts()).toEqual({ ouvertes: 3, avantCeSoir: 2, depassees: 1, retenues: 0 });
    bureau.now = Date.parse('2026-06-03T20:00:00.000Z');
    expect(bureau.counts()).toMatchObject({ avantCeSoir: 3 });
    expect(bureau.list('ouvertes').map(({ restant }) => restant)).toEqual([
      { jours: 0, depassee: true },
      { jours: 0, depassee: false },
      { jours: 0, depassee: false },
    ]);
  });
});

describe('what it costs', () => {
  /** How SQLite carries out each statement of one reading. */
  function plansOf(read: () => unknown): { sql: string; details: string[] }[] {
    bureau.poste.statements.length = 0;
    read();
    const selects = bureau.poste.statements.filter((sql) => /^\s*SELECT/i.test(sql));
    return selects.map((sql) => {
      const rows = bureau.store.persons.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
      return { sql, details: rows.map(({ detail }) => detail) };
    });
  }

  beforeEach(() => {
    for (let n = 0; n < 5; n += 1) {
      bureau.person(n);
      bureau.demande(n);
      bureau.demande(100 + n, { etat: 'annulee' }, { of: n });
    }
  });

  test('pages and counts walk the indexes of what they show, and sort nothing', () => {
    const plans = (['ouvertes', 'terminees'] as const).flatMap((vue) =>
      [{}, { flux: [fluxId(1)] }].flatMap((over) =>
        plansOf(() => bureau.demandes['demandes:liste']({ vue, apres: null, limite: 3, ...over })),
      ),
    );
    const keys = plans.filter(({ sql }) => /FROM demande_etat\s+WHERE ouverte/.test(sql));
    expect(keys.map(({ details }) => details)).toEqual([
      [expect.stringMatching(/^SEARCH demande_etat USING COVERING INDEX demande_etat_ouverte /)],
      [expect.stringMatching(/^SEARCH demande_etat USING COVERING INDEX demande_etat_ouverte_flux /)],
      [expect.stringMatching(/^SEARCH demande_etat USING COVERING INDEX demande_etat_finie /)],
      [expect.stringMatching(/^SEARCH demande_etat USING COVERING INDEX demande_etat_finie_flux /)],
    ]);
    const shown = plans.filter(({ sql }) => sql.includes('CROSS JOIN demande_etat d'));
    expect(shown).toHaveLength(4);
    for (const { details } of shown) {
      // The lines of one page, in its order: nothing else is gone through.
      expect(details.filter((detail) => detail.startsWith('SCAN'))).toEqual([expect.stringMatching(/^SCAN k /)]);
    }
    const counts = plansOf(() => bureau.counts()).filter(({ sql }) => sql.includes('demande_etat'));
    expect(counts).toHaveLength(5);
    for (const { details } of counts) {
      expect(details).toEqual([
        expect.stringMatching(/^(SCAN|SEARCH) demande_etat USING COVERING INDEX demande_etat_/),
      ]);
    }
  });
});
