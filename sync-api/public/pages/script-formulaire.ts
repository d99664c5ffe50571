import { phraseInconnue, phrases, titreErreurs } from './phrases.ts';
import { domainesCourants, suggererCourriel } from './suggestion.ts';

/** Data of ours put into a script: JSON, with what could end a script or a line of one written out. */
const donnee = (valeur: unknown): string =>
  JSON.stringify(valeur).replace(
    /[<\u2028\u2029]/g,
    (signe) => `\\u${signe.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/**
 * What a script adds to the form: it says at once what the server would refuse, in the same words, and suggests a mail
 * domain while one types. It asks nobody: no request leaves the page. The server judges everything again.
 */
export const scriptFormulaire = `(() => {
'use strict';
const phrases = ${donnee(phrases)};
const phraseInconnue = ${donnee(phraseInconnue)};
const titres = ${donnee(titreErreurs)};
const domaines = ${donnee(domainesCourants)};
const suggerer = ${String(suggererCourriel)};
const form = document.getElementById('demande');
const resume = document.getElementById('resume');
const liste = document.getElementById('resume-liste');
const suggestion = document.getElementById('suggestion');
if (!(form instanceof HTMLFormElement) || resume === null || liste === null || suggestion === null) return;

// Our own words from here on: the bubbles of a browser can neither be styled nor read again.
form.noValidate = true;
const valeur = (nom) => String(new FormData(form).get(nom) ?? '').trim();
const groupe = (champ) => form.querySelector('[data-champ="' + champ + '"]');
const cible = (champ) => document.getElementById(champ);

const jeuneIncomplet = (ce, autre) =>
  valeur('auteur') === 'parent' && valeur(ce) === '' && valeur(autre) !== '' ? 'MANQUE' : null;
const rempli = (champ) => (valeur(champ) === '' ? 'MANQUE' : null);
const chiffres = () => valeur('telephone').replace(/[^0-9]/g, '').length;
const regles = {
  mode: () => rempli('mode'),
  creneau: () => (valeur('mode') === 'creneau' ? rempli('creneau') : null),
  auteur: () => rempli('auteur'),
  prenom: () => rempli('prenom'),
  nom: () => rempli('nom'),
  prenom_jeune: () => jeuneIncomplet('prenom_jeune', 'nom_jeune'),
  nom_jeune: () => jeuneIncomplet('nom_jeune', 'prenom_jeune'),
  courriel: () => rempli('courriel') ?? (/^[^\\s@]+@[^\\s@]+\\.[^\\s@.]{2,}$/.test(valeur('courriel')) ? null : 'INVALIDE'),
  telephone: () => rempli('telephone') ?? (chiffres() < 8 || chiffres() > 15 ? 'INVALIDE' : null),
  motif: () => rempli('motif'),
  message: () => (valeur('mode') === 'message' ? rempli('message') : null),
};

const montrer = (champ, erreur) => {
  const ligne = document.getElementById(champ + '-erreur');
  const champs = groupe(champ)?.querySelectorAll('input:not([type="radio"]):not([type="checkbox"]):not([type="hidden"]), textarea') ?? [];
  if (ligne === null) return;
  ligne.hidden = erreur === null;
  ligne.textContent = erreur === null ? '' : (phrases[champ][erreur] ?? phraseInconnue);
  for (const un of champs) {
    if (erreur === null) un.removeAttribute('aria-invalid');
    else un.setAttribute('aria-invalid', 'true');
  }
};
const estMontree = (champ) => document.getElementById(champ + '-erreur')?.hidden === false;

const dire = (texte) => {
  const phrase = document.createElement('p');
  phrase.textContent = texte;
  suggestion.replaceChildren(phrase);
  return phrase;
};
// What stands in the address now is probably a slip for this; null when there is nothing to ask.
let propose = null;
// One hidden field tells the server which address was asked about: the same one again is right as it is.
const vu = () => form.querySelector('[name="courriel_vu"]')?.value ?? '';
const noterVu = (courriel) => {
  const marque = document.createElement('input');
  marque.type = 'hidden';
  marque.name = 'courriel_vu';
  marque.value = courriel;
  suggestion.append(marque);
};
const proposer = (adresse) => {
  propose = adresse;
  const phrase = dire('');
  const fort = document.createElement('strong');
  fort.textContent = adresse;
  phrase.append('Vouliez-vous écrire ', fort, '\\u00a0?');
  const bouton = document.createElement('button');
  bouton.type = 'button';
  bouton.className = 'second';
  bouton.textContent = 'Oui, remplacer mon adresse';
  bouton.addEventListener('click', () => {
    const courriel = cible('courriel');
    courriel.value = adresse;
    propose = null;
    montrer('courriel', null);
    courriel.focus();
    dire('Adresse remplacée.');
  });
  suggestion.append(bouton);
};
const relireCourriel = () => {
  const saisi = valeur('courriel');
  const trouve = regles.courriel() === null && saisi !== vu() ? suggerer(saisi, domaines) : null;
  if (trouve === propose) return;
  if (trouve !== null) return proposer(trouve);
  if (saisi !== vu()) {
    propose = null;
    suggestion.replaceChildren();
  }
};
// Whoever types the address last sees the question when the form is held back, once.
const demanderUneFois = () => {
  relireCourriel();
  if (propose === null || vu() === valeur('courriel')) return null;
  noterVu(valeur('courriel'));
  return 'SUGGESTION';
};

// The box of a page that came back with a suggestion becomes the button it would have been.
const corrige = form.querySelector('[name="courriel_corrige"]');
if (corrige !== null) {
  const demande = vu();
  proposer(corrige.value);
  noterVu(demande);
}

// An empty field is only told of once the form was sent: passing by is not a mistake.
let envoye = !resume.hidden;
form.addEventListener('focusout', (event) => {
  const ce = event.target instanceof Element ? event.target.closest('[data-champ]') : null;
  if (ce === null || (event.relatedTarget instanceof Node && ce.contains(event.relatedTarget))) return;
  const champ = ce.getAttribute('data-champ');
  const erreur = regles[champ]?.() ?? null;
  if (erreur !== null && (envoye || erreur !== 'MANQUE')) montrer(champ, erreur);
  if (champ === 'courriel') relireCourriel();
});
form.addEventListener('input', (event) => {
  const champ = event.target instanceof Element ? event.target.closest('[data-champ]')?.getAttribute('data-champ') : null;
  if (champ && estMontree(champ) && (regles[champ]?.() ?? null) === null) montrer(champ, null);
});

const ecrireResume = (fausses) => {
  const titre = document.getElementById('resume-titre');
  if (titre !== null) titre.textContent = fausses.length === 1 ? titres.une : fausses.length + ' ' + titres.plusieurs;
  liste.replaceChildren(
    ...fausses.map(([champ, erreur]) => {
      const lien = document.createElement('a');
      lien.href = '#' + champ;
      lien.textContent = phrases[champ][erreur] ?? phraseInconnue;
      const ligne = document.createElement('li');
      ligne.append(lien);
      return ligne;
    }),
  );
  resume.hidden = fausses.length === 0;
};
// A link of the list moves the page; the focus has to follow it into the field.
liste.addEventListener('click', (event) => {
  const lien = event.target instanceof Element ? event.target.closest('a') : null;
  if (lien === null) return;
  event.preventDefault();
  cible(lien.hash.slice(1))?.focus();
});

const bouton = form.querySelector('.actions button:not([formnovalidate])');
let enChemin = false;
form.addEventListener('submit', (event) => {
  // A button that only turns the list of créneaux.
  if (event.submitter?.formNoValidate) return;
  if (enChemin) return void event.preventDefault();
  envoye = true;
  const fausses = Object.keys(regles).flatMap((champ) => {
    const erreur = regles[champ]() ?? (champ === 'courriel' ? demanderUneFois() : null);
    montrer(champ, erreur);
    return erreur === null ? [] : [[champ, erreur]];
  });
  ecrireResume(fausses);
  const premiere = fausses[0];
  if (premiere === undefined) return;
  event.preventDefault();
  cible(premiere[0])?.focus();
});
// Two taps are one demande. Said by the last listener, which knows that nobody held the form back.
addEventListener('submit', (event) => {
  if (event.target !== form || event.defaultPrevented || event.submitter?.formNoValidate) return;
  enChemin = true;
  bouton?.setAttribute('aria-disabled', 'true');
});
// Back from the next page: the browser shows this one as it was left.
addEventListener('pageshow', () => {
  enChemin = false;
  bouton?.removeAttribute('aria-disabled');
});
})();
`;
