import type { Kysely } from 'kysely';
import type { DemandeLigne } from '../../shared/contract/lignes.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { type Ecrite, lireEcrite } from '../demandes/ecrite.ts';
import { findDemande } from '../demandes/etat.ts';
import { type DemandeRow, ecrireLignes, enLigneDemande, lireDemande } from '../demandes/ligne.ts';
import { estOpposee } from '../demandes/opposee.ts';
import { lockFlux } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { adresserNouvelle } from './adresser.ts';
import { alerterSansDestinataire, fluxDesAlertes } from './alertes.ts';
import { avertirSuivants, direInjoignable } from './consequences-reservation.ts';
import { destinatairesDe } from './destinataires.ts';
import { type Donnees, demandesDe, estPourLeCfa, lireDonnees, type Resume, reservationsDe } from './donnees.ts';
import { ecrireCourriel } from './ecrire.ts';
import type { CourrielRow } from './file.ts';
import { estAdresseMorte } from './statuts.ts';
import { encoreOuvertes } from './utilite.ts';

/**
 * What a mail that did not arrive changes. Nothing is ever closed: the demande says it on its row, so that staff see it
 * on their poste, and whoever can still be told is told (rdv-apprentissage 11.1, 10 and 12).
 */

type Rejet = DemandeLigne['courriel_rejete'];
type Cote = 'candidat' | 'cfa';

const avec = (rejet: Rejet, cote: Cote): Rejet => (rejet === null || rejet === cote ? cote : 'les_deux');
const sans = (rejet: Rejet, cote: Cote): Rejet => {
  if (rejet === 'les_deux') return cote === 'cfa' ? 'candidat' : 'cfa';
  return rejet === cote ? null : rejet;
};

/** Says it, or takes it back, on the row of the demande. @returns whether that is new. */
export const marquerRejet = async (
  ecriture: Ecriture,
  row: DemandeRow,
  cote: Cote,
  estRejete: boolean,
): Promise<boolean> => {
  const corps = await lireDemande(ecriture.trx, row);
  if (corps === null) return false;
  const rejet = (estRejete ? avec : sans)(corps.courriel_rejete, cote);
  if (rejet === corps.courriel_rejete) return false;
  await ecrireLignes(ecriture, row.flux_id, [enLigneDemande(row.id, { ...corps, courriel_rejete: rejet })]);
  return true;
};

/** The demande behind a réservation, whose row says that her address does not work; its own notice says it otherwise. */
const reservationInjoignable = async (ecriture: Ecriture, lues: Donnees): Promise<void> => {
  if (!('reservation' in lues)) return;
  const { id, demandeId } = lues.reservation;
  const row = demandeId === null ? undefined : await findDemande(ecriture.trx, demandeId);
  if (row === undefined || row.etat === 'annulee') await direInjoignable(ecriture, id);
  else await candidatInjoignable(ecriture, row.id);
};

const candidatInjoignable = async (ecriture: Ecriture, demandeId: string): Promise<void> => {
  const row = await findDemande(ecriture.trx, demandeId);
  // Cancelled: nobody is to call her any more.
  if (row === undefined || row.etat === 'annulee') return;
  if (!(await marquerRejet(ecriture, row, 'candidat', true))) return;
  const ecrite = await lireEcrite(ecriture.trx, row);
  if (ecrite === null) return;
  await ecrireCourriel(ecriture.trx, ecriture, { genre: 'cfa-candidat-injoignable', demande: ecrite.demande });
};

/** Once for a demande: whatever is tried for the CFA since, she can do nothing more about it. */
const direAuCandidat = async (
  ecriture: Ecriture,
  row: DemandeRow,
  { demande, destinataire }: Ecrite,
): Promise<void> => {
  if (destinataire === null || (await estOpposee(ecriture, row))) return;
  const dit = await ecriture.trx
    .selectFrom('courriel')
    .select('id')
    .where('demande_id', '=', row.id)
    .where('genre', '=', 'candidat-cfa-injoignable')
    .executeTakeFirst();
  if (dit !== undefined) return;
  await ecrireCourriel(ecriture.trx, ecriture, { genre: 'candidat-cfa-injoignable', demande, destinataire });
};

