import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCandidatsHandlers } from '../../../../main/core/candidats/handlers.ts';
import { pageSql, planOf } from '../../../../main/core/candidats/list-query.ts';
import { forgetDossiers, projectDossiers } from '../../../../main/core/candidats/projection.ts';
import { createListesHandlers } from '../../../../main/core/listes/handlers.ts';
import { markVerified } from '../../../../main/core/sync/receipts.ts';
import type { CandidatFiltres } from '../../../../shared/contract/ipc/candidats.ts';
import { listesChannels } from '../../../../shared/contract/ipc/listes.ts';
import { value } from '../../../support/result.ts';
import {
  acteCorps,
  dossierCorps,
  dossierId,
  fluxId,
  followLists,
  idOf,
  openPoste,
  type Poste,
  putFlux,
  putLigne,
  putSaisie,
  transmissionCorps,
  transmissionId,
  voeuCorps,
} from '../candidats/poste.ts';

let poste: Poste;
beforeEach(() => {
  poste = openPoste();
});
afterEach(() => poste.close());

const local = `local:${fluxId(8)}`;
const handlers = () =>
  createListesHandlers({
    store: poste.store,
    lastSuccess: () => null,
    travaux: { alone: (run) => run() },
    breathe: async () => undefined,
    onCandidats: () => undefined,
    onListes: () => undefined,
  });
const cartes = () => listesChannels['listes:cartes'].response.parse(value(handlers()['listes:cartes']({}))).cartes;
const carte = (flux: string) => {
  const found = cartes().find((one) => one.flux === flux);
  if (found === undefined) throw new Error('no card');
  return found;
};
const project = (...dossiers: string[]): void => {
  poste.store.write(poste.store.bulk, () => projectDossiers(poste.store.bulk, dossiers));
  followLists(poste.store, 50);
};
const putEntry = (id: string, nom: string, entree: unknown, columns: Record<string, unknown> = {}): void => {
  poste.store.bulk
    .prepare(
      "INSERT INTO flux (id, genre, nom, entree, campagne, droits) VALUES (?, 'relation', ?, ?, 2026, 'complets')",
    )
    .run(id, nom, JSON.stringify(entree));
  for (const [column, content] of Object.entries(columns)) {
    poste.store.bulk.prepare(`UPDATE flux SET ${column} = ? WHERE id = ?`).run(content, id);
  }
};
const accueil = (uai: string | null, nom: string) => ({ etablissement_accueil: { uai, nom, ville: 'LYON' } });
const person = (n: number, flux: string, voeux: Record<string, unknown>[], ine: string | null = null): string => {
  const dossier = dossierId(n);
  putLigne(poste.store, {
    id: dossier,
    flux,
    type: 'dossier',
    dossier,
    corps: dossierCorps({ ine, nom: `ELEVE ${n}` }),
  });
  for (const [place, over] of voeux.entries()) {
    const corps = voeuCorps(dossier, { code_offre: `O${place}`, ...over });
    putLigne(poste.store, { id: idOf(5, n * 10 + place), flux, type: 'voeu', dossier, corps });
  }
  return dossier;
};
const transmit = (flux: string, n: number, genre?: string): void =>
  putLigne(poste.store, { id: transmissionId(n), flux, type: 'transmission', corps: transmissionCorps(n, genre) });

