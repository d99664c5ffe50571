import type { Kysely, Selectable } from 'kysely';
import {
  type DemandeLigne,
  type DossierLigne,
  demandeLigne,
  dossierLigne,
  lignes,
} from '../../shared/contract/lignes.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { type LigneAEcrire, lockFlux, writeLignes } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';

export type DemandeRow = Selectable<Tables['demande']>;

const corpsDe = async (trx: Kysely<Tables>, fluxId: string, id: string, type: string): Promise<unknown> => {
  const row = await trx
    .selectFrom('ligne')
    .select('corps')
    .where('flux_id', '=', fluxId)
    .where('id', '=', id)
    .where('type', '=', type)
    .executeTakeFirst();
  return row === undefined ? null : JSON.parse(row.corps);
};

/** The words of a demande, from its row of the flux; null when they are gone. */
export const lireDemande = async (
  trx: Kysely<Tables>,
  demande: Pick<DemandeRow, 'flux_id' | 'id'>,
): Promise<DemandeLigne | null> => {
  const corps = await corpsDe(trx, demande.flux_id, demande.id, 'demande');
  return corps === null ? null : demandeLigne.parse(corps);
};

/** The row of a dossier; null when it is gone. */
export const lireDossier = async (
  trx: Kysely<Tables>,
  { fluxId, dossierId }: { fluxId: string; dossierId: string },
): Promise<DossierLigne | null> => {
  const corps = await corpsDe(trx, fluxId, dossierId, 'dossier');
  return corps === null ? null : dossierLigne.parse(corps);
};

/** The row of a demande, with this body. */
export const enLigneDemande = (id: string, corps: DemandeLigne): LigneAEcrire => ({
  id,
  type: 'demande',
  v: lignes.demande.v,
  dossierId: corps.dossier,
  corps: JSON.stringify(corps),
});

export const enLigneDossier = (id: string, corps: DossierLigne): LigneAEcrire => ({
  id,
  type: 'dossier',
  v: lignes.dossier.v,
  dossierId: id,
  corps: JSON.stringify(corps),
});

/**
 * Writes rows of one flux; its new head is announced once the transaction is committed. Locked first, so that what an
 * import was preparing beyond the head gives way.
 */
export const ecrireLignes = async (
  { trx, tetes }: Pick<Ecriture, 'trx' | 'tetes'>,
  fluxId: string,
  rows: readonly LigneAEcrire[],
): Promise<void> => {
  if (rows.length === 0) return;
  await lockFlux(trx, [fluxId]);
  const { tete } = await writeLignes(trx, { fluxId, lignes: rows });
  tetes.set(fluxId, tete);
};

/** The page of a personal link is to be written again, or removed (suivi.ts). */
export const direSuivi = async (trx: Kysely<Tables>, empreintes: readonly string[]): Promise<void> => {
  for (const empreinte of empreintes)
    await trx.insertInto('suivi_a_dire').values({ empreinte_jeton: empreinte }).execute();
};
