/** What the intake serves as it is: text and type, by path. All may be kept for an hour; `bouton.js` too. */
export const fichiersPublics: Readonly<Record<string, { type: string; texte: string }>> = {
  '/accueil/style.css': { type: 'text/css; charset=utf-8', texte: '' },
  '/bouton.js': { type: 'text/javascript; charset=utf-8', texte: '' },
};
