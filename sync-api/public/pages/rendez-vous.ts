import { aSaPlace, type EtatReservation } from '../../../shared/domain/agenda/places.ts';
import type { ReservationMontree } from '../../guichet/creneaux-publics.ts';
import { type Html, html, nothing, phrase } from '../../pages/html.ts';
import { champs } from './champs.ts';
import { chemins } from './chemins.ts';
import { type CreneauxMontres, listeCreneaux, premierBouton } from './creneaux.ts';
import { direInstant, direQuand, direQuoi } from './creneaux-dits.ts';
import { annonce, page } from './gabarit.ts';
import { fichiers } from './noms-fichiers.ts';
import { champJeton, ligneErreur, porteJeton, type Regard } from './parties.ts';

/**
 * Why the page cannot do it. INCONNU: no réservation has this code (never existed, or was erased). INCOMPLET: no code was
 * given. REFUSE: what was asked cannot be read. CHANGE: the hour is not the one she said yes to. For another créneau:
 * none chosen, or gone, or full.
 */
export type ErreurRendezVous =
  | 'INCONNU'
  | 'INCOMPLET'
  | 'REFUSE'
  | 'CHANGE'
  | 'CRENEAU_MANQUE'
  | 'CRENEAU_PARTI'
  | 'CRENEAU_COMPLET';

/** What was just done by a button of the page. */
export type FaitRendezVous = 'venir' | 'annuler' | 'quitter' | 'deplacer';

export interface EtatRendezVous {
  /** The token that was posted, carried by the buttons of the page. */
  jeton: string;
  reservation: ReservationMontree;
  /** Where it stands now, by the clock too: an offer that ended, a meeting that began. */
  etat: EtatAffiche;
  gestes: GestesPossibles;
  /** Créneaux with a free place that may be taken instead; null when there is none. */
  creneaux: CreneauxMontres | null;
  choisi: string;
}

/** `dite`: she has just said that she comes, and the server has not come by yet. */
export type EtatAffiche = EtatReservation | 'passee' | 'dite';

export interface GestesPossibles {
  venir: boolean;
  annuler: boolean;
  /** Another créneau instead of this one, with its own place. */
  deplacer: boolean;
  /** A new demande: this one is over. */
  refaire: boolean;
}

const erreurs: Readonly<Record<ErreurRendezVous, string>> = {
  INCONNU:
    "Aucun rendez-vous n'a ce code. Vérifiez qu'il est copié en entier ; un ancien rendez-vous a pu être effacé.",
  INCOMPLET:
    "Le lien est incomplet. Copiez-le en entier, avec ce qui suit le signe #, ou collez ici le code qu'il contient.",
  REFUSE: "Cela n'a pas été compris. Rien n'a été modifié ; recommencez.",
  CHANGE: "L'heure vient de changer. Vérifiez-la avant de répondre ; rien n'a été modifié.",
  CRENEAU_MANQUE: "Choisissez d'abord un créneau dans la liste. Rien n'a été modifié.",
  CRENEAU_PARTI: "Ce créneau n'est plus proposé. Rien n'a été modifié ; choisissez-en un autre.",
  CRENEAU_COMPLET: "Ce créneau vient d'être complet. Rien n'a été modifié ; choisissez-en un autre.",
};

const faits: Readonly<Record<FaitRendezVous, string>> = {
  venir: "C'est noté : vous venez. Le CFA est prévenu, et un e-mail vous le confirme.",
  annuler: "C'est noté : vous ne venez pas. Le CFA est prévenu, et un e-mail vous le confirme.",
  quitter: "C'est noté : vous n'attendez plus de place. Un e-mail vous le confirme.",
  deplacer:
    "C'est noté. Un e-mail vous dit si la place est à vous. D'ici là, rien ne change pour le rendez-vous ci-dessous.",
};

const annulee: Readonly<Record<string, string>> = {
  candidat: 'Annulé, comme vous l’avez demandé.',
  cfa: 'Annulé par le CFA.',
  creneau: 'Annulé : le CFA ne tient pas ce rendez-vous.',
  remplacee: 'Remplacé par un autre créneau.',
};

