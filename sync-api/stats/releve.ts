import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { uai as uaiShape } from '../../shared/contract/primitives.ts';
import type { Clock } from '../context.ts';
import { isBusy } from '../store/busy.ts';
import { isTombstone, isTransmission } from '../store/mouvement.ts';
import type { Tables } from '../store/tables.ts';
import { type Destinataires, lireDestinataires } from '../suivi/destinataires.ts';
import { campagneDe } from '../voeux/campagne.ts';
import { type Apprenants, compterApprenants } from './apprenants.ts';
import { type BilanRelation, compterRelation } from './bilan-relation.ts';

/** Other requests pass between two slices of relations. */
const relationsAtOnce = 25;
const situationsAtOnce = 300;
const rowsAtOnce = 200;
/** Generic SIRET of the offers of no real CFA (facts 1.2): never a relation. */
const siretGenerique = '99999999999999';

/** One relation with its figures and where it stands. `academie` codes; null when the établissement has none. */
export interface RelationComptee extends BilanRelation {
  relationId: string;
  fluxId: string;
  responsable: { siret: string; academie: string | null; connu: boolean };
  formateur: { siret: string; academie: string | null; connu: boolean };
}

/** Everything the counters are made of, for one campagne. */
export interface Releve {
  campagne: number;
  relations: RelationComptee[];
  destinataires: Destinataires;
  apprenants: Apprenants;
  /** Active vœux that no relation receives (no SIRET), by the académie of the vœu. */
  sansRelation: ReadonlyMap<string, number>;
  /** Lines of generic offers in the last extraction. */
  recensement: number;
  /** Relations that were counted again for this one: the others were known. */
  recomptees: number;
}

interface Situation {
  id: string;
  relation_id: string;
  siret_responsable: string;
  siret_formateur: string;
  retiree_le: string | null;
  responsable_connu: string | null;
  responsable_academie: string | null;
  formateur_connu: string | null;
  formateur_academie: string | null;
  transmission: number | null;
  tombstone: number | null;
  receptions: number | null;
}

const accueilsJson = z.array(uaiShape);
const bilanJson = z.object({ recensement: z.number().int().nonnegative().default(0) });

/**
 * The campagne that the figures are about: the newest one that has a relation, else this civil year. A demande opens a
 * flux of the new year on its first day, long before any list: that alone does not turn the page.
 */
export async function campagneCourante(db: Kysely<Tables>, now: Date): Promise<number> {
  const { campagne } = await db
    .selectFrom('flux')
    .select((eb) => eb.fn.max('campagne').as('campagne'))
    .where('genre', '=', 'relation')
    .where('purge_le', 'is', null)
    .where(({ not, or, exists, selectFrom }) =>
      or([
        not(exists(selectFrom('demande').select('demande.id').whereRef('demande.flux_id', '=', 'flux.id'))),
        exists(
          selectFrom('ligne as l')
            .select('l.id')
            .whereRef('l.flux_id', '=', 'flux.id')
            .whereRef('l.seq', '<=', 'flux.tete')
            .where(isTransmission),
        ),
      ]),
    )
    .executeTakeFirstOrThrow();
  return campagne ?? campagneDe(now);
}

