import type { Kysely } from 'kysely';
import { adresseDuLien } from '../../shared/domain/demandes/adresse.ts';
import { foldFaits } from '../../shared/domain/faits.ts';
import { fuseauDuCodePostal } from '../../shared/domain/fuseau.ts';
import { telephoneImprime } from '../../shared/domain/telephone.ts';
import { listActes } from '../actes/acte-repository.ts';
import type { ReservationEcrite } from '../courriels/genres.ts';
import { findDemande } from '../demandes/etat.ts';
import { lireDemande, lireDossier } from '../demandes/ligne.ts';
import { estOpposee } from '../demandes/opposee.ts';
import { adresseDe, findFormation } from '../demandes/site.ts';
import type { Tables } from '../store/tables.ts';
import { type CreneauRow, findCreneau, type ReservationRow } from './ligne.ts';

interface Site {
  siret: string;
  responsable: string;
  nom: string;
  adresse: string | null;
  fuseau: string;
}

/** The formateur of a flux: its name, its postal address and its zone, as the list of the flux tells it to postes. */
export const siteDuFlux = async (trx: Kysely<Tables>, fluxId: string): Promise<Site | null> => {
  const row = await trx
    .selectFrom('flux')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .leftJoin('etablissement', 'etablissement.siret', 'relation.siret_formateur')
    .select([
      'relation.siret_formateur as siret',
      'relation.siret_responsable as responsable',
      'etablissement.raison_sociale',
      'etablissement.enseigne',
      'etablissement.adresse',
      'etablissement.code_postal',
      'etablissement.ville',
    ])
    .where('flux.id', '=', fluxId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    siret: row.siret,
    responsable: row.responsable,
    nom: row.enseigne ?? row.raison_sociale ?? row.siret,
    adresse: adresseDe(row),
    fuseau: fuseauDuCodePostal(row.code_postal ?? ''),
  };
};

/** What the demande behind a booking adds to it: the training, and the name under which she knows the CFA. */
const lireContexte = async (trx: Kysely<Tables>, { demande_id: id }: ReservationRow) => {
  const row = id === null ? undefined : await findDemande(trx, id);
  if (row === undefined) return null;
  const corps = await lireDemande(trx, row);
  const formation = await findFormation(trx, row.cle_ministere_educatif);
  return corps === null ? null : { row, corps, formation, cle: row.cle_ministere_educatif };
};

/** A number of the site, for a booking that answers no demande: that of one of its trainings. */
const telephoneDuSite = async (trx: Kysely<Tables>, { siret, responsable }: Site): Promise<string | null> => {
  const row = await trx
    .selectFrom('formation_catalogue')
    .select('telephone')
    .where('siret_responsable', '=', responsable)
    .where('siret_formateur', '=', siret)
    .where('telephone', 'is not', null)
    .orderBy('cle_ministere_educatif')
    .executeTakeFirst();
  return row?.telephone ?? null;
};

/** The place of a meeting: its own, else the address of the site unless it is held online. */
export const lieuDe = (creneau: CreneauRow, adresse: string | null): string | null =>
  creneau.lieu ?? (creneau.lien === null ? adresse : null);

/**
 * A booking with all that a mail about it may say, and whom to write to.
 *
 * @returns `destinataire` null when nobody is to be written to (opposition, limitation, no address); null when the créneau
 * or the person is gone
 */
export const lireReservationEcrite = async (
  trx: Kysely<Tables>,
  row: ReservationRow,
): Promise<{ reservation: ReservationEcrite; destinataire: string | null } | null> => {
  const creneau = await findCreneau(trx, row.creneau_id);
  const dossier = await lireDossier(trx, { fluxId: row.flux_id, dossierId: row.dossier_id });
  const site = await siteDuFlux(trx, row.flux_id);
  if (creneau === undefined || dossier === null || site === null) return null;
  const contexte = await lireContexte(trx, row);
  const telephone =
    contexte === null
      ? await telephoneDuSite(trx, site)
      : (contexte.corps.telephone_cfa ?? contexte.formation?.telephone ?? null);
  const adresseDuSite = contexte?.formation === undefined ? site.adresse : adresseDe(contexte.formation);
  const reservation: ReservationEcrite = {
    id: row.id,
    fluxId: row.flux_id,
    dossierId: row.dossier_id,
    demandeId: row.demande_id,
    creneauId: row.creneau_id,
    cfa: contexte?.corps.cfa ?? site.nom,
    telephoneCfa: telephone === null ? null : telephoneImprime(telephone),
    siretFormateur: site.siret,
    formation: contexte?.corps.formation?.intitule ?? contexte?.formation?.intitule ?? null,
    cleMinistereEducatif: contexte?.cle ?? null,
    genre: creneau.genre,
    titre: creneau.titre,
    debut: creneau.debut,
    fin: creneau.fin,
    fuseau: site.fuseau,
    lieu: lieuDe(creneau, adresseDuSite),
    lien: creneau.lien,
    consigne: creneau.consigne,
    sequence: creneau.sequence,
    nom: dossier.nom,
    prenom: dossier.prenom,
    expireLe: row.expire_le,
  };
  // In the flux of another campagne the demande has a dossier of its own: said in either, it holds.
  const dits = [row, ...(contexte === null || contexte.row.flux_id === row.flux_id ? [] : [contexte.row])];
  for (const dit of dits) if (await estOpposee({ trx }, dit)) return { reservation, destinataire: null };
  const rectifie = foldFaits(await listActes(trx, row.flux_id, row.dossier_id)).get('champ:email')?.valeur;
  const demande = { courriel: contexte?.corps.courriel, ajouts: [] };
  // Every such mail carries the link of the booking: it never goes to an address that was only added to a demande.
  return { reservation, destinataire: adresseDuLien({ demande, emails: dossier.emails, rectifie }) };
};
