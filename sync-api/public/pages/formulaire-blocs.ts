import { libelleMotif, motifs } from '../../../shared/domain/demandes/motifs.ts';
import { messageMax } from '../../guichet/depot.ts';
import { type Html, html, nothing, phrase } from '../../pages/html.ts';
import type { Valeurs } from './champs.ts';
import { champs, longueurs } from './champs.ts';
import { type CreneauxMontres, listeCreneaux } from './creneaux.ts';
import { si } from './gabarit.ts';
import { champTexte, choix, grilleSouhaits, ligneErreur, type Regard } from './parties.ts';

export interface Remplissage {
  /** null: no créneau is offered, and there is no such way to ask. */
  creneaux: CreneauxMontres | null;
  /** The list was only turned: it takes the focus. */
  isFeuillete: boolean;
  valeurs: Valeurs;
  suggestion: string | null;
  regard: Regard;
}

/** Where the link of the error list goes, and where the focus goes without a script: the first choice of a group. */
const ancre = (champ: 'mode' | 'auteur' | 'motif', rang: number, { premiere }: Regard): Html =>
  rang > 0 ? nothing : html` id="${champ}"${si(premiere === champ, html` autofocus`)}`;

export const blocMode = ({ valeurs, regard, creneaux }: Remplissage): Html => {
  const modes = [
    { valeur: 'rappel', libelle: html`<strong>Être rappelé·e</strong> par téléphone` },
    { valeur: 'message', libelle: html`<strong>Écrire au CFA</strong> et recevoir une réponse par e-mail` },
    ...(creneaux === null
      ? []
      : [{ valeur: 'creneau', libelle: html`<strong>Choisir un créneau</strong> pour rencontrer le CFA` }]),
  ];
  return html`<fieldset data-champ="mode" aria-describedby="mode-erreur">
<legend>Vous souhaitez</legend>
${ligneErreur('mode', regard)}
<div class="cartes">
${modes.map(({ valeur, libelle }, rang) =>
  choix({
    genre: 'radio',
    nom: champs.mode,
    valeur,
    libelle,
    coche: (valeurs.mode ?? 'rappel') === valeur,
    attributs: html`${ancre('mode', rang, regard)} required`,
  }),
)}</div>
</fieldset>
`;
};

export const blocCreneaux = ({ valeurs, regard, creneaux, isFeuillete }: Remplissage): Html =>
  creneaux === null
    ? nothing
    : html`<fieldset class="si-creneau" data-champ="creneau" aria-describedby="creneau-aide creneau-erreur">
<legend>Quel créneau vous convient ?</legend>
${ligneErreur('creneau', regard)}
${listeCreneaux(creneaux, valeurs.creneau, isFeuillete || regard.premiere === 'creneau')}</fieldset>
`;

const auteurs = [
  { valeur: 'etudiant', libelle: html`la personne qui veut se former` },
  { valeur: 'parent', libelle: html`son parent, ou son responsable légal` },
];

const identite = ({ valeurs, regard }: Remplissage): Html =>
  html`<div class="paire">
${champTexte(
  {
    champ: 'prenom',
    libelle: html`Votre prénom`,
    valeur: valeurs.prenom,
    attributs: html` autocomplete="given-name" required maxlength="${longueurs.nom}"`,
  },
  regard,
)}${champTexte(
  {
    champ: 'nom',
    libelle: html`Votre nom`,
    valeur: valeurs.nom,
    attributs: html` autocomplete="family-name" required maxlength="${longueurs.nom}"`,
  },
  regard,
)}</div>
<div class="paire si-parent">
${champTexte(
  {
    champ: 'prenom_jeune',
    libelle: html`Prénom du jeune <span class="facultatif">(facultatif)</span>`,
    valeur: valeurs.prenomJeune,
    attributs: html` autocomplete="off" maxlength="${longueurs.nom}"`,
  },
  regard,
)}${champTexte(
  {
    champ: 'nom_jeune',
    libelle: html`Nom du jeune <span class="facultatif">(facultatif)</span>`,
    valeur: valeurs.nomJeune,
    attributs: html` autocomplete="off" maxlength="${longueurs.nom}"`,
  },
  regard,
)}</div>
`;

/**
 * The box replaces the address without a script; left alone, the same address sent again is taken as it is. A box and
 * not a button: the first button of a form is what the Enter key presses.
 */
