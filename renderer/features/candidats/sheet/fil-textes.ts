import { z } from 'zod';
import type { RendezVous } from '../../../../shared/contract/ipc/agenda.ts';
import type { FilEntree } from '../../../../shared/contract/ipc/candidats.ts';
import { appelCorps, type Issue } from '../../../../shared/domain/actes/appel.ts';
import { type ActeCorps, type ActeType, catalogue, estActeType } from '../../../../shared/domain/actes/catalogue.ts';
import { afficherTelephone } from '../../../../shared/domain/telephone.ts';
import { debutDuSite, nomDuCreneau } from '../../../textes/agenda.ts';
import { dispositionTextes, interlocuteurTextes, issueTextes, numeroEtatTextes } from '../../../textes/appel.ts';
import { champMot } from '../../../textes/champs.ts';
import { jourEtHeure, jourRelatif } from '../../../textes/dates.ts';
import { minuscule } from '../../../textes/pluriel.ts';
import { motsDePreuve } from '../../rapprochements/textes.ts';
import { assiduiteTextes } from '../../rendez-vous/etats.ts';

export type FilIcone =
  | 'appel'
  | 'recu'
  | 'note'
  | 'rappel'
  | 'personne'
  | 'liste'
  | 'message'
  | 'demande'
  | 'droit'
  | 'annule';

export interface FilTexte {
  titre: string;
  /** Longer words of a person: a note. */
  detail: string | null;
  icone: FilIcone;
}

export interface FilContexte {
  now: number;
  /** What the issues are called in this organisme; the default names when absent. */
  issues?: Readonly<Record<Issue, string>>;
  /** Display name of an opérateur. */
  nom: (operateur: string) => string | null;
  /** Whom a `lien` merged this person with, as long as the merge stands. */
  fusionneAvec?: (lien: string) => string | null;
  /** Type of another acte of the same fil. */
  typeDe?: (acte: string) => string | null;
  /** A réservation of the same person, as it stands. */
  rendezVousDe?: (reservation: string) => Pick<RendezVous, 'titre' | 'genre' | 'debut' | 'fuseau'> | null;
}

const canaux = { oral: 'de vive voix', courriel: 'par courriel', sms: 'par SMS', courrier: 'par courrier' } as const;
const messages = { courriel: 'Courriel écrit', sms: 'SMS écrit', courrier: 'Courrier écrit' } as const;
const reponses = {
  personnalisee: 'Réponse par courriel à la demande',
  autre_canal: 'Demande répondue autrement',
  sans_reponse: 'Injoignable : un courriel le dit à la personne',
} as const;
const prochaineTexte = (corps: ActeCorps<'prochaine-action'>, contexte: FilContexte): string => {
  const quand =
    corps.le === null
      ? ''
      : corps.precision === 'heure'
        ? ` ${jourEtHeure(corps.le, contexte.now)}`
        : ` ${jourRelatif(corps.le, contexte.now)}`;
  // Without a day, somebody else's day is waited for: the meeting's (the default after « RDV fixé »).
  const attendre = corps.le === null ? 'Attendre le rendez-vous' : 'Attendre la réponse jusqu’à';
  const quoi = { rappeler: 'À rappeler', relancer: 'À relancer', attendre, aucune: 'Plus rien de prévu' };
  return `${quoi[corps.quoi]}${quand}`;
};

const appelTexte = (corps: ActeCorps<'appel'>, { issues = issueTextes }: FilContexte): FilTexte => {
  const qui = corps.interlocuteur === null ? '' : ` (${interlocuteurTextes[corps.interlocuteur].toLowerCase()})`;
  const issue = corps.issue === undefined ? '' : ` : ${minuscule(issues[corps.issue])}`;
  const mot = corps.disposition === 'RAPPELER' ? 'À rappeler' : dispositionTextes[corps.disposition];
  const titre = `${mot}${corps.disposition === 'JOINT' ? qui : ''}${issue}`;
  return {
    titre: corps.sens === 'recu' ? `Appel reçu — ${minuscule(titre)}` : titre,
    detail: corps.note ?? null,
    icone: corps.sens === 'recu' ? 'recu' : 'appel',
  };
};

const bref = (titre: string, icone: FilIcone, detail: string | null = null): FilTexte => ({ titre, detail, icone });

/**
 * « Réunion d’information, mardi 24 novembre, 14 h »: at the hour that the acte says, else at that of the créneau as it
 * stands; null when neither is known here.
 */
const creneauTexte = (reservation: string, dit: { debut?: string }, contexte: FilContexte): string | null => {
  const rdv = contexte.rendezVousDe?.(reservation) ?? null;
  const debut = dit.debut ?? rdv?.debut;
  if (debut === undefined) return null;
  if (rdv === null) return jourEtHeure(debut, contexte.now);
  return `${nomDuCreneau(rdv)}, ${debutDuSite({ debut, fuseau: rdv.fuseau }, contexte.now)}`;
};

/** What was done to a réservation, then which one. */
const placeTexte = (
  titre: string,
  { reservation, debut }: { reservation: string; debut?: string },
  contexte: FilContexte,
  motif: string | null = null,
): FilTexte => {
  const creneau = creneauTexte(reservation, debut === undefined ? {} : { debut }, contexte);
  return bref(creneau === null ? titre : `${titre} : ${creneau}`, 'rappel', motif);
};

