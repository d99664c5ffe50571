import { expect, it } from 'vitest';
import { createRattachementHandlers } from '../../../../main/core/rattachement/handlers.ts';
import { openStore } from '../../../../main/core/store/store.ts';
import { fluxId, putFlux } from '../candidats/poste.ts';
import { Bureau, couple, fichier, granted, voeu } from '../imports/bureau.ts';

/** A list is as long as everybody on it: what is asked once a person must never walk it, nor sort it a page. */
it('costs the person, never her list: no question a person walks the rows of the flux, no page sorts it', async () => {
  const bureau = new Bureau();
  try {
    bureau.synced();
    putFlux(bureau.store, 1);
    const people = Array.from({ length: 3 }, (_, n) => voeu(`24000000${n}AB`));
    const flux = (await bureau.importer(`${couple}.csv`, fichier(people))).resultat?.flux[0] ?? '';
    bureau.store.close();
    const statements: string[] = [];
    const onStatement = (sql: string): number => statements.push(sql);
    bureau.store = granted(openStore({ file: bureau.file, keyHex: bureau.key, mode: 'normal', onStatement }));
    const handlers = createRattachementHandlers({
      store: bureau.store,
      clock: { now: () => bureau.nowMs, monotonic: () => 0, sleep: async () => undefined },
      random: { uuid: () => crypto.randomUUID(), bytes: (n) => new Uint8Array(n), fraction: () => 0 },
      travaux: bureau.travaux,
      breathe: async () => undefined,
      onCandidats: () => undefined,
      onSaisie: () => undefined,
    });
    granted(await handlers['rattachement:etat']({}));
    granted(await handlers['rattachement:lignes']({ flux, retrouves: null, apres: null, limite: 2 }));
    await bureau.end(await handlers['rattachement:appliquer']({ flux, destination: fluxId(1) }));
    const asked = [...new Set(statements)].filter((sql) => /^\s*(SELECT|DELETE FROM (ligne|saisie))/.test(sql));
    const plans = asked.map((sql) => ({
      sql,
      plan: bureau.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).map(({ detail }) => detail),
    }));
    const walking = plans.filter(({ sql, plan }) =>
      plan.some((step) => step.includes('ligne_flux') && /dossier = '|l\.dossier/.test(sql) && !/l\.rang >/.test(sql)),
    );
    expect(walking).toEqual([]);
    const page = plans.filter(({ sql }) => sql.includes('nom_tri') && sql.includes('LIMIT'));
    expect(page.length).toBeGreaterThan(0);
    for (const { plan } of page) {
      expect(plan.join('\n')).toMatch(/USING INDEX candidat_nom/);
      // The few vœux of one person are sorted; people only within one candidat.
      const isSort = (step: string): boolean => step.includes('TEMP B-TREE');
      const inside = plan.findIndex((step) => step.startsWith('CORRELATED'));
      expect(plan.slice(0, inside).filter(isSort)).toEqual([]);
      expect(plan.slice(inside).filter(isSort)).toEqual([
        'USE TEMP B-TREE FOR ORDER BY',
        'USE TEMP B-TREE FOR LAST TERM OF ORDER BY',
      ]);
    }
    const paging = plans.filter(({ sql }) => /l\.type = 'dossier' AND l\.rang >/.test(sql));
    expect(paging.length).toBeGreaterThan(0);
    for (const { plan } of paging) expect(plan.join('\n')).not.toContain('TEMP B-TREE');
    const own = plans.filter(({ sql }) => /l\.dossier = '/.test(sql));
    expect(own.length).toBeGreaterThan(1);
    for (const { plan } of own) expect(plan.join('\n')).toContain('ligne_dossier');
  } finally {
    bureau.close();
  }
});
