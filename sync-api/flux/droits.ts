import type { Kysely } from 'kysely';
import type { Acces } from '../identite/acces.ts';
import type { FluxRow } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';

/**
 * What a compte may do with each flux (PROTOCOL 4, 5). Computed from the tables at every request: a right
 * that ended a second ago is gone now, and nothing is cached that could outlive it.
 */

/** Actes dated before the end of a right are still taken this long after it. */
export const envoiSeulJours = 30;
const jourMs = 86_400_000;

/** Who asks: a compte through one of its postes. */
export interface Porteur {
  compteId: string;
  role: 'responsable' | 'delegue';
  /** SIRET of the responsable; null for a délégué. */
  siret: string | null;
  posteId: string;
  posteNom: string;
  /** When the poste was handed back; null while it serves. It may push what was done before, for 30 days. */
  renduLe: string | null;
  /** Last sign-in by a person on this poste; null when unknown, which is never recent. */
  connecteLe: string | null;
}

/** Who asks, as the services see it. Reads the date only of a poste that was handed back. */
export const porteurDe = async (db: Kysely<Tables>, acces: Acces): Promise<Porteur> => {
  const rendu =
    acces.droits === 'complets'
      ? undefined
      : await db.selectFrom('poste').select('revoque_le').where('id', '=', acces.poste.id).executeTakeFirst();
  return {
    compteId: acces.compte.id,
    role: acces.compte.role,
    siret: acces.compte.siret,
    posteId: acces.poste.id,
    posteNom: acces.poste.nom,
    renduLe: rendu?.revoque_le ?? null,
    connecteLe: acces.connecteLe ?? null,
  };
};

export interface DroitFlux {
  flux: FluxRow;
  /** retire: the right ended more than 30 days ago, or the flux was purged. */
  droits: 'complets' | 'envoi_seul' | 'retire';
  /** Instant at which the right ended; null while it lasts. */
  finLe: string | null;
}

/** End of a right: null while one of them lasts, else the latest end. */
const latestEnd = (left: string | null, right: string | null): string | null => {
  if (left === null || right === null) return null;
  return left > right ? left : right;
};

/** The poste's own end comes on top of the compte's. */
const earliest = (left: string | null, right: string | null): string | null => {
  if (left === null || right === null) return left ?? right;
  return left < right ? left : right;
};

const etatDuDroit = (flux: FluxRow, finDuDroit: string | null, { renduLe }: Porteur, now: Date): DroitFlux => {
  const finLe = earliest(finDuDroit, renduLe);
  if (flux.purge_le !== null) return { flux, droits: 'retire', finLe: finLe ?? flux.purge_le };
  if (finLe === null) return { flux, droits: 'complets', finLe };
  const limit = new Date(finLe).getTime() + envoiSeulJours * jourMs;
  return { flux, droits: now.getTime() <= limit ? 'envoi_seul' : 'retire', finLe };
};

/** Relations and organismes of a délégué with the end of the right to each (null while it lasts). */
const findDelegations = async (db: Kysely<Tables>, compteId: string, now: Date) => {
  const instant = now.toISOString();
  const rows = await db
    .selectFrom('delegation')
    .innerJoin('relation', 'relation.id', 'delegation.relation_id')
    .select(['delegation.relation_id', 'delegation.fin_le', 'relation.siret_responsable'])
    .where('delegation.compte_id', '=', compteId)
    .where('delegation.debut_le', '<=', instant)
    .execute();
  const relations = new Map<string, string | null>();
  const organismes = new Map<string, string | null>();
  for (const row of rows) {
    const fin = row.fin_le !== null && row.fin_le <= instant ? row.fin_le : null;
    const known = relations.get(row.relation_id);
    relations.set(row.relation_id, known === undefined ? fin : latestEnd(known, fin));
    const organisme = organismes.get(row.siret_responsable);
    organismes.set(row.siret_responsable, organisme === undefined ? fin : latestEnd(organisme, fin));
  }
  return { relations, organismes };
};

const droitsDelegue = async (db: Kysely<Tables>, porteur: Porteur, now: Date): Promise<DroitFlux[]> => {
  const { relations, organismes } = await findDelegations(db, porteur.compteId, now);
  const rows = await db
    .selectFrom('flux')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('compte_id', '=', porteur.compteId),
        ...(relations.size === 0 ? [] : [eb('relation_id', 'in', [...relations.keys()])]),
        ...(organismes.size === 0 ? [] : [eb('siret_responsable', 'in', [...organismes.keys()])]),
      ]),
    )
    .orderBy('id')
    .execute();
  return rows.map((flux) => {
    if (flux.relation_id !== null) return etatDuDroit(flux, relations.get(flux.relation_id) ?? null, porteur, now);
    if (flux.siret_responsable !== null)
      return etatDuDroit(flux, organismes.get(flux.siret_responsable) ?? null, porteur, now);
    return etatDuDroit(flux, null, porteur, now);
  });
};

const droitsResponsable = async (db: Kysely<Tables>, porteur: Porteur, now: Date): Promise<DroitFlux[]> => {
  const siret = porteur.siret ?? '';
  const rows = await db
    .selectFrom('flux')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb(
          'relation_id',
          'in',
          eb.selectFrom('relation').select('relation.id').where('relation.siret_responsable', '=', siret),
        ),
        eb('siret_responsable', '=', siret),
        eb('compte_id', '=', porteur.compteId),
      ]),
    )
    .orderBy('id')
    .execute();
  return rows.map((flux) => etatDuDroit(flux, null, porteur, now));
};

/**
 * Every flux that a compte may or might once read, in id order. A responsable has the relations of its SIRET,
 * its organisme and its compte; a délégué its delegated relations, their organismes and its compte.
 */
export const droitsDe = (db: Kysely<Tables>, porteur: Porteur, now: Date): Promise<DroitFlux[]> =>
  porteur.role === 'responsable' ? droitsResponsable(db, porteur, now) : droitsDelegue(db, porteur, now);

/** The right of a compte to one flux; null when it never had any, which must look like a flux that is not there. */
export const droitSur = async (
  db: Kysely<Tables>,
  porteur: Porteur,
  fluxId: string,
  now: Date,
): Promise<DroitFlux | null> => (await droitsDe(db, porteur, now)).find(({ flux }) => flux.id === fluxId) ?? null;
