import type { DemandeEntree, DemandeFiche, DemandeSuite, ReponseVue } from '../../../shared/contract/ipc/demandes.ts';
import type { SynchroEtat } from '../../../shared/contract/ipc/synchro.ts';
import { libelleMotif, motif } from '../../../shared/domain/demandes/motifs.ts';
import { libelleOrigine, lireOrigine } from '../../../shared/domain/demandes/origines.ts';
import type { Souhait } from '../../../shared/domain/demandes/souhaits.ts';
import { estAttendue } from '../../../shared/domain/demandes.ts';
import { jourEtHeure } from '../../textes/dates.ts';
import { compte, nombre } from '../../textes/pluriel.ts';
import { nomDe } from '../rapprochements/textes.ts';

export const modeTextes: Readonly<Record<DemandeEntree['mode'], string>> = {
  rappel: 'Rappel',
  message: 'Message',
  creneau: 'Créneau',
};

export const auteurTextes: Readonly<Record<DemandeEntree['auteur'], string>> = {
  parent: 'Parent',
  etudiant: 'Étudiant·e',
};

export const suiteTextes: Readonly<Record<DemandeSuite, string>> = {
  a_repondre: 'À répondre',
  suivie: 'Suivie',
  repondue: 'Répondue',
  annulee: 'Annulée par la personne',
};

export const genreTextes: Readonly<Record<ReponseVue['genre'], string>> = {
  personnalisee: 'Réponse par courriel',
  autre_canal: 'Répondu autrement',
  sans_reponse: 'Injoignable',
};

/** A reason of a newer version of the intake is shown by its key rather than hidden. */
export const motifMot = (code: string): string => {
  const connu = motif.safeParse(code);
  return connu.success ? libelleMotif[connu.data] : code;
};

export const origineMot = (code: string): string => {
  const connue = lireOrigine(code);
  return connue === null ? code : libelleOrigine[connue];
};

export const rejetTextes: Readonly<Record<NonNullable<DemandeEntree['courrielRejete']>, string>> = {
  candidat: 'adresse de courriel rejetée',
  cfa: 'avis au CFA rejetés',
  les_deux: 'adresses de courriel rejetées',
};

/** Whether a mail to the person would come back. */
export const estAdresseRejetee = (rejet: DemandeEntree['courrielRejete']): boolean =>
  rejet === 'candidat' || rejet === 'les_deux';

const demiJournees = { matin: 'matin', 'apres-midi': 'après-midi' } as const;
const semaine: readonly Souhait['jour'][] = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi'];

/** « lundi toute la journée, jeudi après-midi »: a day alone could be read as one half of it. */
export const phraseSouhaits = (souhaits: readonly Souhait[]): string => {
  if (souhaits.length === 0) return 'à tout moment';
  return semaine
    .flatMap((jour) => {
      const moities = souhaits.filter((un) => un.jour === jour).map((un) => un.demi_journee);
      if (moities.length === 0) return [];
      const [une] = moities;
      return [
        new Set(moities).size > 1 || une === undefined ? `${jour} toute la journée` : `${jour} ${demiJournees[une]}`,
      ];
    })
    .join(', ');
};

/** « Yann Le Dantec, parent », or who the person is when she asked herself. */
export const phraseAuteur = ({ auteur, demandeur }: Pick<DemandeFiche, 'auteur' | 'demandeur'>): string =>
  demandeur === null
    ? auteurTextes[auteur]
    : `${demandeur.prenom} ${demandeur.nom}, ${auteurTextes[auteur].toLowerCase()}`;

/** « Parent : Sonia Tardivel » on a line; the word alone when the form named nobody else. */
export const motAuteur = ({ auteur, demandeur }: Pick<DemandeEntree, 'auteur' | 'demandeur'>): string =>
  demandeur === null ? auteurTextes[auteur] : `${auteurTextes[auteur]} : ${demandeur.prenom} ${demandeur.nom}`;

