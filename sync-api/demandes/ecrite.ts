import type { Kysely } from 'kysely';
import { adresseDeReponse, adresseDuLien } from '../../shared/domain/demandes/adresse.ts';
import { motif } from '../../shared/domain/demandes/motifs.ts';
import { lireOrigine } from '../../shared/domain/demandes/origines.ts';
import { foldFaits } from '../../shared/domain/faits.ts';
import { telephoneImprime } from '../../shared/domain/telephone.ts';
import { listActes } from '../actes/acte-repository.ts';
import type { DemandeEcrite } from '../courriels/genres.ts';
import type { Tables } from '../store/tables.ts';
import { type DemandeRow, lireDemande, lireDossier } from './ligne.ts';
import { adresseDe, findFormation, siteDe } from './site.ts';

/** A demande with all that a mail about it may say, and whom to write to. */
export interface Ecrite {
  demande: DemandeEcrite;
  /** Where its answer goes; null once staff removed the address. */
  destinataire: string | null;
  /** The only address that may be sent the personal link; null once staff removed it. */
  titulaire: string | null;
}

/** Reads a demande for a mail; null when its words are gone (erased, purged). */
export const lireEcrite = async (trx: Kysely<Tables>, row: DemandeRow): Promise<Ecrite | null> => {
  const corps = await lireDemande(trx, row);
  const dossier = await lireDossier(trx, { fluxId: row.flux_id, dossierId: row.dossier_id });
  const formation = await findFormation(trx, row.cle_ministere_educatif);
  const origine = lireOrigine(row.origine);
  if (corps === null || dossier === null || formation === undefined || origine === null) return null;
  const auteur = corps.demandeur ?? { nom: dossier.nom, prenom: dossier.prenom };
  const demande: DemandeEcrite = {
    id: row.id,
    fluxId: row.flux_id,
    dossierId: row.dossier_id,
    cleMinistereEducatif: row.cle_ministere_educatif,
    siretFormateur: formation.siret_formateur,
    cfa: corps.cfa,
    formation: corps.formation?.intitule ?? formation.intitule,
    adresse: adresseDe(formation),
    // Rows written before phones were formatted say the same thing as the poste's preview.
    telephoneCfa: corps.telephone_cfa === null ? null : telephoneImprime(corps.telephone_cfa),
    fuseau: (await siteDe(trx, formation)).fuseau,
    origine,
    mode: row.mode,
    auteur: corps.auteur,
    nom: auteur.nom,
    prenom: auteur.prenom,
    motifs: corps.motifs.flatMap((cle) => motif.safeParse(cle).data ?? []),
    message: corps.message,
    souhaits: corps.souhaits,
    recueLe: row.recue_le,
    echeance: row.echeance,
  };
  const rectifie = foldFaits(await listActes(trx, row.flux_id, row.dossier_id)).get('champ:email')?.valeur;
  const adresses = { demande: corps, emails: dossier.emails, rectifie };
  return { demande, destinataire: adresseDeReponse(adresses), titulaire: adresseDuLien(adresses) };
};
