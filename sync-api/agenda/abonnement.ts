import type { Kysely } from 'kysely';
import type { ServerDeps } from '../context.ts';
import { empreinteJeton } from '../demandes/cles.ts';
import type { Porteur } from '../flux/droits.ts';
import { empreinteDeJeton } from '../guichet/jeton.ts';
import { newToken } from '../identite/secret.ts';
import { audit } from '../store/audit.ts';
import type { Tables } from '../store/tables.ts';

/**
 * The address of an account's calendar feed. Whoever has it reads the feed, so it is told once, only its sha256 is kept,
 * and another one ends it.
 */

type Deps = Pick<ServerDeps, 'db' | 'clock' | 'random'>;

/** @returns the token, told to nobody else ever */
export const creerAbonnement = async ({ db, clock, random }: Deps, compteId: string): Promise<string> => {
  const jeton = newToken(random);
  const le = clock.now();
  const row = { empreinte_jeton: empreinteJeton(jeton), cree_le: le.toISOString() };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('abonnement_agenda')
      .values({ compte_id: compteId, ...row })
      .onConflict((conflict) => conflict.column('compte_id').doUpdateSet(row))
      .execute();
    await audit(trx, { le, code: 'ABONNEMENT_AGENDA_CREE', objet: compteId });
  });
  return jeton;
};

/** @returns since when; null when there is none */
export const lireAbonnement = async (db: Kysely<Tables>, compteId: string): Promise<string | null> => {
  const row = await db
    .selectFrom('abonnement_agenda')
    .select('cree_le')
    .where('compte_id', '=', compteId)
    .executeTakeFirst();
  return row?.cree_le ?? null;
};

/** Its address leads nowhere any more. Without one, nothing is done. */
export const retirerAbonnement = async ({ db, clock }: Deps, compteId: string): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    const done = await trx.deleteFrom('abonnement_agenda').where('compte_id', '=', compteId).executeTakeFirst();
    if (done.numDeletedRows > 0n)
      await audit(trx, { le: clock.now(), code: 'ABONNEMENT_AGENDA_RETIRE', objet: compteId });
  });
};

/**
 * Whose feed a token opens; null for one that opens none: unknown, replaced, revoked, of an account that is suspended. Looked
 * up by its digest, so that how long it takes says nothing of how near it was.
 */
export const porteurDuJeton = async (db: Kysely<Tables>, jeton: string): Promise<Porteur | null> => {
  const empreinte = empreinteDeJeton(jeton);
  if (empreinte === null) return null;
  const compte = await db
    .selectFrom('abonnement_agenda')
    .innerJoin('compte', 'compte.id', 'abonnement_agenda.compte_id')
    .select(['compte.id', 'compte.role', 'compte.siret', 'compte.statut'])
    .where('abonnement_agenda.empreinte_jeton', '=', empreinte)
    .executeTakeFirst();
  if (compte === undefined || compte.statut !== 'actif') return null;
  // A calendar is read for the account, by no poste of it.
  const sansPoste = { posteId: '', posteNom: '', renduLe: null, connecteLe: null };
  return { compteId: compte.id, role: compte.role, siret: compte.siret, ...sansPoste };
};
