import type { Kysely } from 'kysely';
import { actesEffectifs } from '../../shared/domain/actes/effectifs.ts';
import { type Appel, appelsDe } from '../../shared/domain/appels.ts';
import { demandesOuvertes, reponseParDefaut, reponsesRetenues } from '../../shared/domain/demandes.ts';
import { foldEffectifs } from '../../shared/domain/faits.ts';
import { listActes } from '../actes/acte-repository.ts';
import type { Tables } from '../store/tables.ts';
import type { DemandeRow } from './ligne.ts';

/**
 * Is somebody still to answer this demande? An older poste logs a call that reached the family and writes no `reponse`:
 * the row stays open here, while every poste folds that call and shows the demande as answered. So whoever reminds, or
 * adds to an open demande, folds first.
 */
export const estOuverte = async (trx: Kysely<Tables>, demande: DemandeRow): Promise<boolean> => {
  if (demande.etat !== 'ouverte') return false;
  const effectifs = actesEffectifs(await listActes(trx, demande.flux_id, demande.dossier_id));
  // What is held was said to nobody: with it alone she still waits.
  const retenues = reponsesRetenues(effectifs);
  // Open, no place answered it.
  const { id, etat, recue_le, echeance } = demande;
  return (
    demandesOuvertes([{ id, etat, recue_le, echeance }], foldEffectifs(effectifs), appelsDe(effectifs), retenues)
      .length > 0
  );
};

/** The same by its id; false for a demande that is gone. One dossier is folded, tens of actes. */
export const resteARepondre = async (trx: Kysely<Tables>, demandeId: string): Promise<boolean> => {
  const row = await trx.selectFrom('demande').selectAll().where('id', '=', demandeId).executeTakeFirst();
  return row !== undefined && (await estOuverte(trx, row));
};

/** The first call since its reception that answers a demande by itself, at its corrected hour; null when none does. */
export const appelQuiRepond = (appels: readonly Appel[], recueLe: string): string | null =>
  appels.find(({ le, corps }) => le >= recueLe && reponseParDefaut(corps.disposition) !== null)?.le ?? null;
