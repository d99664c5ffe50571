import { joursPromis } from '../../../shared/domain/demandes/echeance.ts';
import type { Resume } from '../donnees.ts';
import type { DemandeEcrite } from '../genres.ts';
import { nomCourt } from '../nom-court.ts';
import { type Bloc, type Courriel, fr, paragraphe, pied } from './gabarit.ts';
import { compte, momentEnMots, motifsEnMots } from './mots.ts';

/**
 * The mails to the CFA: they say that something waits and until when, and that it is to be read in Rappel CFA. Never a
 * phone, an e-mail or a word of the candidat, and of her name « Inès V. » only (SECURITY, Outside).
 */

const ouvrir: Bloc = paragraphe(fr`Pour lire la demande et y répondre, ouvrez Rappel CFA, page Demandes.`);

export const piedCfa: readonly Bloc[] = [
  pied(
    fr`Vous recevez ce courriel parce que votre adresse est celle de cette formation dans le catalogue national, ou qu'elle a été choisie pour recevoir ces avis. Pour en changer, mettez à jour le contact de la formation auprès de votre Carif-Oref, ou demandez-le à la personne qui exploite Rappel CFA pour vous.`,
  ),
  pied(fr`Rappel CFA, service non édité par l'État. Ce courriel est envoyé automatiquement.`),
];

const formationEtLieu = ({ formation, adresse }: Pick<DemandeEcrite, 'formation' | 'adresse'>) => [
  [fr`Formation`, formation] as const,
  ...(adresse === null ? [] : [[fr`Lieu`, adresse] as const]),
];

const qui = (demande: DemandeEcrite): string =>
  demande.auteur === 'parent' ? fr`${nomCourt(demande)} (parent)` : nomCourt(demande);

const attend: Readonly<Record<DemandeEcrite['mode'], string>> = {
  rappel: fr`un appel`,
  message: fr`une réponse à son message`,
  creneau: fr`un rendez-vous`,
};

const ceQueVeut: Readonly<Record<DemandeEcrite['mode'], (nom: string) => string>> = {
  rappel: (nom) => fr`${nom} demande à être rappelé·e.`,
  message: (nom) => fr`${nom} vous a écrit.`,
  creneau: (nom) => fr`${nom} demande un rendez-vous et n'a pas encore de place.`,
};

const fiche = (demande: DemandeEcrite): Bloc => ({
  genre: 'fiche',
  lignes: [
    [fr`Demande de`, qui(demande)],
    ...formationEtLieu(demande),
    [fr`Attend`, attend[demande.mode]],
    [fr`Sujets`, motifsEnMots(demande)],
    [fr`À traiter avant le`, momentEnMots(demande.echeance, demande.fuseau)],
  ],
});

export const nouvelle = (demande: DemandeEcrite): Courriel => ({
  sujet: fr`Nouvelle demande : ${nomCourt(demande)}, ${demande.formation}`,
  blocs: [
    paragraphe(fr`Bonjour,`),
    paragraphe(ceQueVeut[demande.mode](nomCourt(demande))),
    fiche(demande),
    ouvrir,
    ...piedCfa,
  ],
});

export const relance = (demande: DemandeEcrite, moment: 'mi-delai' | 'dernier-jour'): Courriel => {
  const limite = momentEnMots(demande.echeance, demande.fuseau);
  return {
    sujet:
      moment === 'dernier-jour'
        ? fr`Dernier jour pour répondre à ${nomCourt(demande)}`
        : fr`Une demande attend votre réponse : ${nomCourt(demande)}`,
    blocs: [
      paragraphe(fr`Bonjour,`),
      paragraphe(
        moment === 'dernier-jour'
          ? fr`La demande de ${nomCourt(demande)} n'a pas encore de réponse. Le délai de ${joursPromis} jours ouvrés se termine le ${limite}.`
          : fr`La demande de ${nomCourt(demande)} attend une réponse depuis ${joursPromis / 2} jours ouvrés. Le délai se termine le ${limite}.`,
      ),
      fiche(demande),
      ouvrir,
      ...piedCfa,
    ],
  };
};

const changements = {
  changee: {
    sujet: (nom: string) => fr`Demande modifiée : ${nom}`,
    phrase: (nom: string) => fr`${nom} a modifié sa demande.`,
  },
  completee: {
    sujet: (nom: string) => fr`Demande complétée : ${nom}`,
    phrase: (nom: string) => fr`${nom} a complété sa demande, qui attend toujours une réponse.`,
  },
  annulee: {
    sujet: (nom: string) => fr`Demande annulée : ${nom}`,
    phrase: (nom: string) => fr`${nom} a annulé sa demande : il n'y a plus à y répondre.`,
  },
} as const;

