/** What the shell itself says, in menus and before there is a page. */
export const textes = {
  fichier: '&Fichier',
  verrouiller: 'Verrouiller',
  quitter: 'Quitter Rappel CFA',
  edition: 'É&dition',
  annuler: 'Annuler',
  retablir: 'Rétablir',
  couper: 'Couper',
  copier: 'Copier',
  coller: 'Coller',
  toutSelectionner: 'Tout sélectionner',
  affichage: '&Affichage',
  tailleNormale: 'Taille normale',
  agrandir: 'Agrandir le texte',
  reduire: 'Réduire le texte',
  pleinEcran: 'Plein écran',
  recharger: 'Recharger la page',
  outils: 'Outils de développement',
  aide: 'Ai&de',
  aPropos: 'À propos de Rappel CFA',
  version: (version: string): string => `Version ${version}`,
  enregistrer: 'Enregistrer sous',
  enregistrerBouton: 'Enregistrer',
  ouvrir: 'Choisir un fichier',
  ouvrirBouton: 'Choisir',
  feuilles: { appel: 'Feuille d’appel.pdf', emargement: 'Feuille d’émargement.pdf' },
  produit: 'Rappel CFA',
  ouvrirProduit: 'Ouvrir Rappel CFA',
  rappels: (nombre: number): string => {
    if (nombre === 0) return 'Aucun rappel à faire';
    return nombre === 1 ? '1 rappel à faire' : `${nombre} rappels à faire`;
  },
  rappelsDus: (nombre: number): string =>
    nombre === 1 ? 'Un rappel promis est à faire' : `${nombre} rappels promis sont à faire`,
  rappelsDusSuite: 'Cliquer pour ouvrir les appels.',
  resteTitre: 'Rappel CFA reste ouvert',
  reste: 'L’application reste près de l’heure. Son menu permet de la quitter.',
  demarrageImpossible: 'Rappel CFA ne peut pas démarrer',
  dossierReseau:
    'Le dossier de données se trouve sur un partage réseau, où les données pourraient être perdues. Choisissez un dossier de ce poste (DOSSIER_RESEAU).',
  dossierIllisible:
    'Le dossier de données ne peut pas être ouvert en écriture. Vérifiez les droits de votre compte sur ce dossier.',
  optionRefusee: {
    serveur:
      'L’adresse donnée par --serveur n’est pas valable : elle doit commencer par https:// (SERVEUR_NON_CONFIGURE).',
    code: 'Le code donné par --code n’est pas valable : il compte huit lettres (CODE_INVALIDE).',
    'code-fichier':
      'Le fichier donné par --code-fichier ne contient pas de code valable : huit lettres sur une ligne (CODE_INVALIDE).',
  },
} as const;
