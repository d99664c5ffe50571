import { alert, html, page, phrase } from './html.ts';

export type ConnexionRefusal = 'IDENTIFIANTS' | 'SUSPENDU' | 'TROP_DE_REQUETES';

const sentences: Record<ConnexionRefusal, string> = {
  IDENTIFIANTS: 'Identifiant ou mot de passe incorrect.',
  SUSPENDU: 'Ce compte est suspendu. Adressez-vous à la personne qui gère les accès de votre établissement.',
  TROP_DE_REQUETES: 'Trop d’essais. Patientez quelques minutes avant de recommencer.',
};

export interface ConnexionForm {
  /** Where the form is sent: our own path. */
  action: string;
  /** What the person is about to do, after « Se connecter ». */
  intention: string;
  identifiant: string;
  refus: ConnexionRefusal | null;
}

export const connexionPage = ({ action, intention, identifiant, refus }: ConnexionForm): string =>
  page(
    'Se connecter',
    html`<h1>Se connecter</h1>
<p>${phrase(intention)}</p>
${alert(refus === null ? null : sentences[refus])}
<form method="post" action="${action}">
<div>
<label for="identifiant">SIRET ou adresse électronique</label>
<input id="identifiant" name="identifiant" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="200" value="${identifiant}">
</div>
<div>
<label for="mot_de_passe">Mot de passe</label>
<input id="mot_de_passe" name="mot_de_passe" type="password" autocomplete="current-password" required maxlength="400">
</div>
<button type="submit">Se connecter</button>
</form>
<p class="aide">Mot de passe oublié ? Demandez un nouveau lien à la personne qui vous a envoyé le premier.</p>`,
  );