/** Nobody at the CFA can be told of this demande: both sides learn it, once. */
export const personneNeRecoit = async (ecriture: Ecriture, resume: Resume): Promise<void> => {
  const row = await findDemande(ecriture.trx, resume.demandeId);
  if (row === undefined || !(await marquerRejet(ecriture, row, 'cfa', true))) return;
  const ecrite = await lireEcrite(ecriture.trx, row);
  if (ecrite !== null) await direAuCandidat(ecriture, row, ecrite);
  await alerterSansDestinataire(ecriture, { ...resume, fluxId: row.flux_id });
};

/** Recipients of one demande: those that were written to, and among them those that refused. */
export const dejaEcrits = async (trx: Kysely<Tables>, demandeId: string) => {
  const rows = await trx
    .selectFrom('courriel')
    .select(['destinataire', 'genre', 'etat'])
    .where('demande_id', '=', demandeId)
    .where('destinataire', 'is not', null)
    .execute();
  const cfa = rows.filter(({ genre }) => estPourLeCfa(genre));
  const adresses = (des: typeof cfa): Set<string> => new Set(des.flatMap(({ destinataire }) => destinataire ?? []));
  return { tous: adresses(cfa), refuses: adresses(cfa.filter(({ etat }) => etat === 'refuse')) };
};

/** The notice goes on to whoever comes next at this site, and was not told yet. */
export const prevenirSuivants = async (ecriture: Ecriture, resume: Resume, refusee: string | null): Promise<void> => {
  const { trx } = ecriture;
  const { tous, refuses } = await dejaEcrits(trx, resume.demandeId);
  if (refusee !== null) refuses.add(refusee);
  const suivants = await destinatairesDe(trx, resume, refuses);
  if (suivants.length === 0) {
    await personneNeRecoit(ecriture, resume);
    return;
  }
  const row = await findDemande(trx, resume.demandeId);
  const ecrite = row === undefined ? null : await lireEcrite(trx, row);
  if (ecrite === null) return;
  for (const courriel of suivants) if (!tous.has(courriel)) await adresserNouvelle(ecriture, ecrite.demande, courriel);
};

const retenirAdresse = (trx: Kysely<Tables>, courriel: string, code: string, depuisLe: string) =>
  trx
    .insertInto('courriel_rejete')
    .values({ courriel, code, depuis_le: depuisLe })
    .onConflict((conflict) => conflict.column('courriel').doNothing())
    .execute();

/**
 * After a mail was refused for good, at SMTP time or by a bounce, in the transaction that ends its row.
 *
 * @param code SMTP or RFC 3464 status: it tells a dead address from a mail that was not wanted
 */
export const suivreRefus = async (ecriture: Ecriture, row: CourrielRow, code: string): Promise<void> => {
  const { trx, clock } = ecriture;
  const lues = lireDonnees(row.donnees);
  if (lues === null || row.destinataire === null) return;
  const resumes = demandesDe(lues);
  const maintenant = clock.now().toISOString();
  const flux = new Set([...resumes, ...reservationsDe(lues)].map(({ fluxId }) => fluxId));
  const alertes = await Promise.all([...flux].map((id) => fluxDesAlertes(trx, id, maintenant)));
  await lockFlux(trx, [...flux, ...alertes.flat()]);
  if (!estPourLeCfa(lues.genre)) {
    for (const { demandeId } of resumes) await candidatInjoignable(ecriture, demandeId);
    await reservationInjoignable(ecriture, lues);
    return;
  }
  const adresse = row.destinataire.toLowerCase();
  if (estAdresseMorte(code)) await retenirAdresse(trx, adresse, code, maintenant);
  for (const resume of await encoreOuvertes(trx, resumes)) await prevenirSuivants(ecriture, resume, adresse);
  if (lues.genre === 'cfa-reservation') await avertirSuivants(ecriture, row, lues);
};
