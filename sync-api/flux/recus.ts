import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { recusRequest, recusResponse } from '../../shared/contract/sync.ts';
import type { Clock } from '../context.ts';
import type { Tables } from '../store/tables.ts';
import { noterReceptions } from '../suivi/receptions.ts';
import { droitsDe, type Porteur } from './droits.ts';

type Recu = z.infer<typeof recusRequest>['recus'][number];
type Verdict = z.infer<typeof recusResponse>['resultats'][number];

/**
 * Compares what a poste re-read from its own file with what the server keeps (PROTOCOL 4, receipt).
 * Only a proof against the current head can be judged: an older one is `perime`. A head above ours belongs to
 * a history that a restore took away, hence `different`: that flux is rebuilt.
 * An equal proof also leaves, once, the instant at which the poste held each list of the flux (table `reception`).
 */
export const verifierRecus = async (
  db: Kysely<Tables>,
  clock: Clock,
  porteur: Porteur,
  recus: readonly Recu[],
): Promise<Verdict[]> =>
  db.transaction().execute(async (trx) => {
    const now = clock.now();
    const droits = new Map((await droitsDe(trx, porteur, now)).map((droit) => [droit.flux.id, droit]));
    const verdicts: Verdict[] = [];
    for (const recu of recus) {
      const droit = droits.get(recu.flux);
      if (droit === undefined || droit.droits !== 'complets') {
        verdicts.push({ flux: recu.flux, verdict: 'inconnu' });
        continue;
      }
      const { tete, nombre, empreinte } = droit.flux;
      if (recu.tete < tete) {
        verdicts.push({ flux: recu.flux, verdict: 'perime' });
        continue;
      }
      const verdict =
        recu.tete === tete && recu.nombre === nombre && recu.empreinte === empreinte ? 'egal' : 'different';
      const values = {
        compte_id: porteur.compteId,
        tete: recu.tete,
        nombre: recu.nombre,
        verdict,
        recu_le: now.toISOString(),
      } as const;
      await trx
        .insertInto('recu')
        .values({ poste_id: porteur.posteId, flux_id: recu.flux, ...values })
        .onConflict((conflict) => conflict.columns(['poste_id', 'flux_id']).doUpdateSet(values))
        .execute();
      if (verdict === 'egal' && droit.flux.genre === 'relation')
        await noterReceptions(trx, porteur, droit.flux, values.recu_le);
      verdicts.push({ flux: recu.flux, verdict });
    }
    return verdicts;
  });
