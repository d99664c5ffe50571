import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCandidatsHandlers } from '../../../../main/core/candidats/handlers.ts';
import { pageSql, planOf, totalSql } from '../../../../main/core/candidats/list-query.ts';
import { projectDossiers } from '../../../../main/core/candidats/projection.ts';
import {
  type CandidatFiltres,
  type CandidatLigne,
  candidatsChannels,
  type Tri,
  tri,
} from '../../../../shared/contract/ipc/candidats.ts';
import type { ResponseOf } from '../../../../shared/contract/ipc/index.ts';
import { value } from '../../../support/result.ts';
import {
  acteCorps,
  demandeId,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  openPoste,
  operateurId,
  type Poste,
  phone,
  putActe,
  putDemande,
  putFlux,
  putLigne,
  transmissionCorps,
  transmissionId,
  voeuCorps,
} from './poste.ts';

const now = '2026-06-10T08:30:00.000Z';
let poste: Poste;

const noms = ['TARDIVEL', "D'ALMÉIDA", 'ŒUVRARD', 'MARTIN', 'Martin-Noël', 'BÉNARD'];
const formations = ['1CAP2 CUISINE', '1CAP2 COM. SERV. EN HÔTEL-CAFÉ', '2NDPRO MÉTIERS DU BOIS'];
const count = 60;

beforeAll(() => {
  poste = openPoste();
  const { store } = poste;
  for (const n of [1, 2]) putFlux(store, n);
  putFlux(store, 9, 'organisme');
  for (const n of [1, 2]) {
    const corps = { nom_affiche: n === 1 ? 'Léa M.' : 'Karim B.', actif: n === 1 };
    putLigne(store, { id: operateurId(n), flux: fluxId(9), type: 'operateur', corps });
  }
  for (const numero of [1, 2]) {
    const corps = transmissionCorps(numero, numero === 1 ? 'premiere' : 'mise_a_jour');
    putLigne(store, { id: transmissionId(numero), flux: fluxId(1), type: 'transmission', corps });
  }
  const dossiers = Array.from({ length: count }, (_, i) => putPerson(i));
  store.write(store.bulk, () => projectDossiers(store.bulk, dossiers));
});
afterAll(() => poste.close());

function putPerson(i: number): string {
  const { store } = poste;
  const dossier = dossierId(i);
  const flux = fluxId((i % 2) + 1);
  const telephones = [phone(i === 7 ? '+262692123456' : `+3363998${String(1000 + i)}`)];
  putLigne(store, {
    id: dossier,
    flux,
    type: 'dossier',
    corps: dossierCorps({
      ine: `${String(100000000 + i)}AB`,
      nom: noms[i % noms.length],
      prenom: `Élève ${i}`,
      telephones,
      etablissement_origine: { uai: '0690001A', nom: i === 3 ? 'JEAN FICTIF' : 'HONORE FICTIF', ville: 'LYON' },
    }),
  });
  const list = i % 10 === 0 ? 2 : 1;
  const libelle = formations[i % 3] ?? '';
  const corps = voeuCorps(dossier, {
    formation: { libelle, mef: null, code_formation_diplome: null, cle_ministere_educatif: null },
    etablissement_accueil: { uai: i % 4 === 0 ? null : '0690002B', nom: 'CFA', ville: 'VILLEURBANNE' },
    etat: i % 30 === 29 ? 'retire' : 'actif',
    premiere_transmission: transmissionId(list),
    derniere_transmission: transmissionId(i % 10 === 2 ? 2 : list),
  });
  putLigne(store, { id: idOf(5, i), flux, type: 'voeu', dossier, corps });
  const envelope = { flux, dossier, fait_le: `2026-06-09T10:${String(i).padStart(2, '0')}:00.000Z` };
  const write = (kind: number, type: string, body: Record<string, unknown>): void =>
    putActe(store, acteCorps({ ...envelope, id: idOf(kind, i), type, corps: body }), envelope.fait_le);
  if (i % 5 === 1) {
    write(6, 'appel', {
      sens: 'emis',
      numero: null,
      interlocuteur: null,
      disposition: i % 10 === 1 ? 'RAPPELER' : 'MESSAGE',
    });
  }
  if (i % 5 === 2) write(7, 'affectation', { operateur: operateurId(1) });
  if (i % 5 === 3) {
    const le = `2026-06-${i % 2 === 0 ? '08' : '20'}T09:00:00.000Z`;
    write(8, 'prochaine-action', { quoi: 'rappeler', le, precision: i % 4 === 3 ? 'jour' : 'heure', qui: null });
  }
  return dossier;
}

