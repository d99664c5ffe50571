import type { ActeRecu } from '../../shared/domain/actes/acte.ts';
import { oublierAgendaDuDossier } from '../agenda/oubli.ts';
import { oublierDemandesDuDossier } from '../demandes/oubli.ts';
import { retireLignes } from '../store/flux.ts';
import { effacerDossier, findDossier, findPersonne, listLignesDuDossier } from './acte-repository.ts';
import { type Ecriture, mintActe, writeActe } from './ecriture.ts';

/**
 * Erasure (PROTOCOL 5): every row that speaks of the person becomes a tombstone with its id, bodies go, the key
 * that led to the dossier goes, and the acte that asked for it stays, without its reason. It concerns the person:
 * each dossier of that INE under the same responsable is erased in the same transaction.
 */

const effacerUnDossier = async (ecriture: Ecriture, fluxId: string, dossierId: string): Promise<void> => {
  const now = ecriture.clock.now().toISOString();
  await oublierAgendaDuDossier(ecriture, dossierId);
  await oublierDemandesDuDossier(ecriture.trx, fluxId, dossierId);
  const ids = await listLignesDuDossier(ecriture.trx, fluxId, dossierId);
  const { tete } = await retireLignes(ecriture.trx, {
    fluxId,
    ids,
    raison: 'effacement',
    jour: now.slice(0, 'YYYY-MM-DD'.length),
  });
  ecriture.tetes.set(fluxId, tete);
  await effacerDossier(ecriture.trx, dossierId, now);
};

/** Erases the person of `recu.dossier`; asked again, it is only kept. @returns the seq of the acte that asked. */
export const effacerPersonne = async (ecriture: Ecriture, recu: ActeRecu): Promise<number> => {
  const dossier = await findDossier(ecriture.trx, recu.dossier);
  const personne = dossier?.efface_le == null ? await findPersonne(ecriture.trx, recu.dossier) : null;
  for (const dossier of personne?.dossiers ?? []) {
    await effacerUnDossier(ecriture, dossier.fluxId, dossier.id);
    if (dossier.id === recu.dossier) continue;
    await mintActe(ecriture, { fluxId: dossier.fluxId, dossierId: dossier.id, type: 'effacement', corps: {} });
  }
  return writeActe(ecriture, { ...recu, corps: {} }, '');
};
