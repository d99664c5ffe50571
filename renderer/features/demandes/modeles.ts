import { libelleMotif, type Motif, motif } from '../../../shared/domain/demandes/motifs.ts';

/** What a proposed text knows. Everything else is a blank that a person fills: no fact is ever made up. */
export interface ContexteModele {
  motifs: readonly string[];
  auteur: 'parent' | 'etudiant';
  /** First name of the young person a parent asks for; null when the parent gave none. */
  jeune: string | null;
  formation: string;
  ville: string | null;
  cfa: string;
  operateur: string | null;
}

/** What a reason is called in an answer, where « ma candidature » would be the wrong person's. */
const titres: Partial<Record<Motif, string>> = { suivi: 'Suivi de la candidature', autre: 'Votre question' };

type Modele = (contexte: ContexteModele) => string;
const estParent = ({ auteur }: ContexteModele): boolean => auteur === 'parent';
const enfant = ({ jeune }: ContexteModele): string => jeune ?? 'votre enfant';
/** « de Gwenn », « d’Inès », « de votre enfant ». */
const deEnfant = (contexte: ContexteModele): string =>
  /^[aeiouyhàâäéèêëîïôöùûü]/i.test(enfant(contexte)) ? `d’${enfant(contexte)}` : `de ${enfant(contexte)}`;

/**
 * The only facts stated are true of every apprenticeship: it is free for the apprentice and the family (Code du
 * travail, L6211-1), it is a paid work contract with the holidays of an employee (L6221-1, L6222-23), and the CFA helps
 * to look for an employer (L6231-2).
 */
const modeles: Readonly<Record<Motif, Modele>> = {
  modalite: () =>
    'L’inscription se fait [… en ligne, par courrier ou sur place], jusqu’au [… date limite]. Il faut y joindre [… pièces du dossier]. Ensuite, [… entretien, tests ou réponse directe].',
  place: () =>
    `À ce jour, il reste [… nombre de places] dans cette formation pour la rentrée de [… mois et année]. [… Liste d’attente, ou date à laquelle ce sera sûr].`,
  accompagnement: (contexte) =>
    `La recherche d’une entreprise ne se fait pas en solitaire : le CFA aide chaque candidat. Ici, cela veut dire [… offres d’entreprises partenaires, ateliers, relecture du CV]. La personne à contacter est [… nom, téléphone ou adresse]. ${
      estParent(contexte)
        ? `Un CV prêt et quelques entreprises en tête feront gagner du temps à ${enfant(contexte)}.`
        : 'Un CV prêt et quelques entreprises en tête vous feront gagner du temps.'
    }`,
  frais: (contexte) =>
    `La formation en apprentissage est gratuite, pour l’apprenti comme pour sa famille. Il reste à prévoir [… équipement, transport, repas ou hébergement], soit environ [… montant]. ${
      estParent(contexte) ? 'Des aides existent' : 'Des aides peuvent vous soulager'
    } : [… aides possibles].`,
  contenu: () =>
    `La formation dure [… durée]. Au programme : [… matières générales] et [… matières professionnelles et pratique]. Le programme complet se trouve ici : [… lien].`,
  horaire: () =>
    'Le rythme est de [… nombre] au CFA puis [… nombre] en entreprise. Les jours au CFA, les cours vont de [… heure] à [… heure]. Les vacances sont celles d’un salarié : [… précisions utiles].',
  debouche: () =>
    'Après cette formation, les élèves de la dernière promotion [… part en emploi, part en poursuite d’études, avec la source des chiffres]. On peut ensuite [… métiers ou diplômes possibles].',
  plus: () =>
    'En alternance, on signe un contrat de travail avec une entreprise : on y apprend le métier, on suit ses cours au CFA le reste du temps, et on reçoit un salaire chaque mois. Pour cette formation, cela donne [… rythme et exemple d’une semaine]. Pour aller plus loin : [… lien, brochure ou rencontre].',
  suivi: (contexte) =>
    `${
      estParent(contexte) ? `La candidature ${deEnfant(contexte)}` : 'Votre candidature'
    } est [… reçue, complète, en attente d’une pièce, acceptée]. Prochaine étape : [… quoi, et avant quelle date].`,
  lieu: ({ ville }) =>
    `Les cours ont lieu à ${ville ?? '[… ville]'}, [… adresse exacte]. Pour venir : [… bus, train, voiture]. Pour se loger : [… internat ou autre solution].`,
  porte: (contexte) =>
    `Les prochaines portes ouvertes ont lieu le [… date], de [… heure] à [… heure], à [… adresse]. [… Inscription nécessaire ou entrée libre]. ${
      estParent(contexte)
        ? `Vous y êtes les bienvenus, ${enfant(contexte)} et vous.`
        : 'Vous êtes bienvenu·e, avec ou sans vos parents.'
    }`,
  autre: () => '[… réponse à la question posée].',
};

const ouverture = (contexte: ContexteModele): string => {
  const { operateur } = contexte;
  const qui = operateur === null ? '' : ` Je suis ${operateur}, de l’équipe du CFA.`;
  return estParent(contexte)
    ? `Merci de l’intérêt que vous portez à cette formation pour ${enfant(contexte)}.${qui} Voici ce qu’il faut en savoir.`
    : `Merci de votre demande.${qui} Voici de quoi répondre à vos questions.`;
};

const fin = (contexte: ContexteModele): string => {
  const signature = contexte.operateur === null ? contexte.cfa : `${contexte.operateur}, ${contexte.cfa}`;
  return `${
    estParent(contexte)
      ? `S’il reste une question, la vôtre ou celle ${deEnfant(contexte)}, elle est la bienvenue.`
      : 'S’il reste quelque chose de flou, demandez : toutes les questions sont bonnes.'
  }\n\nÀ bientôt,\n${signature}`;
};

const connus = (codes: readonly string[]): Motif[] => motif.options.filter((code) => codes.includes(code));

/** One reason as it is added to a text: its title on a line of its own. */
export const paragrapheDe = (code: Motif, contexte: ContexteModele): string =>
  `${titres[code] ?? libelleMotif[code]}\n${modeles[code](contexte)}`;

/** A whole text for all the reasons at once, in the order of the form; with one reason alone, no title. */
export const proposition = (contexte: ContexteModele): string => {
  const codes = connus(contexte.motifs);
  const [seul, ...autres] = codes;
  const corps =
    seul === undefined
      ? [modeles.autre(contexte)]
      : autres.length === 0
        ? [modeles[seul](contexte)]
        : codes.map((code) => paragrapheDe(code, contexte));
  return [ouverture(contexte), ...corps, fin(contexte)].join('\n\n');
};
