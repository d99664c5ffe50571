import { joursPromis } from '../../../shared/domain/demandes/echeance.ts';
import type { ModeDepot } from '../../guichet/depot.ts';
import { type Html, html, nothing } from '../../pages/html.ts';
import { page } from './gabarit.ts';
import { fichiers } from './noms-fichiers.ts';

const suites: Readonly<Record<ModeDepot, (cfa: string) => Html>> = {
  rappel: (cfa) => html`<p>${cfa} vous rappelle dans les ${joursPromis} jours ouvrés.</p>`,
  message: (cfa) => html`<p>${cfa} vous répond dans les ${joursPromis} jours ouvrés.</p>`,
  creneau: (cfa) =>
    html`<p>${cfa} l'a bien reçue. L'e-mail que vous allez recevoir dit si la place est à vous : attendez-le avant de vous déplacer.</p>`,
};

/**
 * What follows a form that was accepted: the same words whatever is made of it (new, completed, caught), so that the
 * page never tells whether somebody already asked.
 *
 * @param enRetard nobody has come to take the deposits for long: the mail will be late
 */
export const pageMerci = ({ mode, cfa, enRetard }: { mode: ModeDepot; cfa: string; enRetard?: boolean }): string =>
  page(
    'Demande envoyée',
    html`<h1>Merci, votre demande est envoyée</h1>
${suites[mode](cfa)}
<h2>Et maintenant ?</h2>
<ul>
<li>Vous allez recevoir un e-mail${mode === 'creneau' ? html` : place réservée, liste d'attente ou créneau complet` : nothing}. S'il n'arrive pas, regardez dans les courriers indésirables.</li>
<li>Cet e-mail contient un lien pour changer ou annuler${mode === 'creneau' ? nothing : html` votre demande`} : gardez-le.</li>
${mode === 'rappel' ? html`<li>Le CFA peut appeler d'un numéro que vous ne connaissez pas : décrochez, ou écoutez votre messagerie.</li>\n` : nothing}</ul>
${enRetard === true ? html`<p class="aide">Les e-mails partent avec du retard en ce moment. Votre demande est bien gardée, inutile de la refaire.</p>\n` : nothing}<p>Vous pouvez fermer cette page.</p>`,
  );

/** Throttled and without proof: nothing is made before the button of the mail. */
export const pageAConfirmer = ({ cfa, mode = 'rappel' }: { cfa: string; mode?: ModeDepot }): string =>
  page(
    'Confirmez votre adresse',
    html`<h1>Encore une étape : confirmez votre adresse</h1>
<p>Beaucoup de demandes arrivent en ce moment. Avant de transmettre la vôtre au CFA (${cfa}), il faut savoir si l'adresse est bien à vous : ouvrez l'e-mail que vous allez recevoir et suivez son lien.</p>
${
  mode === 'creneau'
    ? html`<p>Aucune place n'est gardée d'ici là.</p>
`
    : nothing
}<p>Ce lien est valable 24 heures. Si l'e-mail n'arrive pas, regardez dans les courriers indésirables.</p>`,
  );

/** Closed for this origine; null when the training is unknown (404). */
export const pageFermee = (formation: { raisonSociale: string; intitule: string } | null): string =>
  formation === null
    ? page(
        'Formation introuvable',
        html`<h1>Cette formation est introuvable</h1>
<p>Le lien est peut-être incomplet : il arrive qu'il soit coupé au signe #. Revenez à la page d'où vous venez et suivez-le de nouveau, ou copiez-le en entier.</p>
<p>Si le lien est entier, cette formation n'est plus proposée. Adressez-vous directement au CFA.</p>`,
        [fichiers.cleCoupee],
      )
    : page(
        'Demandes fermées',
        html`<h1>${formation.raisonSociale} ne prend pas de demande ici</h1>
<p class="formation"><strong>${formation.intitule}</strong></p>
<p>Les demandes en ligne ne sont pas ouvertes pour cette formation. Adressez-vous directement au CFA, par téléphone ou sur son site.</p>`,
      );

/** Beyond every throttle (429). */
export const pageTrop = (): string =>
  page(
    'Trop de demandes',
    html`<h1>Trop de demandes en ce moment</h1>
<p>Celle-ci n'a pas été prise. Attendez une heure, puis recommencez.</p>`,
  );

/** An address that is none of ours (404). */
export const pageIntrouvable = (): string =>
  page(
    'Page introuvable',
    html`<h1>Cette page n'existe pas</h1>
<p>Vérifiez l'adresse, ou revenez à la page d'où vous venez.</p>`,
  );

/** Our own fault or a form that no page of ours sends (400, 403, 413, 500, 503). */
export const pagePanne = (): string =>
  page(
    'Demande non prise',
    html`<h1>Cela n'a pas fonctionné</h1>
<p>Rien n'a été envoyé. Revenez à la page précédente et recommencez ; si cela dure, adressez-vous directement au CFA.</p>`,
  );
