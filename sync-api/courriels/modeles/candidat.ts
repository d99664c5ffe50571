import { joursPromis } from '../../../shared/domain/demandes/echeance.ts';
import { libelleOrigine } from '../../../shared/domain/demandes/origines.ts';
import type { CorpsDeCourriel } from '../../../shared/domain/demandes/reponse-courriel.ts';
import { chemins } from '../../public/pages/chemins.ts';
import type { DemandeEcrite } from '../genres.ts';
import { prenomSeul } from '../nom-court.ts';
import { type Bloc, type Courriel, fr, paragraphe, pied } from './gabarit.ts';
import { momentEnMots, motifsEnMots, souhaitsEnMots } from './mots.ts';

/**
 * The mails to whoever asked. They never name a procedure of the State. « e-mail » is the word of families; names of CFA
 * stand where no article is needed, since nobody knows which one they take.
 */

export interface Accueil {
  /** Origin of the intake, without a trailing slash. */
  url: string;
}

export const lien = ({ url }: Accueil, chemin: string, jeton: string): string =>
  `${url}${chemin}#${encodeURIComponent(jeton)}`;

export const bonjour = (demande: Pick<DemandeEcrite, 'prenom'>): Bloc => {
  const prenom = prenomSeul(demande.prenom);
  return paragraphe(prenom === '' ? fr`Bonjour,` : fr`Bonjour ${prenom},`);
};

/**
 * A form can be filled in with the address of somebody else: the words of a stranger are never repeated to it, so that
 * nobody can have us send a threat or a number to call.
 */
const messageTransmis = fr`Votre message a été transmis avec votre demande.`;

const fiche = (demande: DemandeEcrite): Bloc => ({
  genre: 'fiche',
  lignes: [
    ...etablissement(demande),
    [fr`Sujets`, motifsEnMots(demande)],
    ...(demande.mode === 'rappel' ? [[fr`Moments choisis`, souhaitsEnMots(demande)] as const] : []),
    [fr`Demande faite depuis`, libelleOrigine[demande.origine]],
  ],
});

const etablissement = ({ formation, cfa, adresse, telephoneCfa }: DemandeEcrite): (readonly [string, string])[] => [
  [fr`Formation`, formation],
  [fr`CFA`, cfa],
  ...(adresse === null ? [] : [[fr`Adresse`, adresse] as const]),
  ...(telephoneCfa === null ? [] : [[fr`Téléphone du CFA`, telephoneCfa] as const]),
];

const promesse = ({ cfa, echeance, fuseau }: DemandeEcrite): Bloc =>
  paragraphe(
    fr`${cfa} s'engage à vous répondre sous ${joursPromis} jours ouvrés, au plus tard le ${momentEnMots(echeance, fuseau)}.`,
  );

export const lienPersonnel = fr`Ce lien est personnel : ne le transmettez pas.`;

const boutonSuivi = (accueil: Accueil, jeton: string): Bloc[] => [
  { genre: 'bouton', texte: fr`Modifier ou annuler ma demande`, url: lien(accueil, chemins.suivi, jeton) },
  paragraphe(lienPersonnel),
];

/** Who writes, why, with which rights (RGPD art. 13; users-and-rules 2.3). The whole notice is one click away. */
export const vosDonnees = (accueil: Accueil, cfa: string, droits: string): Bloc[] => [
  pied(
    fr`Vous recevez cet e-mail parce que cette adresse a été donnée pour contacter un CFA : ${cfa}. ${cfa} est responsable de vos données, que ce service lui achemine : elles ne servent qu'à vous répondre.`,
  ),
  pied(droits),
  pied(fr`Pour en savoir plus :`, `${accueil.url}${chemins.confidentialite}`),
  pied(fr`Rappel CFA, service non édité par l'État. Cet e-mail est envoyé automatiquement.`),
];

export const vosDroits = fr`Vous pouvez à tout moment demander au CFA de voir vos données, de les corriger, de les effacer ou d'en limiter l'usage, et vous opposer à être recontacté·e : écrivez-lui ou dites-le au téléphone, sans motif à donner. Si la réponse ne vous convient pas, vous pouvez saisir la CNIL (www.cnil.fr).`;

const piedDe = (accueil: Accueil, { cfa }: DemandeEcrite): Bloc[] => vosDonnees(accueil, cfa, vosDroits);

const enregistree: Readonly<Record<DemandeEcrite['mode'], string>> = {
  rappel: fr`Votre demande de rappel est enregistrée.`,
  message: fr`Votre message est enregistré et attend une réponse.`,
  creneau: fr`Votre demande de rendez-vous est enregistrée. Un autre e-mail vous dit si vous avez une place.`,
};

export const confirmation = (accueil: Accueil, demande: DemandeEcrite, jeton: string): Courriel => ({
  sujet: fr`${demande.cfa} : votre demande est enregistrée`,
  blocs: [
    bonjour(demande),
    paragraphe(enregistree[demande.mode]),
    promesse(demande),
    fiche(demande),
    ...(demande.message === null ? [] : [paragraphe(messageTransmis)]),
    ...boutonSuivi(accueil, jeton),
    ...piedDe(accueil, demande),
  ],
});

