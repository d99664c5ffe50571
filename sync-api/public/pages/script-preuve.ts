/**
 * The proof of work, computed beside the person who fills the form in: the digests are made by other threads of the
 * browser, in small batches, and the page stays alive.
 * What cannot be computed (an old browser, an address in clear) or takes too long is left empty, and the address is
 * proved by mail instead: the form can always be sent.
 */
export const scriptPreuve = `(() => {
'use strict';
const bloc = document.getElementById('bloc-defi');
const champ = document.getElementById('preuve');
const etat = document.getElementById('defi-etat');
const form = champ?.closest('form');
if (bloc === null || etat === null || !form || !globalThis.crypto?.subtle) return;
const { sel, empreinte } = bloc.dataset;
const max = Number(bloc.dataset.max);
const parLot = 250;
const patienceMs = 15_000;
const parCourriel = etat.textContent;
const barre = document.createElement('progress');
barre.max = max;
barre.setAttribute('aria-label', 'Vérification');
bloc.append(barre);
etat.textContent = 'Une courte vérification se fait toute seule. Vous pouvez continuer.';

const encodeur = new TextEncoder();
const attendue = Uint8Array.from(empreinte.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16));
const essayer = async (nombre) => {
  const trouvee = new Uint8Array(await crypto.subtle.digest('SHA-256', encodeur.encode(sel + nombre)));
  return attendue.every((octet, rang) => octet === trouvee[rang]);
};

const chercher = async () => {
  const fin = performance.now() + patienceMs;
  for (let debut = 0; debut < max && performance.now() < fin; debut += parLot) {
    const nombres = Array.from({ length: Math.min(parLot, max - debut) }, (_, rang) => debut + rang);
    const trouves = await Promise.all(nombres.map(essayer));
    const rang = trouves.indexOf(true);
    if (rang !== -1) return nombres[rang];
    barre.value = debut + nombres.length;
  }
  return null;
};

let fini = false;
const recherche = chercher().then((nombre) => {
  if (nombre !== null) champ.value = String(nombre);
  etat.textContent = nombre === null ? parCourriel : 'Vérification terminée.';
}, () => {
  etat.textContent = parCourriel;
}).finally(() => {
  fini = true;
  barre.remove();
});

// Sent before the end: the form leaves by itself as soon as it is known, found or not.
let attendu = false;
form.addEventListener('submit', (event) => {
  if (event.defaultPrevented || fini || event.submitter?.formNoValidate) return;
  event.preventDefault();
  if (attendu) return;
  attendu = true;
  etat.textContent = 'La vérification se termine, votre demande part dans un instant.';
  recherche.finally(() => {
    attendu = false;
    form.requestSubmit();
  });
});
})();
`;
