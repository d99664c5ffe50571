import type { Kysely } from 'kysely';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { Acte } from '../../shared/domain/actes/acte.ts';
import { type ActeConnu, catalogue } from '../../shared/domain/actes/catalogue.ts';
import { peutEcrire } from '../../shared/domain/actes/qui-peut.ts';
import { foldFaits } from '../../shared/domain/faits.ts';
import { corrigerHeure } from '../../shared/domain/horloge.ts';
import { estActeDeCreneau, examinerAgenda } from '../agenda/examen.ts';
import { findDemande } from '../demandes/etat.ts';
import { estEnvoyee } from '../demandes/suites.ts';
import type { DroitFlux, Porteur } from '../flux/droits.ts';
import type { Tables } from '../store/tables.ts';
import { listActes } from './acte-repository.ts';
import { empreinteActe } from './empreinte-acte.ts';
import { estPersonneOpposee } from './opposition.ts';
import type { Registre } from './registre.ts';

/**
 * May this acte be written, and what becomes of it? Every answer of PROTOCOL 3 that writes nothing.
 * `plus_tard` is for what can heal without a person (a dependency or a dossier still to come, a newer client);
 * `refuse` is for what only a person can settle, and parks the acte.
 */

export type Examen =
  | { verdict: 'accepte'; effet: 'aucun' | 'retenu' }
  | { verdict: 'deja_recu'; seq: number; recuLe: string; effet: 'aucun' | 'retenu' }
  | { verdict: 'plus_tard'; code: ErrorCode; apresS: number }
  | { verdict: 'refuse'; code: ErrorCode };

export type Verdict = Examen['verdict'];

export interface Contexte {
  trx: Kysely<Tables>;
  registre: Registre;
  porteur: Porteur;
  droits: ReadonlyMap<string, DroitFlux>;
  now: Date;
  /** What became of the actes of this request that came before, by id. */
  verdicts: ReadonlyMap<string, Verdict>;
}

const attenteDependanceS = 60;
const attenteDossierS = 300;
/** A newer type waits for the server's update, not for the network. */
export const attenteVersionS = 6 * 3_600;

/** Age of the last sign-in beyond which an acte of the director is refused. */
export const connexionRecenteMs = 15 * 60_000;

const refuse = (code: ErrorCode): Examen => ({ verdict: 'refuse', code });
const plusTard = (code: ErrorCode, apresS: number): Examen => ({ verdict: 'plus_tard', code, apresS });

/** A date JavaScript can write: the offset is a number like any other until somebody adds it. */
const hasReadableHour = ({ fait_le, decalage_ms }: Acte): boolean =>
  Number.isFinite(new Date(Date.parse(fait_le) + (decalage_ms ?? 0)).getTime());

/**
 * The right to push into a flux. After its end, only what was done before (PROTOCOL 5): the hour is corrected by
 * the measured offset, and not raised to the last exchange, which may well be later than the end itself.
 */
const examinerDroit = ({ droits, now }: Contexte, acte: Acte): Examen | null => {
  const droit = droits.get(acte.flux);
  if (droit === undefined) return refuse('FLUX_INCONNU');
  if (droit.droits === 'retire') return refuse('FLUX_RETIRE');
  if (droit.finLe === null) return null;
  const { faitCorrigeLe } = corrigerHeure({
    faitLe: acte.fait_le,
    decalageMs: acte.decalage_ms,
    dernierEchangeLe: null,
    recuLe: now.toISOString(),
  });
  return faitCorrigeLe <= droit.finLe ? null : refuse('FLUX_RETIRE');
};

const examinerDependances = async ({ trx, registre, verdicts }: Contexte, acte: Acte): Promise<Examen | null> => {
  let isMissing = false;
  for (const id of acte.depend) {
    if (verdicts.get(id) === 'refuse') return refuse('DEPENDANCE_REFUSEE');
    const known = await registre.acte(trx, id);
    if (known === undefined || known.flux_id !== acte.flux) isMissing = true;
  }
  return isMissing ? plusTard('DEPENDANCE_INCONNUE', attenteDependanceS) : null;
};

const examinerDossier = async ({ trx, registre }: Contexte, acte: ActeConnu): Promise<Examen | null> => {
  if (estActeDeCreneau(acte)) return null;
  const dossier = await registre.dossier(trx, acte.dossier);
  if (dossier === undefined) {
    if (acte.type === 'dossier-cree') return null;
    // Its opening may still be in another outbox, be corrected by a person, or be offered again after a restore.
    return plusTard('DOSSIER_INCONNU', attenteDossierS);
  }
  if (dossier.flux_id !== acte.flux) return refuse('DOSSIER_INCONNU');
  // Asked again, by a colleague or in another of her dossiers: it is done, and only who asks hears of it.
  if (dossier.efface_le !== null) return acte.type === 'effacement' ? null : refuse('PERSONNE_EFFACEE');
  return acte.type === 'dossier-cree' ? refuse('ACTE_INVALIDE') : null;
};

