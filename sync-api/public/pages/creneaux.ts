import type { CreneauOffert } from '../../guichet/creneaux-publics.ts';
import { type Html, html, nothing } from '../../pages/html.ts';
import { champs } from './champs.ts';
import { direHeures, direJour, direLieu, direPlaces, direQuoi } from './creneaux-dits.ts';
import { si } from './gabarit.ts';

/** A part of the créneaux that are offered, as a page shows it. */
export interface CreneauxMontres {
  liste: readonly CreneauOffert[];
  /** Where this part begins, `debut~id`; empty for the first. */
  apres: string;
  /** Where the next part begins; null when there is none. */
  suite: string | null;
  /** The one that was chosen in another part of the list; null when there is none. */
  ailleurs: CreneauOffert | null;
  /** Address of the places that are left, for the script. */
  adresse: string;
}

/** Whole days, until so many are shown: the others are one press away, on the same page. */
const montresAuMoins = 8;

/** How the page names a créneau: by the beginning that it showed, and by its id. */
export const ecrireCreneau = ({ debut, id }: { debut: string; id: string }): string => `${debut}~${id}`;

export const estPrenable = ({ libres, listeAttente }: CreneauOffert): boolean => libres > 0 || listeAttente;

const lieuDit = (creneau: CreneauOffert): string => `${direQuoi(creneau)}, ${direLieu(creneau)}`;

/** What all of them have in common is said once, above. */
const communDe = (liste: readonly CreneauOffert[]): string | null => {
  const [dit, autre] = [...new Set(liste.map(lieuDit))];
  return dit !== undefined && autre === undefined ? dit : null;
};

interface Tracer {
  choisi: string;
  commun: string | null;
  /** The first that can be chosen: where the link of the error list goes. */
  ancre: string | null;
  hasFocus: boolean;
}

const ligne = (creneau: CreneauOffert, { choisi, commun, ancre, hasFocus }: Tracer): Html => {
  const valeur = ecrireCreneau(creneau);
  const attributs = html`${si(valeur === ancre, html` id="creneau"`)}${si(valeur === ancre && hasFocus, html` autofocus`)}${si(!estPrenable(creneau), html` disabled`)}${si(valeur === choisi, html` checked`)}`;
  return html`<label class="choix creneau"><input type="radio" name="${champs.creneau}" value="${valeur}"${attributs}><span><strong>${direHeures(creneau)}</strong> <span class="places">${direPlaces(creneau.libres, creneau.listeAttente)}</span>${commun === null ? html` <span class="quoi">${lieuDit(creneau)}</span>` : nothing}</span></label>
`;
};

type Jour = readonly [jour: string, creneaux: readonly CreneauOffert[]];

const parJour = (liste: readonly CreneauOffert[]): Jour[] => [
  ...Map.groupBy(liste, ({ debut, fuseau }) => direJour(debut, fuseau)),
];

const tracerJours = (jours: readonly Jour[], tracer: Tracer): Html[] =>
  jours.map(
    ([jour, creneaux]) => html`<fieldset class="date">
<legend>${jour}</legend>
${creneaux.map((creneau) => ligne(creneau, tracer))}</fieldset>
`,
  );

/** How many whole days stand in sight. */
const enVue = (jours: readonly Jour[]): number => {
  let montres = 0;
  const cut = jours.findIndex(([, creneaux]) => {
    montres += creneaux.length;
    return montres >= montresAuMoins;
  });
  return cut === -1 ? jours.length : cut + 1;
};

const feuilleter = ({ apres, suite }: CreneauxMontres): Html =>
  apres === '' && suite === null
    ? nothing
    : html`<p class="actions">${apres === '' ? nothing : html`<button type="submit" class="second" name="${champs.voir}" value="debut" formnovalidate>Revenir aux premiers créneaux</button>`}${suite === null ? nothing : html`<button type="submit" class="second" name="${champs.voir}" value="${suite}" formnovalidate>Voir les créneaux suivants</button>`}</p>
`;

/**
 * The radio list, by day. Its buttons send the form back and forth through the list: whoever uses it must first give the
 * form another button, which is the one that the Enter key presses ({@link premierBouton}).
 *
 * @param choisi `debut~id`, empty when nothing is chosen yet
 * @param hasFocus whether the first of them takes the focus when the page opens
 */
export const listeCreneaux = (montres: CreneauxMontres, choisi: string, hasFocus: boolean): Html => {
  const { liste, ailleurs, apres, adresse } = montres;
  const tous = ailleurs === null ? liste : [ailleurs, ...liste];
  const commun = communDe(tous);
  const prenable = tous.find(estPrenable);
  const tracer: Tracer = {
    choisi,
    commun,
    hasFocus,
    ancre: prenable === undefined ? null : ecrireCreneau(prenable),
  };
  const jours = parJour(liste);
  const cut = enVue(jours);
  const caches = jours.slice(cut);
  const isChoisiCache = caches.some(([, creneaux]) => creneaux.some((un) => ecrireCreneau(un) === choisi));
  return html`<p class="aide" id="creneau-aide">${commun === null ? nothing : html`<strong>${commun}.</strong> `}Les heures sont celles du CFA.</p>
<input type="hidden" name="${champs.creneauxApres}" value="${apres}">
<div id="creneaux" data-adresse="${adresse}">
${ailleurs === null ? nothing : html`<div data-ailleurs><p>Votre choix :</p>\n${tracerJours(parJour([ailleurs]), tracer)}</div>\n`}${tracerJours(jours.slice(0, cut), tracer)}${
  caches.length === 0
    ? feuilleter(montres)
    : html`<details${si(isChoisiCache, html` open`)}>
<summary>Voir plus de créneaux</summary>
${tracerJours(caches, tracer)}${feuilleter(montres)}</details>
`
}</div>
<p class="aide" id="creneaux-dit" aria-live="polite"></p>
`;
};

/** Enter presses the first button of a form: this one, that nobody sees, instead of one that only turns the list. */
export const premierBouton = ({ apres, suite }: CreneauxMontres): Html =>
  si(
    apres !== '' || suite !== null,
    html`<button type="submit" class="cache" tabindex="-1" aria-hidden="true">Envoyer</button>\n`,
  );
