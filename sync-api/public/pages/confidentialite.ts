import { type Html, html } from '../../pages/html.ts';
import { page } from './gabarit.ts';

/** Version of the consent and of the notice it refers to, stored with every demande. Changes with their text. */
export const versionConsentement = '2026-11-22';

const duree = (retentionMois: number): Html =>
  retentionMois === 0
    ? html`le 31 décembre de l'année où elle a été faite`
    : html`${retentionMois} mois après le 31 décembre de l'année où elle a été faite`;

/**
 * The notice: who receives what, for how long, with which rights (RGPD art. 13, users-and-rules 2.1 and 2.3).
 *
 * @param retentionMois the setting by which the server erases
 */
export const pageConfidentialite = ({ retentionMois }: { retentionMois: number }): string =>
  page(
    'Vos données',
    html`<h1>Vos données</h1>
<p>Cette page vous concerne si vous demandez à un CFA (centre de formation d'apprentis) de vous rappeler ou de vous répondre. Elle dit la même chose aux jeunes et à leurs parents.</p>
<h2>Ce qui est demandé, et pourquoi</h2>
<p>Vos nom, prénom, adresse e-mail et téléphone, les sujets de votre demande, votre message et les moments qui vous conviennent servent à vous répondre. Si vous choisissez un créneau, sa date, votre place et votre venue ou votre absence y sont jointes : elles servent à vous recevoir. Si un parent remplit la demande, le nom du jeune permet au CFA de savoir de qui l'on parle. Rien de tout cela ne sert à autre chose : ni publicité, ni décision automatique, ni vente.</p>
<h2>Qui les reçoit</h2>
<p>Le CFA nommé sur le formulaire, et lui seul : les personnes de ce CFA qui répondent aux demandes, et l'organisme dont il dépend. Le CFA est responsable de l'usage de ces données. L'exploitant de ce service les achemine et les garde pour lui.</p>
<h2>Combien de temps</h2>
<p>Votre demande est effacée au plus tard ${duree(retentionMois)}. Si l'on vous a demandé de confirmer votre adresse et que vous ne le faites pas, elle est effacée au bout de 24\u00a0heures. Un créneau réservé est effacé avec la demande ; l'annuler libère la place aussitôt.</p>
<h2>Sur quel fondement</h2>
<p>Votre demande elle-même : vous sollicitez ce CFA, qui ne peut vous répondre sans ces informations. Vous pouvez la retirer à tout moment : le lien reçu par e-mail permet de l'annuler. Celui d'un créneau permet d'annuler votre venue, ou d'en choisir un autre.</p>
<h2>Si vous avez moins de 18 ans</h2>
<p>Vous pouvez faire une demande pour vous renseigner. Parlez-en à un parent ou à un adulte de confiance : il peut aussi la faire avec vous ou à votre place. Vous exercez vos droits vous-même ou avec vos parents.</p>
<h2>Vos droits</h2>
<p>Vous pouvez demander au CFA de voir vos données, de les corriger, de les effacer, d'en limiter l'usage, de vous en donner une copie, ou ne plus vouloir être contacté·e. Écrivez-lui, ou dites-le au téléphone : il n'y a pas de motif à donner, et il doit répondre dans le mois. Si la réponse ne vous convient pas, vous pouvez vous plaindre à la <a href="https://www.cnil.fr/fr/plaintes" rel="noreferrer">CNIL</a>.</p>
<h2>Pas de pistage</h2>
<p>Ces pages, et le bouton que les CFA placent sur leur site, ne déposent aucun cookie, ne mesurent pas vos visites et ne chargent rien depuis un autre site. Contre les envois en masse, une empreinte de votre adresse réseau et une de votre adresse e-mail, illisibles, sont gardées en mémoire une heure, puis oubliées.</p>
<h2>Qui publie ce service</h2>
<p>Rappel CFA est un service non édité par l'État.</p>
<p class="aide">Texte du 22 novembre 2026, version ${versionConsentement}.</p>`,
  );
