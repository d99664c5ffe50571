import type { Kysely } from 'kysely';
import type { DemandeLigne } from '../../shared/contract/lignes.ts';
import { actesEffectifs } from '../../shared/domain/actes/effectifs.ts';
import { reponseCorps } from '../../shared/domain/actes/reponse.ts';
import { type Appel, appelsDe } from '../../shared/domain/appels.ts';
import { listActes } from '../actes/acte-repository.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import type { Tables } from '../store/tables.ts';
import { type DemandeRow, direSuivi, ecrireLignes, enLigneDemande, lireDemande } from './ligne.ts';
import { findMemePersonne } from './meme-personne.ts';
import { appelQuiRepond } from './ouverte.ts';

/**
 * Where a demande stands. It is computed again from the actes of its dossier and from its réservations, so that answers,
 * second answers, undoing and places that are kept may arrive in any order: answered at the corrected moment of the first
 * live `reponse` that was not held, else when a place was confirmed; open when nothing is left.
 *
 * A JOINT call of an older poste comes without a `reponse`: the row stays open here, every poste folds the call and
 * shows the demande as answered, and nobody is reminded (ouverte.ts).
 */

interface Reponses {
  /** When it was answered: the first live `reponse` that was not held. */
  repondueLe: string | null;
  appels: Appel[];
}

const lireReponses = async (trx: Kysely<Tables>, row: DemandeRow): Promise<Reponses> => {
  const effectifs = actesEffectifs(await listActes(trx, row.flux_id, row.dossier_id));
  const retenues = await trx
    .selectFrom('acte')
    .select('id')
    .where('dossier_id', '=', row.dossier_id)
    .where('effet', '=', 'retenu')
    .execute();
  const tues = new Set(retenues.map(({ id }) => id));
  const moments = effectifs.flatMap(({ ordonne, id, type, corps, annulePar }) => {
    if (type !== 'reponse' || annulePar !== null || tues.has(id)) return [];
    const lue = reponseCorps.safeParse(corps);
    return lue.success && lue.data.demande === row.id ? [ordonne.recu?.faitCorrigeLe ?? ''] : [];
  });
  return { repondueLe: moments.sort()[0] ?? null, appels: appelsDe(effectifs) };
};

/** When a place was confirmed to her for this demande; null when none is held. One that has to be said again is held. */
export const placeTenueLe = async (trx: Kysely<Tables>, demandeId: string): Promise<string | null> => {
  const tenue = await trx
    .selectFrom('reservation')
    .select('etat_le')
    .where('demande_id', '=', demandeId)
    .where('etat', 'in', ['confirmee', 'a_reconfirmer'])
    .orderBy('etat_le')
    .executeTakeFirst();
  return tenue?.etat_le ?? null;
};

/** An answer of staff, or the call that gave it: a réservation that ends changes nothing to it. */
export const reponduAutrementLe = async (trx: Kysely<Tables>, row: DemandeRow): Promise<string | null> => {
  const { repondueLe, appels } = await lireReponses(trx, row);
  return repondueLe ?? appelQuiRepond(appels, row.recue_le);
};

export interface EtatAPoser {
  etat: DemandeRow['etat'];
  repondueLe?: string | null;
  /** A place of hers answered it then: postes read the moment in its row, no acte says it. */
  parUnePlace?: boolean;
  annuleeLe?: string;
  /** A new deadline; the one it has stays when absent. */
  echeance?: string;
}

/** Its row: what a place answered stays said while it is answered, whoever answers it too. */
const suiteDe = (
  { repondue_le: avant, ...corps }: DemandeLigne,
  { etat, repondueLe = null, parUnePlace = false, annuleeLe }: EtatAPoser,
  echeance: string,
): DemandeLigne => {
  const placeLe = parUnePlace && repondueLe !== null ? repondueLe : avant;
  return {
    ...corps,
    etat,
    echeance,
    ...(annuleeLe === undefined ? {} : { annulee_le: annuleeLe }),
    ...(etat === 'ouverte' || placeLe === undefined ? {} : { repondue_le: placeLe }),
  };
};

/** Writes it: its table, its row of the flux, the page of its link. */
export const poserEtat = async (
  ecriture: Pick<Ecriture, 'trx' | 'tetes'>,
  row: DemandeRow,
  pose: EtatAPoser,
): Promise<void> => {
  const { trx } = ecriture;
  const { etat, repondueLe = null, parUnePlace = false, annuleeLe = null, echeance = row.echeance } = pose;
  await trx
    .updateTable('demande')
    .set({ etat, repondue_le: repondueLe, annulee_le: annuleeLe, echeance })
    .where('id', '=', row.id)
    .execute();
  const estPareille = etat === row.etat && echeance === row.echeance;
  if (estPareille && !parUnePlace) return;
  const corps = await lireDemande(trx, row);
  if (corps !== null && !(estPareille && corps.repondue_le === repondueLe))
    await ecrireLignes(ecriture, row.flux_id, [enLigneDemande(row.id, suiteDe(corps, pose, echeance))]);
  if (!estPareille) await direSuivi(trx, [row.empreinte_jeton]);
};

/** She asked again since, for the same training: the newer demande is the one that waits. */
export const estRemplacee = async (trx: Kysely<Tables>, row: DemandeRow): Promise<boolean> => {
  const cles = { courriel: row.cle_courriel, telephone: row.cle_telephone };
  const autre = await findMemePersonne(trx, row.cle_ministere_educatif, cles);
  return autre !== null && autre.row.id !== row.id;
};

/** After an answer was given, or undone. */
export const regler = async (ecriture: Ecriture, row: DemandeRow): Promise<void> => {
  // Cancelled by who asked: an answer may still be mailed, it opens and closes nothing.
  if (row.etat === 'annulee') return;
  const { repondueLe, appels } = await lireReponses(ecriture.trx, row);
  const tenueLe = await placeTenueLe(ecriture.trx, row.id);
  // A créneau that moved says its place again, later than it was confirmed: the promise was kept then.
  const dejaLe = tenueLe === null ? null : row.repondue_le;
  const [le = null] = [repondueLe, tenueLe, dejaLe].filter((moment) => moment !== null).sort();
  if (le !== null) {
    if (row.etat !== 'repondue' || row.repondue_le !== le)
      await poserEtat(ecriture, row, { etat: 'repondue', repondueLe: le, parUnePlace: le !== repondueLe });
    return;
  }
  if (row.etat === 'ouverte' || appelQuiRepond(appels, row.recue_le) !== null) return;
  if (!(await estRemplacee(ecriture.trx, row))) await poserEtat(ecriture, row, { etat: 'ouverte' });
};

/** Closes a demande that a call answered without saying it, at the moment of that call. */
export const fermerParAppel = async (ecriture: Pick<Ecriture, 'trx' | 'tetes'>, row: DemandeRow): Promise<void> => {
  const le = (await reponduAutrementLe(ecriture.trx, row)) ?? row.recue_le;
  await poserEtat(ecriture, row, { etat: 'repondue', repondueLe: le });
};

export const findDemande = (trx: Kysely<Tables>, id: string): Promise<DemandeRow | undefined> =>
  trx.selectFrom('demande').selectAll().where('id', '=', id).executeTakeFirst();