const blocSuggestion = (courriel: string, suggestion: string): Html =>
  html`<p>Vouliez-vous écrire <strong>${suggestion}</strong> ?</p>
${choix({ genre: 'checkbox', nom: champs.courrielCorrige, valeur: suggestion, libelle: html`Oui, remplacer mon adresse`, coche: false })}<input type="hidden" name="${champs.courrielVu}" value="${courriel}">`;

const coordonnees = ({ valeurs, suggestion, regard }: Remplissage): Html =>
  html`${champTexte(
    {
      champ: 'courriel',
      libelle: html`Votre adresse e-mail`,
      valeur: valeurs.courriel,
      attributs: html` type="email" autocomplete="email" required maxlength="${longueurs.courriel}"`,
      aide: html`Pour recevoir la confirmation et le lien qui permet de changer ou d'annuler.`,
      apres: html`<div class="suggestion" id="suggestion" aria-live="polite">${suggestion === null ? nothing : blocSuggestion(valeurs.courriel, suggestion)}</div>`,
    },
    regard,
  )}${champTexte(
    {
      champ: 'telephone',
      libelle: html`Votre numéro de téléphone`,
      valeur: valeurs.telephone,
      attributs: html` type="tel" autocomplete="tel" required maxlength="${longueurs.telephone}"`,
      aide: html`Pour un numéro étranger, commencez par + et l'indicatif du pays.`,
    },
    regard,
  )}`;

export const blocPersonne = (remplissage: Remplissage): Html => {
  const { valeurs, regard } = remplissage;
  return html`<fieldset data-champ="auteur" aria-describedby="auteur-erreur">
<legend>Vous êtes</legend>
${ligneErreur('auteur', regard)}
${auteurs.map(({ valeur, libelle }, rang) =>
  choix({
    genre: 'radio',
    nom: champs.auteur,
    valeur,
    libelle,
    coche: valeurs.auteur === valeur,
    attributs: html`${ancre('auteur', rang, regard)} required`,
  }),
)}</fieldset>
${identite(remplissage)}${coordonnees(remplissage)}`;
};

export const blocMotifs = ({ valeurs, regard }: Remplissage): Html =>
  html`<fieldset data-champ="motif" aria-describedby="motif-erreur">
<legend>De quoi voulez-vous parler ?</legend>
${ligneErreur('motif', regard)}
<div class="colonnes">
${motifs.map((motif, rang) =>
  choix({
    genre: 'checkbox',
    nom: champs.motif,
    valeur: motif,
    libelle: phrase(libelleMotif[motif]),
    coche: valeurs.motifs.includes(motif),
    attributs: ancre('motif', rang, regard),
  }),
)}</div>
</fieldset>
<div class="si-autre">
${champTexte(
  {
    champ: 'autre',
    libelle: html`Autre sujet : lequel ? <span class="facultatif">(facultatif)</span>`,
    valeur: valeurs.autre,
    attributs: html` autocomplete="off" maxlength="${longueurs.autre}"`,
  },
  regard,
)}</div>
`;

/** Its label changes with the mode by style alone: what is not shown is not read out either. */
export const blocMessage = (
  { valeurs, regard }: Pick<Remplissage, 'valeurs' | 'regard'>,
  libelle: Html = html`<span class="si-message">Votre message</span> <span class="sauf-message">Un mot pour le CFA <span class="facultatif">(facultatif)</span></span>`,
): Html =>
  html`<div class="champ" data-champ="message">
<label for="message">${libelle}</label>
<p class="aide" id="message-aide">Des faits seulement : rien sur la santé, la religion ou les origines.</p>
${ligneErreur('message', regard)}
<textarea id="message" name="${champs.message}" rows="5" maxlength="${messageMax}" aria-describedby="message-aide message-erreur"${si(regard.erreurs.message !== undefined, html` aria-invalid="true"`)}${si(regard.premiere === 'message', html` autofocus`)}>
${valeurs.message}</textarea>
</div>
`;

export const blocSouhaits = (coches: readonly string[], regard: Regard): Html =>
  html`<fieldset class="si-rappel" data-champ="souhait" aria-describedby="souhait-aide souhait-erreur">
<legend>Quand préférez-vous être rappelé·e ? <span class="facultatif">(facultatif)</span></legend>
<p class="aide" id="souhait-aide">Cochez tout ce qui convient. Le matin va jusqu'à 12\u00a0h\u00a030, à l'heure de chez vous.</p>
${ligneErreur('souhait', regard)}
${grilleSouhaits(coches)}</fieldset>
`;

export const blocRappel = (remplissage: Remplissage): Html =>
  html`${blocSouhaits(remplissage.valeurs.souhaits, remplissage.regard)}${blocMessage(remplissage)}`;
