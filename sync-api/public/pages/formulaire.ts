import { joursPromis } from '../../../shared/domain/demandes/echeance.ts';
import type { Origine } from '../../../shared/domain/demandes/origines.ts';
import { type Html, html, nothing, phrase } from '../../pages/html.ts';
import type { Champ, Defi, Erreurs, FormationMontree, Valeurs } from './champs.ts';
import { champs } from './champs.ts';
import { chemins } from './chemins.ts';
import { versionConsentement } from './confidentialite.ts';
import { type CreneauxMontres, premierBouton } from './creneaux.ts';
import { blocCreneaux, blocMode, blocMotifs, blocPersonne, blocRappel, type Remplissage } from './formulaire-blocs.ts';
import { annonce, page } from './gabarit.ts';
import { fichiers } from './noms-fichiers.ts';
import { compteErreurs, phraseErreur } from './phrases.ts';

export interface Formulaire {
  formation: FormationMontree;
  origine: Origine;
  valeurs: Valeurs;
  erreurs: Erreurs;
  /** The whole address that was probably meant (suggestion.ts), with `erreurs.courriel` = SUGGESTION. */
  suggestion: string | null;
  /** The part of the créneaux that is shown; null when none can be chosen. */
  creneaux?: CreneauxMontres | null;
  /** A button turned the list of créneaux: nothing was sent. */
  isFeuillete?: boolean;
  /** Names this drawing of the form. */
  envoi: string;
  /** Throttling has tripped: the page computes a proof, or says that the address will be confirmed by mail. */
  defi: Defi | null;
}

/** In the order of the page. */
const ordre: readonly Champ[] = [
  'mode',
  'creneau',
  'auteur',
  'prenom',
  'nom',
  'prenom_jeune',
  'nom_jeune',
  'courriel',
  'telephone',
  'motif',
  'autre',
  'souhait',
  'message',
];

const lieu = ({ adresse, codePostal, ville }: FormationMontree): string =>
  [adresse, [codePostal, ville].filter((part) => part !== null).join(' ')]
    .filter((part) => part !== null && part !== '')
    .join(', ');

const resume = (fausses: readonly Champ[], erreurs: Erreurs): Html =>
  html`<div class="annonce refus" id="resume" role="alert"${fausses.length === 0 ? html` hidden` : nothing}>
<h2 id="resume-titre">${phrase(compteErreurs(fausses.length))}</h2>
<ul id="resume-liste">${fausses.map((champ) => html`<li><a href="#${champ}">${phrase(phraseErreur(champ, erreurs[champ] ?? 'INVALIDE'))}</a></li>`)}</ul>
</div>
`;

/** Filled in by a script, ignored without: whoever computes nothing proves the address by mail instead. */
const blocDefi = ({ jeton, sel, empreinte, max }: Defi): Html =>
  html`<div class="defi" id="bloc-defi" data-sel="${sel}" data-empreinte="${empreinte}" data-max="${max}">
<input type="hidden" name="${champs.defi}" value="${jeton}">
<input type="hidden" name="${champs.preuve}" id="preuve" value="">
<p id="defi-etat" role="status">Beaucoup de demandes arrivent en ce moment. Après l'envoi, un e-mail vous demandera de confirmer votre adresse.</p>
</div>
`;

const consentement = (cfa: string): Html =>
  html`<p class="consentement" id="texte-consentement">En envoyant ce formulaire, vous acceptez que ses informations soient transmises au CFA nommé ici, qui s'en sert pour répondre à votre demande et pour rien d'autre : <strong>${cfa}</strong>. Vous pourrez changer ou annuler votre demande avec le lien reçu par e-mail. <a href="${chemins.confidentialite}">Ce que deviennent vos données</a></p>
`;

const entete = ({ intitule, raisonSociale }: FormationMontree, adresse: string): Html =>
  html`<h1>Contacter le CFA</h1>
<p class="formation"><strong>${intitule}</strong><span>${raisonSociale}</span>${adresse === '' ? nothing : html`<span>${adresse}</span>`}</p>
<p>Le CFA répond dans les ${joursPromis} jours ouvrés : ni le week-end ni les jours fériés ne comptent. Toutes les réponses sont nécessaires, sauf mention « facultatif ».</p>
`;

/** The form was right, but the address or the training has had too many: it only has to be sent once more. */
const renvoi = annonce(
  'refus',
  html`<p>Votre demande n'est pas encore partie. Appuyez une fois de plus sur « Envoyer ma demande », en bas de la page : vos réponses sont gardées.</p>`,
);

/** The form of a training; 422 when `erreurs` is not empty. */
export function pageFormulaire(formulaire: Formulaire): string {
  const {
    formation,
    origine,
    valeurs,
    erreurs,
    suggestion,
    envoi,
    defi,
    creneaux = null,
    isFeuillete = false,
  } = formulaire;
  const fausses = ordre.filter((champ) => erreurs[champ] !== undefined);
  const remplissage: Remplissage = {
    valeurs,
    suggestion,
    creneaux,
    isFeuillete,
    regard: { erreurs, premiere: fausses[0] ?? null },
  };
  const aRenvoyer = !isFeuillete && defi !== null && fausses.length === 0 && valeurs.courriel !== '';
  return page(
    `${fausses.length === 0 ? '' : 'À revoir – '}Contacter le CFA – ${formation.raisonSociale}`,
    html`${entete(formation, lieu(formation))}${aRenvoyer ? renvoi : nothing}${resume(fausses, erreurs)}<form id="demande" method="post" action="${chemins.demande}">
${creneaux === null ? nothing : premierBouton(creneaux)}<input type="hidden" name="${champs.cle}" value="${formation.cle}">
<input type="hidden" name="${champs.origine}" value="${origine}">
<input type="hidden" name="${champs.consentement}" value="${versionConsentement}">
<input type="hidden" name="${champs.envoi}" value="${envoi}">
<div class="piege" aria-hidden="true"><label for="${champs.piege}">Laissez ce champ vide</label><input id="${champs.piege}" name="${champs.piege}" value="" tabindex="-1" autocomplete="off"></div>
${blocMode(remplissage)}${blocCreneaux(remplissage)}${blocPersonne(remplissage)}${blocMotifs(remplissage)}${blocRappel(remplissage)}${consentement(formation.raisonSociale)}${defi === null ? nothing : blocDefi(defi)}<p class="actions"><button type="submit"${aRenvoyer ? html` autofocus` : nothing}>Envoyer ma demande</button></p>
</form>`,
    [fichiers.formulaire, ...(creneaux === null ? [] : [fichiers.places]), ...(defi === null ? [] : [fichiers.preuve])],
  );
}
