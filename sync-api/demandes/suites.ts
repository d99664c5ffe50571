import type { Kysely } from 'kysely';
import type { DemandeLigne } from '../../shared/contract/lignes.ts';
import type { ActeConnu, ActeDe } from '../../shared/domain/actes/catalogue.ts';
import { actesEffectifs } from '../../shared/domain/actes/effectifs.ts';
import { reponseCorps } from '../../shared/domain/actes/reponse.ts';
import { type Appel, appelsDe } from '../../shared/domain/appels.ts';
import {
  type CorpsDeCourriel,
  courrielDeReponse,
  courrielInjoignable,
} from '../../shared/domain/demandes/reponse-courriel.ts';
import { listActes } from '../actes/acte-repository.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { marquerRejet } from '../courriels/consequences.ts';
import { ecrireCourriel } from '../courriels/ecrire.ts';
import type { DemandeEcrite } from '../courriels/genres.ts';
import type { Tables } from '../store/tables.ts';
import { lireEcrite } from './ecrite.ts';
import { type DemandeRow, direSuivi, ecrireLignes, enLigneDemande, lireDemande } from './ligne.ts';
import { findMemePersonne } from './meme-personne.ts';
import { appelQuiRepond } from './ouverte.ts';

/**
 * What becomes of demandes when staff act. The state of a demande is computed again from the actes of its dossier, so
 * that answers, second answers and undoing may arrive in any order: answered at the corrected moment of the first live
 * `reponse` that was not held, open when none is left.
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

const poserEtat = async (
  ecriture: Pick<Ecriture, 'trx' | 'tetes'>,
  row: DemandeRow,
  { etat, repondueLe }: { etat: DemandeLigne['etat']; repondueLe: string | null },
): Promise<void> => {
  const { trx } = ecriture;
  await trx.updateTable('demande').set({ etat, repondue_le: repondueLe }).where('id', '=', row.id).execute();
  if (etat === row.etat) return;
  const corps = await lireDemande(trx, row);
  if (corps !== null) await ecrireLignes(ecriture, row.flux_id, [enLigneDemande(row.id, { ...corps, etat })]);
  await direSuivi(trx, [row.empreinte_jeton]);
};

/** She asked again since, for the same training: the newer demande is the one that waits. */
const estRemplacee = async (trx: Kysely<Tables>, row: DemandeRow): Promise<boolean> => {
  const cles = { courriel: row.cle_courriel, telephone: row.cle_telephone };
  return (await findMemePersonne(trx, row.cle_ministere_educatif, cles)) !== null;
};

const regler = async (ecriture: Ecriture, row: DemandeRow): Promise<void> => {
  // Cancelled by who asked: an answer may still be mailed, it opens and closes nothing.
  if (row.etat === 'annulee') return;
  const { repondueLe, appels } = await lireReponses(ecriture.trx, row);
  if (repondueLe !== null) {
    if (row.etat !== 'repondue' || row.repondue_le !== repondueLe)
      await poserEtat(ecriture, row, { etat: 'repondue', repondueLe });
    return;
  }
  if (row.etat === 'ouverte' || appelQuiRepond(appels, row.recue_le) !== null) return;
  if (!(await estRemplacee(ecriture.trx, row))) await poserEtat(ecriture, row, { etat: 'ouverte', repondueLe: null });
};

/** Closes a demande that a call answered without saying it, at the moment of that call. */
export const fermerParAppel = async (ecriture: Pick<Ecriture, 'trx' | 'tetes'>, row: DemandeRow): Promise<void> => {
  const { repondueLe, appels } = await lireReponses(ecriture.trx, row);
  const le = repondueLe ?? appelQuiRepond(appels, row.recue_le) ?? row.recue_le;
  await poserEtat(ecriture, row, { etat: 'repondue', repondueLe: le });
};

export const findDemande = (trx: Kysely<Tables>, id: string): Promise<DemandeRow | undefined> =>
  trx.selectFrom('demande').selectAll().where('id', '=', id).executeTakeFirst();

