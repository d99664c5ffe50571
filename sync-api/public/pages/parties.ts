import { souhait } from '../../../shared/domain/demandes/souhaits.ts';
import { type Html, html, nothing, phrase } from '../../pages/html.ts';
import { type Champ, champs, type Erreurs } from './champs.ts';
import { si } from './gabarit.ts';
import { phraseErreur } from './phrases.ts';

/** What a field shows of the errors of its form. The first of the form takes the focus: no script is needed for it. */
export interface Regard {
  erreurs: Erreurs;
  premiere: Champ | null;
}

/** Always there: the script of the form fills the same line, and fields already say that it describes them. */
export const ligneErreur = (champ: Champ, { erreurs }: Regard): Html => {
  const erreur = erreurs[champ];
  return erreur === undefined
    ? html`<p class="erreur" id="${champ}-erreur" hidden></p>`
    : html`<p class="erreur" id="${champ}-erreur">${phrase(phraseErreur(champ, erreur))}</p>`;
};

interface Texte {
  champ: Champ;
  /** Also the `id` of the field. */
  libelle: Html;
  valeur: string;
  attributs: Html;
  aide?: Html;
  apres?: Html;
}

/** A line of text with its label, its help and its error. Errors stand before the field: a keyboard on screen hides what is under it. */
export const champTexte = ({ champ, libelle, valeur, attributs, aide, apres }: Texte, regard: Regard): Html => {
  const faux = regard.erreurs[champ] !== undefined;
  const decrit = aide === undefined ? `${champ}-erreur` : `${champ}-aide ${champ}-erreur`;
  return html`<div class="champ" data-champ="${champ}">
<label for="${champ}">${libelle}</label>
${aide === undefined ? nothing : html`<p class="aide" id="${champ}-aide">${aide}</p>`}
${ligneErreur(champ, regard)}
<input id="${champ}" name="${champ}" value="${valeur}" aria-describedby="${decrit}"${attributs}${si(faux, html` aria-invalid="true"`)}${si(regard.premiere === champ, html` autofocus`)}>
${apres ?? nothing}</div>
`;
};

interface Case {
  genre: 'radio' | 'checkbox';
  nom: string;
  valeur: string;
  libelle: Html;
  coche: boolean;
  attributs?: Html;
}

/** One box or one dot with its words: the whole line is the target. */
export const choix = ({ genre, nom, valeur, libelle, coche, attributs }: Case): Html =>
  html`<label class="choix"><input type="${genre}" name="${nom}" value="${valeur}"${attributs ?? nothing}${si(coche, html` checked`)}><span>${libelle}</span></label>
`;

/** The field of the token: filled and hidden by a script, typed in without one. */
export const champJeton = html`<div class="champ" id="champ-jeton">
<label for="jeton">Code du lien</label>
<p class="aide" id="jeton-aide">C'est ce qui suit le signe # dans le lien reçu par e-mail.</p>
<input id="jeton" name="${champs.jeton}" value="" autocomplete="off" autocapitalize="none" spellcheck="false" required maxlength="200" aria-describedby="jeton-aide">
</div>
`;

export const porteJeton = (jeton: string): Html => html`<input type="hidden" name="${champs.jeton}" value="${jeton}">`;

const jours = souhait.shape.jour.options;
const demiJournees = { matin: 'matin', 'apres-midi': 'après-midi' } as const;

/** Days and half-days, one line a day. Each box has its whole name, for whoever does not see the line. */
export const grilleSouhaits = (coches: readonly string[]): Html => {
  const cases = (jour: string): Html[] =>
    souhait.shape.demi_journee.options.map((moment) =>
      choix({
        genre: 'checkbox',
        nom: 'souhait',
        valeur: `${jour}:${moment}`,
        libelle: html`<span class="cache">${jour} </span>${demiJournees[moment]}`,
        coche: coches.includes(`${jour}:${moment}`),
        attributs: jour === 'lundi' && moment === 'matin' ? html` id="souhait"` : nothing,
      }),
    );
  return html`<div class="grille">
${jours.map((jour) => html`<div class="jour"><span class="nom-jour" aria-hidden="true">${jour}</span>${cases(jour)}</div>\n`)}</div>
`;
};

/** `lundi:matin` in words; null for anything else. */
const direSouhait = (texte: string): string | null => {
  const [jour, moment] = texte.split(':');
  const lu = souhait.safeParse({ jour, demi_journee: moment });
  return lu.success ? `${lu.data.jour} ${demiJournees[lu.data.demi_journee]}` : null;
};

/** In the order of the week, whatever the order they were ticked in. */
export const direSouhaits = (coches: readonly string[]): string => {
  const ordre = jours.flatMap((jour) => souhait.shape.demi_journee.options.map((moment) => `${jour}:${moment}`));
  const dits = ordre.filter((un) => coches.includes(un)).flatMap((un) => direSouhait(un) ?? []);
  return dits.length === 0 ? 'à tout moment' : dits.join(', ');
};