describe('the card of a list', () => {
  test('counts people, vœux and places of training as they are now, by what changed', () => {
    putFlux(poste.store, 1);
    transmit(fluxId(1), 1);
    const a = person(1, fluxId(1), [accueil('0690002B', 'CFA Nord'), accueil('0690002B', 'CFA Nord')]);
    const b = person(2, fluxId(1), [accueil('0690002B', 'CFA Nord'), accueil(null, 'UFA des Prés : atelier')]);
    const c = person(3, fluxId(1), [accueil('0690003C', 'CFA Sud')]);
    const byHand = dossierId(4);
    const cree = {
      flux: fluxId(1),
      dossier: byHand,
      type: 'dossier-cree',
      corps: { nom: 'X', prenom: 'Y', telephones: ['0639981201'], origine: 'appel' },
    };
    putSaisie(poste.store, acteCorps({ id: idOf(6, 4), ...cree }));
    project(a, b, c, byHand);
    expect(carte(fluxId(1))).toMatchObject({
      local: false,
      nom: 'CFA 1',
      campagne: 2026,
      voeux: 5,
      candidats: 3,
      nouveaux: 0,
      modifies: 0,
      retires: 0,
      accueils: [
        { cle: '0690002B', nom: 'CFA Nord, LYON', candidats: 2 },
        { cle: '0690003C', nom: 'CFA Sud, LYON', candidats: 1 },
        { cle: 'UFA des Prés : atelier', nom: 'UFA des Prés : atelier, LYON', candidats: 1 },
      ],
      constats: [],
    });
    transmit(fluxId(1), 2, 'mise_a_jour');
    person(3, fluxId(1), [
      {
        ...accueil('0690003C', 'CFA Sud'),
        etat: 'retire',
        retire_par: transmissionId(2),
        derniere_transmission: transmissionId(2),
      },
    ]);
    person(2, fluxId(1), [
      { ...accueil('0690002B', 'CFA Nord'), derniere_transmission: transmissionId(2) },
      accueil(null, 'UFA des Prés : atelier'),
    ]);
    const mise = { premiere_transmission: transmissionId(2), derniere_transmission: transmissionId(2) };
    const e = person(5, fluxId(1), [{ ...accueil('0690002B', 'CFA Nord'), ...mise }]);
    project(b, c, e);
    const card = carte(fluxId(1));
    expect(card).toMatchObject({ voeux: 5, candidats: 3, nouveaux: 1, modifies: 1, retires: 1 });
    expect(card.accueils.map(({ cle, candidats }) => [cle, candidats])).toEqual([
      ['0690002B', 3],
      ['UFA des Prés : atelier', 1],
    ]);
    expect(card.transmissions.map(({ numero, genre }) => [numero, genre])).toEqual([
      [2, 'mise_a_jour'],
      [1, 'premiere'],
    ]);
    poste.store.bulk.prepare('DELETE FROM ligne WHERE dossier = ?').run(e);
    poste.store.write(poste.store.bulk, () => forgetDossiers(poste.store.bulk, [e]));
    expect(carte(fluxId(1))).toMatchObject({ voeux: 4, candidats: 2, nouveaux: 0 });
  });

  test('is about its own list: who left it and stays on another is retired from it alone', () => {
    for (const n of [1, 2]) {
      putFlux(poste.store, n);
      transmit(fluxId(n), n);
    }
    const here = person(1, fluxId(1), [{ etat: 'retire', retire_par: transmissionId(1) }], '123456789AB');
    const there = person(2, fluxId(2), [{}], '123456789AB');
    project(here, there);
    expect(poste.store.bulk.prepare('SELECT nouveaute FROM candidat').pluck().all()).toEqual([null]);
    expect(carte(fluxId(1))).toMatchObject({ voeux: 0, candidats: 0, retires: 1, constats: ['TOUS_RETIRES'] });
    expect(carte(fluxId(2))).toMatchObject({ voeux: 1, candidats: 1, retires: 0, constats: [] });
  });

  test('costs per list: no question of it reads vœux, people or actes', () => {
    putFlux(poste.store, 1);
    transmit(fluxId(1), 1);
    project(...Array.from({ length: 40 }, (_, n) => person(n, fluxId(1), [{}])));
    cartes();
    poste.statements.splice(0);
    cartes();
    const plans = poste.statements
      .filter((sql) => sql.includes('FROM'))
      .flatMap((sql) => poste.store.persons.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all())
      .map(({ detail }) => detail);
    expect(plans.length).toBeGreaterThan(5);
    const scanned = plans.filter((detail) => detail.startsWith('SCAN'));
    expect(
      scanned.filter((detail) => /\b(ligne|l|candidat|dossier_etat|t|candidat_valeur)\b(?! USING)/.test(detail)),
    ).toEqual([]);
  });

  test('says why it shows nothing, or may be out of date', () => {
    const now = { relation: null };
    putEntry(fluxId(1), 'A', now, { curseur: 3, tete: 5 });
    putEntry(fluxId(2), 'B', now, { indisponible: 1, curseur: 3, tete: 5 });
    putEntry(fluxId(3), 'C', now, { droits: 'envoi_seul' });
    putEntry(fluxId(4), 'D', now, { reconstruit: 1 });
    putEntry(fluxId(5), 'E', now);
    for (const n of [4, 5]) transmit(fluxId(n), n);
    putLigne(poste.store, { id: idOf(9, 1), flux: fluxId(5), type: 'voeu', corps: {} });
    poste.store.bulk.prepare("UPDATE ligne SET lecture = 'quarantaine' WHERE id = ?").run(idOf(9, 1));
    expect(cartes().map(({ nom, constats }) => [nom, constats])).toEqual([
      ['A', ['RECEPTION_EN_COURS', 'JAMAIS_TRANSMISE']],
      ['B', ['INDISPONIBLE', 'JAMAIS_TRANSMISE']],
      ['C', ['INDISPONIBLE', 'JAMAIS_TRANSMISE']],
      ['D', ['RECEPTION_EN_COURS', 'LISTE_VIDE']],
      ['E', ['LIGNES_ILLISIBLES', 'LISTE_VIDE']],
    ]);
  });

  test('shows when this poste proved each transmission, the first time', () => {
    putFlux(poste.store, 1);
    transmit(fluxId(1), 1);
    const tete = Number(poste.store.bulk.prepare('SELECT max(seq) FROM ligne').pluck().get());
    transmit(fluxId(1), 2, 'mise_a_jour');
    markVerified(poste.store.bulk, fluxId(1), tete, '2026-06-08T09:00:00.000Z');
    markVerified(poste.store.bulk, fluxId(1), tete, '2026-06-09T09:00:00.000Z');
    expect(carte(fluxId(1)).transmissions.map(({ numero, receptionLe }) => [numero, receptionLe])).toEqual([
      [2, null],
      [1, '2026-06-08T09:00:00.000Z'],
    ]);
  });

  test('of a list imported by hand comes first, whatever it knows of its establishments', () => {
    putEntry(fluxId(1), 'CFA Alpha', {
      relation: {
        responsable: { siret: '11111111111111', nom: '11111111111111' },
        formateur: { siret: '22222222222222', nom: 'Site B', ville: null },
      },
    });
    putFlux(poste.store, 9, 'organisme');
    const etablissement = { code_postal: '69001', fuseau: 'Europe/Paris', raison_sociale: 'RAISON', ville: 'LYON' };
    for (const [n, siret, enseigne] of [
      [1, '11111111111111', 'Les Trois Fourneaux'],
      [2, '22222222222222', null],
    ] as const) {
      const corps = { ...etablissement, siret, enseigne, uai: `069900${n}A` };
      putLigne(poste.store, { id: idOf(8, n), flux: fluxId(9), type: 'etablissement', corps });
    }
    putEntry(
      local,
      'Zébulon',
      { relation: { responsable: { nom: 'Mon CFA' }, formateur: { siret: null, nom: 'Mon site' } } },
      { tete: 5 },
    );
    putEntry(`local:${fluxId(7)}`, 'Yole', {});
    const saisie = (n: number, flux: string) =>
      acteCorps({ id: idOf(6, n), flux, dossier: dossierId(1), type: 'note', corps: { texte: 'x' } });
    for (const n of [1, 2]) putSaisie(poste.store, saisie(n, local));
    putSaisie(poste.store, saisie(3, local), 'squelette');
    putSaisie(poste.store, saisie(4, fluxId(1)));
    const shown = cartes();
    expect(shown.map(({ nom, local: isLocal, saisiesLocales }) => [nom, isLocal, saisiesLocales])).toEqual([
      ['Yole', true, 0],
      ['Zébulon', true, 2],
      ['CFA Alpha', false, 0],
    ]);
    expect(shown.map(({ responsable, formateur }) => [responsable, formateur])).toEqual([
      [
        { siret: null, uai: null, nom: '', ville: null },
        { siret: null, uai: null, nom: '', ville: null },
      ],
      [
        { siret: null, uai: null, nom: 'Mon CFA', ville: null },
        { siret: null, uai: null, nom: 'Mon site', ville: null },
      ],
      [
        { siret: '11111111111111', uai: '0699001A', nom: 'Les Trois Fourneaux', ville: 'LYON' },
        { siret: '22222222222222', uai: '0699002A', nom: 'Site B', ville: 'LYON' },
      ],
    ]);
    expect(shown[1]?.constats).toEqual(['JAMAIS_TRANSMISE']);
  });
});

