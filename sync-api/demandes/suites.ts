import type { ActeConnu, ActeDe } from '../../shared/domain/actes/catalogue.ts';
import {
  type CorpsDeCourriel,
  courrielDeReponse,
  courrielInjoignable,
} from '../../shared/domain/demandes/reponse-courriel.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import { marquerRejet } from '../courriels/consequences.ts';
import { ecrireCourriel } from '../courriels/ecrire.ts';
import type { DemandeEcrite } from '../courriels/genres.ts';
import { lireEcrite } from './ecrite.ts';
import { findDemande, regler } from './etat.ts';
import type { DemandeRow } from './ligne.ts';

/** What becomes of demandes when staff act: what is mailed, and where they stand then (etat.ts). */

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
