/** Text that was escaped, or written by us. Nothing else can be put into a page without being escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | readonly Html[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeText = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => entities[character] ?? character);

function render(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return value.map((part) => part.text).join('');
}

/** French typography of our own words: a space that never breaks before « : ; ? ! » », and curved apostrophes. */
export const typeset = (text: string): string =>
  text
    .replace(/ ([:;?!»])/g, '\u00a0$1')
    .replace(/« /g, '«\u00a0')
    .replace(/(\p{L})'(?=\p{L})/gu, '$1’');

/** Tagged template: every interpolated value is escaped, and left as it was written. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(parts.map(typeset).reduce((text, part, index) => `${text}${render(values[index - 1] ?? '')}${part}`));
}

/** A sentence of ours that is chosen from a table. */
export const phrase = (sentence: string): Html => new Html(escapeText(typeset(sentence)));

export const nothing = new Html('');

/** A whole page. `script` and `style` name files served by us; pages work without a script unless said otherwise. */
export function page(title: string, body: Html, script?: string, style?: string): string {
  const sheet = style === undefined ? nothing : html`<link rel="stylesheet" href="${style}">`;
  const tag = script === undefined ? nothing : html`<script src="${script}" defer></script>`;
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${phrase(title)} – Rappel CFA</title>
<link rel="stylesheet" href="/pages/style.css">
${sheet}
${tag}
</head>
<body>
<main>
<p class="marque">Rappel CFA</p>
${body}
</main>
</body>
</html>
`.text;
}

/** The sentence of a refusal, announced by screen readers and tied to the form by its place before it. */
export const alert = (sentence: string | null): Html =>
  sentence === null ? nothing : html`<p class="refus" role="alert">${phrase(sentence)}</p>`;
