import { messageMax } from '../../guichet/depot.ts';
import type { Champ, ErreurChamp } from './champs.ts';
import { longueurs } from './champs.ts';

const nombre = new Intl.NumberFormat('fr-FR');
const tropLong = (max: number): string => `${nombre.format(max)} caractères au plus.`;
const signe = 'écrivez-le en lettres, sans lien ni chiffre.';
const choix = 'Ce choix n’est pas proposé. Choisissez de nouveau.';

/**
 * What stands under a field that must be looked at again. The browser script is given this very table, so that a field
 * is worded in one way whoever judged it.
 */
export const phrases: Readonly<Record<Champ, Readonly<Partial<Record<ErreurChamp, string>>>>> = {
  mode: {
    MANQUE: 'Choisissez d’être rappelé·e ou d’écrire.',
    INVALIDE: choix,
    PARTI: 'Il n’y a plus de créneau à réserver. Choisissez d’être rappelé·e ou d’écrire.',
  },
  creneau: {
    MANQUE: 'Choisissez un créneau.',
    INVALIDE: choix,
    PARTI: 'Le créneau choisi n’est plus proposé. Choisissez-en un autre.',
    COMPLET: 'Le créneau choisi est maintenant complet. Choisissez-en un autre.',
    CHANGE: 'Le créneau choisi a changé d’heure. Choisissez de nouveau.',
  },
  auteur: { MANQUE: 'Dites si la demande est pour vous ou pour votre enfant.', INVALIDE: choix },
  prenom: {
    MANQUE: 'Indiquez votre prénom.',
    INVALIDE: `Votre prénom : ${signe}`,
    TROP_LONG: `Prénom : ${tropLong(longueurs.nom)}`,
  },
  nom: {
    MANQUE: 'Indiquez votre nom.',
    INVALIDE: `Votre nom : ${signe}`,
    TROP_LONG: `Nom : ${tropLong(longueurs.nom)}`,
  },
  prenom_jeune: {
    MANQUE: 'Indiquez aussi le prénom du jeune, ou laissez les deux vides.',
    INVALIDE: `Prénom du jeune : ${signe}`,
    TROP_LONG: `Prénom : ${tropLong(longueurs.nom)}`,
  },
  nom_jeune: {
    MANQUE: 'Indiquez aussi le nom du jeune, ou laissez les deux vides.',
    INVALIDE: `Nom du jeune : ${signe}`,
    TROP_LONG: `Nom : ${tropLong(longueurs.nom)}`,
  },
  courriel: {
    MANQUE: 'Indiquez votre adresse e-mail.',
    INVALIDE: 'Cette adresse e-mail n’est pas complète. Exemple : prenom.nom@exemple.fr.',
    TROP_LONG: `Adresse e-mail : ${tropLong(longueurs.courriel)}`,
    SUGGESTION: 'Cette adresse e-mail contient peut-être une faute de frappe.',
  },
  telephone: {
    MANQUE: 'Indiquez votre numéro de téléphone.',
    INVALIDE: 'Ce numéro n’est pas reconnu. Exemples : 06 39 98 12 34, ou +32 suivi du numéro pour la Belgique.',
    TROP_LONG: 'Ce numéro est trop long.',
  },
  motif: { MANQUE: 'Cochez au moins un sujet.', INVALIDE: choix },
  autre: { TROP_LONG: `Autre sujet : ${tropLong(longueurs.autre)}` },
  souhait: { INVALIDE: choix },
  message: { MANQUE: 'Écrivez votre message.', TROP_LONG: `Message : ${tropLong(messageMax)}` },
};

/** For an error that a field has no words for: the two of them then disagree, and the person still sees where. */
export const phraseInconnue = 'Cette réponse est à revoir.';

export const phraseErreur = (champ: Champ, erreur: ErreurChamp): string => phrases[champ][erreur] ?? phraseInconnue;

/** Above the list of what is to be looked at again. */
export const titreErreurs = { une: 'Une réponse est à revoir', plusieurs: 'réponses sont à revoir' } as const;

export const compteErreurs = (nombreErreurs: number): string =>
  nombreErreurs === 1 ? titreErreurs.une : `${nombreErreurs} ${titreErreurs.plusieurs}`;
