/**
 * The token of a link stands after « # », where no server log and no proxy sees it. This moves it into the form and out
 * of the address bar. A page that only reads (`data-lire`) is then asked for at once; one that acts waits for its button.
 */
export const scriptJeton = `(() => {
'use strict';
const champ = document.getElementById('jeton');
const form = document.getElementById('jeton-formulaire');
if (!(champ instanceof HTMLInputElement) || !(form instanceof HTMLFormElement) || location.hash.length < 2) return;
champ.value = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
const groupe = document.getElementById('champ-jeton');
if (groupe !== null) groupe.hidden = true;
if (form.hasAttribute('data-lire')) form.requestSubmit();
})();
`;

/**
 * A clé ministère éducatif ends with « #L01 ». A platform that forgets to write « %23 » cuts it there: the end never
 * reaches the server, but the browser still has it (rdv-apprentissage 2.1).
 */
export const scriptCleCoupee = `(() => {
'use strict';
const demande = new URL(location.href);
const nom = ['cle', 'cleMinistereEducatif'].find((un) => demande.searchParams.has(un));
const debut = nom === undefined ? '' : demande.searchParams.get(nom);
// Once only: a key that is whole and unknown must not turn in circles.
if (!/^#[A-Za-z0-9]{1,10}$/.test(demande.hash) || !debut || debut.includes('#')) return;
demande.searchParams.set(nom, debut + demande.hash);
demande.hash = '';
location.replace(demande);
})();
`;
