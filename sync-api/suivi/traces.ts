import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { uuid } from '../../shared/contract/primitives.ts';
import type { tracesRequest } from '../../shared/contract/sync.ts';
import type { Clock } from '../context.ts';
import { droitsDe, type Porteur } from '../flux/droits.ts';
import type { Tables } from '../store/tables.ts';

type Trace = z.infer<typeof tracesRequest>['traces'][number];

const knownAtOnce = 200;

/** zod gives the fields in the order of the schema: the same trace always reads the same. */
const empreinteTrace = (trace: Trace): string => hash('sha256', JSON.stringify(trace), 'hex');

/**
 * Keeps audit lines of a poste, each once (PROTOCOL 5: exports and prints leave the house, the operator must know).
 * A flux that the compte never had any right to is dropped from its line. An id that another compte holds, or that this
 * one holds with another body, changes nothing and is not acknowledged.
 *
 * @returns the ids that are kept, now or before: the poste may forget these
 */
export async function recevoirTraces(
  db: Kysely<Tables>,
  clock: Clock,
  porteur: Porteur,
  traces: readonly Trace[],
): Promise<string[]> {
  return db.transaction().execute(async (trx) => {
    const now = clock.now();
    const lus = new Set((await droitsDe(trx, porteur, now)).map(({ flux }) => flux.id));
    const kept = await readKnown(trx, traces);
    const recues = new Set<string>();
    for (const trace of traces) {
      const empreinte = empreinteTrace(trace);
      const known = kept.get(trace.id);
      // The same person may tell it again from a poste enrolled anew over the same file.
      if (known !== undefined) {
        if (known.compte_id === porteur.compteId && known.empreinte_corps === empreinte) recues.add(trace.id);
        continue;
      }
      await trx
        .insertInto('trace')
        .values({
          ...trace,
          flux: JSON.stringify([...new Set(trace.flux)].filter((id) => lus.has(id))),
          compte_id: porteur.compteId,
          poste_id: porteur.posteId,
          recue_le: now.toISOString(),
          empreinte_corps: empreinte,
        })
        .execute();
      kept.set(trace.id, { compte_id: porteur.compteId, empreinte_corps: empreinte });
      recues.add(trace.id);
    }
    return [...recues];
  });
}

async function readKnown(
  trx: Kysely<Tables>,
  traces: readonly Trace[],
): Promise<Map<string, { compte_id: string; empreinte_corps: string }>> {
  const known = new Map<string, { compte_id: string; empreinte_corps: string }>();
  for (let start = 0; start < traces.length; start += knownAtOnce) {
    const ids = traces.slice(start, start + knownAtOnce).map(({ id }) => id);
    const rows = await trx
      .selectFrom('trace')
      .select(['id', 'compte_id', 'empreinte_corps'])
      .where('id', 'in', ids)
      .execute();
    for (const { id, ...row } of rows) known.set(id, row);
  }
  return known;
}

export interface TraceLue {
  id: string;
  genre: Tables['trace']['genre'];
  format: string;
  portee: Tables['trace']['portee'];
  nombre: number;
  /** `siretResponsable-siretFormateur` of the lists that its people belong to. */
  relations: string[];
  compte: { identifiant: string; nom: string };
  poste: { id: string; nom: string };
  operateur: string | null;
  fait_le: string;
  recue_le: string;
}

const listeFlux = z.array(uuid);

/**
 * The audit lines, the last received first.
 *
 * @param depuis by the instant of reception, which the server stamps: a poste whose clock is wrong hides nothing
 */
export async function listerTraces(db: Kysely<Tables>, depuis: Date | null): Promise<TraceLue[]> {
  const rows = await db
    .selectFrom('trace')
    .leftJoin('compte', 'compte.id', 'trace.compte_id')
    .leftJoin('poste', 'poste.id', 'trace.poste_id')
    .selectAll('trace')
    .select(['compte.identifiant', 'compte.nom', 'poste.nom as poste_nom'])
    .$if(depuis !== null, (query) => query.where('trace.recue_le', '>=', depuis?.toISOString() ?? ''))
    .orderBy('trace.recue_le', 'desc')
    .orderBy('trace.id')
    .execute();
  const relations = await nomsDesFlux(db);
  return rows.map((row) => ({
    id: row.id,
    genre: row.genre,
    format: row.format,
    portee: row.portee,
    nombre: row.nombre,
    relations: listeFlux.parse(JSON.parse(row.flux)).flatMap((id) => relations.get(id) ?? []),
    compte: { identifiant: row.identifiant ?? row.compte_id, nom: row.nom ?? '' },
    poste: { id: row.poste_id, nom: row.poste_nom ?? '' },
    operateur: row.operateur,
    fait_le: row.fait_le,
    recue_le: row.recue_le,
  }));
}

async function nomsDesFlux(db: Kysely<Tables>): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('flux')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .select(['flux.id', 'relation.siret_responsable', 'relation.siret_formateur'])
    .execute();
  return new Map(rows.map((row) => [row.id, `${row.siret_responsable}-${row.siret_formateur}`]));
}
