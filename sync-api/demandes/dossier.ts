import type { DossierLigne } from '../../shared/contract/lignes.ts';
import type { DepotDemande } from '../guichet/depot.ts';
import type { LigneAEcrire } from '../store/flux.ts';
import { dossierDeDepot, dossierDeReservation, type Nom } from './cles.ts';
import { type DemandeRow, ecrireLignes, enLigneDossier, lireDossier } from './ligne.ts';
import type { Passage } from './passage.ts';

/** Numbers, and addresses, that one dossier takes from forms: sent again and again, they must not make a directory of it. */
const contactsMax = 6;

type TelephoneDeDossier = DossierLigne['telephones'][number];

/** The number of a form, already read (E.164), as the phone of whoever filled it in. */
const telephoneDe = (
  { telephone, auteur }: Pick<DepotDemande, 'telephone' | 'auteur'>,
  confiance: TelephoneDeDossier['confiance'],
): TelephoneDeDossier => ({
  brut: telephone,
  e164: telephone,
  confiance,
  correction: null,
  origine: auteur === 'parent' ? 'responsable_1' : 'personnel',
});

const nouveau = (depot: DepotDemande, { nom, prenom }: Nom, campagne: number): DossierLigne => ({
  ine: null,
  nom,
  prenom,
  prenoms_autres: [],
  adresse: { lignes: [], code_postal: null, ville: null, pays: null },
  telephones: [telephoneDe(depot, 'sure')],
  emails: [depot.courriel.toLowerCase()],
  etablissement_origine: null,
  campagne,
});

/**
 * The row of a dossier with the number and the address of one more form; null when they say nothing new, or it is gone.
 * Those that were given first stay first. Whoever knows a name and an address may send such a number: it is `douteuse`
 * until staff called it.
 *
 * @param courriel an address to add, lower case; null when it is known, or is nobody's
 */
export const avecContacts = async (
  { trx }: Pick<Passage, 'trx'>,
  cible: { fluxId: string; dossierId: string },
  depot: Pick<DepotDemande, 'telephone' | 'auteur'>,
  courriel: string | null,
): Promise<LigneAEcrire | null> => {
  const connu = await lireDossier(trx, cible);
  if (connu === null) return null;
  const { telephones, emails } = connu;
  const isNumberKnown = telephones.some(({ e164 }) => e164 === depot.telephone) || telephones.length >= contactsMax;
  const isAddressKnown = courriel === null || emails.includes(courriel) || emails.length >= contactsMax;
  if (isNumberKnown && isAddressKnown) return null;
  return enLigneDossier(cible.dossierId, {
    ...connu,
    telephones: isNumberKnown ? telephones : [...telephones, telephoneDe(depot, 'douteuse')],
    emails: isAddressKnown ? emails : [...emails, courriel],
  });
};

type Lecture = Pick<Passage, 'trx'>;

/** The dossier of whoever asked before in this flux, or has a réservation there, not erased since. */
const findDossierConnu = async ({ trx }: Lecture, fluxId: string, cleCourriel: string): Promise<string | undefined> => {
  const row = await trx
    .selectFrom('demande')
    .innerJoin('dossier', 'dossier.id', 'demande.dossier_id')
    .select('dossier.id')
    .where('demande.flux_id', '=', fluxId)
    .where('demande.cle_courriel', '=', cleCourriel)
    .where('dossier.efface_le', 'is', null)
    .orderBy('demande.recue_le')
    .orderBy('demande.id')
    .executeTakeFirst();
  if (row !== undefined) return row.id;
  // Of a demande in the flux of another campagne.
  const place = await trx
    .selectFrom('reservation')
    .innerJoin('demande', 'demande.id', 'reservation.demande_id')
    .innerJoin('dossier', 'dossier.id', 'reservation.dossier_id')
    .select('dossier.id')
    .where('reservation.flux_id', '=', fluxId)
    .where('demande.cle_courriel', '=', cleCourriel)
    .where('dossier.efface_le', 'is', null)
    .orderBy('reservation.demandee_le')
    .orderBy('reservation.id')
    .executeTakeFirst();
  return place?.id;
};

/**
 * The dossier of a demande: the one of the same person in this flux, or a new one with a random id and no INE. It is
 * never bound here to the dossier of a list: that is proposed to staff, with the evidence (rapprochements).
 *
 * @returns its id, and the row to write when it is new or changed
 */
export const dossierPour = async (
  passage: Passage,
  { fluxId, campagne, cleCourriel }: { fluxId: string; campagne: number; cleCourriel: string },
  depot: DepotDemande,
  personne: Nom,
): Promise<{ id: string; ligne: LigneAEcrire | null }> => {
  const connu = await findDossierConnu(passage, fluxId, cleCourriel);
  if (connu !== undefined)
    return { id: connu, ligne: await avecContacts(passage, { fluxId, dossierId: connu }, depot, null) };
  const id = dossierDeDepot(passage.secret, passage.depotId);
  await passage.trx.insertInto('dossier').values({ id, flux_id: fluxId, cle_ine: null, efface_le: null }).execute();
  return { id, ligne: enLigneDossier(id, nouveau(depot, personne, campagne)) };
};

/** The campagne of a flux, when it is of the same relation as that of a demande, and nothing of it was purged. */
const campagneSoeur = async ({ trx }: Lecture, demande: DemandeRow, fluxId: string): Promise<number | null> => {
  const flux = await trx
    .selectFrom('flux')
    .innerJoin('flux as sien', 'sien.relation_id', 'flux.relation_id')
    .select('flux.campagne')
    .where('flux.id', '=', fluxId)
    .where('sien.id', '=', demande.flux_id)
    .where('flux.purge_le', 'is', null)
    .executeTakeFirst();
  return flux?.campagne ?? null;
};

/**
 * The dossier of a réservation that answers a demande. A réservation lives in the flux of its créneau: in January she may
 * book a meeting of the campagne before, and hers is then a dossier of that flux, with what the demande's one says of her.
 *
 * @returns its id, written when it is new; null when the créneau is of another CFA, or she is gone
 */
export const dossierDeLaPlace = async (
  passage: Pick<Passage, 'trx' | 'tetes' | 'secret'>,
  demande: DemandeRow,
  { fluxId, reservationId }: { fluxId: string; reservationId: string },
): Promise<string | null> => {
  if (demande.flux_id === fluxId) return demande.dossier_id;
  const { trx, secret } = passage;
  const campagne = await campagneSoeur(passage, demande, fluxId);
  if (campagne === null) return null;
  const cle = demande.cle_courriel;
  const connu = cle === null ? undefined : await findDossierConnu(passage, fluxId, cle);
  if (connu !== undefined) return connu;
  const id = dossierDeReservation(secret, reservationId);
  const corps = await lireDossier(trx, { fluxId: demande.flux_id, dossierId: demande.dossier_id });
  const present = await trx.selectFrom('dossier').select('id').where('id', '=', id).executeTakeFirst();
  // Of this very réservation, and erased since.
  if (corps === null || present !== undefined) return null;
  await trx.insertInto('dossier').values({ id, flux_id: fluxId, cle_ine: null, efface_le: null }).execute();
  await ecrireLignes(passage, fluxId, [enLigneDossier(id, { ...corps, ine: null, campagne })]);
  return id;
};
