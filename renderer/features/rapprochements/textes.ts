import type { Fusion, Preuve, Rapprochement } from '../../../shared/contract/ipc/rapprochements.ts';
import { jourLong } from '../../textes/dates.ts';
import { sources } from '../candidats/textes.ts';

const mots: Readonly<Record<Preuve['genre'], readonly [string, string]>> = {
  nom: ['même nom', 'même nom'],
  telephone: ['même téléphone', 'mêmes téléphones'],
  courriel: ['même adresse de courriel', 'mêmes adresses de courriel'],
};
const genres = ['nom', 'telephone', 'courriel'] as const;

const enumerer = (valeurs: readonly string[]): string =>
  valeurs.length < 2 ? valeurs.join('') : `${valeurs.slice(0, -1).join(', ')} et ${valeurs.at(-1)}`;

/** A number or a hyphenated address is read whole: it never breaks over two lines. */
const entier = (valeur: string): string => valeur.replaceAll(' ', '\u00a0');

/**
 * « même nom, même téléphone 06 39 98 12 02 ». The name is read just above; it is said only when it is another one
 * that they share, a parent's.
 */
export const phrasePreuves = (preuves: readonly Preuve[], { nom, prenom }: { nom: string; prenom: string }): string =>
  genres
    .flatMap((genre) => {
      const valeurs = [...new Set(preuves.filter((preuve) => preuve.genre === genre).map(({ valeur }) => valeur))];
      if (valeurs.length === 0) return [];
      const mot = mots[genre][valeurs.length > 1 ? 1 : 0];
      const isSaid = genre === 'nom' && valeurs.every((valeur) => valeur === `${prenom} ${nom}`.trim());
      return [isSaid ? mot : `${mot} ${enumerer(valeurs.map(entier))}`];
    })
    .join(', ');

/** A merge keeps the kinds of evidence alone, « nom, téléphone »: what they were is nobody's business beyond the poste. */
export const motsDePreuve = (preuve: string): string =>
  preuve
    .replace(/(^|, )nom\b/, '$1même nom')
    .replace(/(^|, )téléphone\b/, '$1même téléphone')
    .replace(/(^|, )(courriel|adresse électronique)\b/, '$1même adresse de courriel');

export const nomDe = ({ nom, prenom }: { nom: string; prenom: string }): string => `${nom} ${prenom}`.trim();

/** « 2 vœux · CAP Cuisine ». */
export const resumePersonne = ({ nbVoeux, nbDemandes, formation }: Rapprochement['avec']): string =>
  [sources({ nbVoeux, nbDemandes }), formation ?? ''].filter((part) => part !== '').join(' · ');

/** A parent who named no child shares a number and no name: it is about the same person, it is not by her. */
export const titreProposition = ({ avec, preuves }: Pick<Rapprochement, 'avec' | 'preuves'>): string =>
  preuves.some(({ genre }) => genre === 'nom')
    ? `Peut-être la même personne : ${nomDe(avec)}`
    : `Peut-être au sujet de la même personne : ${nomDe(avec)}`;

export const entreFluxAide =
  'Les deux fiches viennent de deux établissements. Les fusionner est réservé à la direction ou à la personne déléguée, avec une connexion de moins de quinze minutes.';
export const connexionAide =
  'Une connexion de moins de quinze minutes est nécessaire. Elle se fait dans le navigateur, puis la suite est faite ici.';
/** Without a server nobody signs in: the PIN is what proves who is there. */
export const pinAide =
  'Un code PIN donné il y a moins de quinze minutes est nécessaire. Verrouiller ce poste, le déverrouiller, puis recommencer.';

/** Whom the sheet's own dossier was merged with: the other side, or the second one when neither is its own. */
export const autreCote = ({ dossiers }: Pick<Fusion, 'dossiers'>, principal: string): Fusion['dossiers'][number] => {
  const [un, autre] = dossiers;
  return autre.dossier === principal ? un : autre;
};

/** « Fusionnée avec TARDIVEL Maëlys (CFA des Fourneaux) le 8 juin, par Léa M. »; the list is named where it tells. */
export const phraseFusion = (fusion: Fusion, principal: string, now: number): string => {
  const autre = autreCote(fusion, principal);
  const liste = fusion.entreFlux ? ` (${autre.fluxNom})` : '';
  const par = fusion.operateur === null ? '' : `, par ${fusion.operateur}`;
  return `Fusionnée avec ${nomDe(autre)}${liste} le ${jourLong(fusion.le, now)}${par}`;
};

/** « Même famille : TARDIVEL Lina ». */
export const titreFamille = ({ avec }: Pick<Rapprochement, 'avec'>): string => `Même famille : ${nomDe(avec)}`;
