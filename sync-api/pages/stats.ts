import { academies } from '../referentiels/academies.ts';
import { type Cellules, type Publication, type Publie, taux } from '../stats/publication.ts';
import { type Html, html, nothing, page, phrase } from './html.ts';

const number = new Intl.NumberFormat('fr-FR');
const instant = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Paris' });

const places: readonly { code: string; nom: string }[] = [
  ...[...academies].sort((left, right) => left.nom.localeCompare(right.nom, 'fr')),
  { code: 'UNKNOWN', nom: 'Académie non connue' },
];

const shown = (publie: Publie): Html => {
  if (typeof publie === 'number') return html`${number.format(publie)}`;
  return publie === 'peu' ? html`<span class="peu">moins de 5</span>` : html`<span class="peu">non publié</span>`;
};

const percent = (rate: number | null): Html =>
  rate === null ? html`<span class="peu">non calculé</span>` : html`${rate} %`;

const measure = (label: string, value: Publie): Html =>
  html`<div class="mesure"><dt>${phrase(label)}</dt><dd>${shown(value)}</dd></div>`;

/** The bar repeats for the eye what the line says in words. */
const share = (label: string, part: Publie, whole: Publie): Html => {
  const rate = taux(part, whole);
  const bar =
    rate === null
      ? nothing
      : html`<dd class="barre" aria-hidden="true"><svg viewBox="0 0 100 6" preserveAspectRatio="none" focusable="false"><rect class="fond" width="100" height="6"/><rect class="part" width="${rate}" height="6"/></svg></dd>`;
  const said = rate === null ? shown(part) : html`${shown(part)}, soit ${rate} %`;
  return html`<div class="mesure"><dt>${phrase(label)}</dt><dd>${said}</dd>${bar}</div>`;
};

const section = (id: string, title: string, lines: readonly Html[], help: Html = nothing): Html =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${phrase(title)}</h2>${help}<dl>${lines}</dl></section>
`;

function sections({ national }: Publication, cell: Cellules, isWhole: boolean): Html[] {
  return [
    section('organismes', 'Organismes', [
      measure('Organismes responsables', cell.responsables),
      measure('dont à plusieurs formateurs', cell.responsablesMulti),
      measure('Organismes formateurs', cell.formateurs),
      measure("Établissements d'accueil avec candidatures", cell.accueils),
    ]),
    section('comptes', 'Créations de compte', [
      measure('Organismes responsables', cell.responsables),
      share('Comptes créés', cell.comptesCrees, cell.responsables),
      share('Comptes finalisés (mot de passe créé)', cell.comptesFinalises, cell.responsables),
    ]),
    section('delegations', 'Délégations', [
      measure('Délégations en cours', cell.delegations),
      share('dont le délégué a finalisé son compte', cell.delegationsFinalisees, cell.delegations),
      share('Responsables qui délèguent', cell.responsablesDelegants, cell.responsables),
      share('Formateurs dont la liste est déléguée', cell.formateursDelegues, cell.formateurs),
      ...(isWhole ? [measure('Délégués', national.delegues)] : []),
    ]),
    section('candidatures', 'Candidatures (hors offres génériques)', [
      measure('Candidatures transmises à un organisme', cell.candidatures),
      ...(isWhole ? [measure('Jeunes concernés', national.jeunes)] : []),
      measure('Candidatures sans SIRET, transmises à personne', cell.sansSiret),
      ...(isWhole ? [measure('Sur une offre générique (non comptées)', national.generiques)] : []),
    ]),
    section(
      'reception',
      'Réception',
      [
        share('Candidatures dont la dernière liste est reçue', cell.aJour, cell.candidatures),
        ...(isWhole
          ? [
              share('par l’organisme responsable', national.aJourResponsable, cell.candidatures),
              share('par un délégué', national.aJourDelegue, cell.candidatures),
            ]
          : []),
      ],
      html`<p class="aide">Une liste est reçue quand un poste de son destinataire (le délégué s'il y en a un, sinon le responsable) a prouvé qu'il la possède en entier.</p>`,
    ),
    section('avancement', 'Avancement', [
      share('Responsables qui ont tout reçu', cell.responsablesAJour, cell.responsables),
      share("Responsables qui n'ont encore rien reçu", cell.responsablesSansReception, cell.responsables),
      share('Formateurs dont tout est reçu', cell.formateursAJour, cell.formateurs),
      share("Formateurs dont rien n'est encore reçu", cell.formateursSansReception, cell.formateurs),
      ...(isWhole
        ? [
            share('Candidatures reçues, sauf la dernière mise à jour', national.enPartie, cell.candidatures),
            share('Candidatures pas encore reçues', national.pasEncore, cell.candidatures),
          ]
        : []),
    ]),
  ];
}

const tableRow = ({ parCode }: Publication, { code, nom }: { code: string; nom: string }): Html => {
  const cell = parCode.get(code);
  if (cell === undefined) return nothing;
  return html`<tr><th scope="row"><a href="/stats?academie=${code}">${nom}</a></th><td>${shown(cell.responsables)}</td><td>${percent(taux(cell.comptesFinalises, cell.responsables))}</td><td>${shown(cell.formateurs)}</td><td>${shown(cell.candidatures)}</td><td>${percent(taux(cell.aJour, cell.candidatures))}</td></tr>
`;
};

const table = (publication: Publication): Html =>
  html`<div><h2 id="repartition">Répartition par académie</h2>
<p class="aide" id="repartition-aide">Un organisme compte dans son académie, une candidature dans celle du formateur.</p>
<div class="tableau" role="region" aria-labelledby="repartition" tabindex="0"><table aria-labelledby="repartition" aria-describedby="repartition-aide">
<thead><tr><th scope="col">Académie</th><th scope="col">Responsables</th><th scope="col">Comptes finalisés</th><th scope="col">Formateurs</th><th scope="col">Candidatures</th><th scope="col">Reçues</th></tr></thead>
<tbody>
${places.map((place) => tableRow(publication, place))}</tbody>
</table></div></div>`;

/**
 * The public figures: one académie, or the whole country with the table of all.
 *
 * @param code of an académie, `UNKNOWN`, or `ALL`
 */
export function statsPage(publication: Publication, code: string, calculeeLe: Date): string {
  const cell = publication.parCode.get(code);
  if (cell === undefined) throw new Error('no such académie');
  const isWhole = code === 'ALL';
  const place = places.find((one) => one.code === code)?.nom ?? 'France entière';
  const options = [{ code: 'ALL', nom: 'France entière' }, ...places].map((one) =>
    one.code === code
      ? html`<option value="${one.code}" selected>${one.nom}</option>`
      : html`<option value="${one.code}">${one.nom}</option>`,
  );
  return page(
    `Chiffres de la campagne ${publication.campagne}, ${place}`,
    html`<h1>Chiffres de la campagne ${publication.campagne}</h1>
<p><strong>${place}</strong></p>
<p class="aide">Chaque nombre est arrondi au multiple de 5 inférieur ; un nombre inférieur à 5, zéro compris, n'est pas montré. Les pourcentages viennent des nombres arrondis. Calculé le ${instant.format(calculeeLe)} (heure de Paris).</p>
<form class="choix" method="get" action="/stats"><div><label for="academie">Académie</label><select id="academie" name="academie">${options}</select></div><button type="submit">Afficher</button></form>
${isWhole ? nothing : html`<p><a href="/stats">Revenir à la France entière</a></p>`}
<div class="sections">
${sections(publication, cell, isWhole)}</div>
${isWhole ? table(publication) : nothing}`,
    undefined,
    '/pages/stats.css',
  );
}