const examinerSelonAgenda = async ({ trx }: Contexte, acte: ActeConnu): Promise<Examen | null> => {
  const refus = await examinerAgenda(trx, acte);
  if (refus === null) return null;
  return refus.attendre ? plusTard(refus.code, attenteDependanceS) : refuse(refus.code);
};

/** The same id again: the same acte from the same compte, or somebody else's number (PROTOCOL 3). */
const examinerIdentite = async ({ trx, registre, porteur }: Contexte, acte: Acte): Promise<Examen | null> => {
  const known = await registre.acte(trx, acte.id);
  if (known === undefined) return null;
  if (known.compte_id !== porteur.compteId || known.flux_id !== acte.flux) return refuse('ACTE_DIFFERENT');
  const dossier = await registre.dossier(trx, known.dossier_id);
  // An `effacement` offered again was accepted: only what others said of the person is refused.
  if (dossier !== undefined && dossier.efface_le !== null && acte.type !== 'effacement')
    return refuse('PERSONNE_EFFACEE');
  if (known.empreinte_corps !== '' && known.empreinte_corps !== empreinteActe(acte)) return refuse('ACTE_DIFFERENT');
  return { verdict: 'deja_recu', seq: known.seq, recuLe: known.recu_le, effet: known.effet };
};

/**
 * Whether a mailed answer may leave: somebody may have answered first, or the person asked for silence, or she cancelled
 * and the author did not know. An answer that was held is a head: sent again by somebody who saw it, it leaves.
 */
const examinerEffet = async ({ trx }: Contexte, acte: ActeConnu): Promise<Examen> => {
  if (acte.type !== 'reponse') return { verdict: 'accepte', effet: 'aucun' };
  const demande = await findDemande(trx, acte.corps.demande);
  // Written in the dossier that asked, or it would answer, by mail, somebody whom this flux does not show.
  if (demande !== undefined && demande.dossier_id !== acte.dossier) return refuse('ACTE_INVALIDE');
  const isMailed = estEnvoyee(acte);
  if (isMailed && (await estPersonneOpposee({ trx }, acte.flux, acte.dossier))) return refuse('OPPOSITION');
  const fait = `reponse:${acte.corps.demande}`;
  const tetes = foldFaits(await listActes(trx, acte.flux, acte.dossier)).get(fait)?.tetes ?? [];
  const seen = new Set(acte.remplace[fait] ?? []);
  const isUnaware = isMailed && demande?.etat === 'annulee' && tetes.length === 0;
  return { verdict: 'accepte', effet: !isUnaware && tetes.every((tete) => seen.has(tete.acte)) ? 'aucun' : 'retenu' };
};

/**
 * The half of a merge that makes it cross two flux. Halves come in any order and each names its own side only, so that
 * it is the second one, whichever it is, that asks.
 */
const joinsAnotherFlux = async ({ trx }: Contexte, acte: ActeConnu): Promise<boolean> => {
  if (acte.type !== 'lien') return false;
  const other = await trx
    .selectFrom('lien_moitie')
    .select('acte_id')
    .where('lien_id', '=', acte.corps.lien_id)
    .where('flux_id', '<>', acte.flux)
    .executeTakeFirst();
  return other !== undefined;
};

/** What cannot be taken back, or shows one flux beside another, asks for a recent proof of who they are (SECURITY, Qui). */
const examinerConnexion = async (contexte: Contexte, acte: ActeConnu): Promise<Examen | null> => {
  if (catalogue[acte.type].quiPeut !== 'directeur' && !(await joinsAnotherFlux(contexte, acte))) return null;
  const { porteur, now } = contexte;
  const ageMs = now.getTime() - Date.parse(porteur.connecteLe ?? '');
  return ageMs <= connexionRecenteMs ? null : refuse('CONNEXION_RECENTE_REQUISE');
};

export const examiner = async (contexte: Contexte, acte: ActeConnu): Promise<Examen> => {
  if (!hasReadableHour(acte)) return refuse('ACTE_INVALIDE');
  // Dossiers live in relations: a person written into an organisme or a compte would be read by all who hold those.
  if (contexte.droits.get(acte.flux)?.flux.genre !== 'relation') return refuse('FLUX_INCONNU');
  return (
    (await examinerIdentite(contexte, acte)) ??
    examinerDroit(contexte, acte) ??
    (peutEcrire(contexte.porteur.role, catalogue[acte.type]) ? null : refuse('ROLE_INSUFFISANT')) ??
    (await examinerConnexion(contexte, acte)) ??
    (await examinerDependances(contexte, acte)) ??
    (await examinerDossier(contexte, acte)) ??
    (await examinerSelonAgenda(contexte, acte)) ??
    (await examinerEffet(contexte, acte))
  );
};