const courrielDe = (demande: DemandeEcrite, { corps }: ActeDe<'reponse'>): CorpsDeCourriel => {
  const reponse = {
    prenom: demande.prenom,
    cfa: demande.cfa,
    formation: demande.formation,
    telephone: demande.telephoneCfa,
    texte: corps.texte ?? '',
  };
  return corps.genre === 'sans_reponse' ? courrielInjoignable(reponse) : courrielDeReponse(reponse);
};

/** `personnalisee` and `sans_reponse` leave by mail, as they were previewed; `autre_canal` says that it was done. */
export const estEnvoyee = ({ corps }: ActeDe<'reponse'>): boolean => corps.genre !== 'autre_canal';

const envoyer = async (ecriture: Ecriture, row: DemandeRow, acte: ActeDe<'reponse'>): Promise<void> => {
  const ecrite = await lireEcrite(ecriture.trx, row);
  if (ecrite === null) return;
  const { demande, destinataire } = ecrite;
  // The mail waits for staff to note an address, and they are told.
  if (destinataire === null) await marquerRejet(ecriture, row, 'candidat', true);
  await ecrireCourriel(ecriture.trx, ecriture, {
    genre: 'candidat-reponse',
    demande,
    destinataire,
    corps: courrielDe(demande, acte),
    acteId: acte.id,
  });
};

const suiteDeReponse = async (ecriture: Ecriture, acte: ActeDe<'reponse'>, effet: 'aucun' | 'retenu') => {
  const row = await findDemande(ecriture.trx, acte.corps.demande);
  // A server put back from an older backup may not know the demande any more: the answer itself is kept.
  if (row === undefined || row.dossier_id !== acte.dossier || effet === 'retenu') return;
  if (estEnvoyee(acte)) await envoyer(ecriture, row, acte);
  await regler(ecriture, row);
};

/** Answers that did not leave yet go where staff now say; one that had no address may leave. */
const readresser = async (ecriture: Ecriture, row: DemandeRow, acte: ActeConnu): Promise<void> => {
  const ecrite = await lireEcrite(ecriture.trx, row);
  if (ecrite === null) return;
  const { destinataire } = ecrite;
  const { numUpdatedRows } = await ecriture.trx
    .updateTable('courriel')
    .set({ destinataire, envoyable_le: ecriture.clock.now().toISOString() })
    .where('demande_id', '=', row.id)
    .where('genre', '=', 'candidat-reponse')
    .where('etat', '=', 'a_envoyer')
    .executeTakeFirst();
  if (destinataire === null && numUpdatedRows > 0n) await marquerRejet(ecriture, row, 'candidat', true);
  // Whoever gives an address says that it works.
  if (destinataire !== null && acte.type === 'rectification') await marquerRejet(ecriture, row, 'candidat', false);
};

const changeLAdresse = (acte: ActeConnu): boolean =>
  acte.type === 'annule' || (acte.type === 'rectification' && acte.corps.champ === 'email');

/** Whether {@link suivreActe} has anything to do: such an acte is not written together with others. */
export const aUneSuite = (acte: ActeConnu): boolean =>
  acte.type === 'reponse' || acte.type === 'lien' || changeLAdresse(acte);

/** After an acte was written: what it changes in the demandes of its dossier, in the same transaction. */
export const suivreActe = async (ecriture: Ecriture, acte: ActeConnu, effet: 'aucun' | 'retenu'): Promise<void> => {
  if (acte.type === 'reponse') return suiteDeReponse(ecriture, acte, effet);
  if (changeLAdresse(acte)) {
    const rows = await ecriture.trx
      .selectFrom('demande')
      .selectAll()
      .where('dossier_id', '=', acte.dossier)
      .orderBy('recue_le')
      .orderBy('id')
      .execute();
    for (const row of rows) {
      await readresser(ecriture, row, acte);
      if (acte.type === 'annule') await regler(ecriture, row);
    }
  }
  if (acte.type === 'lien')
    await ecriture.trx
      .insertInto('lien_moitie')
      .values({ lien_id: acte.corps.lien_id, acte_id: acte.id, flux_id: acte.flux, dossier_id: acte.dossier })
      .execute();
};
