import { libelleGenre } from '../../../shared/domain/agenda/creneaux.ts';
import { chemins } from '../../public/pages/chemins.ts';
import type { Donnees } from '../donnees.ts';
import { aUnePlace, type CandidatReservation, peutEntrer, raye } from '../fichiers.ts';
import type { ReservationEcrite } from '../genres.ts';
import { type Accueil, bonjour, lien, lienPersonnel, vosDonnees, vosDroits } from './candidat.ts';
import { type Bloc, type Courriel, fr, paragraphe } from './gabarit.ts';
import { jourEnMots, momentCourt, plageEnMots } from './mots.ts';

/**
 * The mails to whoever booked a créneau, in the zone of the site. The link that leads into an online meeting is given with
 * a place only; everything that can be done is done on the page of the personal link.
 */

type Veille = Extract<Donnees, { genre: 'candidat-veille' }>;

/** « Votre entretien », « l'entretien », and how what is said of it agrees. */
const noms = {
  entretien: { votre: fr`Votre entretien`, le: fr`l'entretien`, accord: '' },
  reunion: { votre: fr`Votre réunion d'information`, le: fr`la réunion d'information`, accord: 'e' },
  portes_ouvertes: { votre: fr`Votre visite aux portes ouvertes`, le: fr`la visite aux portes ouvertes`, accord: 'e' },
} as const;

const quand = ({ debut, fuseau }: ReservationEcrite): string => momentCourt(debut, fuseau);

const fiche = (r: ReservationEcrite, place: boolean): Bloc[] => [
  {
    genre: 'fiche',
    lignes: [
      [fr`Rendez-vous`, r.titre ?? libelleGenre[r.genre]],
      [fr`Date`, jourEnMots(r.debut, r.fuseau)],
      [fr`Horaire`, plageEnMots(r)],
      [fr`CFA`, r.cfa],
      ...(r.formation === null ? [] : [[fr`Formation`, r.formation] as const]),
      ...(r.lieu === null ? [] : [[fr`Lieu`, r.lieu] as const]),
      ...(r.lien === null || place ? [] : [[fr`En ligne`, fr`le lien est envoyé avec la place`] as const]),
      ...(r.consigne === null ? [] : [[fr`À savoir`, r.consigne] as const]),
      ...(r.telephoneCfa === null ? [] : [[fr`Téléphone du CFA`, r.telephoneCfa] as const]),
    ],
  },
  ...(r.lien === null || !place
    ? []
    : [{ genre: 'bouton' as const, texte: fr`Rejoindre le rendez-vous en ligne`, url: r.lien }]),
];

/** One link for all that can be done: the page asks which, and nothing happens before its button. */
const gestes = (accueil: Accueil, jeton: string | null, texte: string): Bloc[] =>
  jeton === null
    ? []
    : [{ genre: 'bouton', texte, url: lien(accueil, chemins.rendezVous, jeton) }, paragraphe(lienPersonnel)];

/** What the button says, as its page will have it: a meeting that answers no demande cannot be changed for another one. */
const repondre = ({ demandeId }: ReservationEcrite): string =>
  demandeId === null ? fr`Je confirme ou j'annule` : fr`Je confirme, j'annule ou je choisis un autre créneau`;
const changer = ({ demandeId }: ReservationEcrite): string =>
  demandeId === null ? fr`J'annule` : fr`J'annule ou je choisis un autre créneau`;
const choisir = fr`Je choisis un autre créneau`;
const refaire = fr`Je fais une nouvelle demande`;

interface Dit {
  sujet: string;
  phrases: readonly string[];
  /** What the button of her link says. */
  geste: string;
}

const apres = ({ demandeOuverte }: CandidatReservation): string =>
  demandeOuverte
    ? fr`Votre demande reste ouverte : le CFA vous répondra.`
    : fr`Pour un autre rendez-vous, contactez le CFA.`;

/** She has to be called: neither her yes nor a file of hers settles whether there is a place for her. */
const attendUnAppel = ({ etat, motif }: Pick<CandidatReservation, 'etat' | 'motif'>): boolean =>
  etat === 'a_reconfirmer' && motif === 'capacite';

const appel = ({ cfa }: ReservationEcrite): string =>
  fr`Il y a moins de places que prévu : ${cfa} vous appelle pour vous dire si vous gardez la vôtre. Ne vous déplacez pas sans son accord.`;