type Wording = { [T in ActeType]: (corps: ActeCorps<T>, contexte: FilContexte) => FilTexte };

const wording: Wording = {
  appel: appelTexte,
  note: ({ texte }) => bref('Note', 'note', texte),
  informe: ({ canal }) => bref(`Famille informée de l’origine des données, ${canaux[canal]}`, 'droit'),
  'prochaine-action': (corps, contexte) => bref(prochaineTexte(corps, contexte), 'rappel', corps.motif ?? null),
  affectation: ({ operateur }, { nom }) =>
    bref(operateur === null ? 'Confié à personne' : `Confié à ${nom(operateur) ?? 'un collègue'}`, 'personne'),
  numero: ({ numero, etat }) => bref(`${afficherTelephone(numero)} : ${numeroEtatTextes[etat]}`, 'appel'),
  rectification: ({ champ, valeur, ancienne }) =>
    bref(`Correction : ${champMot(champ)}`, 'note', ancienne === null ? valeur : `${ancienne} → ${valeur}`),
  message: ({ canal, objet, texte }) =>
    bref(objet === undefined ? messages[canal] : `${messages[canal]} : ${objet}`, 'message', texte),
  reponse: ({ genre, texte }) => bref(reponses[genre], 'message', texte ?? null),
  vue: () => bref('Demande lue', 'demande'),
  'creneau-cree': () => bref('Créneau créé', 'rappel'),
  'creneau-modifie': () => bref('Créneau modifié', 'rappel'),
  'creneau-annule': () => bref('Créneau annulé', 'rappel'),
  'reservation-demandee': (corps, contexte) => placeTexte('Place demandée', corps, contexte),
  'reservation-annulee': ({ reservation, motif }, contexte) =>
    placeTexte('Place rendue', { reservation }, contexte, motif ?? null),
  'reservation-reconfirmee': (corps, contexte) => placeTexte('Venue confirmée', corps, contexte),
  assiduite: ({ reservation, etat }, contexte) => placeTexte(assiduiteTextes[etat], { reservation }, contexte),
  lien: ({ lien_id, preuve }, { fusionneAvec }) => {
    const autre = fusionneAvec?.(lien_id) ?? null;
    return bref(
      autre === null ? 'Fusionnée avec une autre fiche' : `Fusionnée avec ${autre}`,
      'personne',
      motsDePreuve(preuve),
    );
  },
  'dossier-cree': ({ source }) =>
    bref(source === 'appel' ? 'Fiche créée lors d’un appel' : 'Fiche importée', 'personne'),
  opposition: ({ motif }) => bref('Ne plus contacter', 'droit', motif ?? null),
  limitation: ({ active }) => bref(active ? 'Traitement limité à la demande' : 'Fin de la limitation', 'droit'),
  effacement: ({ motif }) => bref('Effacement demandé', 'droit', motif ?? null),
  annule: ({ acte }, { typeDe }) => bref(typeDe?.(acte) === 'lien' ? 'Fusion défaite' : 'Saisie annulée', 'annule'),
  correction: () => bref('Saisie corrigée', 'note'),
};

const schemas: { readonly [T in ActeType]: { readonly schema: z.ZodType<ActeCorps<T>> } } = catalogue;

const unknownActe = bref('Saisie faite avec une version plus récente', 'note');

const acteTexte = <T extends ActeType>(type: T, contenu: unknown, contexte: FilContexte): FilTexte => {
  const lu = schemas[type].schema.safeParse(contenu);
  return lu.success ? wording[type](lu.data, contexte) : unknownActe;
};

const ecart = z.object({
  champ: z.string().nullish(),
  avant: z.string().nullish(),
  apres: z.string().nullish(),
  numero: z.number().nullish(),
});

const listeTitres: Readonly<Record<string, string>> = {
  ajoute: 'nouveau vœu',
  retire: 'vœu retiré',
  deplace: 'vœu passé dans une autre liste',
};

/** The lists align their labels with spaces that mean nothing. */
const enUneLigne = (texte: string | null): string | null => texte?.replace(/\s+/g, ' ').trim() ?? null;

const listeTexte = (type: string, contenu: unknown): FilTexte => {
  const lu = ecart.safeParse(contenu);
  const { champ = null, avant = null, apres = null, numero = null } = lu.success ? lu.data : {};
  const liste = numero === null ? 'Liste' : `Liste ${numero}`;
  if (champ === null)
    return bref(`${liste} : ${listeTitres[type] ?? 'mise à jour'}`, 'liste', enUneLigne(apres ?? avant));
  return bref(`${liste}, changement : ${champMot(champ)}`, 'liste', `${avant ?? 'vide'} → ${apres ?? 'vide'}`);
};

/** What one line of the fil says. Never an empty line, never a code: an unknown type says that it is one. */
export const filTexte = (entree: Pick<FilEntree, 'genre' | 'type' | 'contenu'>, contexte: FilContexte): FilTexte => {
  if (entree.genre === 'liste') return listeTexte(entree.type, entree.contenu);
  return estActeType(entree.type) ? acteTexte(entree.type, entree.contenu, contexte) : unknownActe;
};

/** The body of a call in the fil, for whoever must write it again with another issue. */
export const appelDuFil = (entree: FilEntree): ActeCorps<'appel'> | null => {
  const lu = entree.type === 'appel' ? appelCorps.safeParse(entree.contenu) : null;
  return lu?.success === true ? lu.data : null;
};
