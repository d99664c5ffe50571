import { type Kysely, sql } from 'kysely';
import { deplacer } from '../../shared/domain/empreinte.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { appliquerOppositionConnue } from '../actes/opposition.ts';
import { derniereVersion, empreinteLigne, lockFlux } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';

/** Copies the scene into the database, set by set: what a writer waits for is the database's own work. */

/**
 * Flux whose rows are counted, then copied, together: what they are counted with is still decrypted when they are
 * copied, and SQLite keeps in memory what one statement overwrites.
 */
const fluxAtOnce = 50;

/** Flux in which a dossier that the comparison counted on was erased, or one that it was to make exists by now. */
export async function listPerimes(trx: Kysely<Tables>): Promise<Set<string>> {
  const gone = await trx
    .selectFrom('scene_dossier as s')
    .leftJoin('dossier as d', (join) => join.onRef('d.id', '=', 's.id').on('d.efface_le', 'is', null))
    .select('s.flux_id')
    .distinct()
    .where('s.connu', '=', 1)
    .where('d.id', 'is', null)
    .execute();
  const came = await trx
    .selectFrom('scene_dossier as s')
    .innerJoin('dossier as d', (join) =>
      join.onRef('d.flux_id', '=', 's.flux_id').onRef('d.cle_ine', '=', 's.cle_ine').on('d.efface_le', 'is', null),
    )
    .select('s.flux_id')
    .distinct()
    .where('s.connu', '=', 0)
    .execute();
  return new Set([...gone, ...came].map((row) => row.flux_id));
}

async function copierVoeux(trx: Kysely<Tables>): Promise<void> {
  const columns = [
    ...(['id', 'campagne', 'academie_code', 'ine', 'code_offre', 'flux_id', 'dossier_id'] as const),
    ...(['empreinte_ligne', 'etat', 'cree_le', 'modifie_le'] as const),
  ];
  // In the order of the key that all of them are looked up by.
  const rows = trx
    .selectFrom('scene_voeu')
    .select(columns)
    .where(sql<boolean>`true`)
    .orderBy('academie_code')
    .orderBy('ine');
  await trx
    .insertInto('voeu')
    .columns(columns)
    .expression(rows)
    .onConflict((conflict) =>
      conflict.columns(['campagne', 'academie_code', 'ine', 'code_offre']).doUpdateSet((eb) => ({
        id: eb.ref('excluded.id'),
        flux_id: eb.ref('excluded.flux_id'),
        dossier_id: eb.ref('excluded.dossier_id'),
        empreinte_ligne: eb.ref('excluded.empreinte_ligne'),
        etat: eb.ref('excluded.etat'),
        modifie_le: eb.ref('excluded.modifie_le'),
      })),
    )
    .execute();
}

/** Moves the heads. @returns the flux, in the order of their ids */
async function avancerTetes(trx: Kysely<Tables>): Promise<string[]> {
  const ids = (await trx.selectFrom('scene_flux').select('flux_id').orderBy('flux_id').execute()).map(
    (row) => row.flux_id,
  );
  await lockFlux(trx, ids);
  await trx
    .updateTable('flux')
    .from('scene_flux as s')
    .set((eb) => ({ tete: eb('flux.tete', '+', eb.ref('s.lignes')) }))
    .whereRef('s.flux_id', '=', 'flux.id')
    .execute();
  await trx
    .updateTable('scene_flux')
    .from('flux as f')
    .set((eb) => ({ base: eb('f.tete', '-', eb.ref('scene_flux.lignes')) }))
    .whereRef('f.id', '=', 'scene_flux.flux_id')
    .execute();
  return ids;
}

/** `nombre` and `empreinte`, by the rows that are about to be copied. */
async function compter(trx: Kysely<Tables>, ids: readonly string[]): Promise<void> {
  const coming = await trx
    .selectFrom('scene_ligne as s')
    .innerJoin('scene_flux as b', 'b.flux_id', 's.flux_id')
    .leftJoin('ligne as l', (join) => join.onRef('l.flux_id', '=', 's.flux_id').onRef('l.id', '=', 's.id'))
    .select((eb) => ['s.flux_id', 's.id', 'l.seq as avant', eb('b.base', '+', eb.ref('s.ordre')).as('apres')])
    .where('s.flux_id', 'in', ids)
    .execute();
  const rows = await trx.selectFrom('flux').select(['id', 'nombre', 'empreinte']).where('id', 'in', ids).execute();
  const byFlux = Map.groupBy(coming, ({ flux_id }) => flux_id);
  for (const flux of rows) {
    const partis: string[] = [];
    const venus: string[] = [];
    for (const { id, avant, apres } of byFlux.get(flux.id) ?? []) {
      if (avant !== null) partis.push(empreinteLigne(id, avant));
      venus.push(empreinteLigne(id, apres));
    }
    await trx
      .updateTable('flux')
      .set({ nombre: flux.nombre + venus.length - partis.length, empreinte: deplacer(flux.empreinte, partis, venus) })
      .where('id', '=', flux.id)
      .execute();
  }
}

async function copierLignes(trx: Kysely<Tables>, ids: readonly string[]): Promise<void> {
  const rows = trx
    .selectFrom('scene_ligne as s')
    .innerJoin('scene_flux as b', 'b.flux_id', 's.flux_id')
    .select((eb) => ['s.flux_id', 's.id', eb('b.base', '+', eb.ref('s.ordre')).as('seq')])
    .select(['s.type', 's.v', 's.dossier_id', 's.corps'])
    .where('s.flux_id', 'in', ids)
    .orderBy('s.flux_id')
    .orderBy('s.ordre');
  await trx
    .insertInto('ligne')
    .columns(['flux_id', 'id', 'seq', 'type', 'v', 'dossier_id', 'corps'])
    .expression(rows)
    .onConflict(derniereVersion)
    .execute();
}

/** Dossiers, vœux, removals and rows of the scene; their flux exist by now. */
export async function copierScene(trx: Kysely<Tables>, recueLe: string): Promise<void> {
  const made = trx
    .selectFrom('scene_dossier')
    .select(['id', 'flux_id', 'cle_ine'])
    .where('connu', '=', 0)
    .orderBy('flux_id')
    .orderBy('cle_ine');
  await trx.insertInto('dossier').columns(['id', 'flux_id', 'cle_ine']).expression(made).execute();
  await copierVoeux(trx);
  await trx
    .updateTable('voeu')
    .from('scene_retrait as s')
    .set({ etat: 'retire', modifie_le: recueLe })
    .whereRef('s.voeu_id', '=', 'voeu.id')
    .execute();
  const ids = await avancerTetes(trx);
  for (let start = 0; start < ids.length; start += fluxAtOnce) {
    const some = ids.slice(start, start + fluxAtOnce);
    await compter(trx, some);
    await copierLignes(trx, some);
  }
}

/** A person who said no under this responsable is not called again because a new list came. */
export async function repeterOppositions(ecriture: Ecriture): Promise<void> {
  const opposed = await ecriture.trx
    .selectFrom('scene_dossier as s')
    .innerJoin('opposition as o', 'o.cle_ine', 's.cle_ine')
    .innerJoin('flux as f', 'f.id', 's.flux_id')
    .innerJoin('relation as r', (join) =>
      join.onRef('r.id', '=', 'f.relation_id').onRef('r.siret_responsable', '=', 'o.siret_responsable'),
    )
    .select('s.id')
    .where('s.connu', '=', 0)
    .execute();
  for (const { id } of opposed) await appliquerOppositionConnue(ecriture, id);
}