const aLaPlaceDe = (remplacee: CandidatReservation['remplacee']): string[] =>
  remplacee === null
    ? []
    : [fr`Elle remplace celle du ${quand(remplacee.reservation)}, où vous n'êtes plus attendu·e.`];

const aAppeler = ({ reservation: r }: CandidatReservation): Dit => ({
  sujet: fr`${noms[r.genre].votre} du ${quand(r)} : attendez l'appel du CFA`,
  phrases: [appel(r)],
  geste: changer(r),
});

const deplacee = ({ reservation: r, etat, remplacee }: CandidatReservation): Dit => {
  const { votre, accord } = noms[r.genre];
  const suite = (): string[] => {
    if (etat === 'attente') return [fr`Vous êtes toujours sur la liste d'attente.`];
    if (etat === 'confirmee') return [fr`Votre venue à cette nouvelle date est confirmée.`];
    return [fr`Votre place est gardée. Cette nouvelle date vous convient-elle ? Dites-le avec le bouton ci-dessous.`];
  };
  return {
    sujet: fr`${votre} est déplacé${accord} au ${quand(r)}`,
    phrases: [
      fr`${r.cfa} a changé la date ou l'heure. ${votre} est maintenant le ${quand(r)}.`,
      ...aLaPlaceDe(remplacee),
      ...suite(),
    ],
    geste: etat === 'attente' || etat === 'confirmee' ? changer(r) : repondre(r),
  };
};

const annulee = (r: ReservationEcrite, motif: CandidatReservation['motif']): string => {
  const { le } = noms[r.genre];
  if (motif === 'remplacee') return fr`Vous avez choisi un autre créneau : vous n'êtes plus attendu·e le ${quand(r)}.`;
  if (motif === 'cfa') return fr`${r.cfa} a annulé votre place pour ${le} du ${quand(r)}.`;
  return fr`Vous avez annulé votre venue : vous n'êtes plus attendu·e le ${quand(r)}.`;
};

const reste = (lues: CandidatReservation): string => {
  if (attendUnAppel(lues)) return appel(lues.reservation);
  if (lues.etat === 'attente') return fr`Vous restez sur la liste d'attente.`;
  return fr`Votre rendez-vous reste celui-ci.`;
};

const dire = (lues: CandidatReservation): Dit => {
  const { reservation: r, quoi, motif } = lues;
  const { votre, le, accord } = noms[r.genre];
  if (attendUnAppel(lues) && (quoi === 'confirmee' || quoi === 'deplacee')) return aAppeler(lues);
  switch (quoi) {
    case 'confirmee':
      return {
        sujet: fr`${votre} du ${quand(r)} est confirmé${accord}`,
        phrases: [fr`Votre place est réservée pour ${le} du ${quand(r)}.`, ...aLaPlaceDe(lues.remplacee)],
        geste: changer(r),
      };
    case 'attente':
      return {
        sujet: fr`${votre} du ${quand(r)} : vous êtes sur liste d'attente`,
        phrases: [
          fr`Il n'y a plus de place pour ${le} du ${quand(r)}. Vous êtes sur la liste d'attente.`,
          fr`Si une place se libère, vous recevrez un e-mail pour la prendre, ou un appel du CFA. Sans cela, ne vous déplacez pas.`,
        ],
        geste: changer(r),
      };
    case 'complet':
      return {
        sujet: fr`Plus de place pour ${le} du ${quand(r)}`,
        phrases: [fr`Il n'y a plus de place pour ${le} du ${quand(r)}.`, apres(lues)],
        geste: choisir,
      };
    case 'limite':
      return {
        sujet: fr`Pas de place de plus pour ${le} du ${quand(r)}`,
        phrases: [
          fr`Votre adresse e-mail a déjà plusieurs places pour ${le} du ${quand(r)}. Celle-ci n'a pas été réservée.`,
          fr`Si une personne de plus doit venir, appelez le CFA.`,
        ],
        geste: choisir,
      };
    case 'deplacee':
      return deplacee(lues);
    case 'changee':
      return {
        sujet: fr`${votre} du ${quand(r)} : informations mises à jour`,
        phrases: [
          fr`${r.cfa} a mis à jour ce rendez-vous. La date et l'heure restent les mêmes.`,
          ...(attendUnAppel(lues) ? [appel(r)] : []),
        ],
        geste: changer(r),
      };
    case 'offerte':
      return {
        sujet: fr`Une place est libre pour ${le} du ${quand(r)}`,
        phrases: [
          fr`Une place s'est libérée pour ${le} du ${quand(r)}.`,
          ...(r.expireLe === null
            ? []
            : [
                fr`Elle est gardée pour vous jusqu'au ${momentCourt(r.expireLe, r.fuseau)}. Ensuite, elle sera proposée à la personne suivante.`,
              ]),
        ],
        geste: repondre(r),
      };
    case 'expiree':
      return {
        sujet: fr`La place pour ${le} du ${quand(r)} n'est plus gardée`,
        phrases: [fr`Le délai pour prendre la place est passé : elle ne vous est plus gardée.`, apres(lues)],
        geste: choisir,
      };
    case 'annulee':
      return {
        // The meeting takes place: it is hers no more.
        sujet: fr`Votre place pour ${le} du ${quand(r)} est annulée`,
        phrases: [annulee(r, motif), ...(motif === 'cfa' ? [apres(lues)] : [])],
        geste: motif === 'cfa' ? choisir : refaire,
      };
    case 'attente_quittee':
      return {
        sujet: fr`Vous n'attendez plus de place pour ${le} du ${quand(r)}`,
        phrases: [fr`Vous l'avez demandé : aucune place ne vous est gardée ni ne vous sera proposée.`, apres(lues)],
        geste: refaire,
      };
    case 'creneau_annule':
      return {
        sujet: fr`${votre} du ${quand(r)} est annulé${accord} par le CFA`,
        phrases: [fr`${r.cfa} a annulé ${le} du ${quand(r)}. Vous n'avez pas à vous déplacer.`, apres(lues)],
        geste: choisir,
      };
    case 'inchangee':
      return {
        sujet: fr`${votre} du ${quand(r)} ne change pas`,
        phrases: [fr`La place que vous avez demandée n'a pas pu être réservée.`, reste(lues)],
        geste: changer(r),
      };
  }
};

