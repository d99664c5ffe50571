import type { CreneauVu, Inscription } from '../../../shared/contract/ipc/agenda.ts';
import { libelleGenre } from '../../../shared/domain/agenda/creneaux.ts';
import { nomsDesMois } from '../../../shared/domain/calendrier.ts';
import { ajouterJours } from '../../../shared/domain/jours-ouvres.ts';
import { nomDuCreneau, placesEnMots, quandEnMots } from '../../textes/agenda.ts';
import { jourEnMots } from '../../textes/echeances.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { compte, majuscule } from '../../textes/pluriel.ts';
import { estActif } from '../rendez-vous/etats.ts';
import type { Vue } from './view.ts';

export const vueTextes: Readonly<Record<Vue, string>> = {
  semaine: 'Semaine',
  a_venir: 'À venir',
  passes: 'Passés',
  a_noter: 'Présence à noter',
  absents: 'Absents à rappeler',
};

const moisCourts = [
  'janv.',
  'févr.',
  'mars',
  'avr.',
  'mai',
  'juin',
  'juil.',
  'août',
  'sept.',
  'oct.',
  'nov.',
  'déc.',
] as const;

/** « Semaine du 23 au 29 novembre 2026 », « du 30 novembre au 6 décembre 2026 ». @param lundi YYYY-MM-DD */
export const semaineMots = (lundi: string): string => {
  const fin = ajouterJours(lundi, 6);
  const jour = (le: string): string => (le.endsWith('-01') ? '1er' : String(Number(le.slice(8))));
  const mois = (le: string): string => nomsDesMois[Number(le.slice(5, 7)) - 1] ?? '';
  const isSameMonth = lundi.slice(0, 7) === fin.slice(0, 7);
  const isSameYear = lundi.slice(0, 4) === fin.slice(0, 4);
  const debut = [jour(lundi), ...(isSameMonth ? [] : [mois(lundi)]), ...(isSameYear ? [] : [lundi.slice(0, 4)])];
  return `Semaine du ${debut.join(' ')} au ${jour(fin)} ${mois(fin)} ${fin.slice(0, 4)}`;
};

/** « 23 – 29 nov. 2026 », « 30 nov. – 6 déc. 2026 »: always on one line. @param lundi YYYY-MM-DD */
export const semaineCourt = (lundi: string): string => {
  const fin = ajouterJours(lundi, 6);
  const jour = (le: string): string => (le.endsWith('-01') ? '1er' : String(Number(le.slice(8))));
  const mois = (le: string): string => moisCourts[Number(le.slice(5, 7)) - 1] ?? '';
  const debut = lundi.slice(0, 7) === fin.slice(0, 7) ? jour(lundi) : `${jour(lundi)} ${mois(lundi)}`;
  return `${debut} – ${jour(fin)} ${mois(fin)} ${fin.slice(0, 4)}`;
};

/** What the server refused of what was done here, and where that is decided; null when it refused nothing. */
export const phraseRefus = ({
  refuse,
  creationRefusee,
}: Pick<CreneauVu, 'refuse' | 'creationRefusee'>): string | null => {
  if (refuse === null) return null;
  const quoi = creationRefusee
    ? 'Le serveur a refusé ce créneau, qui n’existe que sur ce poste.'
    : 'Le serveur a refusé une modification faite ici : le créneau est montré sans elle.';
  return `${quoi} ${phraseErreur(refuse)} À reprendre ou à abandonner dans Synchronisation.`;
};

/**
 * What its people do not know yet of what was done of it here: they are still shown as the server has them. null when
 * they are told already, or nobody is to be.
 */
export const phraseEnAttente = (
  creneau: CreneauVu,
  inscriptions: readonly Pick<Inscription, 'etat' | 'refuse' | 'debut' | 'fin'>[],
  now: number,
): string | null => {
  const gens = inscriptions.filter(estActif);
  if (!creneau.enAttente || gens.length === 0 || Date.parse(creneau.fin) <= now) return null;
  const suite = 'les personnes inscrites seront prévenues quand le serveur l’aura reçu.';
  if (creneau.etat === 'annule') return `Annulé ici, pas encore envoyé : ${suite}`;
  const ancien = gens.find(({ debut, fin }) => debut !== creneau.debut || fin !== creneau.fin);
  if (ancien === undefined) return null;
  const avant = quandEnMots({ ...ancien, fuseau: creneau.fuseau }, now);
  return `Déplacé ici, pas encore envoyé : ${suite} Horaire qu’elles connaissent : ${avant}.`;
};

/** Everything a card shows, and its day, for who does not see where it stands. */
export const nomEntier = (creneau: CreneauVu, now: number, severalPlaces: boolean): string =>
  [
    nomDuCreneau(creneau),
    ...(creneau.titre === null ? [] : [libelleGenre[creneau.genre]]),
    quandEnMots(creneau, now),
    ...(severalPlaces ? [creneau.fluxNom] : []),
    ...(creneau.etat === 'annule' ? ['annulé'] : [placesEnMots(creneau)]),
    ...(creneau.aDepartager ? ['à départager'] : []),
    ...(creneau.enAttente ? ['à envoyer'] : []),
    ...(creneau.refuse === null ? [] : ['refusé, à revoir']),
  ].join(', ');

/** Beside the title: what today is made of. */
export const sousTitreAgenda = (
  compteurs: { aujourdhui: number; aNoter: number; absents: number; aReconfirmer: number } | undefined,
): string => {
  if (compteurs === undefined) return '';
  const { aujourdhui, aNoter, absents, aReconfirmer } = compteurs;
  return [
    aujourdhui === 0 ? 'rien aujourd’hui' : `${compte(aujourdhui, 'créneau', 'créneaux')} aujourd’hui`,
    ...(aNoter > 0 ? [`${compte(aNoter, 'présence', 'présences')} à noter`] : []),
    ...(absents > 0 ? [`${compte(absents, 'absent', 'absents')} à rappeler`] : []),
    ...(aReconfirmer > 0 ? [`${compte(aReconfirmer, 'personne', 'personnes')} à reconfirmer`] : []),
  ].join(', ');
};

export const videTextes: Readonly<
  Record<Exclude<Vue, 'absents'>, { titre: string; aide: string; peutCreer: boolean }>
> = {
  semaine: {
    titre: 'Aucun créneau cette semaine',
    aide: 'Un créneau se pose d’un clic sur une heure libre, avec N, ou par série avec G.',
    peutCreer: true,
  },
  a_venir: {
    titre: 'Aucun créneau à venir',
    aide: 'Proposer un entretien ou une réunion : les familles y prennent une place en ligne, ou le CFA la leur donne.',
    peutCreer: true,
  },
  passes: {
    titre: 'Aucun créneau passé',
    aide: 'Les créneaux terminés restent ici, avec qui est venu.',
    peutCreer: false,
  },
  a_noter: {
    titre: 'Aucune présence à noter',
    aide: 'Un créneau terminé attend ici que l’on note qui est venu.',
    peutCreer: false,
  },
};

/** Days of a list, as their title. */
export const titreDuJour = (jour: string, aujourdhui: string): string => {
  const mots = jourEnMots(jour, aujourdhui.slice(0, 4));
  if (jour === aujourdhui) return `Aujourd’hui, ${mots}`;
  if (jour === ajouterJours(aujourdhui, 1)) return `Demain, ${mots}`;
  if (jour === ajouterJours(aujourdhui, -1)) return `Hier, ${mots}`;
  return majuscule(mots);
};
