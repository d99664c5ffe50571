import type { Motif } from '../../shared/domain/demandes/motifs.ts';
import type { Origine } from '../../shared/domain/demandes/origines.ts';
import type { CorpsDeCourriel } from '../../shared/domain/demandes/reponse-courriel.ts';
import type { Souhait } from '../../shared/domain/demandes/souhaits.ts';

/** What every mail about one demande may say. Never all of it: each template chooses (SECURITY, Outside). */
export interface DemandeEcrite {
  id: string;
  fluxId: string;
  dossierId: string;
  cleMinistereEducatif: string;
  siretFormateur: string;
  /** Name of the CFA, of the training, and where it takes place. */
  cfa: string;
  formation: string;
  adresse: string | null;
  telephoneCfa: string | null;
  fuseau: string;
  origine: Origine;
  mode: 'rappel' | 'message';
  auteur: 'parent' | 'etudiant';
  /** Of whoever filled the form in. */
  nom: string;
  prenom: string;
  motifs: readonly Motif[];
  message: string | null;
  souhaits: readonly Souhait[];
  recueLe: string;
  echeance: string;
}

/**
 * A mail to be written into the outbox, in the transaction of what it tells. `jeton` is the token of the personal link,
 * put after « # ». Mails to the CFA carry no phone, no e-mail and no word of the candidat.
 */
export type CourrielAEcrire =
  | { genre: 'candidat-confirmation'; demande: DemandeEcrite; destinataire: string; jeton: string }
  /**
   * Asked again while open: said to the address that is known, never by the page. Without a link when that address may not
   * have it; `ajoute` is false when so much was added before that this was not.
   */
  | {
      genre: 'candidat-doublon';
      demande: DemandeEcrite;
      destinataire: string;
      jeton: string | null;
      ajoute?: boolean;
    }
  /** To an address that was only added to a demande: nothing of what others wrote in it, no link. */
  | { genre: 'candidat-complement'; demande: DemandeEcrite; destinataire: string }
  /** Sent before there is a demande: the address has to be proved first. */
  | {
      genre: 'candidat-a-confirmer';
      prenom: string;
      cfa: string;
      formation: string;
      destinataire: string;
      jeton: string;
    }
  | { genre: 'candidat-changement'; demande: DemandeEcrite; destinataire: string; jeton: string }
  | { genre: 'candidat-annulation'; demande: DemandeEcrite; destinataire: string }
  /** `Répondre` and `Injoignable`, as they were previewed. `destinataire` null: to be found at departure. */
  | {
      genre: 'candidat-reponse';
      demande: DemandeEcrite;
      destinataire: string | null;
      corps: CorpsDeCourriel;
      acteId: string;
    }
  /** The notices of the CFA did not reach anybody: the demande is kept, and she may call. */
  | { genre: 'candidat-cfa-injoignable'; demande: DemandeEcrite; destinataire: string }
  | { genre: 'cfa-nouvelle'; demande: DemandeEcrite }
  | { genre: 'cfa-relance'; demande: DemandeEcrite; moment: 'mi-delai' | 'dernier-jour'; envoyableLe: string }
  | { genre: 'cfa-changement'; demande: DemandeEcrite; quoi: 'changee' | 'annulee' | 'completee' }
  /** The candidate's address does not work: call, or write elsewhere. */
  | { genre: 'cfa-candidat-injoignable'; demande: DemandeEcrite };
