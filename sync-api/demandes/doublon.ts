import type { DemandeLigne } from '../../shared/contract/lignes.ts';
import type { Motif } from '../../shared/domain/demandes/motifs.ts';
import { ecrireCourriel } from '../courriels/ecrire.ts';
import type { DepotDemande } from '../guichet/depot.ts';
import { jetonDeDemande } from './cles.ts';
import { avecTelephone } from './dossier.ts';
import { lireEcrite } from './ecrite.ts';
import { type DemandeRow, ecrireLignes, enLigneDemande, lireDemande } from './ligne.ts';
import { estOpposee } from './opposee.ts';
import { ecrireAuCandidat, type Issue, marquer, type Passage } from './passage.ts';

/** Beyond this, what is added to one demande is heard no more: the row of the flux must stay one that postes can pull. */
export const ajoutsMax = 20;

const estNouveau = (corps: DemandeLigne, motifs: readonly Motif[], message: string | null): boolean => {
  const dits = new Set([...corps.motifs, ...corps.ajouts.flatMap((ajout) => ajout.motifs)]);
  const textes = new Set([corps.message, ...corps.ajouts.map((ajout) => ajout.message)]);
  return motifs.some((motif) => !dits.has(motif)) || (message !== null && !textes.has(message));
};

/** The body with one more thing said; null when it says nothing new, or too much was said already. */
export const ajouter = (
  corps: DemandeLigne,
  { motifs, message, recuLe }: { motifs: readonly Motif[]; message: string | null; recuLe: string },
): DemandeLigne | null => {
  if (corps.ajouts.length >= ajoutsMax || !estNouveau(corps, motifs, message)) return null;
  return { ...corps, ajouts: [...corps.ajouts, { recu_le: recuLe, motifs: [...motifs], message }] };
};

/**
 * The same person asks again for the same training while nobody answered: one demande stays one, her words are added to
 * it, and the truth goes to the address that is known, never to the one just given (11.2 of the facts). The number of
 * a form sent under the known address is added too: the first one may have been mistyped.
 */
export const completer = async (
  passage: Passage,
  { row, par }: { row: DemandeRow; par: 'courriel' | 'telephone' },
  depot: DepotDemande,
  recuLe: string,
): Promise<Issue> => {
  const { trx } = passage;
  const corps = await lireDemande(trx, row);
  if (corps === null) return 'DEPOT_SANS_SUITE';
  await marquer(passage, row.empreinte_jeton);
  const suite = ajouter(corps, { motifs: depot.motifs, message: depot.message, recuLe });
  const dossier =
    par === 'courriel' ? await avecTelephone(passage, { fluxId: row.flux_id, dossierId: row.dossier_id }, depot) : null;
  await ecrireLignes(passage, row.flux_id, [
    ...(dossier === null ? [] : [dossier]),
    ...(suite === null ? [] : [enLigneDemande(row.id, suite)]),
  ]);
  const ecrite = await lireEcrite(trx, row);
  if (ecrite === null) return 'prise';
  const { demande, destinataire } = ecrite;
  const jeton = jetonDeDemande(passage.secret, row.id);
  const adresse = (await estOpposee(passage, row)) ? null : destinataire;
  await ecrireAuCandidat(passage, adresse, (known) => ({
    genre: 'candidat-doublon',
    demande,
    destinataire: known,
    jeton,
  }));
  if (suite !== null || dossier !== null)
    await ecrireCourriel(trx, passage, { genre: 'cfa-changement', demande, quoi: 'completee' });
  return 'prise';
};