describe('Candidats, filtered by a place of training within a list', () => {
  const found = (filtres: CandidatFiltres): string[] => {
    const clock = {
      now: () => Date.parse('2026-06-10T08:00:00.000Z'),
      monotonic: () => 0,
      sleep: async () => undefined,
    };
    const page = createCandidatsHandlers({ store: poste.store, clock })['candidats:liste']({
      tri: 'nom',
      sens: 'croissant',
      filtres,
      recherche: '',
      apres: null,
      limite: 200,
    });
    const lines = value(page).lignes.map(({ id }) => id);
    const total = value(
      createCandidatsHandlers({ store: poste.store, clock })['candidats:total']({ filtres, recherche: '' }),
    );
    expect(total).toEqual({ total: lines.length, plus: false });
    return lines;
  };

  test('keeps who trains there by that list, and counts them as the card does', () => {
    for (const n of [1, 2]) {
      putFlux(poste.store, n);
      transmit(fluxId(n), n);
    }
    const nord = accueil('0690002B', 'CFA Nord');
    const sud = accueil('0690003C', 'CFA Sud');
    const both = person(1, fluxId(1), [nord], '123456789AB');
    const other = person(2, fluxId(2), [sud], '123456789AB');
    const only = person(3, fluxId(1), [sud]);
    const gone = person(4, fluxId(1), [{ ...sud, etat: 'retire', retire_par: transmissionId(1) }]);
    project(both, other, only, gone);
    expect(found({ flux: [fluxId(1)], accueil: ['0690003C'] })).toEqual([only, gone]);
    expect(found({ flux: [fluxId(1)], accueil: ['0690002B'] })).toEqual([both]);
    expect(found({ flux: [fluxId(2)], accueil: ['0690003C'] })).toEqual([both]);
    expect(found({ flux: [fluxId(2)], accueil: ['0690002B'] })).toEqual([]);
    expect(found({ flux: [fluxId(1), fluxId(2)], accueil: ['0690002B', '0690003C'] })).toEqual([both, only, gone]);
    expect(found({ flux: [fluxId(1)], accueil: ['0690003C'], nouveaute: ['retire'] })).toEqual([gone]);
    expect(found({ flux: [fluxId(1)], accueil: ['ailleurs'] })).toEqual([]);
    expect(found({ flux: [], accueil: ['0690002B'] })).toEqual([]);
    expect(carte(fluxId(1)).accueils.map(({ cle, candidats }) => [cle, candidats])).toEqual([
      ['0690002B', 1],
      ['0690003C', 1],
    ]);
    const db = poste.store.persons;
    const filtres = { flux: [fluxId(1)], accueil: ['0690003C'] };
    const [enumerated, walked] = [1000, -1].map((bound) => {
      const plan = planOf(db, { filtres, recherche: '', now: '' }, bound);
      expect(plan.driven).toBe(bound > 0);
      const { sql, params } = pageSql(plan, { tri: 'nom', sens: 'croissant', apres: null, limite: 200 });
      return db.prepare<(string | number)[]>(sql).all(...params);
    });
    expect(walked).toEqual(enumerated);
    expect(walked).toHaveLength(2);
  });
});
