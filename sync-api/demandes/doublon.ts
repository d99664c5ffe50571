import type { DemandeLigne } from '../../shared/contract/lignes.ts';
import { adresseDeReponse } from '../../shared/domain/demandes/adresse.ts';
import type { Motif } from '../../shared/domain/demandes/motifs.ts';
import { ecrireCourriel } from '../courriels/ecrire.ts';
import type { DepotDemande } from '../guichet/depot.ts';
import { jetonDeDemande } from './cles.ts';
import { avecContacts } from './dossier.ts';
import { type Ecrite, lireEcrite } from './ecrite.ts';
import { type DemandeRow, direSuivi, ecrireLignes, enLigneDemande, lireDemande, lireDossier } from './ligne.ts';
import { estOpposee } from './opposee.ts';
import { aTropRecu, ecrireAuCandidat, type Issue, marquer, type Passage } from './passage.ts';
import { reserverPour } from './reservation.ts';

/** Beyond this, what is added to one demande is heard no more: the row of the flux must stay one that postes can pull. */
export const ajoutsMax = 20;

interface Dit {
  motifs: readonly Motif[];
  message: string | null;
  /** An address that is not the one given before. */
  courriel?: string;
}

/** Whether it says something that the demande does not know yet. */
export const estNouveau = (corps: DemandeLigne, { motifs, message, courriel }: Dit): boolean => {
  if (courriel !== undefined) return true;
  const dits = new Set([...corps.motifs, ...corps.ajouts.flatMap((ajout) => ajout.motifs)]);
  const textes = new Set([corps.message, ...corps.ajouts.map((ajout) => ajout.message)]);
  return motifs.some((motif) => !dits.has(motif)) || (message !== null && !textes.has(message));
};

/** The body with one more thing said; null when it says nothing new, or too much was said already. */
export const ajouter = (corps: DemandeLigne, { recuLe, ...dit }: Dit & { recuLe: string }): DemandeLigne | null => {
  if (corps.ajouts.length >= ajoutsMax || !estNouveau(corps, dit)) return null;
  return { ...corps, ajouts: [...corps.ajouts, { ...dit, recu_le: recuLe, motifs: [...dit.motifs] }] };
};

/** The address of a form, when the demande was last spoken of from another one. */
const autreAdresse = (corps: DemandeLigne, emails: readonly string[], depot: DepotDemande): string | undefined => {
  const courriel = depot.courriel.toLowerCase();
  return adresseDeReponse({ demande: corps, emails, rectifie: undefined }) === courriel ? undefined : courriel;
};

/** Tells both addresses, when there are two; only whoever made the demande is sent its link. */
const direAuxAdresses = async (
  passage: Passage,
  { demande, destinataire, titulaire }: Ecrite,
  depot: DepotDemande,
  { autre, ajoute }: { autre: string | undefined; ajoute: boolean },
): Promise<void> => {
  const estTitulaire = autre === undefined && destinataire === titulaire;
  const jeton = estTitulaire ? jetonDeDemande(passage.secret, demande.id) : null;
  await ecrireAuCandidat(passage, destinataire, (known) => ({
    genre: 'candidat-doublon',
    demande,
    destinataire: known,
    jeton,
    ajoute,
  }));
  if (autre === undefined || !ajoute || (await aTropRecu(passage, autre))) return;
  const { nom, prenom, auteur } = depot;
  await ecrireAuCandidat(passage, autre, (given) => ({
    genre: 'candidat-complement',
    demande: { ...demande, nom, prenom, auteur, motifs: [], message: null, souhaits: [] },
    destinataire: given,
  }));
};

/**
 * The same person asks again for the same training while nobody answered: one demande stays one, and her words are added
 * to it. The truth goes to the address that is known (11.2 of the facts). Under her name and number another address may
 * be hers, mistyped the first time, or a stranger's: it is kept beside the first one, staff see both and may choose, and
 * it learns nothing of what was said before. The number of a form sent under the known address is added too. A créneau
 * that she chooses now is booked for the demande she has, which takes its mode.
 */
export const completer = async (
  passage: Passage,
  { row, par }: { row: DemandeRow; par: 'courriel' | 'telephone' },
  depot: DepotDemande,
  recuLe: string,
): Promise<Issue> => {
  const { trx } = passage;
  const cible = { fluxId: row.flux_id, dossierId: row.dossier_id };
  const corps = await lireDemande(trx, row);
  const connu = await lireDossier(trx, cible);
  if (corps === null || connu === null) return 'DEPOT_SANS_SUITE';
  await marquer(passage, row.empreinte_jeton);
  const autre = autreAdresse(corps, connu.emails, depot);
  const dit: Dit = {
    motifs: depot.motifs,
    message: depot.message,
    ...(autre === undefined ? {} : { courriel: autre }),
  };
  const suite = ajouter(corps, { ...dit, recuLe });
  const ajoute = suite !== null || !estNouveau(corps, dit);
  const mode = depot.mode === 'creneau' ? 'creneau' : row.mode;
  const ecrite = await lireEcrite(trx, { ...row, mode });
  const dossier =
    par === 'courriel' || suite !== null
      ? await avecContacts(passage, cible, depot, suite === null ? null : (autre ?? null))
      : null;
  await ecrireLignes(passage, row.flux_id, [
    ...(dossier === null ? [] : [dossier]),
    ...(suite === null && mode === row.mode ? [] : [enLigneDemande(row.id, { ...(suite ?? corps), mode })]),
  ]);
  if (mode !== row.mode) {
    await trx.updateTable('demande').set({ mode }).where('id', '=', row.id).execute();
    await direSuivi(trx, [row.empreinte_jeton]);
  }
  const apres = await reserverPour(passage, { ...row, mode }, depot, recuLe);
  if (ecrite === null) return 'prise';
  // Answered by the place she has just been given, she is told of that alone; another address is told of either way.
  const isToldAll = apres.etat === 'repondue' && autre === undefined;
  if (!isToldAll && !(await estOpposee(passage, row))) await direAuxAdresses(passage, ecrite, depot, { autre, ajoute });
  if (suite !== null || dossier !== null)
    await ecrireCourriel(trx, passage, { genre: 'cfa-changement', demande: ecrite.demande, quoi: 'completee' });
  return 'prise';
};
