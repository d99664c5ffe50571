import dayjs from 'dayjs';
import 'dayjs/locale/fr';
import type { LigneFeuille } from '../../../shared/contract/ipc/impressions.ts';
import { dispositionMot } from '../../textes/appel.ts';
import { heure } from '../../textes/dates.ts';
import { auSite, precisionFuseau } from '../../textes/echeances.ts';
import { compte, majuscule, ordinal } from '../../textes/pluriel.ts';
import type { Feuille } from './read-sheets.ts';

/** Paper is read another day: no « hier », no « demain ». */
const jour = (instant: string): string => {
  const at = dayjs(instant).locale('fr');
  return `${at.format('ddd')} ${at.date() === 1 ? ordinal(1) : at.date()} ${at.format('MMM')}`;
};
const jourEtHeure = (instant: string): string => `${jour(instant)}, ${heure(instant)}`;

export const quiTextes: Readonly<Record<LigneFeuille['telephones'][number]['qui'], string>> = {
  responsable: 'Resp. légal',
  candidat: 'Candidat·e',
  ajoute: 'Ajouté',
};

/** The eight dispositions with their digits, which are also those that log the call; the shortest words that are clear. */
export const cases: readonly { chiffre: number; mot: string }[] = [
  { chiffre: 1, mot: 'Joint' },
  { chiffre: 2, mot: 'Message laissé' },
  { chiffre: 3, mot: 'Pas de réponse' },
  { chiffre: 4, mot: 'Occupé' },
  { chiffre: 6, mot: 'Mauvais interloc.' },
  { chiffre: 7, mot: 'Faux numéro' },
  { chiffre: 8, mot: 'Ne plus contacter' },
];
export const caseRappel = { chiffre: 5, mot: 'Rappeler le' } as const;

/** « 2 essais · pas de réponse, ven. 5 juin, 11 h ». */
export const dernierTexte = ({ essais, dernierAppel }: Pick<LigneFeuille, 'essais' | 'dernierAppel'>): string => {
  if (dernierAppel === null) return 'Jamais d’appel';
  const { le, disposition } = dernierAppel;
  const tries = essais > 0 ? `${compte(essais, 'essai', 'essais')} · ` : '';
  return majuscule(`${tries}${dispositionMot(disposition)}, ${jourEtHeure(le)}`);
};

const fuseauIci = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The hour of a meeting is the site's, and says so where it is not the poste's. */
const quandAuSite = (le: string, fuseau: string | undefined, ici: string): string => {
  const zone = fuseau === undefined ? '' : precisionFuseau(le, fuseau, ici);
  return fuseau === undefined || zone === '' ? jourEtHeure(le) : `${jourEtHeure(auSite(le, fuseau))}${zone}`;
};

const quoiTextes: Readonly<Record<string, string>> = {
  rappeler: 'Rappeler',
  relancer: 'Relancer',
  attendre: 'Attendre',
  rencontrer: 'Rendez-vous',
};

/** « Rappeler ven. 12 juin, 9 h »; empty when nothing dated is planned. */
export const prochaineTexte = (action: LigneFeuille['prochaineAction'], ici = fuseauIci()): string => {
  const quoi = action === null ? undefined : quoiTextes[action.quoi];
  if (action === null || quoi === undefined || action.le === null) return '';
  const quand = action.precision === 'heure' ? quandAuSite(action.le, action.fuseau, ici) : jour(action.le);
  return `${quoi}${action.quoi === 'attendre' ? ' jusqu’au' : ''} ${quand}`;
};

const porteeTextes: Readonly<Record<Feuille['portee'], string>> = {
  selection: 'Personnes choisies',
  question: 'Liste filtrée',
  flux: 'Toute la liste',
  tout: 'Toutes les listes',
};

/** « Personnes choisies, 43 personnes »; one person is counted as one. */
export const porteeTexte = ({ portee, candidats }: Pick<Feuille, 'portee' | 'candidats'>): string =>
  `${porteeTextes[portee]} : ${compte(candidats, 'personne', 'personnes')}`;

/** « Imprimée le lun. 8 juin 2026 à 10 h 01 par Léa M., poste Accueil-2 ». */
export const signature = ({ imprimeeLe, operateur, poste }: Pick<Feuille, 'imprimeeLe' | 'operateur' | 'poste'>) =>
  [
    `Imprimée le ${jour(imprimeeLe)} ${dayjs(imprimeeLe).year()} à ${heure(imprimeeLe)}`,
    ...(operateur === null ? [] : [` par ${operateur}`]),
    `, poste ${poste}`,
  ].join('');

export const consigne =
  'Document nominatif, à détruire après ressaisie. Écrire des faits seulement : ni santé, ni origine, ni opinion.';
