import type { Kysely } from 'kysely';
import { actesEffectifs } from '../../shared/domain/actes/effectifs.ts';
import { lienCorps } from '../../shared/domain/actes/lien.ts';
import type { FaitTete } from '../../shared/domain/faits.ts';
import { foldFaits } from '../../shared/domain/faits.ts';
import { abandonnerCourriels } from '../demandes/oubli.ts';
import type { Tables } from '../store/tables.ts';
import { type DossierDePersonne, filterMinted, findPersonne, listActes, type Personne } from './acte-repository.ts';
import { type Ecriture, mintActe } from './ecriture.ts';

/**
 * « Ne souhaite plus être contacté » is said by a person, not by a dossier: the server repeats it in every dossier
 * of that INE under the same responsable, and takes it back everywhere when what was said is undone.
 * What somebody said counts; what the server minted only follows.
 */

/** The acts that hold the opposition of one dossier now; empty when it is not opposed. */
export const tetesOpposition = async (
  { trx }: Pick<Ecriture, 'trx'>,
  fluxId: string,
  dossierId: string,
): Promise<FaitTete[]> => {
  const fait = foldFaits(await listActes(trx, fluxId, dossierId)).get('opposition');
  return (fait?.tetes ?? []).filter(({ valeur }) => valeur === true);
};

/** The dossiers that a merge binds to this one: both halves are here, and neither is undone (PROTOCOL 1). */
const findLies = async (trx: Kysely<Tables>, { id, fluxId }: DossierDePersonne): Promise<DossierDePersonne[]> => {
  const lies: DossierDePersonne[] = [];
  for (const lienId of await lireMoities(trx, { id, fluxId })) {
    const rows = await trx
      .selectFrom('lien_moitie')
      .select(['dossier_id', 'flux_id'])
      .where('lien_id', '=', lienId)
      .where('dossier_id', '<>', id)
      .execute();
    const others = new Map(rows.map((row) => [row.dossier_id, row.flux_id]));
    const [other, ...tooMany] = others;
    if (other === undefined || tooMany.length > 0) continue;
    const lie = { id: other[0], fluxId: other[1] };
    if ((await lireMoities(trx, lie)).has(lienId)) lies.push(lie);
  }
  return lies;
};

/** The halves of merges that one dossier carries: live as soon as one of the two actes of a half is. */
const lireMoities = async (trx: Kysely<Tables>, { id, fluxId }: DossierDePersonne): Promise<ReadonlySet<string>> => {
  const vives = new Set<string>();
  for (const { type, corps, annulePar } of actesEffectifs(await listActes(trx, fluxId, id))) {
    const lien = type === 'lien' && annulePar === null ? lienCorps.safeParse(corps) : null;
    if (lien?.success === true) vives.add(lien.data.lien_id);
  }
  return vives;
};

/**
 * Whether nobody may write to the person of this dossier: it was said in it, or in one that a merge, step by step, makes
 * hers. A poste writes the opposition in each of them; this holds for those whose colleague had not heard of the merge.
 */
export const estPersonneOpposee = async (
  { trx }: Pick<Ecriture, 'trx'>,
  fluxId: string,
  dossierId: string,
): Promise<boolean> => {
  const seen = new Set<string>();
  const queue: DossierDePersonne[] = [{ id: dossierId, fluxId }];
  for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
    if (seen.has(one.id)) continue;
    seen.add(one.id);
    if ((await tetesOpposition({ trx }, one.fluxId, one.id)).length > 0) return true;
    queue.push(...(await findLies(trx, one)));
    // What is said in one dossier of an INE is said in all: only what a merge brought may not have been.
    if (seen.size > 1) queue.push(...((await findPersonne(trx, one.id))?.dossiers ?? []));
  }
  return false;
};