const agenda = (lues: CandidatReservation): Bloc[] => {
  if (raye(lues)) return [paragraphe(fr`Le fichier joint retire ce rendez-vous de votre agenda.`)];
  if (!aUnePlace(lues)) return [];
  return [
    paragraphe(
      lues.remplacee?.aUnFichier
        ? fr`Les fichiers joints ajoutent ce rendez-vous à votre agenda et en retirent l'ancien.`
        : fr`Le fichier joint ajoute ce rendez-vous à votre agenda, ou l'y met à jour.`,
    ),
  ];
};

const finit: ReadonlySet<CandidatReservation['quoi']> = new Set([
  'complet',
  'limite',
  'expiree',
  'annulee',
  'attente_quittee',
  'creneau_annule',
]);

export const reservation = (accueil: Accueil, lues: CandidatReservation): Courriel => {
  const { reservation: r, quoi, mot, jeton } = lues;
  const { sujet, phrases, geste } = dire(lues);
  // Where she is not expected any more, neither what to bring nor where the meeting is held matters.
  const montree = finit.has(quoi) ? { ...r, lieu: null, lien: null, consigne: null } : r;
  return {
    sujet,
    blocs: [
      bonjour(r),
      ...phrases.map(paragraphe),
      ...(mot === null ? [] : [paragraphe(fr`Message du CFA : ${mot}`)]),
      ...fiche(montree, peutEntrer(lues)),
      ...agenda(lues),
      ...gestes(accueil, jeton, geste),
      ...vosDonnees(accueil, r.cfa, vosDroits),
    ],
  };
};

const attendue = (r: ReservationEcrite, { etat, motif }: Pick<Veille, 'etat' | 'motif'>): string[] => {
  const dit = fr`Vous êtes attendu·e le ${quand(r)}.`;
  if (etat !== 'a_reconfirmer') return [dit];
  // Not expected as long as nobody has told her so.
  if (attendUnAppel({ etat, motif })) return [appel(r)];
  return [dit, fr`Vous n'avez pas encore dit si vous venez : votre réponse aide le CFA à préparer sa journée.`];
};

export const veille = (accueil: Accueil, { reservation: r, jeton, etat, motif }: Veille): Courriel => ({
  sujet: fr`Rappel : ${noms[r.genre].votre.replace('V', 'v')} du ${quand(r)}`,
  blocs: [
    bonjour(r),
    ...attendue(r, { etat, motif }).map(paragraphe),
    ...fiche(r, !attendUnAppel({ etat, motif })),
    ...gestes(accueil, jeton, etat === 'a_reconfirmer' && motif !== 'capacite' ? repondre(r) : changer(r)),
    ...vosDonnees(accueil, r.cfa, vosDroits),
  ],
});
