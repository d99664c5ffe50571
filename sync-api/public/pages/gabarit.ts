import { type Html, html, nothing, phrase } from '../../pages/html.ts';

/** A whole page of the intake. `scripts` name files of fichiers.ts; every page works without them. */
export function page(titre: string, corps: Html, scripts: readonly string[] = []): string {
  const balises = scripts.map((script) => html`<script src="${script}" defer></script>\n`);
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${phrase(titre)}</title>
<link rel="stylesheet" href="/accueil/style.css">
${balises.length === 0 ? nothing : balises}
</head>
<body>
<main>
${corps}
</main>
</body>
</html>
`.text;
}
