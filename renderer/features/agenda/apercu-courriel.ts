import type { CreneauSaisi } from '../../../shared/contract/ipc/agenda.ts';
import type { GenreCreneau } from '../../../shared/domain/agenda/creneaux.ts';
import type { CorpsDeCourriel } from '../../../shared/domain/demandes/reponse-courriel.ts';
import { fuseauParDefaut, heureCivile } from '../../../shared/domain/fuseau.ts';
import { jourDuSite } from '../../textes/agenda.ts';
import { heureMots, jourEnMots, nomDuTerritoire } from '../../textes/echeances.ts';

// The sentences of the mails that a move or a cancellation sends, as the server writes them; a test compares both.

const noms: Readonly<Record<GenreCreneau, { votre: string; le: string; accord: string }>> = {
  entretien: { votre: 'Votre entretien', le: 'l’entretien', accord: '' },
  reunion: { votre: 'Votre réunion d’information', le: 'la réunion d’information', accord: 'e' },
  portes_ouvertes: { votre: 'Votre visite aux portes ouvertes', le: 'la visite aux portes ouvertes', accord: 'e' },
};

/** What the mail depends on, of who reads it. */
export interface Lecteur {
  /** A place that is hers, one that is only offered to her, one she has to be called about, or none yet. */
  place: 'tenue' | 'offerte' | 'a_appeler' | 'attente';
  /** Whether her booking answers a demande: then her link lets her choose another créneau. */
  demande: boolean;
}

export interface CourrielAnnonce {
  quoi: 'deplacee' | 'changee' | 'annulee';
  /** What it becomes; for a cancellation, what it was. */
  creneau: CreneauSaisi;
  cfa: string;
  fuseau: string;
  mot: string;
  lecteur: Lecteur;
}

/** What the button of her own link says; null when she is given none: nothing is left that she could do with it. */
const bouton = ({ quoi, lecteur: { place, demande } }: CourrielAnnonce): string | null => {
  if (quoi === 'annulee') return demande ? 'Je choisis un autre créneau' : null;
  if (quoi === 'deplacee' && place !== 'attente')
    return demande ? 'Je confirme, j’annule ou je choisis un autre créneau' : 'Je confirme ou j’annule';
  return demande ? 'J’annule ou je choisis un autre créneau' : 'J’annule';
};

/** Whose hour it is, where it is not that of Paris. */
const heureDOu = (fuseau: string): string => {
  if (fuseau === fuseauParDefaut) return '';
  const territoire = nomDuTerritoire(fuseau);
  return ` (heure ${territoire === null ? 'du CFA' : `de ${territoire}`})`;
};

const moment = (instant: string, fuseau: string): string =>
  `${jourEnMots(jourDuSite(instant, fuseau))} à ${heureMots(heureCivile(instant, fuseau))}${heureDOu(fuseau)}`;

const horaire = ({ debut, fin }: CreneauSaisi, fuseau: string): string => {
  const jusque = heureCivile(fin, fuseau);
  const fini = jusque.heure === 0 && jusque.minute === 0 ? 'minuit' : heureMots(jusque);
  return `de ${heureMots(heureCivile(debut, fuseau))} à ${fini}${heureDOu(fuseau)}`;
};

const dire = ({ quoi, creneau, cfa, fuseau, lecteur }: CourrielAnnonce): { sujet: string; phrases: string[] } => {
  const { votre, le, accord } = noms[creneau.genre];
  const quand = moment(creneau.debut, fuseau);
  if (quoi === 'deplacee')
    return {
      sujet: `${votre} est déplacé${accord} au ${quand}`,
      phrases: [
        `${cfa} a changé la date ou l’heure. ${votre} est maintenant le ${quand}.`,
        lecteur.place === 'attente'
          ? 'Vous êtes toujours sur la liste d’attente.'
          : 'Votre place est gardée. Cette nouvelle date vous convient-elle ? Dites-le avec le bouton ci-dessous.',
      ],
    };
  if (quoi === 'changee')
    return {
      sujet: `${votre} du ${quand} : informations mises à jour`,
      phrases: [
        `${cfa} a mis à jour ce rendez-vous. La date et l’heure restent les mêmes.`,
        ...(lecteur.place === 'a_appeler'
          ? [
              `Il y a moins de places que prévu : ${cfa} vous appelle pour vous dire si vous gardez la vôtre. Ne vous déplacez pas sans son accord.`,
            ]
          : []),
      ],
    };
  return {
    sujet: `${votre} du ${quand} est annulé${accord} par le CFA`,
    phrases: [
      `${cfa} a annulé ${le} du ${quand}. Vous n’avez pas à vous déplacer.`,
      // Answered by this place alone, it opens again with it.
      lecteur.demande
        ? 'Votre demande reste ouverte : le CFA vous répondra.'
        : 'Pour un autre rendez-vous, contactez le CFA.',
    ],
  };
};

/** Whether she is told by this mail where an online meeting is held: moved, her place is hers again. */
const saitOu = ({ quoi, lecteur: { place } }: CourrielAnnonce): boolean =>
  quoi === 'deplacee' ? place !== 'attente' : place === 'tenue';

/** The mail to one kind of reader. Its greeting, its link and the words on personal data are added by the server. */
export const courrielAnnonce = (annonce: CourrielAnnonce): CorpsDeCourriel => {
  const { quoi, creneau, fuseau, mot } = annonce;
  const { sujet, phrases } = dire(annonce);
  const { lieu, lien, consigne } = quoi === 'annulee' ? { lieu: null, lien: null, consigne: null } : creneau;
  const entre = saitOu(annonce);
  const geste = bouton(annonce);
  const fiche = [
    // A mail is read another day: with its year.
    `Date : ${jourEnMots(jourDuSite(creneau.debut, fuseau), '')}`,
    `Horaire : ${horaire(creneau, fuseau)}`,
    ...(lieu === null ? [] : [`Lieu : ${lieu}`]),
    ...(lien === null || entre ? [] : ['En ligne : le lien est envoyé avec la place']),
    ...(consigne === null ? [] : [`À savoir : ${consigne}`]),
  ];
  return {
    sujet,
    paragraphes: [
      'Bonjour,',
      ...phrases,
      ...(mot.trim() === '' ? [] : [`Message du CFA : ${mot.trim()}`]),
      fiche.join('\n'),
      ...(lien === null || !entre ? [] : [`Bouton : Rejoindre le rendez-vous en ligne (${lien})`]),
      ...(geste === null ? [] : [`Bouton : ${geste}`]),
    ],
  };
};
