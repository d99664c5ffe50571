import { chemins } from './chemins.ts';

/**
 * The button that a CFA puts into its own pages, once for each training:
 *
 *     <script src="https://ACCUEIL/bouton.js" data-cle="CLÉ MINISTÈRE ÉDUCATIF" defer></script>
 *
 * It places one link right after itself, if the training takes demandes, and does nothing else: no cookie, no name left
 * in the page, no image, no font. An ordinary script (no `type="module"`), in the page or added to it later: this is
 * how it finds its place. Its style lives in a shadow tree and cannot be reached by the page, nor reach it.
 * Under a content security policy, the host must allow our origin in `script-src` and `connect-src`; the style is set
 * by script, so that `style-src` needs nothing. Whatever goes wrong, nothing is shown and nothing is logged by us.
 */
export const scriptBouton = `(() => {
'use strict';
const ici = document.currentScript;
const cle = ici?.dataset.cle?.trim();
if (!cle || !ici.src) return;
const adresse = (chemin) => {
  const url = new URL(chemin, ici.src);
  url.search = new URLSearchParams({ cle, origine: 'SITE_CFA' });
  return url.href;
};
const style = \`
:host { all: initial; display: inline-block; max-width: 100%; }
a { display: inline-block; box-sizing: border-box; min-height: 44px; padding: 11px 20px; border: 2px solid transparent; border-radius: 8px; font: 600 16px/1.25 system-ui, sans-serif; color: #fff; background: #2a5a9e; text-decoration: none; }
a:hover { background: #1a4e8c; }
a:focus-visible { outline: 3px solid #2a5a9e; outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-color-scheme: dark) { a:focus-visible { outline-color: #b3c8e6; } }
\`;
const placer = () => {
  const hote = document.createElement('span');
  hote.lang = 'fr';
  hote.setAttribute('data-rappel-cfa', '');
  const racine = hote.attachShadow({ mode: 'open' });
  // Browsers before 2023 take an element only; where the policy of the page refuses it, a plain link is left.
  if ('adoptedStyleSheets' in racine) {
    const feuille = new CSSStyleSheet();
    feuille.replaceSync(style);
    racine.adoptedStyleSheets = [feuille];
  } else {
    racine.append(Object.assign(document.createElement('style'), { textContent: style }));
  }
  const lien = document.createElement('a');
  lien.href = adresse('${chemins.demande}');
  lien.target = '_blank';
  lien.rel = 'noopener noreferrer';
  const nouveau = document.createElement('span');
  nouveau.textContent = ' (nouvel onglet)';
  lien.append('Être rappelé·e par le CFA', nouveau);
  racine.append(lien);
  ici.after(hote);
};
fetch(adresse('${chemins.contexte}'), { credentials: 'omit', referrerPolicy: 'no-referrer', headers: { accept: 'application/json' } })
  .then((reponse) => (reponse.ok ? reponse.json() : null))
  .then((contexte) => {
    if (contexte?.ouvert === true) placer();
  })
  .catch(() => {});
})();
`;