/** @param server the server's time, when this process measured it */
const handlers = (at = now, server: string | null = null, { store }: Poste = poste) =>
  createCandidatsHandlers({
    store,
    serverNow: () => (server === null ? null : Date.parse(server)),
    clock: { now: () => Date.parse(at), monotonic: () => 0, sleep: () => Promise.resolve() },
  });

interface Ask {
  tri?: Tri;
  sens?: 'croissant' | 'decroissant';
  filtres?: CandidatFiltres;
  recherche?: string;
  limite?: number;
}

/** Follows the pages to the end. */
function list({ tri: sort = 'nom', sens = 'croissant', filtres = {}, recherche = '', limite = 200 }: Ask = {}) {
  const lines: CandidatLigne[] = [];
  let apres: string | null = null;
  do {
    const page: ResponseOf<'candidats:liste'> = value(
      handlers()['candidats:liste']({ tri: sort, sens, filtres, recherche, apres, limite }),
    );
    candidatsChannels['candidats:liste'].response.parse(page);
    expect(page.lignes.length).toBeLessThanOrEqual(limite);
    lines.push(...page.lignes);
    apres = page.suite;
  } while (apres !== null);
  return lines;
}
const ids = (ask: Ask = {}): string[] => list(ask).map((line) => line.id);
const total = (ask: Ask) =>
  value(handlers()['candidats:total']({ filtres: ask.filtres ?? {}, recherche: ask.recherche ?? '' }));

describe('pages', () => {
  test.each(tri.options)('sorted by %s hold everybody once, whatever their size, in both directions', (sort) => {
    const whole = ids({ tri: sort });
    expect(new Set(whole).size).toBe(count);
    expect(ids({ tri: sort, limite: 7 })).toEqual(whole);
    expect(ids({ tri: sort, limite: 1 })).toEqual(whole);
    expect(ids({ tri: sort, sens: 'decroissant', limite: 11 })).toEqual(whole.toReversed());
  });

  test('by name fold accents, by plan put the soonest first and nobody planned last', () => {
    expect(list()[0]?.nom).toBe('BÉNARD');
    expect(list().at(-1)?.nom).toBe('TARDIVEL');
    const plans = list({ tri: 'prochaine-action' }).map(
      (line) => (line.ouverte ? line.prochaineAction?.le : null) ?? null,
    );
    const dated = plans.filter((le) => le !== null);
    expect(dated.length).toBeGreaterThan(5);
    expect(plans.slice(0, dated.length)).toEqual(dated.toSorted());
  });

  test('a cursor of another sort or of nobody is refused', () => {
    const first = value(
      handlers()['candidats:liste']({
        tri: 'nom',
        sens: 'croissant',
        filtres: {},
        recherche: '',
        apres: null,
        limite: 5,
      }),
    );
    for (const apres of [first.suite ?? '', 'abc', '']) {
      const request = { tri: 'situation', sens: 'croissant', filtres: {}, recherche: '', apres, limite: 5 } as const;
      expect(handlers()['candidats:liste'](request)).toMatchObject({ error: { code: 'REQUETE_INVALIDE' } });
    }
  });

  test('give names of opérateurs, not ids', () => {
    const line = list({ filtres: { affecteA: operateurId(1) } })[0];
    expect(line?.affecteA).toBe('Léa M.');
    expect(list({ tri: 'dernier-appel', sens: 'decroissant' })[0]?.dernierAppel?.operateur).toBe('Léa M.');
  });
});