/** « Injoignable · aujourd’hui 9 h 48 · Léa M. », « Annulée par la personne · hier 18 h »: how it ended, when, by whom. */
export const phraseFin = (
  { suite, reponse, annuleeLe }: Pick<DemandeEntree, 'suite' | 'reponse' | 'annuleeLe'>,
  now: number,
): string => {
  if (suite === 'annulee' || reponse === null) {
    const le = suite === 'annulee' ? annuleeLe : null;
    return [suiteTextes[suite], ...(le === null ? [] : [jourEtHeure(le, now)])].join(' · ');
  }
  const { genre, le, operateur } = reponse;
  return [genreTextes[genre], jourEtHeure(le, now), ...(operateur === null ? [] : [operateur])].join(' · ');
};

export const changeeTextes: Readonly<Record<NonNullable<DemandeEntree['changee']>, string>> = {
  completee: 'complétée',
  modifiee: 'modifiée',
};

/** Its main button is « Appeler »: anything but a message asks for a voice. */
export const estAAppeler = ({ mode }: Pick<DemandeEntree, 'mode'>): boolean => mode !== 'message';

/** What « Répondre » is called once somebody answered, or once nobody has to. */
export const motRepondre = ({ suite, reponse }: Pick<DemandeEntree, 'suite' | 'reponse'>, isBegun: boolean): string => {
  if (isBegun) return 'Reprendre la réponse';
  if (estAttendue({ suite })) return 'Répondre';
  return reponse === null ? 'Répondre quand même' : 'Répondre de nouveau';
};

/** Families type as they please: a question mark never starts a line of what is shown. */
export const insecable = (texte: string): string =>
  texte.replaceAll(/ +([?!:;»])/g, '\u00a0$1').replaceAll(/« +/g, '«\u00a0');

/** « BOULANGER (CAP), Rennes ». */
export const formationMots = ({ formation, ville }: Pick<DemandeEntree, 'formation' | 'ville'>): string =>
  [formation ?? 'Formation non précisée', ...(ville === null ? [] : [ville])].join(', ');

/** « 5 demandes ouvertes, 1 en retard, 2 avant ce soir »: those that are late are said once. */
export const sousTitre = (
  compteurs: { ouvertes: number; avantCeSoir: number; depassees: number } | undefined,
): string => {
  if (compteurs === undefined) return '';
  const { ouvertes, depassees } = compteurs;
  const ceSoir = compteurs.avantCeSoir - depassees;
  return [
    compte(ouvertes, 'demande ouverte', 'demandes ouvertes'),
    ...(depassees > 0 ? [`${nombre(depassees)} en retard`] : []),
    ...(ceSoir > 0 ? [`${nombre(ceSoir)} avant ce soir`] : []),
  ].join(', ');
};

/** Where the answer goes and when, said before it leaves. */
export const phraseDepart = (adresse: string | null, connexion: SynchroEtat['connexion'] | undefined): string => {
  if (adresse === null)
    return 'Aucune adresse de courriel n’est connue : la demande sera close, et le courriel attendra qu’une adresse soit notée.';
  return connexion === 'en-ligne'
    ? `Le courriel partira à ${adresse} dans un instant.`
    : `Le courriel partira à ${adresse} dès que le serveur sera joint.`;
};

/** Sendable in spite of its blanks, after one more press. */
export const phraseBlancs = (n: number): string =>
  `${compte(n, 'blanc reste', 'blancs restent')} à remplir. Ctrl Entrée encore pour envoyer tel quel.`;

export const phraseSensible = (themes: readonly string[]): string | null =>
  themes.length === 0
    ? null
    : `Ce texte semble toucher à : ${themes.join(', ')}. Il sera lu par la famille et gardé : n’y laisser que des faits utiles.`;

/** « Réponse par courriel — TARDIVEL Maëlys », for the bar that takes it back. */
export const phraseReponse = (genre: ReponseVue['genre'], qui: { nom: string; prenom: string }): string =>
  `${genreTextes[genre]} — ${nomDe(qui)}`;

/** « Karim B. a déjà répondu — envoyer quand même ? », or why else the server held it. */
export const phraseRetenue = (suite: DemandeSuite, autre: Pick<ReponseVue, 'operateur'> | null): string => {
  if (autre !== null) return `${autre.operateur ?? 'Quelqu’un'} a déjà répondu — envoyer quand même ?`;
  if (suite === 'annulee') return 'La demande avait été annulée — envoyer quand même ?';
  return 'Cette réponse n’est pas partie — envoyer quand même ?';
};