export const doublon = (
  accueil: Accueil,
  demande: DemandeEcrite,
  { jeton, ajoute }: { jeton: string | null; ajoute: boolean },
): Courriel => ({
  sujet: fr`${demande.cfa} : vous avez déjà une demande en cours`,
  blocs: [
    bonjour(demande),
    paragraphe(
      ajoute
        ? fr`Une demande à votre nom pour cette formation attend déjà une réponse. Ce qui vient d'être envoyé y est ajouté : il n'y a rien d'autre à faire.`
        : fr`Une demande à votre nom pour cette formation attend déjà une réponse. Elle a été complétée trop de fois : ce qui vient d'être envoyé n'y est pas ajouté. Le CFA le saura si vous le dites par téléphone.`,
    ),
    promesse(demande),
    { genre: 'fiche', lignes: etablissement(demande) },
    paragraphe(
      jeton === null
        ? fr`Si vous n'avez rien envoyé aujourd'hui, dites-le au CFA : quelqu'un a pu donner votre nom.`
        : fr`Si vous n'avez rien envoyé aujourd'hui, vous pouvez ignorer cet e-mail.`,
    ),
    ...(jeton === null ? [] : boutonSuivi(accueil, jeton)),
    ...piedDe(accueil, demande),
  ],
});

/** It does not even say that somebody had asked before: this address may be anybody's. */
export const complement = (accueil: Accueil, demande: DemandeEcrite): Courriel => ({
  sujet: fr`${demande.cfa} : votre demande est transmise`,
  blocs: [
    bonjour(demande),
    paragraphe(fr`Ce que vous venez d'envoyer est transmis au CFA, qui vous répondra.`),
    { genre: 'fiche', lignes: etablissement(demande) },
    paragraphe(fr`Si vous n'avez rien envoyé aujourd'hui, vous pouvez ignorer cet e-mail.`),
    ...piedDe(accueil, demande),
  ],
});

export const aConfirmer = (
  accueil: Accueil,
  { prenom, cfa, formation }: { prenom: string; cfa: string; formation: string },
  jeton: string,
): Courriel => ({
  sujet: fr`${cfa} : confirmez votre demande`,
  blocs: [
    bonjour({ prenom }),
    paragraphe(
      fr`Pour que votre demande au sujet de la formation ${formation} parte au CFA (${cfa}), confirmez que cette adresse est bien la vôtre. Le bouton ouvre une page : la demande ne part qu'après votre confirmation.`,
    ),
    { genre: 'bouton', texte: fr`Confirmer ma demande`, url: lien(accueil, chemins.confirmation, jeton) },
    paragraphe(fr`Ce lien est personnel et sert pendant 24 heures.`),
    ...vosDonnees(
      accueil,
      cfa,
      fr`Si vous n'avez rien demandé, ne faites rien : sans confirmation, cette demande et cette adresse sont effacées au bout de 24 heures. Pour toute question sur vos données, écrivez au CFA, ou à la CNIL (www.cnil.fr).`,
    ),
  ],
});

export const changement = (accueil: Accueil, demande: DemandeEcrite, jeton: string): Courriel => ({
  sujet: fr`${demande.cfa} : votre demande est modifiée`,
  blocs: [
    bonjour(demande),
    paragraphe(fr`Vos changements sont enregistrés. Voici votre demande, telle que le CFA la lit maintenant.`),
    promesse(demande),
    fiche(demande),
    ...(demande.message === null ? [] : [paragraphe(messageTransmis)]),
    ...boutonSuivi(accueil, jeton),
    ...piedDe(accueil, demande),
  ],
});

export const annulation = (accueil: Accueil, demande: DemandeEcrite): Courriel => ({
  sujet: fr`${demande.cfa} : votre demande est annulée`,
  blocs: [
    bonjour(demande),
    paragraphe(
      fr`Vous avez annulé votre demande au sujet de la formation ${demande.formation}. Le CFA en est informé et n'a plus à vous recontacter.`,
    ),
    paragraphe(fr`Si vous changez d'avis, faites une nouvelle demande.`),
    { genre: 'fiche', lignes: etablissement(demande) },
    ...piedDe(accueil, demande),
  ],
});

/** Exactly what was previewed on the poste, then who writes and why. */
export const reponse = (accueil: Accueil, demande: DemandeEcrite, corps: CorpsDeCourriel): Courriel => ({
  sujet: corps.sujet,
  blocs: [...corps.paragraphes.map(paragraphe), ...piedDe(accueil, demande)],
});

export const cfaInjoignable = (accueil: Accueil, demande: DemandeEcrite): Courriel => ({
  sujet: fr`${demande.cfa} n'a pas reçu l'avis de votre demande`,
  blocs: [
    bonjour(demande),
    paragraphe(
      fr`L'adresse e-mail du CFA ne fonctionne pas : l'avis de votre demande lui est revenu sans être lu. Votre demande n'est pas perdue, elle reste à traiter par le CFA.`,
    ),
    paragraphe(
      demande.telephoneCfa === null
        ? fr`Pour aller plus vite, contactez directement le CFA.`
        : fr`Pour aller plus vite, appelez le CFA au ${demande.telephoneCfa}.`,
    ),
    { genre: 'fiche', lignes: etablissement(demande) },
    ...piedDe(accueil, demande),
  ],
});