/** What moved is asked of counters and indexes only: a few index entries a relation, none of its vœux. */
const lirePage = (db: Kysely<Tables>, campagne: number, apres: string): Promise<Situation[]> =>
  db
    .selectFrom('flux')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .leftJoin('etablissement as r', 'r.siret', 'relation.siret_responsable')
    .leftJoin('etablissement as f', 'f.siret', 'relation.siret_formateur')
    .select(['flux.id', 'relation.id as relation_id', 'relation.siret_responsable', 'relation.siret_formateur'])
    .select(['relation.retiree_le', 'r.siret as responsable_connu', 'r.academie_code as responsable_academie'])
    .select(['f.siret as formateur_connu', 'f.academie_code as formateur_academie'])
    .select((eb) => [
      eb
        .selectFrom('ligne as l')
        .select((ligne) => ligne.fn.max('l.seq').as('seq'))
        .whereRef('l.flux_id', '=', 'flux.id')
        .whereRef('l.seq', '<=', 'flux.tete')
        .where(isTransmission)
        .as('transmission'),
      eb
        .selectFrom('ligne as l')
        .select((ligne) => ligne.fn.max('l.seq').as('seq'))
        .whereRef('l.flux_id', '=', 'flux.id')
        .where(isTombstone)
        .as('tombstone'),
      eb
        .selectFrom('reception')
        .select((reception) => reception.fn.countAll<number>().as('nombre'))
        .whereRef('reception.flux_id', '=', 'flux.id')
        .as('receptions'),
    ])
    .where('flux.genre', '=', 'relation')
    .where('flux.campagne', '=', campagne)
    .where('flux.purge_le', 'is', null)
    .where('relation.siret_responsable', '!=', siretGenerique)
    .where('relation.siret_formateur', '!=', siretGenerique)
    .where('flux.id', '>', apres)
    .orderBy('flux.id')
    .limit(situationsAtOnce)
    .execute();

async function lireSituations(db: Kysely<Tables>, campagne: number): Promise<Situation[]> {
  const situations: Situation[] = [];
  for (;;) {
    const page = await lirePage(db, campagne, situations.at(-1)?.id ?? '');
    situations.push(...page);
    if (page.length < situationsAtOnce) return situations;
    await setImmediate();
  }
}

/**
 * The figures of a campagne. Each relation is counted again only when what it was counted from has moved since: a list
 * or an erasure (`mouvement`), a proof of reception, a délégation or an account (the main recipients). Nothing has to be
 * told by whoever writes, and a figure that was not yet refreshed is never shown.
 */
export async function relever(db: Kysely<Tables>, clock: Clock, campagne: number): Promise<Releve> {
  const destinataires = await lireDestinataires(db, clock.now());
  const situations = await lireSituations(db, campagne);
  const known = await lireBilans(db, campagne);
  const relations: RelationComptee[] = [];
  const fresh: Tables['bilan_relation'][] = [];
  for (const [index, situation] of situations.entries()) {
    const main = destinataires.de({ id: situation.relation_id, siretResponsable: situation.siret_responsable });
    const signature = [
      mouvementDe(situation),
      situation.receptions ?? 0,
      ...main.map(({ role, compteId }) => `${role}:${compteId ?? ''}`),
    ].join(' ');
    const stored = known.get(situation.id);
    let bilan = stored?.signature === signature ? stored.bilan : null;
    if (bilan === null) {
      bilan = await compterRelation(db, situation.id, main);
      const { accueils, ...counts } = bilan;
      fresh.push({ flux_id: situation.id, campagne, signature, ...counts, accueils: JSON.stringify(accueils) });
    }
    if (situation.retiree_le === null || bilan.voeux > 0) relations.push({ ...bilan, ...placeDe(situation) });
    if (index % relationsAtOnce === relationsAtOnce - 1 && fresh.length > 0) await setImmediate();
  }
  const listed = new Set(situations.map(({ id }) => id));
  await garder(
    db,
    fresh,
    [...known.keys()].filter((id) => !listed.has(id)),
  );
  const mouvements = new Map(situations.map((situation) => [situation.id, mouvementDe(situation)]));
  return {
    campagne,
    relations,
    destinataires,
    apprenants: await compterApprenants(db, campagne, groupesDe(relations, mouvements)),
    sansRelation: await compterSansRelation(db, campagne),
    recensement: await lireRecensement(db, campagne),
    recomptees: fresh.length,
  };
}

/** The last number that moved the vœux of a flux: of a list, or of an erasure. */
const mouvementDe = ({ transmission, tombstone }: Situation): number => Math.max(transmission ?? 0, tombstone ?? 0);

