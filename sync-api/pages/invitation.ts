import type { InvitationRefusal } from '../identite/invitations.ts';
import { type PasswordRefusal, passwordLength } from '../identite/mot-de-passe.ts';
import { alert, html, page } from './html.ts';

type Refusal = InvitationRefusal | PasswordRefusal | 'TROP_DE_REQUETES' | 'LIEN_INCOMPLET';

const sentences: Record<Refusal, string> = {
  LIEN_INCOMPLET: 'Le lien est incomplet. Copiez-le en entier, avec ce qui suit le signe #, puis ouvrez-le de nouveau.',
  LIEN_INVALIDE: "Ce lien n'est pas valable. Demandez un nouveau lien à la personne qui vous l'a envoyé.",
  LIEN_EXPIRE: "Ce lien a expiré : il n'est valable que 72 heures. Demandez un nouveau lien.",
  LIEN_UTILISE: "Ce lien a déjà servi. Si ce n'était pas vous, demandez un nouveau lien et signalez-le.",
  COMPTE_SUSPENDU: 'Ce compte est suspendu. Adressez-vous à la personne qui gère les accès de votre établissement.',
  TROP_DE_REQUETES: 'Trop d’essais. Patientez quelques minutes avant de recommencer.',
  TROP_COURT: `Ce mot de passe est trop court : il en faut au moins ${passwordLength.min} caractères.`,
  TROP_LONG: `Ce mot de passe est trop long : ${passwordLength.max} caractères au plus.`,
  TROP_COURANT:
    'Ce mot de passe est trop facile à deviner : des mots courants, une suite de touches ou peu de caractères différents. Prenez par exemple quatre mots sans rapport entre eux.',
  IDENTIFIANT: 'Ce mot de passe reprend votre identifiant. Choisissez autre chose.',
  DIFFERENTS: 'Les deux mots de passe ne sont pas les mêmes.',
};

/** The link is spent or dead: showing the form again would only lead to the same refusal. */
const final = new Set<Refusal>(['LIEN_INVALIDE', 'LIEN_EXPIRE', 'LIEN_UTILISE', 'COMPTE_SUSPENDU']);

/** The first visit has no token: the script puts it there from the address. After a refusal the form carries it. */
export function invitationPage({ jeton, refus }: { jeton: string; refus: Refusal | null }): string {
  const sentence = refus === null ? null : sentences[refus];
  if (refus !== null && final.has(refus)) {
    return page('Lien refusé', html`<h1>Lien refusé</h1>${alert(sentence)}<p class="code">Code : ${refus}</p>`);
  }
  return page(
    'Créer votre mot de passe',
    html`<h1>Créer votre mot de passe</h1>
<p>Il servira à connecter vos postes à Rappel CFA.</p>
${alert(sentence)}
<form method="post" action="/invitation">
<input id="jeton" name="jeton" type="hidden" value="${jeton}">
<div>
<label for="mot_de_passe">Mot de passe</label>
<input id="mot_de_passe" name="mot_de_passe" type="password" autocomplete="new-password" required minlength="${passwordLength.min}" maxlength="400" aria-describedby="regle">
<p class="aide" id="regle">Au moins ${passwordLength.min} caractères. Une phrase convient très bien, avec des espaces et des accents si vous voulez.</p>
</div>
<div>
<label for="confirmation">Le même, une deuxième fois</label>
<input id="confirmation" name="confirmation" type="password" autocomplete="new-password" required maxlength="400">
</div>
<button type="submit">Créer le mot de passe</button>
</form>`,
    '/pages/invitation.js',
  );
}

export const invitationDonePage = (): string =>
  page(
    'Mot de passe créé',
    html`<h1>Mot de passe créé</h1>
<p>Votre compte est prêt. Ouvrez l'application Rappel CFA et choisissez « Se connecter ». Vous pouvez fermer cet onglet.</p>`,
  );