describe('filters', () => {
  const byHand = (keep: (i: number) => boolean): string[] =>
    Array.from({ length: count }, (_, i) => i)
      .filter(keep)
      .map(dossierId)
      .toSorted();
  const found = (filtres: CandidatFiltres): string[] => ids({ filtres }).toSorted();

  test('by formation, accueil, flux, opérateur and novelty', () => {
    expect(found({ formation: ['1CAP2 CUISINE'] })).toEqual(byHand((i) => i % 3 === 0));
    expect(found({ formation: formations })).toHaveLength(count);
    expect(found({ accueil: ['CFA'] })).toEqual(byHand((i) => i % 4 === 0));
    expect(found({ flux: [fluxId(2)] })).toEqual(byHand((i) => i % 2 === 1));
    expect(found({ affecteA: operateurId(1) })).toEqual(byHand((i) => i % 5 === 2));
    expect(found({ affecteA: 'personne' })).toEqual(byHand((i) => i % 5 !== 2));
    expect(found({ nouveaute: ['nouveau'] })).toEqual(byHand((i) => i % 10 === 0));
    expect(found({ nouveaute: ['modifie'] })).toEqual(byHand((i) => i % 10 === 2 && i % 30 !== 29));
    expect(found({ nouveaute: ['retire'] })).toEqual(byHand((i) => i % 30 === 29));
    expect(found({ nouveaute: [] })).toEqual([]);
    expect(found({ situation: ['RETIRE'] })).toEqual(byHand((i) => i % 30 === 29));
    expect(found({ situation: ['INCONNUE'] })).toEqual([]);
  });

  test('combine, and « à appeler » and « en retard » follow the clock', () => {
    expect(found({ formation: ['1CAP2 CUISINE'], flux: [fluxId(1)] })).toEqual(byHand((i) => i % 6 === 0));
    const late = found({ enRetard: true });
    expect(late).toContain(dossierId(8));
    expect(late).not.toContain(dossierId(13));
    const due = new Set(found({ aAppeler: true }));
    expect(due.has(dossierId(8))).toBe(true);
    expect(due.has(dossierId(13))).toBe(false);
    expect(due.has(dossierId(29))).toBe(false);
    expect(due.has(dossierId(0))).toBe(true);
  });

  test('by where she is known from', () => {
    const { store } = poste;
    const dossiers = [901, 902].map(dossierId);
    for (const dossier of dossiers)
      putLigne(store, { id: dossier, flux: fluxId(2), type: 'dossier', corps: dossierCorps({ ine: null }) });
    putDemande(store, 901, { flux: fluxId(2), dossier: dossierId(901) });
    putDemande(store, 5, { flux: fluxId(2), dossier: dossierId(5) });
    const touched = [...dossiers, dossierId(5)];
    store.write(store.bulk, () => projectDossiers(store.bulk, touched));
    try {
      expect(found({ source: 'demande' })).toEqual([dossierId(5), dossierId(901)]);
      expect(found({ source: 'voeu' })).toEqual(byHand(() => true));
      expect(total({ filtres: { source: 'demande' } })).toEqual({ total: 2, plus: false });
    } finally {
      for (const id of [...dossiers, demandeId(901), demandeId(5)])
        store.bulk.prepare('DELETE FROM ligne WHERE id = ?').run(id);
      store.write(store.bulk, () => projectDossiers(store.bulk, touched));
    }
    expect(found({})).toEqual(byHand(() => true));
  });

  test('« rappels du jour » are the promises of this day and those that nobody kept, to the evening of the site', () => {
    const promis = list().filter(({ prochaineAction }) => prochaineAction?.quoi === 'rappeler');
    expect(promis.length).toBeGreaterThan(10);
    const duJour = found({ rappelDuJour: true });
    expect(duJour).toContain(dossierId(8));
    expect(duJour).not.toContain(dossierId(13));
    // Asked for on the phone, and not yet promised for a day that has come.
    expect(duJour).not.toContain(dossierId(0));
    const demain = '2026-06-20T21:59:59.000Z';
    const puis = value(handlers(demain)['candidats:total']({ filtres: { rappelDuJour: true }, recherche: '' }));
    expect(puis.total).toBeGreaterThan(duJour.length);
    expect(
      value(handlers('2026-06-19T21:59:59.000Z')['candidats:total']({ filtres: { rappelDuJour: true }, recherche: '' }))
        .total,
    ).toBe(duJour.length);
  });

  test('total counts the same question', () => {
    for (const filtres of [
      {},
      { aAppeler: true },
      { formation: formations.slice(1) },
      { affecteA: 'personne' as const },
    ]) {
      expect(total({ filtres })).toEqual({ total: found(filtres).length, plus: false });
    }
  });
});

