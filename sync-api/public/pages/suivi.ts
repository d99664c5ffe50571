import { type Html, html, nothing, phrase } from '../../pages/html.ts';
import { champs, type EtatSuivi, valeursVides } from './champs.ts';
import { chemins } from './chemins.ts';
import { direInstant } from './creneaux-dits.ts';
import { blocMessage, blocSouhaits } from './formulaire-blocs.ts';
import { annonce, page } from './gabarit.ts';
import { fichiers } from './noms-fichiers.ts';
import { champJeton, choix, direSouhaits, porteJeton, type Regard } from './parties.ts';

/**
 * Why the page of a personal link cannot do it. INCONNU: no demande has this code (never existed, or was erased).
 * INCOMPLET: no code was given. REFUSE: what was asked to change cannot be read.
 */
export type ErreurSuivi = 'INCONNU' | 'INCOMPLET' | 'REFUSE';

/** What was just done by a button of the page. */
export type FaitSuivi = 'change' | 'annule';

const erreurs: Readonly<Record<ErreurSuivi, string>> = {
  INCONNU: "Aucune demande n'a ce code. Vérifiez qu'il est copié en entier ; une demande ancienne a pu être effacée.",
  INCOMPLET:
    "Le lien est incomplet. Copiez-le en entier, avec ce qui suit le signe #, ou collez ici le code qu'il contient.",
  REFUSE: "Ce changement n'a pas été compris. Rien n'a été modifié ; recommencez.",
};

const faits: Readonly<Record<FaitSuivi, string>> = {
  change: "C'est noté. Le CFA voit votre changement, et un e-mail vous le confirme.",
  annule: 'Votre demande est annulée. Le CFA est prévenu, et un e-mail vous le confirme.',
};

const etats: Readonly<Record<EtatSuivi['etat'], string>> = {
  ouverte: "En attente : le CFA n'a pas encore répondu.",
  repondue: 'Le CFA a répondu.',
  annulee: 'Vous avez annulé cette demande.',
};

const sansReponse: Regard = { erreurs: {}, premiere: null };

const modes: Readonly<Record<EtatSuivi['mode'], string>> = {
  rappel: 'être rappelé·e',
  message: 'une réponse par e-mail',
  creneau: 'un créneau',
};

const resume = ({ intitule, raisonSociale, mode, souhaits, etat, recueLe, fuseau }: EtatSuivi): Html =>
  html`<dl class="fiche">
<div><dt>Où elle en est</dt><dd><strong>${phrase(etats[etat])}</strong></dd></div>
<div><dt>Formation</dt><dd>${intitule}</dd></div>
<div><dt>CFA</dt><dd>${raisonSociale}</dd></div>
<div><dt>Reçue le</dt><dd>${direInstant(recueLe, fuseau)}</dd></div>
<div><dt>Vous souhaitez</dt><dd>${modes[mode]}</dd></div>
${mode === 'rappel' ? html`<div><dt>Moments préférés</dt><dd>${direSouhaits(souhaits)}</dd></div>\n` : nothing}</dl>
`;

const changer = ({ jeton, mode, souhaits }: EtatSuivi): Html =>
  html`<details>
<summary>Changer ma demande</summary>
<form method="post" action="${chemins.changement}">
${porteJeton(jeton)}
<fieldset>
<legend>Vous souhaitez</legend>
${choix({ genre: 'radio', nom: champs.mode, valeur: 'rappel', libelle: html`être rappelé·e`, coche: mode === 'rappel' })}${choix({ genre: 'radio', nom: champs.mode, valeur: 'message', libelle: html`une réponse par e-mail`, coche: mode === 'message' })}</fieldset>
${mode === 'creneau' ? html`<p class="aide">Pour un créneau déjà demandé, servez-vous du lien de l'e-mail qui en parle.</p>\n` : nothing}${blocSouhaits(souhaits, sansReponse)}${blocMessage({ valeurs: valeursVides, regard: sansReponse }, html`Ajouter un mot pour le CFA <span class="facultatif">(facultatif)</span>`)}<p class="actions"><button type="submit">Enregistrer le changement</button></p>
</form>
</details>
`;

/** Opened, then pressed: two acts of a person, without any dialog, and nothing that a link scanner could follow. */
const annuler = ({ jeton, mode }: EtatSuivi): Html =>
  html`<details>
<summary>Annuler ma demande</summary>
<form method="post" action="${chemins.annulation}">
${porteJeton(jeton)}
<p>${mode === 'creneau' ? html`Le CFA ne donnera pas suite à votre demande.` : html`Le CFA ne vous rappellera pas et ne vous répondra pas.`} Vous pourrez faire une nouvelle demande.</p>
<p class="actions"><button type="submit" class="grave">Oui, annuler ma demande</button></p>
</form>
</details>
`;

/**
 * The page of a personal link: asks for the code when `etat` is null, else shows what became of the demande. Only its
 * buttons change anything.
 *
 * @param etat as it will be once what was just asked is carried out
 */
export const pageSuivi = ({
  etat,
  erreur,
  fait,
}: {
  etat: EtatSuivi | null;
  erreur: ErreurSuivi | null;
  fait?: FaitSuivi;
}): string => {
  const dit = [
    ...(fait === undefined ? [] : [annonce('bien', html`<p>${phrase(faits[fait])}</p>`)]),
    ...(erreur === null ? [] : [annonce('refus', html`<p>${phrase(erreurs[erreur])}</p>`)]),
  ];
  if (etat === null) {
    return page(
      'Votre demande',
      html`<h1>Votre demande</h1>
${dit}<form id="jeton-formulaire" method="post" action="${chemins.suivi}"${erreur === null ? html` data-lire` : nothing}>
${champJeton}<p class="actions"><button type="submit">Voir ma demande</button></p>
</form>`,
      [fichiers.jeton],
    );
  }
  const actions = etat.etat === 'ouverte' ? html`${changer(etat)}${annuler(etat)}` : nothing;
  return page(
    'Votre demande',
    html`<h1>Votre demande</h1>
${dit}${resume(etat)}${actions}`,
  );
};

/** Where the link of a confirmation mail leads: one button, nothing happens without it. */
export const pageConfirmer = ({ erreur }: { erreur: 'INCOMPLET' | null }): string =>
  page(
    'Confirmer votre demande',
    html`<h1>Confirmer votre demande</h1>
${erreur === null ? nothing : annonce('refus', html`<p>${phrase(erreurs[erreur])}</p>`)}<p>Appuyez sur le bouton pour que le CFA reçoive votre demande. Si vous n'avez rien demandé, fermez cette page : tout sera effacé.</p>
<form id="jeton-formulaire" method="post" action="${chemins.confirmation}">
${champJeton}<p class="actions"><button type="submit">Confirmer ma demande</button></p>
</form>`,
    [fichiers.jeton],
  );

/** After the button: the same words whether the token was right or not. */
export const pageConfirmee = (): string =>
  page(
    'Adresse confirmée',
    html`<h1>Merci, c'est confirmé</h1>
<p>Si le lien était encore valable, le CFA a votre demande, et vous recevez un e-mail qui le dit. Sinon, refaites une demande.</p>
<p>Vous pouvez fermer cette page.</p>`,
  );
