import type { DossierLigne } from '../../shared/contract/lignes.ts';
import type { ActeDe } from '../../shared/domain/actes/catalogue.ts';
import { lireTelephone } from '../../shared/domain/telephone.ts';
import { writeLignes } from '../store/flux.ts';
import type { Ecriture } from './ecriture.ts';

/**
 * A person known from a call: the poste chose the dossier's id, the server opens it in the acte's flux.
 * No INE, so nothing binds it to another dossier but a `lien`.
 */
export const ouvrirDossier = async (
  { trx, tetes }: Ecriture,
  acte: ActeDe<'dossier-cree'>,
  { campagne, recuLe }: { campagne: number; recuLe: string },
): Promise<void> => {
  const corps: DossierLigne = {
    ine: null,
    nom: acte.corps.nom,
    prenom: acte.corps.prenom,
    prenoms_autres: [],
    adresse: { lignes: [], code_postal: null, ville: null, pays: null },
    telephones: acte.corps.telephones.map((brut) => ({ ...lireTelephone(brut), origine: 'personnel' })),
    emails: [],
    etablissement_origine: null,
    campagne,
  };
  await trx
    .insertInto('dossier')
    .values({ id: acte.dossier, flux_id: acte.flux, cle_ine: null, efface_le: null })
    .execute();
  const { tete } = await writeLignes(trx, {
    fluxId: acte.flux,
    lignes: [{ id: acte.dossier, type: 'dossier', v: 1, dossierId: acte.dossier, corps: JSON.stringify(corps) }],
    recuLe,
  });
  tetes.set(acte.flux, tete);
};
