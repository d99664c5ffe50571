import { afterEach, beforeEach, expect, test } from 'vitest';
import { dossierId, fluxId } from '../candidats/poste.ts';
import { Bureau, creneauId } from './bureau.ts';

/** What a screen asks costs its page: every question of the agenda is walked by an index, whatever the years hold. */
let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  bureau.person(1);
  bureau.creneau(1);
  bureau.reservation(1);
});
afterEach(() => bureau.close());

const tables = /\b(creneau_etat|creneau_compte|reservation_etat)\b/;
/** How SQLite reads the tables of the agenda for each statement since `from`. */
const plansSince = (from: number): string[] =>
  [...new Set(bureau.poste.statements.slice(from))]
    .filter((sql) => sql.startsWith('SELECT') && tables.test(sql))
    .flatMap((sql) =>
      bureau.store.persons
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail),
    );
const page = { apres: null, limite: 50 };
const semaine = { du: '2026-06-08T00:00:00.000Z', au: '2026-06-15T00:00:00.000Z' };
const un = [fluxId(1)];

/** What is asked, the index that bounds it, and how. */
const questions: [string, string, () => Promise<unknown>][] = [
  ['a period', 'creneau_etat_debut (debut>? AND debut<?)', () => bureau.ask('agenda:periode', semaine)],
  [
    'a period of one flux',
    'creneau_etat_flux (flux=? AND debut>? AND debut<?)',
    () => bureau.ask('agenda:periode', { ...semaine, flux: un }),
  ],
  ...(
    [
      ['a_venir', 'creneau_etat_debut ((debut,id)>(?,?))', 'creneau_etat_flux (flux=? AND (debut,id)>(?,?))'],
      ['passes', 'creneau_etat_debut ((debut,id)<(?,?))', 'creneau_etat_flux (flux=? AND (debut,id)<(?,?))'],
      ['a_noter', 'creneau_etat_a_noter ((fin,id)<(?,?))', 'creneau_etat_a_noter_flux (flux=? AND (fin,id)<(?,?))'],
    ] as const
  ).flatMap(([vue, all, one]): [string, string, () => Promise<unknown>][] => [
    [vue, all, () => bureau.ask('agenda:liste', { vue, ...page })],
    [`${vue} of one flux`, one, () => bureau.ask('agenda:liste', { vue, flux: un, ...page })],
  ]),
  [
    'one of them',
    'reservation_etat_creneau (creneau=?)',
    () => bureau.ask('agenda:creneau', { creneau: creneauId(1) }),
  ],
  [
    'a choice',
    'creneau_etat_flux (flux=? AND (debut,id)>(?,?))',
    () => bureau.ask('agenda:choix', { candidat: dossierId(1), ...page }),
  ],
  ['the places', 'creneau_etat_du_flux (flux=?)', () => bureau.ask('agenda:lieux', {})],
  ['the counts', 'reservation_etat_a_reconfirmer (fin>?)', () => bureau.ask('agenda:compteurs', {})],
  ['absent people', 'reservation_etat_a_rappeler ((debut,id)<(?,?))', () => bureau.ask('agenda:absents', page)],
  [
    'absent people of one flux',
    'reservation_etat_a_rappeler_flux (flux=? AND (debut,id)<(?,?))',
    () => bureau.ask('agenda:absents', { ...page, flux: un }),
  ],
];

test.each(questions)('%s', async (what, index, ask) => {
  const from = bureau.poste.statements.length;
  await ask();
  const plans = plansSince(from);
  expect(plans.filter((plan) => plan.endsWith(`INDEX ${index}`))).not.toEqual([]);
  // Absent people are counted one by one, in an index that holds nobody else; one créneau is sorted whole.
  const dear = plans.filter(
    (plan) => /^(SCAN|USE TEMP)/.test(plan) && !/INDEX reservation_etat_a_rappeler$/.test(plan),
  );
  expect(dear).toEqual(what === 'one of them' ? ['USE TEMP B-TREE FOR ORDER BY'] : []);
});

test('a change of one booking writes the counts of its créneau, and reads those of nobody else', () => {
  for (let n = 2; n <= 20; n += 1) {
    bureau.person(n);
    bureau.reservation(n);
  }
  const from = bureau.poste.statements.length;
  bureau.reservation(1, { etat: 'annulee', motif: 'candidat' });
  const touched = bureau.poste.statements.slice(from).filter((sql) => tables.test(sql));
  expect(touched.length).toBeGreaterThan(3);
  expect(touched.filter((sql) => sql.includes(dossierId(2)))).toEqual([]);
  expect(touched.length).toBeLessThan(12);
});
