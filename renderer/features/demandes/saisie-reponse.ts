import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche, ReponseVue } from '../../../shared/contract/ipc/demandes.ts';
import { saisie } from '../candidats/saisie/builders.ts';
import type { ReponseDraft } from './drafts.tsx';

/**
 * One answer to write, in the dossier of the demande (a merged person has several) and with the heads that were on
 * screen: a second answer by somebody who saw the first is meant, one by somebody who did not is held (PROTOCOL 3).
 */
export const saisieReponse = (
  fiche: Pick<Fiche, 'dossiers'>,
  demande: Pick<DemandeFiche, 'id' | 'dossier'>,
  genre: ReponseVue['genre'],
  texte: string | null,
): Saisie | null => {
  const dossier = fiche.dossiers.find(({ id }) => id === demande.dossier);
  if (dossier === undefined) return null;
  return saisie(dossier, 'reponse', { demande: demande.id, genre, ...(texte === null ? {} : { texte: texte.trim() }) });
};

/**
 * The text that « Répondre » opens with; null when none was begun. What is on screen here is newer than what the file
 * holds, which is all there is after a lock or a restart. Taken back within ten seconds, a sent text comes back too;
 * once it stands, another answer starts anew.
 */
export const texteGarde = (draft: ReponseDraft | undefined, enFichier: string, isFinie: boolean): string | null => {
  const here = draft === undefined || (draft.envoye && isFinie) ? null : draft.texte;
  return here ?? (enFichier === '' ? null : enFichier);
};

/** The answer that stands, and ours that the server held and nothing followed; each null when there is none. */
export const etatDesReponses = (
  demande: Pick<DemandeFiche, 'reponses' | 'retenue'>,
): { debout: ReponseVue | null; retenue: ReponseVue | null } => {
  const debout = demande.reponses.findLast(({ etat }) => etat !== 'retenue') ?? null;
  const retenue = demande.retenue ? (demande.reponses.findLast(({ etat }) => etat === 'retenue') ?? null) : null;
  return { debout, retenue };
};
