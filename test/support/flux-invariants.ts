import { expect } from 'vitest';
import { ecartLigne, transmissionLigne, voeuLigne } from '../../shared/contract/lignes.ts';
import { ajouter } from '../../shared/domain/empreinte.ts';
import { empreinteLigne, empreinteVide } from '../../sync-api/store/flux.ts';
import type { ImportDeps } from '../../sync-api/voeux/plan.ts';

/**
 * `nombre` and `empreinte` of each flux, computed again from its rows; active rows equal the table of vœux; each
 * transmission counts its écarts, and what the last one says is what is there.
 */
export async function checkFlux({ db }: Pick<ImportDeps, 'db'>): Promise<void> {
  for (const flux of await db.selectFrom('flux').selectAll().execute()) {
    const rows = await db.selectFrom('ligne').selectAll().where('flux_id', '=', flux.id).execute();
    const sum = rows.reduce((total, row) => ajouter(total, empreinteLigne(row.id, row.seq)), empreinteVide);
    expect([flux.nombre, flux.empreinte]).toEqual([rows.length, sum]);
    const voeux = rows
      .filter(({ type }) => type === 'voeu')
      .map(({ id, corps }) => ({ id, ...voeuLigne.parse(JSON.parse(corps)) }));
    const known = await db
      .selectFrom('voeu')
      .select('id')
      .where('flux_id', '=', flux.id)
      .where('etat', '=', 'actif')
      .execute();
    expect(
      voeux
        .filter(({ etat }) => etat === 'actif')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(known.map(({ id }) => id).sort());
    for (const voeu of voeux) {
      expect(rows.find(({ id }) => id === voeu.dossier)?.type).toBe('dossier');
      expect(voeu.etat === 'retire').toBe(voeu.retire_par !== null);
    }
    const transmissions = rows.filter(({ type }) => type === 'transmission').map(({ corps }) => JSON.parse(corps));
    const last = transmissions.sort((a, b) => a.numero - b.numero).at(-1);
    expect(transmissions.map(({ numero }) => numero)).toEqual(transmissions.map((_, index) => index + 1));
    if (last !== undefined) expect(last.total).toBe(known.length);
    const ecarts = rows.filter(({ type }) => type === 'ecart').map(({ corps }) => ecartLigne.parse(JSON.parse(corps)));
    for (const row of rows.filter(({ type }) => type === 'transmission')) {
      const { genre, ajoutes, retires } = transmissionLigne.parse(JSON.parse(row.corps));
      const whole = ecarts.filter(({ transmission, champ }) => transmission === row.id && champ === null);
      expect(whole).toHaveLength(genre === 'premiere' ? 0 : ajoutes + retires);
    }
    expect(flux.tete).toBeGreaterThanOrEqual(Math.max(0, ...rows.map(({ seq }) => seq)));
  }
}
