/** Where the files of the intake are served. The button keeps a short address: CFA copy it into their own pages. */
export const fichiers = {
  style: '/accueil/style.css',
  formulaire: '/accueil/formulaire.js',
  places: '/accueil/places.js',
  preuve: '/accueil/preuve.js',
  jeton: '/accueil/jeton.js',
  cleCoupee: '/accueil/cle-coupee.js',
  bouton: '/bouton.js',
} as const;
