import { type Html, html, nothing, phrase } from '../../pages/html.ts';
import { chemins } from './chemins.ts';
import { fichiers } from './noms-fichiers.ts';

/** An attribute that is there or not: `${si(coche, html` checked`)}`. */
export const si = (condition: boolean, ecrit: Html): Html => (condition ? ecrit : nothing);

/**
 * A whole page of the intake. Families see no product here, only the CFA they came for: the name of the service stands
 * at the foot, with the sentence that says who does not publish it.
 *
 * @param scripts files of noms-fichiers.ts; every page works without them
 */
export function page(titre: string, corps: Html, scripts: readonly string[] = []): string {
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${phrase(titre)}</title>
<link rel="stylesheet" href="${fichiers.style}">
${scripts.map((script) => html`<script src="${script}" defer></script>\n`)}</head>
<body>
<main>
${corps}
</main>
<footer>
<p>Rappel CFA, service non édité par l'État.</p>
<p><a href="${chemins.confidentialite}">Vos données</a></p>
</footer>
</body>
</html>
`.text;
}

/** Something was done, or cannot be: said before everything else, read out when the page opens. */
export const annonce = (genre: 'bien' | 'refus', texte: Html): Html =>
  html`<div class="annonce ${genre}" role="${genre === 'bien' ? 'status' : 'alert'}">${texte}</div>\n`;