export const phraseVide = (onglet: 'ouvertes' | 'terminees'): { titre: string; aide: string } =>
  onglet === 'ouvertes'
    ? {
        titre: 'Aucune demande n’attend de réponse',
        aide: 'Une demande laissée sur Parcoursup, La bonne alternance ou le site du CFA arrive ici d’elle-même, avec son échéance : quatre jours ouvrés.',
      }
    : {
        titre: 'Aucune demande terminée pour l’instant',
        aide: 'Les demandes répondues, et celles que la personne a annulées, se retrouvent ici.',
      };

/** Where an answer of ours stands; nothing to say of one that the server has. */
export const reponseEtatTextes: Readonly<Record<ReponseVue['etat'], string>> = {
  a_envoyer: 'en attente d’envoi',
  en_vol: 'en cours d’envoi',
  a_revoir: 'refusée par le serveur, à revoir dans Synchronisation',
  recue: '',
  retenue: 'retenue, pas partie',
};

/** What the person asks about, additions included, each reason once. */
export const motifsDe = ({ motifs, ajouts }: Pick<DemandeFiche, 'motifs' | 'ajouts'>): string[] => [
  ...new Set([...motifs, ...ajouts.flatMap((ajout) => ajout.motifs)]),
];

const attendues = <D extends Pick<DemandeFiche, 'suite'>>(demandes: readonly D[]): D[] => demandes.filter(estAttendue);

/** « Répond aussi à sa demande (BOULANGER (CAP)) »: what a call that reaches somebody ends; null for nothing. */
export const phraseRepond = (
  demandes: readonly Pick<DemandeFiche, 'suite' | 'formation'>[],
  aussi: boolean,
): string | null => {
  const closes = attendues(demandes);
  if (closes.length === 0) return null;
  const quoi = closes.length === 1 ? 'à sa demande' : `à ses ${nombre(closes.length)} demandes`;
  return `Répond${aussi ? ' aussi' : ''} ${quoi} (${closes.map(({ formation }) => formation ?? 'formation non précisée').join(' ; ')})`;
};

/** « 2 demandes répondues », for the bar that takes the call back. Empty when it answers none. */
export const phraseRepondues = (sheets: readonly (readonly Pick<DemandeFiche, 'suite'>[])[]): string => {
  const n = sheets.reduce((sum, demandes) => sum + attendues(demandes).length, 0);
  return n === 0 ? '' : ` · ${compte(n, 'demande répondue', 'demandes répondues')}`;
};

/** What a returned mail means for the answer. */
export const phraseRejet = (rejet: NonNullable<DemandeEntree['courrielRejete']>): string =>
  rejet === 'cfa'
    ? 'Personne au CFA ne reçoit les avis de cette formation : son adresse de courriel est rejetée.'
    : 'L’adresse de courriel de la personne manque ou est rejetée : un appel est plus sûr qu’un courriel.';

/** One chose not to send what was held: the answer already given stands. */
export const phraseLaissee = (qui: { nom: string; prenom: string }): string =>
  `Réponse retenue, laissée de côté — ${nomDe(qui)}`;

export const ongletTextes = { ouvertes: 'Ouvertes', terminees: 'Terminées' } as const;

/**
 * Two cases, two sentences: somebody had answered first, or the person had cancelled. `annulees`: how many of them are
 * of the second; null until it was read.
 */
export const phraseRetenues = (n: number, annulees: number | null): string => {
  const parties = (k: number): string => compte(k, 'réponse n’est pas partie', 'réponses ne sont pas parties');
  if (annulees === null) return `${parties(n)}.`;
  const autres = n - annulees;
  return [
    ...(autres > 0 ? [`${parties(autres)} : quelqu’un avait répondu avant.`] : []),
    ...(annulees > 0
      ? [
          `${parties(annulees)} : ${annulees === 1 ? 'la demande avait été annulée' : 'les demandes avaient été annulées'}.`,
        ]
      : []),
  ].join(' ');
};