const enMots = ({ etat, reservation }: EtatRendezVous): string => {
  const { motif, expireLe, fuseau } = reservation;
  switch (etat) {
    case 'confirmee':
      return 'Confirmé : une place est à vous.';
    case 'attente':
      return "Sur liste d'attente. Si une place se libère, attendez un e-mail ou un appel du CFA avant de venir.";
    case 'offerte':
      return expireLe === null
        ? 'Une place vous est gardée. Dites si vous venez.'
        : `Une place vous est gardée jusqu'au ${direInstant(expireLe, fuseau)}. Dites si vous venez.`;
    case 'a_reconfirmer':
      return motif === 'capacite'
        ? 'À confirmer : il y a moins de places que prévu. Le CFA vous appelle.'
        : 'La date ou l’heure a changé : venez-vous ? Votre place vous est gardée.';
    case 'complet':
      return "Complet : il n'y a pas de place pour vous.";
    case 'expiree':
      return "La place n'est plus gardée : vous n'avez pas répondu à temps.";
    case 'annulee':
      return annulee[motif ?? ''] ?? 'Annulé.';
    case 'dite':
      return 'Vous avez dit que vous venez.';
    case 'passee':
      return 'Ce rendez-vous est passé.';
  }
};

const tient = (etat: EtatAffiche): boolean =>
  etat === 'confirmee' || etat === 'offerte' || etat === 'a_reconfirmer' || etat === 'dite';

/** Whoever is not to come yet is not told of a meeting online: nothing is better than the wrong place. */
const ou = ({ lieu, lien, raisonSociale, motif }: ReservationMontree, etat: EtatAffiche): Html => {
  const vient = etat !== 'passee' && etat !== 'dite' && aSaPlace({ etat, motif });
  const enLigne = lien === null || !vient ? null : html`en ligne : <a href="${lien}" rel="noreferrer">${lien}</a>`;
  const dits = [
    ...(lieu === null ? [] : [html`${lieu}`]),
    ...(enLigne === null ? [] : [enLigne]),
    ...(lieu === null && enLigne === null && vient ? [html`${raisonSociale}`] : []),
  ];
  return dits.length === 0
    ? nothing
    : html`<div><dt>Où</dt><dd>${dits.map((dit, rang) => html`${rang === 0 ? nothing : html`<br>`}${dit}`)}</dd></div>
`;
};

const resume = (etat: EtatRendezVous): Html => {
  const { reservation } = etat;
  return html`<dl class="fiche">
<div><dt>Où il en est</dt><dd><strong>${phrase(enMots(etat))}</strong></dd></div>
<div><dt>Quoi</dt><dd>${direQuoi(reservation)}</dd></div>
<div><dt>Quand</dt><dd>${direQuand(reservation)}<span class="aide"> (heure du CFA)</span></dd></div>
${ou(reservation, etat.etat)}${reservation.consigne === null || !tient(etat.etat) ? nothing : html`<div><dt>À savoir</dt><dd>${reservation.consigne}</dd></div>\n`}<div><dt>CFA</dt><dd>${reservation.raisonSociale}</dd></div>
${reservation.intitule === null ? nothing : html`<div><dt>Formation</dt><dd>${reservation.intitule}</dd></div>\n`}</dl>
`;
};

/** The beginning that she sees goes with her yes: it is not taken for another hour. */
const venir = ({ jeton, reservation }: EtatRendezVous): Html =>
  html`<form method="post" action="${chemins.rendezVousVenir}">
${porteJeton(jeton)}<input type="hidden" name="${champs.debut}" value="${reservation.debut}">
<p class="actions"><button type="submit">Je viens</button></p>
</form>
`;

/** Opened, then pressed: two acts of a person, without any dialog. */
const annuler = ({ jeton, etat }: EtatRendezVous): Html =>
  html`<details>
<summary>${etat === 'attente' ? html`Quitter la liste d'attente` : html`J'annule`}</summary>
<form method="post" action="${chemins.rendezVousAnnuler}">
${porteJeton(jeton)}
<p>${etat === 'attente' ? html`Aucune place ne vous sera proposée.` : html`Votre place ira à quelqu'un d'autre.`}</p>
<p class="actions"><button type="submit" class="grave">Oui, j'annule</button></p>
</form>
</details>
`;

