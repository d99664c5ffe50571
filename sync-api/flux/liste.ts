import type { Kysely } from 'kysely';
import type { FluxEntry, Ordre } from '../../shared/contract/sync.ts';
import { fuseauDuCodePostal } from '../../shared/domain/fuseau.ts';
import type { Clock, Random } from '../context.ts';
import type { Tables } from '../store/tables.ts';
import { type DroitFlux, droitsDe, type Porteur } from './droits.ts';
import { listOrdres, poserFinsDeDroit } from './ordres.ts';

const findRelations = async (db: Kysely<Tables>, droits: readonly DroitFlux[]) => {
  const ids = droits.flatMap(({ flux }) => (flux.relation_id === null ? [] : [flux.relation_id]));
  if (ids.length === 0) return new Map<string, never>();
  const rows = await db
    .selectFrom('relation')
    .leftJoin('etablissement as r', 'r.siret', 'relation.siret_responsable')
    .leftJoin('etablissement as f', 'f.siret', 'relation.siret_formateur')
    .select([
      'relation.id',
      'relation.siret_responsable',
      'relation.siret_formateur',
      'r.raison_sociale as responsable_raison',
      'r.enseigne as responsable_enseigne',
      'f.raison_sociale as formateur_raison',
      'f.enseigne as formateur_enseigne',
      'f.ville as formateur_ville',
      'f.code_postal as formateur_code_postal',
    ])
    .where('relation.id', 'in', ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        responsable: {
          siret: row.siret_responsable,
          nom: row.responsable_enseigne ?? row.responsable_raison ?? row.siret_responsable,
        },
        formateur: {
          siret: row.siret_formateur,
          nom: row.formateur_enseigne ?? row.formateur_raison ?? row.siret_formateur,
          ville: row.formateur_ville,
          fuseau: fuseauDuCodePostal(row.formateur_code_postal ?? ''),
        },
      },
    ]),
  );
};

/**
 * The list of PROTOCOL 4: every flux this compte may pull or still push to, and the orders its poste has to carry
 * out. A right that ended stays in the list for 30 days as `envoi_seul`; after that only its order speaks of it.
 */
export const listFlux = async (
  db: Kysely<Tables>,
  { clock, random }: { clock: Clock; random: Random },
  porteur: Porteur,
): Promise<{ flux: FluxEntry[]; ordres: Ordre[] }> =>
  db.transaction().execute(async (trx) => {
    const now = clock.now();
    const droits = await droitsDe(trx, porteur, now);
    await poserFinsDeDroit(trx, random, porteur, droits);
    const relations = await findRelations(trx, droits);
    const flux = droits.flatMap(({ flux: row, droits: droit, finLe }): FluxEntry[] => {
      if (droit === 'retire') return [];
      return [
        {
          id: row.id,
          genre: row.genre,
          tete: row.tete,
          campagne: row.campagne,
          relation: row.relation_id === null ? null : (relations.get(row.relation_id) ?? null),
          droits: droit,
          fin_le: finLe,
          purge_apres: row.purge_apres,
        },
      ];
    });
    return { flux, ordres: await listOrdres(trx, porteur.posteId, droits, now) };
  });
