import { libelleMotif } from '../../shared/domain/demandes/motifs.ts';
import type { Origine } from '../../shared/domain/demandes/origines.ts';
import { type DepotDemande, messageMax } from '../guichet/depot.ts';
import {
  type Lu,
  lireCourriel,
  lireMotifs,
  lireNom,
  lireNumero,
  lireSouhaits,
  nettoyer,
  nettoyerMessage,
} from './champs-lus.ts';
import { lireCreneauEcrit } from './creneaux-proposes.ts';
import { type Champ, type ErreurChamp, type Erreurs, longueurs } from './pages/champs.ts';
import { domainesCourants, suggererCourriel } from './pages/suggestion.ts';
import type { Saisie } from './saisie.ts';

export type DemandeLue =
  | { ok: true; demande: Omit<DepotDemande, 'a_confirmer'> }
  | { ok: false; erreurs: Erreurs; suggestion: string | null };

/**
 * A form that was filled in for this training: a deposit, or every field that cannot be taken.
 *
 * @param refusDuCreneau why the créneau that was chosen cannot be asked for; only the guichet knows it
 *
 * A likely slip in the domain of the address is asked about once; the same address sent again is right.
 */
export function lireDemande(
  saisie: Saisie,
  formation: { cle: string; origine: Origine },
  refusDuCreneau: ErreurChamp | null = null,
): DemandeLue {
  const { valeurs } = saisie;
  const erreurs: Erreurs = {};
  const prendre = <T>(champ: Champ, field: Lu<T>): T | null => {
    if (field.ok) return field.valeur;
    erreurs[champ] = field.erreur;
    return null;
  };
  if (valeurs.mode === null) erreurs.mode = 'MANQUE';
  if (refusDuCreneau !== null) erreurs.creneau = refusDuCreneau;
  const creneau = valeurs.mode === 'creneau' ? lireCreneauEcrit(valeurs.creneau) : null;
  if (valeurs.auteur === null) erreurs.auteur = 'MANQUE';
  const prenom = prendre('prenom', lireNom(valeurs.prenom));
  const nom = prendre('nom', lireNom(valeurs.nom));
  const jeune = lireJeune(saisie, prendre);
  const telephone = prendre('telephone', lireNumero(valeurs.telephone));
  const motifs = prendre('motif', lireMotifs(valeurs.motifs));
  // Days are for a call.
  const isSansJour = valeurs.mode === 'message' || valeurs.mode === 'creneau';
  const souhaits = isSansJour ? [] : prendre('souhait', lireSouhaits(valeurs.souhaits));
  const { courriel, suggestion } = lireAdresse(saisie, prendre);
  if (suggestion !== null) erreurs.courriel = 'SUGGESTION';
  const message = lireTexte(saisie, motifs?.includes('autre') === true, erreurs);

  const hasErreur = Object.keys(erreurs).length > 0;
  const isLue = prenom !== null && nom !== null && telephone !== null && courriel !== null;
  if (hasErreur || !isLue || motifs === null || souhaits === null || valeurs.mode === null || valeurs.auteur === null) {
    return { ok: false, erreurs, suggestion };
  }
  return {
    ok: true,
    demande: {
      cle_ministere_educatif: formation.cle,
      origine: formation.origine,
      mode: valeurs.mode,
      auteur: valeurs.auteur,
      nom,
      prenom,
      jeune,
      telephone,
      courriel,
      motifs,
      message,
      souhaits,
      ...(creneau === null ? {} : { creneau }),
      consentement: saisie.consentement,
    },
  };
}

type Prendre = <T>(champ: Champ, field: Lu<T>) => T | null;

/** Only a parent names somebody else; one half of a name is asked to be completed. */
function lireJeune({ valeurs }: Saisie, prendre: Prendre): { nom: string; prenom: string } | null {
  if (valeurs.auteur !== 'parent') return null;
  if (nettoyer(valeurs.prenomJeune) === '' && nettoyer(valeurs.nomJeune) === '') return null;
  const prenom = prendre('prenom_jeune', lireNom(valeurs.prenomJeune));
  const nom = prendre('nom_jeune', lireNom(valeurs.nomJeune));
  return prenom === null || nom === null ? null : { nom, prenom };
}

function lireAdresse(saisie: Saisie, prendre: Prendre): { courriel: string | null; suggestion: string | null } {
  const typed = prendre('courriel', lireCourriel(saisie.valeurs.courriel));
  if (typed === null) return { courriel: null, suggestion: null };
  const suggestion = suggererCourriel(typed, domainesCourants);
  if (suggestion === null) return { courriel: typed, suggestion: null };
  // The box stands for the suggestion it was drawn with: an address that was edited since is read for itself.
  if (nettoyer(saisie.courrielCorrige).toLowerCase() === suggestion) return { courriel: suggestion, suggestion: null };
  if (nettoyer(saisie.courrielVu).toLowerCase() === typed) return { courriel: typed, suggestion: null };
  return { courriel: null, suggestion };
}

/** Who writes has to write something; who wants to be called may. What « Autre » is about stands first. */
function lireTexte({ valeurs }: Saisie, isAutre: boolean, erreurs: Erreurs): string | null {
  const autre = isAutre ? nettoyer(valeurs.autre) : '';
  if (autre.length > longueurs.autre) erreurs.autre = 'TROP_LONG';
  const message = nettoyerMessage(valeurs.message);
  const entier = [...(autre === '' ? [] : [`${libelleMotif.autre} : ${autre}`]), ...(message === '' ? [] : [message])];
  const texte = entier.join('\n\n');
  if (texte.length > messageMax) erreurs.message = 'TROP_LONG';
  if (texte === '' && valeurs.mode === 'message') erreurs.message = 'MANQUE';
  return texte === '' ? null : texte;
}