const deplacer = (
  { jeton, etat, creneaux, choisi }: EtatRendezVous,
  regard: Regard,
  isOuvert: boolean,
  hasFocus: boolean,
): Html =>
  creneaux === null
    ? // The button of her mail leads here, and what it said may be gone since.
      html`<p class="aide">Aucun autre créneau n'a de place pour l'instant.</p>
`
    : html`<details${isOuvert ? html` open` : nothing}>
<summary>Choisir un autre créneau</summary>
<form method="post" action="${chemins.rendezVousDeplacer}">
${premierBouton(creneaux)}${porteJeton(jeton)}
<fieldset aria-describedby="creneau-aide creneau-erreur">
<legend>Quel créneau vous convient ?</legend>
${ligneErreur('creneau', regard)}
${listeCreneaux(creneaux, choisi, hasFocus)}</fieldset>
${tient(etat) ? html`<p class="aide">Vous gardez votre place tant que l'autre n'est pas confirmée.</p>\n` : nothing}<p class="actions"><button type="submit">Prendre ce créneau</button></p>
</form>
</details>
`;

const refaire = ({ reservation: { formation } }: EtatRendezVous): Html =>
  formation === null
    ? nothing
    : html`<p><a href="${chemins.demande}?${new URLSearchParams({ ...formation, mode: 'creneau' }).toString()}">Faire une nouvelle demande</a></p>
`;

const erreurDeCreneau = { CRENEAU_MANQUE: 'MANQUE', CRENEAU_PARTI: 'PARTI', CRENEAU_COMPLET: 'COMPLET' } as const;

const actions = (etat: EtatRendezVous, erreur: ErreurRendezVous | null, isFeuillete: boolean): Html => {
  const { gestes } = etat;
  const faute =
    erreur === 'CRENEAU_MANQUE' || erreur === 'CRENEAU_PARTI' || erreur === 'CRENEAU_COMPLET'
      ? erreurDeCreneau[erreur]
      : null;
  const regard: Regard = { erreurs: faute === null ? {} : { creneau: faute }, premiere: null };
  const isOuvert = faute !== null || isFeuillete;
  return html`${gestes.venir ? venir(etat) : nothing}${gestes.deplacer ? deplacer(etat, regard, isOuvert, isOuvert) : nothing}${gestes.annuler ? annuler(etat) : nothing}${gestes.refaire ? refaire(etat) : nothing}`;
};

/**
 * The page of the link of a réservation: asks for the code when `etat` is null, else shows where it stands. Only its
 * buttons change anything.
 *
 * @param etat as it will be once what was just asked is carried out
 */
export const pageRendezVous = ({
  etat,
  erreur,
  fait,
  isFeuillete = false,
}: {
  etat: EtatRendezVous | null;
  erreur: ErreurRendezVous | null;
  fait?: FaitRendezVous | undefined;
  isFeuillete?: boolean;
}): string => {
  const dit = [
    ...(fait === undefined ? [] : [annonce('bien', html`<p>${phrase(faits[fait])}</p>`)]),
    ...(erreur === null ? [] : [annonce('refus', html`<p>${phrase(erreurs[erreur])}</p>`)]),
  ];
  if (etat === null) {
    return page(
      'Votre rendez-vous',
      html`<h1>Votre rendez-vous</h1>
${dit}<form id="jeton-formulaire" method="post" action="${chemins.rendezVous}"${erreur === null ? html` data-lire` : nothing}>
${champJeton}<p class="actions"><button type="submit">Voir mon rendez-vous</button></p>
</form>`,
      [fichiers.jeton],
    );
  }
  const isListe = etat.gestes.deplacer && etat.creneaux !== null;
  return page(
    'Votre rendez-vous',
    html`<h1>Votre rendez-vous</h1>
${dit}${resume(etat)}${actions(etat, erreur, isFeuillete)}`,
    isListe ? [fichiers.places] : [],
  );
};