export const changement = (demande: DemandeEcrite, quoi: keyof typeof changements): Courriel => {
  const { sujet, phrase } = changements[quoi];
  const nom = nomCourt(demande);
  return {
    sujet: sujet(nom),
    blocs: [
      paragraphe(fr`Bonjour,`),
      paragraphe(phrase(nom)),
      ...(quoi === 'annulee'
        ? [{ genre: 'fiche' as const, lignes: formationEtLieu(demande) }]
        : [fiche(demande), ouvrir]),
      ...piedCfa,
    ],
  };
};

export const candidatInjoignable = (demande: DemandeEcrite): Courriel => ({
  sujet: fr`Un courriel à ${nomCourt(demande)} n'est pas arrivé`,
  blocs: [
    paragraphe(fr`Bonjour,`),
    paragraphe(
      fr`Un courriel n'a pas pu être remis à ${nomCourt(demande)}. Une réponse par courriel ne lui parviendra sans doute pas : appelez, ou corrigez l'adresse sur sa fiche.`,
    ),
    fiche(demande),
    ouvrir,
    ...piedCfa,
  ],
});

/** One line for each training: how many, and the nearest deadline of those that wait for an answer. */
const parFormation = (resumes: readonly Resume[], attendent = true): Bloc => ({
  genre: 'liste',
  lignes: [...Map.groupBy(resumes, (resume) => resume.cleMinistereEducatif).values()].map((groupe) => {
    const [premiere] = groupe.toSorted((a, b) => (a.echeance < b.echeance ? -1 : 1));
    if (premiere === undefined) return '';
    const lieu = premiere.adresse === null ? '' : `, ${premiere.adresse}`;
    const limite = attendent ? fr`, à traiter avant le ${momentEnMots(premiere.echeance, premiere.fuseau)}` : '';
    return fr`${compte(groupe.length, 'demande', 'demandes')} : ${premiere.formation}${lieu}${limite}`;
  }),
});

export const nouvelles = (resumes: readonly Resume[]): Courriel => ({
  sujet: fr`${compte(resumes.length, 'nouvelle demande', 'nouvelles demandes')}`,
  blocs: [
    paragraphe(fr`Bonjour,`),
    paragraphe(
      fr`${compte(resumes.length, 'nouvelle demande est arrivée', 'nouvelles demandes sont arrivées')} depuis le dernier avis.`,
    ),
    parFormation(resumes),
    paragraphe(fr`Pour les lire et y répondre, ouvrez Rappel CFA, page Demandes.`),
    ...piedCfa,
  ],
});

export const relances = (resumes: readonly Resume[]): Courriel => ({
  sujet: fr`${compte(resumes.length, 'demande attend', 'demandes attendent')} votre réponse`,
  blocs: [
    paragraphe(fr`Bonjour,`),
    paragraphe(
      fr`${compte(resumes.length, "demande n'a pas encore de réponse", "demandes n'ont pas encore de réponse")}. Le délai promis est de ${joursPromis} jours ouvrés.`,
    ),
    parFormation(resumes),
    paragraphe(fr`Pour les lire et y répondre, ouvrez Rappel CFA, page Demandes.`),
    ...piedCfa,
  ],
});

/** Some may be cancelled: which ones is read in the application, and so is what changed. */
export const changementsDe = (resumes: readonly Resume[]): Courriel => ({
  sujet: fr`${compte(resumes.length, 'demande a changé', 'demandes ont changé')}`,
  blocs: [
    paragraphe(fr`Bonjour,`),
    paragraphe(
      fr`${compte(resumes.length, 'demande a été modifiée, complétée ou annulée', 'demandes ont été modifiées, complétées ou annulées')} depuis le dernier avis.`,
    ),
    parFormation(resumes, false),
    paragraphe(fr`Pour les lire, ouvrez Rappel CFA, page Demandes.`),
    ...piedCfa,
  ],
});

export const candidatsInjoignables = (resumes: readonly Resume[]): Courriel => ({
  sujet: fr`${compte(resumes.length, 'adresse de courriel ne fonctionne pas', 'adresses de courriel ne fonctionnent pas')}`,
  blocs: [
    paragraphe(fr`Bonjour,`),
    paragraphe(
      fr`Un courriel n'a pas pu être remis aux personnes qui ont fait ${compte(resumes.length, 'demande', 'demandes')}. Une réponse par courriel ne leur parviendra sans doute pas : appelez, ou corrigez l'adresse sur leur fiche.`,
    ),
    parFormation(resumes, false),
    paragraphe(fr`Pour savoir lesquelles, ouvrez Rappel CFA, page Demandes.`),
    ...piedCfa,
  ],
});