describe('search', () => {
  test.each([
    ['tardiv', (i: number) => i % 6 === 0],
    ['d almeida', (i: number) => i % 6 === 1],
    ["D'Alméida élève 7", (i: number) => i === 7],
    ['oeuvrard', (i: number) => i % 6 === 2],
    ['noel mart', (i: number) => i % 6 === 4],
    ['100000012', (i: number) => i === 12],
    ['100000012ab', (i: number) => i === 12],
    ['jean fict', (i: number) => i === 3],
    ['villeurbanne', () => true],
    ['1014', (i: number) => i === 14],
    ['06 39 98 10 14', (i: number) => i === 14],
    ['+33 6 39 98 10 14', (i: number) => i === 14],
    ['0033639981014', (i: number) => i === 14],
    ['0692 12', (i: number) => i === 7],
    ['262692', (i: number) => i === 7],
    ['almeida 692', (i: number) => i === 7],
    ['tardivel 692', () => false],
    ['zzz', () => false],
    ['" OR *', (i: number) => noms[i % 6] === 'zz'],
  ])('« %s »', (recherche, keep) => {
    const expected = Array.from({ length: count }, (_, i) => i)
      .filter(keep)
      .map(dossierId);
    expect(ids({ recherche }).toSorted()).toEqual(expected.toSorted());
  });

  test('any three digits of any phone', () => {
    const digits = '0639981033';
    for (let i = 0; i + 3 <= digits.length; i++) {
      expect(ids({ recherche: digits.slice(i, i + 3) })).toContain(dossierId(33));
    }
  });

  test('finds the same people whether they are enumerated or met on a walk', () => {
    const db = poste.store.persons;
    for (const recherche of [
      'm',
      'el',
      'mart',
      'noel mart',
      '1014',
      '06 39 98 10 14',
      'almeida 692',
      '100000012',
      'zzz',
    ]) {
      const [enumerated, walked] = [1000, -1].map((bound) => {
        const plan = planOf(db, { filtres: {}, recherche, now }, bound);
        const { sql, params } = pageSql(plan, { tri: 'nom', sens: 'croissant', apres: null, limite: 200 });
        return db.prepare<(string | number)[]>(sql).all(...params);
      });
      expect(walked).toEqual(enumerated);
    }
  });

  test('nothing typed, or only signs, filters nothing', () => {
    expect(ids({ recherche: ' - ' })).toHaveLength(count);
  });
});

describe('counters and options', () => {
  test('equal what the filters count', () => {
    const counters = value(handlers()['candidats:compteurs']({}));
    expect(counters).toMatchObject({
      total: count,
      aAppeler: total({ filtres: { aAppeler: true } }).total,
      nouveaux: total({ filtres: { nouveaute: ['nouveau'] } }).total,
      modifies: total({ filtres: { nouveaute: ['modifie'] } }).total,
      retires: total({ filtres: { nouveaute: ['retire'] } }).total,
    });
    const sum = Object.values(counters.parSituation).reduce((all, one) => all + one, 0);
    expect(sum).toBe(count);
    for (const [situation, n] of Object.entries(counters.parSituation)) {
      expect(total({ filtres: { situation: [situation] } }).total).toBe(n);
    }
  });

  test('« à appeler » follows the server, not a clock that somebody moves', () => {
    const counted = (at: string, server: string | null): number =>
      value(handlers(at, server)['candidats:compteurs']({})).aAppeler;
    const later = '2026-07-01T10:00:00.000Z';
    expect(counted(later, null)).toBeGreaterThan(counted(now, null));
    expect(counted(later, now)).toBe(counted(now, null));
  });

  test('« à appeler » is right at any minute, counted by hours and the rest of one', () => {
    const due = list({ filtres: {} }).flatMap((line) => line.prochaineAction?.le ?? []);
    const counts = new Set<number>();
    for (const le of due) {
      for (const shift of [-1, 0, 1, 1_800_000]) {
        const at = handlers(new Date(Date.parse(le) + shift).toISOString());
        const counted = value(at['candidats:compteurs']({})).aAppeler;
        expect(counted).toBe(value(at['candidats:total']({ filtres: { aAppeler: true }, recherche: '' })).total);
        counts.add(counted);
      }
    }
    expect(counts.size).toBeGreaterThan(2);
  });

  test('an opérateur made here has a name before the server gives it back', () => {
    const { persons } = poste.store;
    persons.prepare("INSERT INTO operateur_local (id, nom, pin) VALUES (?, 'Inès D.', '')").run(operateurId(5));
    const { operateurs } = value(handlers()['candidats:options']({}));
    persons.prepare('DELETE FROM operateur_local').run();
    expect(operateurs.map((one) => one.nom)).toEqual(['Inès D.', 'Léa M.']);
  });

  test('options are what exists, opérateurs the active ones', () => {
    const options = value(handlers()['candidats:options']({}));
    candidatsChannels['candidats:options'].response.parse(options);
    expect(options.formations).toEqual(formations.toSorted());
    expect(options.accueils.map((one) => one.cle).toSorted()).toEqual(['0690002B', 'CFA']);
    expect(options.flux).toEqual([1, 2].map((n) => ({ id: fluxId(n), nom: `CFA ${n}` })));
    expect(options.operateurs).toEqual([{ id: operateurId(1), nom: 'Léa M.' }]);
  });
});

