import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type EtablissementLigne, lignes } from '../../shared/contract/lignes.ts';
import { fuseauDuCodePostal } from '../../shared/domain/fuseau.ts';
import type { Random } from '../context.ts';
import { ensureFlux, type LigneAEcrire, lockFlux, writeLignes } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';

/**
 * Id of an établissement's row in one organisme flux: the same établissement may serve several responsables, and
 * importing again must find its row. Any sha256 of both names it; the row says nothing of anybody.
 */
function ligneId(fluxId: string, siret: string): string {
  const hex = createHash('sha256').update(`${fluxId}\n${siret}`, 'utf8').digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/**
 * Writes into the organisme flux of each responsable the établissements of its relations, itself included, when they
 * are new or changed. The flux is made if needed.
 *
 * @param responsables SIRET
 */
export async function publierEtablissements(
  trx: Kysely<Tables>,
  random: Random,
  responsables: readonly string[],
): Promise<void> {
  const fluxIds = new Map<string, string>();
  for (const siretResponsable of responsables) {
    fluxIds.set(siretResponsable, await ensureFlux(trx, random, { genre: 'organisme', siretResponsable }));
  }
  await lockFlux(trx, fluxIds.values());
  for (const [siretResponsable, fluxId] of [...fluxIds].sort(([, a], [, b]) => (a < b ? -1 : 1))) {
    const changed = await listChanged(trx, siretResponsable, fluxId);
    if (changed.length > 0) await writeLignes(trx, { fluxId, lignes: changed });
  }
}

async function listChanged(trx: Kysely<Tables>, siretResponsable: string, fluxId: string): Promise<LigneAEcrire[]> {
  const rows = await trx
    .selectFrom('etablissement as e')
    .selectAll('e')
    .where((eb) =>
      eb.or([
        eb('e.siret', '=', siretResponsable),
        eb(
          'e.siret',
          'in',
          trx.selectFrom('relation').select('siret_formateur').where('siret_responsable', '=', siretResponsable),
        ),
      ]),
    )
    .orderBy('e.siret')
    .execute();
  const known = new Map(
    (
      await trx
        .selectFrom('ligne')
        .select(['id', 'corps'])
        .where('flux_id', '=', fluxId)
        .where('type', '=', 'etablissement')
        .execute()
    ).map((row) => [row.id, row.corps]),
  );
  return rows
    .map((row): LigneAEcrire => {
      const body: EtablissementLigne = {
        siret: row.siret,
        uai: row.uai,
        raison_sociale: row.raison_sociale,
        enseigne: row.enseigne,
        ville: row.ville,
        code_postal: row.code_postal,
        fuseau: fuseauDuCodePostal(row.code_postal),
      };
      const id = ligneId(fluxId, row.siret);
      return { id, type: 'etablissement', v: lignes.etablissement.v, dossierId: null, corps: JSON.stringify(body) };
    })
    .filter(({ id, corps }) => known.get(id) !== corps);
}
