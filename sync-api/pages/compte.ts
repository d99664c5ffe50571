import { type Html, html, nothing, page } from './html.ts';

export interface ComptePage {
  nom: string;
  enrolement: boolean;
  /** Shown once, right after it was made; never read back from the database. */
  nouveauCode: { code: string; expireLe: string } | null;
  /** What became of the last code. */
  dernier: { etat: 'utilise'; poste: string; le: string } | { etat: 'ouvert' | 'expire' | 'epuise' } | null;
  /** Connected postes of the account, the newest first. */
  postes: readonly { id: string; nom: string; creeLe: string; vuLe: string | null }[];
}

/** Director's pages are read in metropolitan France and overseas: the zone is said with the hour. */
const hour = (instant: string): string =>
  new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Paris' }).format(
    new Date(instant),
  );

const day = (instant: string): string =>
  new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(new Date(instant));

const grouped = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

function last(dernier: ComptePage['dernier']): Html {
  if (dernier === null) return nothing;
  if (dernier.etat === 'utilise') {
    return html`<p class="bien">Le dernier code a servi au poste « ${dernier.poste} », à ${hour(dernier.le)} (heure de Paris).</p>
<p class="aide">Si vous ne connaissez pas ce poste, déclarez-le perdu tout de suite, dans la liste ci-dessous.</p>`;
  }
  if (dernier.etat === 'ouvert')
    return html`<p>Un code attend d'être saisi. Rechargez cette page pour voir quel poste l'a utilisé.</p>`;
  if (dernier.etat === 'epuise') return html`<p>Le dernier code est fermé : trop de saisies fausses.</p>`;
  return html`<p>Le dernier code a expiré sans servir.</p>`;
}

function posteList(postes: ComptePage['postes']): Html {
  if (postes.length === 0) return html`<p>Aucun poste n'est connecté à ce compte.</p>`;
  const items = postes.map(
    ({ id, nom, creeLe, vuLe }) => html`<li>
<p><strong>${nom}</strong><br>connecté le ${day(creeLe)}${vuLe === null ? '' : `, vu le ${day(vuLe)}`}</p>
<form method="post" action="/compte/poste">
<input type="hidden" name="poste" value="${id}">
<button class="second" type="submit" name="revocation" value="rendu" aria-label="Retirer le poste ${nom}, rendu">Retirer (rendu)</button>
<button class="second" type="submit" name="revocation" value="perdu" aria-label="Retirer le poste ${nom}, perdu ou volé">Perdu ou volé</button>
</form>
</li>`,
  );
  return html`<p class="aide">Un poste rendu envoie d'abord ses saisies, puis efface ses listes. Un poste perdu ou volé est coupé tout de suite : ses saisies non envoyées sont perdues.</p>
<ul class="postes">${items}</ul>`;
}

export function comptePage({ nom, enrolement, nouveauCode, dernier, postes }: ComptePage): string {
  const code =
    nouveauCode === null
      ? nothing
      : html`<p>Saisissez ce code sur le poste avant ${hour(nouveauCode.expireLe)} (heure de Paris). Il ne sert qu'une fois.</p>
<p class="code-enrolement">${grouped(nouveauCode.code)}</p>`;
  const form = enrolement
    ? html`<p>Un code permet de connecter un poste qui n'a pas de navigateur. Il est valable dix minutes.</p>
${code}
${nouveauCode === null ? last(dernier) : nothing}
<form method="post" action="/compte/code"><button type="submit">${nouveauCode === null ? 'Créer un code' : 'Créer un autre code'}</button></form>
<form method="get" action="/compte"><button class="second" type="submit">Voir quel poste a utilisé le code</button></form>`
    : html`<p>Les codes d'enrôlement ne sont pas activés sur ce serveur. Les postes se connectent par le navigateur, depuis l'application.</p>`;
  return page(
    'Vos postes',
    html`<h1>Vos postes</h1>
<p>Compte : ${nom}</p>
<h2>Connecter un poste</h2>
${form}
<h2>Postes connectés</h2>
${posteList(postes)}
<form method="post" action="/compte/deconnexion"><button class="second" type="submit">Se déconnecter</button></form>`,
  );
}