const placeDe = (row: Situation): Pick<RelationComptee, 'relationId' | 'fluxId' | 'responsable' | 'formateur'> => ({
  relationId: row.relation_id,
  fluxId: row.id,
  responsable: {
    siret: row.siret_responsable,
    academie: row.responsable_academie,
    connu: row.responsable_connu !== null,
  },
  formateur: { siret: row.siret_formateur, academie: row.formateur_academie, connu: row.formateur_connu !== null },
});

/** The flux of each académie, and what tells that their vœux have not moved. */
function groupesDe(relations: readonly RelationComptee[], mouvements: ReadonlyMap<string, number>) {
  const groupes = Map.groupBy(relations, ({ formateur }) => formateur.academie ?? 'UNKNOWN');
  return [['ALL', [...relations]] as const, ...groupes].map(([code, members]) => {
    const flux = members.filter(({ voeux }) => voeux > 0).map(({ fluxId }) => fluxId);
    const signature = hash('sha256', flux.map((id) => `${id} ${mouvements.get(id) ?? 0}`).join('\n'), 'hex');
    return { code, flux, signature };
  });
}

async function lireBilans(
  db: Kysely<Tables>,
  campagne: number,
): Promise<Map<string, { signature: string; bilan: BilanRelation }>> {
  const rows = await db.selectFrom('bilan_relation').selectAll().where('campagne', '=', campagne).execute();
  return new Map(
    rows.map(({ flux_id, signature, voeux, recus, etat, par, accueils }) => {
      const bilan = { voeux, recus, etat, par, accueils: accueilsJson.parse(JSON.parse(accueils)) };
      return [flux_id, { signature, bilan }];
    }),
  );
}

/** What was counted is kept for the next time. An import that holds the lock is not waited for: it is only a memory. */
async function garder(
  db: Kysely<Tables>,
  fresh: readonly Tables['bilan_relation'][],
  gone: readonly string[],
): Promise<void> {
  if (fresh.length + gone.length === 0) return;
  try {
    await db.transaction().execute(async (trx) => {
      for (let start = 0; start < fresh.length; start += rowsAtOnce) {
        await trx
          .insertInto('bilan_relation')
          .values(fresh.slice(start, start + rowsAtOnce))
          .onConflict((conflict) =>
            conflict.column('flux_id').doUpdateSet((eb) => ({
              signature: eb.ref('excluded.signature'),
              voeux: eb.ref('excluded.voeux'),
              recus: eb.ref('excluded.recus'),
              etat: eb.ref('excluded.etat'),
              par: eb.ref('excluded.par'),
              accueils: eb.ref('excluded.accueils'),
            })),
          )
          .execute();
      }
      for (let start = 0; start < gone.length; start += rowsAtOnce) {
        await trx
          .deleteFrom('bilan_relation')
          .where('flux_id', 'in', gone.slice(start, start + rowsAtOnce))
          .execute();
      }
    });
  } catch (error: unknown) {
    if (!isBusy(error)) throw error;
  }
}

/** No condition on the campagne in the query: SQLite would then walk through all its vœux, and these are few. */
async function compterSansRelation(db: Kysely<Tables>, campagne: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('voeu')
    .select((eb) => ['campagne', 'academie_code', eb.fn.countAll<number>().as('nombre')])
    .where('flux_id', 'is', null)
    .where('etat', '=', 'actif')
    .groupBy(['campagne', 'academie_code'])
    .execute();
  return new Map(rows.filter((row) => row.campagne === campagne).map((row) => [row.academie_code, row.nombre]));
}

async function lireRecensement(db: Kysely<Tables>, campagne: number): Promise<number> {
  const row = await db
    .selectFrom('extraction')
    .select('bilan')
    .where('campagne', '=', campagne)
    .orderBy('recue_le', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? 0 : bilanJson.parse(JSON.parse(row.bilan)).recensement;
}
