import { type Html, html, nothing, typeset } from '../../pages/html.ts';

/**
 * The one layout of our mails. A template gives blocks of plain text; the HTML and the text part are both drawn from
 * them, so that neither says more than the other and nothing reaches the HTML unescaped. No image, no remote content,
 * nothing that tells that it was read; no colour of ours, so that a dark screen inverts nothing into illegible.
 */
export type Bloc =
  /** One paragraph; line ends inside are kept. */
  | { genre: 'paragraphe'; texte: string }
  | { genre: 'liste'; lignes: readonly string[] }
  /** What was asked: names and values. */
  | { genre: 'fiche'; lignes: readonly (readonly [nom: string, valeur: string])[] }
  | { genre: 'bouton'; texte: string; url: string }
  /** At the foot, after a line: who writes, why, and what can be asked. */
  | { genre: 'pied'; texte: string; url?: string };

export interface Courriel {
  sujet: string;
  blocs: readonly Bloc[];
}

/** Our words with French spaces and apostrophes; what is put into them is left as it was written. */
export const fr = (parts: TemplateStringsArray, ...valeurs: readonly (string | number)[]): string =>
  parts.map(typeset).reduce((texte, part, index) => `${texte}${valeurs[index - 1] ?? ''}${part}`);

export const paragraphe = (texte: string): Bloc => ({ genre: 'paragraphe', texte });
export const pied = (texte: string, url?: string): Bloc => ({
  genre: 'pied',
  texte,
  ...(url === undefined ? {} : { url }),
});

const lignesDe = (texte: string): string[] => texte.replaceAll('\r\n', '\n').split(/[\r\n]/);

const avecRetours = (texte: string): Html[] =>
  lignesDe(texte).map((ligne, index) => (index === 0 ? html`${ligne}` : html`<br>\n${ligne}`));

const blocHtml = (bloc: Bloc): Html => {
  switch (bloc.genre) {
    case 'paragraphe':
      return html`<p style="margin:0 0 16px">${avecRetours(bloc.texte)}</p>\n`;
    case 'liste':
      return html`<ul style="margin:0 0 16px;padding-left:24px">\n${bloc.lignes.map((ligne) => html`<li>${avecRetours(ligne)}</li>\n`)}</ul>\n`;
    case 'fiche':
      return html`<dl style="margin:0 0 16px">\n${bloc.lignes.map(([nom, valeur]) => html`<dt style="font-weight:bold">${nom}</dt>\n<dd style="margin:0 0 8px">${avecRetours(valeur)}</dd>\n`)}</dl>\n`;
    case 'bouton':
      return html`<p style="margin:0 0 16px"><a href="${bloc.url}" style="display:inline-block;padding:12px 20px;border:2px solid;border-radius:6px;font-weight:bold">${bloc.texte}</a></p>\n`;
    case 'pied':
      return html`<p style="margin:0 0 12px;font-size:14px">${avecRetours(bloc.texte)}${bloc.url === undefined ? nothing : html` <a href="${bloc.url}">${bloc.url}</a>`}</p>\n`;
  }
};

const blocTexte = (bloc: Bloc): string => {
  switch (bloc.genre) {
    case 'paragraphe':
      return lignesDe(bloc.texte).join('\n');
    case 'pied':
      return [lignesDe(bloc.texte).join('\n'), ...(bloc.url === undefined ? [] : [bloc.url])].join(' ');
    case 'liste':
      return bloc.lignes.map((ligne) => `- ${lignesDe(ligne).join('\n  ')}`).join('\n');
    case 'fiche':
      return bloc.lignes.map(([nom, valeur]) => `${nom}\u00a0: ${lignesDe(valeur).join('\n  ')}`).join('\n');
    case 'bouton':
      // On a line of its own: readers of plain text make links of what stands between spaces.
      return `${bloc.texte}\u00a0:\n${bloc.url}`;
  }
};

const estPied = ({ genre }: Bloc): boolean => genre === 'pied';

export const partieHtml = ({ sujet, blocs }: Courriel): string => {
  const pieds = blocs.filter(estPied);
  const separation =
    pieds.length === 0 ? nothing : html`<hr style="margin:24px 0 16px;border:0;border-top:1px solid">\n`;
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${sujet}</title>
</head>
<body style="margin:0;padding:16px">
<div lang="fr" style="max-width:600px;margin:0 auto;font:16px/1.5 Arial,Helvetica,sans-serif;overflow-wrap:anywhere">
${blocs.filter((bloc) => !estPied(bloc)).map(blocHtml)}${separation}${pieds.map(blocHtml)}</div>
</body>
</html>
`.text;
};

export const partieTexte = ({ blocs }: Courriel): string => {
  const corps = blocs.filter((bloc) => !estPied(bloc)).map(blocTexte);
  const pieds = blocs.filter(estPied).map(blocTexte);
  // « -- » alone with a space: readers fold what follows (RFC 3676 4.3).
  return `${[...corps, ...(pieds.length === 0 ? [] : ['-- ']), ...pieds].join('\n\n')}\n`;
};