test('beyond what a filter holds, the most frequent values are offered, those first', () => {
  const many = openPoste();
  try {
    const { bulk } = many.store;
    const named = bulk.prepare<[string, string, string]>('INSERT INTO valeur (genre, cle, nom) VALUES (?, ?, ?)');
    const insert = bulk.prepare<[number, number]>('INSERT INTO candidat_valeur (valeur, candidat) VALUES (?, ?)');
    many.store.write(bulk, () => {
      for (let n = 0; n < 250; n += 1) {
        const cle = `Z${String(n).padStart(4, '0')}`;
        const valeurs = [named.run('formation', cle, cle), named.run('accueil', cle, `CFA ${cle}`)];
        // The later in the alphabet, the more candidats.
        for (let candidat = 0; candidat <= n % 250; candidat += 50) {
          for (const { lastInsertRowid } of valeurs) insert.run(Number(lastInsertRowid), candidat);
        }
      }
    });
    const { formations: offered, accueils } = value(handlers(now, null, many)['candidats:options']({}));
    expect(offered).toHaveLength(200);
    expect(offered[0]).toBe('Z0200');
    expect(offered).toContain('Z0249');
    expect(offered).not.toContain('Z0000');
    expect(accueils.map(({ cle }) => cle)).toEqual(offered);
    expect(accueils[0]?.nom).toBe('CFA Z0200');
  } finally {
    many.close();
  }
});

describe('the plans of SQLite', () => {
  const explain = ({ sql, params }: { sql: string; params: (string | number)[] }): string[] =>
    poste.store.persons
      .prepare<(string | number)[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...params)
      .map((row) => row.detail);
  const page = { limite: 100, apres: null } as const;
  const open = { from: 'candidat c', where: [], params: [], driven: false };

  test.each(tri.options)('an unfiltered page by %s walks an index and sorts nothing, first or next', (sort) => {
    const keys = {
      nom: ['a', 1],
      situation: [1, 'a', 1],
      'prochaine-action': ['a', 'a', 1],
      'dernier-appel': ['a', 'a', 1],
      formation: ['a', 'a', 1],
      accueil: ['a', 'a', 1],
      qui: ['a', 'a', 1],
    }[sort];
    for (const sens of ['croissant', 'decroissant'] as const) {
      for (const apres of [null, keys]) {
        const details = explain(pageSql(open, { tri: sort, sens, apres, limite: 100 }));
        expect(details).toHaveLength(1);
        expect(details[0]).toMatch(
          apres === null ? /^SCAN c USING COVERING INDEX candidat_/ : /^SEARCH c USING COVERING INDEX candidat_/,
        );
      }
    }
  });

  test('a filter that many match keeps the order of the sort and sorts nothing', () => {
    const filters: CandidatFiltres = {
      aAppeler: true,
      enRetard: true,
      situation: ['A_APPELER'],
      nouveaute: ['nouveau'],
      formation: ['1CAP2 CUISINE'],
      flux: [fluxId(1)],
      affecteA: 'personne',
      aDepartager: true,
      source: 'voeu',
      rappelDuJour: true,
    };
    const question = { filtres: filters, recherche: 'martin 0612', now };
    const dense = densePlan(question);
    for (const sort of tri.options) {
      const details = explain(pageSql(dense, { tri: sort, sens: 'croissant', ...page })).filter((one) =>
        /\bc\b/.test(one),
      );
      expect(details).toEqual([expect.stringMatching(/^SCAN c USING INDEX candidat_/)]);
      expect(explain(pageSql(dense, { tri: sort, sens: 'croissant', ...page })).join()).not.toContain(
        'USE TEMP B-TREE FOR ORDER BY',
      );
    }
  });

  test('a filter that few match is enumerated by its own index, never by the table', () => {
    const questions: CandidatFiltres[] = [
      { aAppeler: true },
      { enRetard: true },
      { situation: ['RETIRE'] },
      { nouveaute: ['retire'] },
      { formation: ['1CAP2 CUISINE'] },
      { affecteA: operateurId(1) },
      { affecteA: 'personne' },
      { aDepartager: true },
      { source: 'demande' },
      { rappelDuJour: true },
    ];
    for (const filtres of questions) {
      const plan = planOf(poste.store.persons, { filtres, recherche: '', now });
      expect(plan.driven).toBe(true);
      for (const sql of [pageSql(plan, { tri: 'nom', sens: 'croissant', ...page }), totalSql(plan, 1000)]) {
        expect(explain(sql).filter((detail) => /^SCAN (c|candidat|k|v)\b/.test(detail))).toEqual([]);
      }
    }
  });

  /** The plan that a large table gets, where no filter is small enough to be enumerated. */
  function densePlan(question: Parameters<typeof planOf>[1]) {
    return planOf(poste.store.persons, question, -1);
  }
});
