import { direPlaces } from './creneaux-dits.ts';

/**
 * Keeps the places of a list of créneaux as they are while the page stands open: every quarter of a minute, and as soon
 * as somebody comes back to it. What was chosen stays chosen: only its words change, and what becomes of it is said.
 * The server judges again whatever is sent. A page that nobody looks at asks nothing, and a busy server is asked less.
 */
export const scriptPlaces = `(() => {
'use strict';
const liste = document.getElementById('creneaux');
const dit = document.getElementById('creneaux-dit');
if (liste === null || dit === null || !globalThis.fetch) return;
const direPlaces = ${String(direPlaces)};
const pasMs = 15_000;
const pasMaxMs = 240_000;
const parti = 'n’est plus proposé';
const cases = [...liste.querySelectorAll('input[type="radio"]')];

const dire = (texte) => {
  if (dit.textContent !== texte) dit.textContent = texte;
};
const montrer = (une, mots, prenable) => {
  const places = une.closest('label')?.querySelector('.places');
  const change = places !== null && places !== undefined && places.textContent !== mots;
  if (change) places.textContent = mots;
  // A choice that is disabled would not be sent, and the server could not say why.
  une.disabled = !prenable && !une.checked;
  if (une.checked && change) dire('Le créneau choisi : ' + mots + (prenable ? '.' : '. Choisissez-en un autre.'));
};
const lire = ({ creneaux, suite }) => {
  const connus = new Map(creneaux.map((un) => [un.debut + '~' + un.id, un]));
  const dernier = creneaux.at(-1)?.debut ?? '';
  for (const une of cases) {
    const creneau = connus.get(une.value);
    if (creneau !== undefined) {
      montrer(une, direPlaces(creneau.libres, creneau.liste_attente), creneau.libres > 0 || creneau.liste_attente);
    } else if ((!suite || une.value < dernier) && !une.closest('[data-ailleurs]')) {
      montrer(une, parti, false);
    }
  }
};

let pas = pasMs;
let prochain = 0;
let enCours = false;
const demander = async () => {
  if (enCours || document.hidden) return;
  enCours = true;
  try {
    const reponse = await fetch(liste.dataset.adresse, { credentials: 'omit', cache: 'no-store' });
    pas = reponse.ok ? pasMs : Math.min(pas * 2, pasMaxMs);
    if (reponse.ok) lire(await reponse.json());
  } catch {
    pas = Math.min(pas * 2, pasMaxMs);
  } finally {
    enCours = false;
  }
};
const tourner = () => {
  clearTimeout(prochain);
  prochain = setTimeout(() => demander().then(tourner), pas);
};
const revenir = () => demander().then(tourner);
addEventListener('focus', revenir);
document.addEventListener('visibilitychange', revenir);
tourner();
})();
`;
