import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { jourRelatif } from '../../textes/dates.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { compte } from '../../textes/pluriel.ts';

export const textes = {
  serveur: {
    titre: 'À quel serveur ce poste se connecte-t-il ?',
    aide: 'L’adresse est donnée par la direction du CFA ou par le service informatique. Elle commence par https://.',
    champ: 'Adresse du serveur',
    exemple: 'https://rappel.exemple.fr',
    continuer: 'Continuer',
    changer: 'Changer de serveur',
  },
  connexion: {
    titre: 'Se connecter au CFA',
    aide: 'La connexion se fait dans le navigateur : aucun mot de passe n’est tapé dans cette fenêtre.',
    nomPoste: 'Nom de ce poste',
    aideNomPoste: 'Il dit à vos collègues d’où vient une saisie, par exemple « Accueil-2 ».',
    bouton: 'Se connecter avec le navigateur',
    avecCode: 'Se connecter avec un code',
    champCode: 'Code à huit lettres',
    aideCode: 'La direction l’obtient sur sa page, une fois connectée. Il sert une seule fois, pendant dix minutes.',
    valider: 'Valider le code',
    avecNavigateur: 'Revenir au navigateur',
  },
  sansServeur: {
    lien: 'Travailler sans serveur, avec le fichier CSV',
    titre: 'Travailler sans serveur',
    aide: 'Les listes viennent du fichier CSV que le CFA télécharge. Tout reste sur ce poste, chiffré : rien n’est envoyé. Se connecter à un serveur plus tard garde tout.',
    nom: 'Nom du CFA',
    exempleNom: 'CFA des Trois Fourneaux',
    bouton: 'Continuer sans serveur',
    retour: 'Revenir à la connexion',
  },
  enCours: {
    titre: 'La suite est dans le navigateur',
    aide: 'Terminer la connexion dans la page qui vient de s’ouvrir. Cette fenêtre continuera toute seule.',
    code: 'Si la page demande un code',
    annuler: 'Annuler',
  },
  phraseAChoisir: {
    titre: 'Choisir une phrase secrète',
    aide: 'Cet ordinateur n’a pas de trousseau : la phrase protège les données de ce poste. Elle sera demandée à chaque ouverture, et personne ne peut la retrouver.',
    champ: 'Phrase secrète',
    regle: 'Au moins 12 caractères : quatre mots sans lien font très bien l’affaire.',
    confirmation: 'La même, encore une fois',
    different: 'Les deux phrases ne sont pas identiques.',
    bouton: 'Protéger les données',
  },
  phraseADonner: {
    titre: 'Ouvrir les données de ce poste',
    aide: 'Cet ordinateur n’a pas de trousseau : la phrase secrète choisie à l’installation ouvre les données.',
    champ: 'Phrase secrète',
    bouton: 'Ouvrir',
    oubliee: 'Phrase oubliée',
    oublieeAide:
      'Sans la phrase, personne ne peut ouvrir ce fichier. Il sera gardé de côté, et un fichier neuf recevra de nouveau les listes après une connexion.',
    oublieeSansServeur:
      'Sans la phrase, personne ne peut ouvrir ce fichier. Il sera gardé de côté, et un fichier neuf commencera vide : les listes seront à importer de nouveau.',
    repartir: 'Repartir d’un fichier neuf',
    retour: 'Revenir à la phrase',
  },
  operateur: {
    titre: 'Qui est à ce poste ?',
    aide: 'Le nom accompagne chaque saisie, pour que les collègues sachent à qui demander.',
    recherche: 'Recherche des opérateurs du CFA…',
    nouveau: 'Quelqu’un d’autre',
    nom: 'Nom affiché',
    exemple: 'Léa M.',
    pin: 'Choisir un code PIN de 6 chiffres',
    pinExistant: 'Code PIN',
    pinEncore: 'Le même code, encore une fois',
    pinDifferent: 'Les deux codes ne sont pas identiques.',
    aidePin: 'Il déverrouille ce poste après dix minutes sans activité.',
    bouton: 'Commencer',
  },
  premiere: {
    titre: 'Première réception des listes',
    aide: 'Les listes du CFA arrivent sur ce poste, chiffrées. Cela n’a lieu qu’une fois.',
    lignes: 'lignes reçues',
    attente: 'Le serveur prépare les listes…',
    horsLigne: 'La réception reprendra là où elle en est dès que le serveur répondra.',
    reessayer: 'Réessayer maintenant',
  },
  verrou: {
    titre: 'Poste verrouillé',
    pin: 'Code PIN',
    autre: 'Ce n’est pas vous ?',
    connexion: 'Code oublié : se reconnecter',
  },
  reconnexion: { titre: 'Reconnexion requise', bouton: 'Se reconnecter avec le navigateur' },
  bail: {
    titre: 'Ce poste doit se reconnecter',
    aide: 'Il n’a pas contacté le serveur depuis 14 jours. Les données sont masquées par prudence, rien n’est supprimé.',
    bouton: 'Se reconnecter',
  },
  attente: {
    titre: 'Les données ne peuvent pas être ouvertes pour le moment',
    aide: 'Le fichier est intact. Rien n’est supprimé.',
    bouton: 'Réessayer',
  },
  illisible: {
    titre: 'Le fichier de données ne peut pas être ouvert',
    garde: 'Il est gardé de côté, tel quel, sur cet ordinateur. Rien n’est supprimé.',
    suite: 'Un fichier neuf recevra de nouveau les listes du CFA depuis le serveur.',
    suiteSansServeur: 'Un fichier neuf commencera vide : les listes seront à importer de nouveau.',
    bouton: 'Repartir d’un fichier neuf',
  },
} as const;

/** What was never sent, said before anything is left behind; null when everything had been sent. */
export const phraseNonEnvoyes = (
  { nonEnvoyes, dernierEnvoiLe }: Pick<SessionEtat, 'nonEnvoyes' | 'dernierEnvoiLe'>,
  now: number,
): string => {
  const envoi = dernierEnvoiLe === null ? '' : ` Dernier envoi : ${jourRelatif(dernierEnvoiLe, now)}.`;
  if (nonEnvoyes === 0) return `Toutes les saisies avaient été envoyées.${envoi}`;
  const reste = compte(nonEnvoyes, 'saisie n’avait pas été envoyée', 'saisies n’avaient pas été envoyées');
  return `${reste}.${envoi}`;
};

export const phraseEssais = (restants: number, sansServeur: boolean): string =>
  `Il reste ${compte(restants, 'essai', 'essais')} avant ${sansServeur ? 'une pause d’un quart d’heure' : 'de devoir se reconnecter'}.`;

/** Without a server nobody can sign in: what a sign-in would settle is settled by waiting. */
export const phraseSession = (code: ErrorCode, sansServeur: boolean): string =>
  code === 'PIN_BLOQUE' && sansServeur
    ? 'Cinq codes PIN faux de suite. Laisser l’application ouverte et réessayer dans un quart d’heure. Rien n’est perdu.'
    : phraseErreur(code);
