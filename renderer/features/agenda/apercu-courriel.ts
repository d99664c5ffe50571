import type { CreneauSaisi } from '../../../shared/contract/ipc/agenda.ts';
import type { GenreCreneau } from '../../../shared/domain/agenda/creneaux.ts';
import type { CorpsDeCourriel } from '../../../shared/domain/demandes/reponse-courriel.ts';
import { fuseauParDefaut, heureCivile } from '../../../shared/domain/fuseau.ts';
import { jourDuSite, jourEnMots, plageHoraire } from '../../textes/agenda.ts';
import { heureMots, nomDuTerritoire } from '../../textes/echeances.ts';

// The sentences of the mails that a move or a cancellation sends, as the server writes them; a test compares both.

const noms: Readonly<Record<GenreCreneau, { votre: string; le: string; accord: string }>> = {
  entretien: { votre: 'Votre entretien', le: 'l’entretien', accord: '' },
  reunion: { votre: 'Votre réunion d’information', le: 'la réunion d’information', accord: 'e' },
  portes_ouvertes: { votre: 'Votre visite aux portes ouvertes', le: 'la visite aux portes ouvertes', accord: 'e' },
};

export interface CourrielAnnonce {
  quoi: 'deplacee' | 'changee' | 'annulee';
  /** What it becomes; for a cancellation, what it was. */
  creneau: CreneauSaisi;
  cfa: string;
  fuseau: string;
  mot: string;
}

/** What the button of her own link says. */
const boutons: Readonly<Record<CourrielAnnonce['quoi'], string>> = {
  deplacee: 'Je confirme, j’annule ou je choisis un autre créneau',
  changee: 'J’annule ou je choisis un autre créneau',
  annulee: 'Je choisis un autre créneau',
};

const moment = (instant: string, fuseau: string): string => {
  const base = `${jourEnMots(jourDuSite(instant, fuseau))} à ${heureMots(heureCivile(instant, fuseau))}`;
  if (fuseau === fuseauParDefaut) return base;
  const territoire = nomDuTerritoire(fuseau);
  return `${base} (heure ${territoire === null ? 'du CFA' : `de ${territoire}`})`;
};

const dire = ({ quoi, creneau, cfa, fuseau }: CourrielAnnonce): { sujet: string; phrases: string[] } => {
  const { votre, le, accord } = noms[creneau.genre];
  const quand = moment(creneau.debut, fuseau);
  if (quoi === 'deplacee')
    return {
      sujet: `${votre} est déplacé${accord} au ${quand}`,
      phrases: [
        `${cfa} a changé la date ou l’heure. ${votre} est maintenant le ${quand}.`,
        'Votre place est gardée. Cette nouvelle date vous convient-elle ? Dites-le avec le bouton ci-dessous.',
      ],
    };
  if (quoi === 'changee')
    return {
      sujet: `${votre} du ${quand} : informations mises à jour`,
      phrases: [`${cfa} a mis à jour ce rendez-vous. La date et l’heure restent les mêmes.`],
    };
  return {
    sujet: `${votre} du ${quand} est annulé${accord} par le CFA`,
    phrases: [`${cfa} a annulé ${le} du ${quand}. Vous n’avez pas à vous déplacer.`],
  };
};

/** The mail to who holds a place. Its greeting, its links and the words on personal data are added by the server. */
export const courrielAnnonce = (annonce: CourrielAnnonce): CorpsDeCourriel => {
  const { quoi, creneau, fuseau, mot } = annonce;
  const { sujet, phrases } = dire(annonce);
  const fiche = [
    `Date : ${jourEnMots(jourDuSite(creneau.debut, fuseau))}`,
    `Horaire : ${plageHoraire({ debut: creneau.debut, fin: creneau.fin, fuseau })}`,
    ...(creneau.lieu === null || quoi === 'annulee' ? [] : [`Lieu : ${creneau.lieu}`]),
    ...(creneau.lien === null || quoi === 'annulee' ? [] : [`Lien : ${creneau.lien}`]),
    ...(creneau.consigne === null || quoi === 'annulee' ? [] : [`À savoir : ${creneau.consigne}`]),
  ];
  return {
    sujet,
    paragraphes: [
      'Bonjour,',
      ...phrases,
      ...(mot.trim() === '' ? [] : [`Message du CFA : ${mot.trim()}`]),
      fiche.join('\n'),
      `Bouton : ${boutons[quoi]}`,
    ],
  };
};