const retenirOpposition = async ({ trx }: Ecriture, personne: Personne, depuisLe: string): Promise<void> => {
  if (personne.cleIne === null) return;
  await trx
    .insertInto('opposition')
    .values({ siret_responsable: personne.siretResponsable, cle_ine: personne.cleIne, depuis_le: depuisLe })
    .onConflict((conflict) => conflict.columns(['siret_responsable', 'cle_ine']).doNothing())
    .execute();
};

const oublierOpposition = async ({ trx }: Ecriture, personne: Personne): Promise<void> => {
  if (personne.cleIne === null) return;
  await trx
    .deleteFrom('opposition')
    .where('siret_responsable', '=', personne.siretResponsable)
    .where('cle_ine', '=', personne.cleIne)
    .execute();
};

/**
 * Whether the opposition that the server remembers is older than everything said in the dossiers that are left:
 * it was said in one that was erased since, and undoing a later statement does not take it back.
 */
const isOlderThanDossiers = async ({ trx }: Ecriture, personne: Personne): Promise<boolean> => {
  if (personne.cleIne === null) return false;
  const known = await trx
    .selectFrom('opposition')
    .select('depuis_le')
    .where('siret_responsable', '=', personne.siretResponsable)
    .where('cle_ine', '=', personne.cleIne)
    .executeTakeFirst();
  if (known === undefined) return false;
  const ids = personne.dossiers.map(({ id }) => id);
  const first = await trx
    .selectFrom('acte')
    .select((eb) => eb.fn.min('recu_le').as('le'))
    .where('dossier_id', 'in', ids)
    .where('compte_id', 'is not', null)
    .executeTakeFirst();
  return first?.le === undefined || first.le === null || known.depuis_le < first.le;
};

/**
 * Makes every dossier of the person say the same, after the opposition of one of them changed.
 * @param recuLe reception of the acte that changed it.
 */
export const accorderOpposition = async (ecriture: Ecriture, dossierId: string, recuLe: string): Promise<void> => {
  const personne = await findPersonne(ecriture.trx, dossierId);
  if (personne === null) return;
  const dossiers = [];
  for (const dossier of personne.dossiers) {
    const tetes = (await tetesOpposition(ecriture, dossier.fluxId, dossier.id)).map(({ acte }) => acte);
    dossiers.push({ ...dossier, tetes, minted: await filterMinted(ecriture.trx, tetes) });
  }
  const isSaid = dossiers.some(({ tetes, minted }) => tetes.some((id) => !minted.has(id)));
  if (isSaid || (await isOlderThanDossiers(ecriture, personne))) {
    if (isSaid) await retenirOpposition(ecriture, personne, recuLe);
    for (const { id, fluxId, tetes } of dossiers) {
      await abandonnerCourriels(ecriture.trx, ecriture, id);
      if (tetes.length === 0) await mintActe(ecriture, { fluxId, dossierId: id, type: 'opposition', corps: {} });
    }
    return;
  }
  await oublierOpposition(ecriture, personne);
  for (const { id, fluxId, minted } of dossiers)
    for (const acte of minted) await mintActe(ecriture, { fluxId, dossierId: id, type: 'annule', corps: { acte } });
};

/**
 * Repeats a known opposition in a dossier that has just been made (a later list, a new relation): call it after
 * the dossier row was written, in the same transaction.
 */
export const appliquerOppositionConnue = async (ecriture: Ecriture, dossierId: string): Promise<void> => {
  const personne = await findPersonne(ecriture.trx, dossierId);
  const dossier = personne?.dossiers.find(({ id }) => id === dossierId);
  if (personne === null || dossier === undefined || personne.cleIne === null) return;
  const known = await ecriture.trx
    .selectFrom('opposition')
    .select('depuis_le')
    .where('siret_responsable', '=', personne.siretResponsable)
    .where('cle_ine', '=', personne.cleIne)
    .executeTakeFirst();
  if (known === undefined) return;
  const tetes = await tetesOpposition(ecriture, dossier.fluxId, dossierId);
  if (tetes.length === 0)
    await mintActe(ecriture, { fluxId: dossier.fluxId, dossierId, type: 'opposition', corps: {} });
};
