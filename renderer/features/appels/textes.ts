import type { FileEntree } from '../../../shared/contract/ipc/appels.ts';
import type { CandidatLigne, Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { estAttendue } from '../../../shared/domain/demandes.ts';
import { essaiMot } from '../../textes/appel.ts';
import { estEnRetard, heure, heureDansFuseau, isNear, jourEtHeure, jourRelatif } from '../../textes/dates.ts';
import { auSite, instantDuSite, nomDuTerritoire, precisionFuseau } from '../../textes/echeances.ts';
import { deNom } from '../../textes/elision.ts';
import { compte, nombre } from '../../textes/pluriel.ts';
import type { rangDe } from './parcours.ts';

export interface MotifTexte {
  mot: string;
  ton: 'rappel' | 'demande' | 'jamais' | 'autre';
  enRetard: boolean;
}

/** A promise is kept when the call comes within the quarter of an hour. */
const toleranceMs = 15 * 60_000;

interface Quand {
  now: number;
  /** Zone of this poste. */
  ici: string;
}

/** « 17 h 30 », « hier 17 h 30 », « lun. 8 juin » : in the words of the site, with its name where it is elsewhere. */
const promisPour = (le: string, precision: 'heure' | 'jour' | null, fuseau: string, { now, ici }: Quand): string => {
  const la = auSite(le, fuseau);
  const maintenant = Date.parse(auSite(now, fuseau));
  if (precision === 'jour') return jourRelatif(la, maintenant);
  const isToday = isNear(la, maintenant) && jourRelatif(la, maintenant) === 'aujourd’hui';
  return `${isToday ? heure(la) : jourEtHeure(la, maintenant)}${precisionFuseau(le, fuseau, ici)}`;
};

type Entree = Pick<FileEntree, 'motif' | 'le' | 'fuseau' | 'memeDemiJournee' | 'famille'> & {
  ligne: Pick<CandidatLigne, 'essais' | 'prochaineAction' | 'dernierAppel'>;
};

const dejaEssaye = (entree: Entree, { now }: Quand): string => {
  const essai = essaiMot(entree.ligne.essais) ?? 'nouvel essai';
  if (!entree.memeDemiJournee || entree.ligne.dernierAppel === null) return essai;
  return `${essai} · dernier ${jourEtHeure(entree.ligne.dernierAppel.le, now)}`;
};

/** Somebody of the family was told so; otherwise the office planned it for itself. */
const estPromis = ({ dernierAppel }: Entree['ligne']): boolean =>
  dernierAppel !== null && (dernierAppel.disposition === 'RAPPELER' || dernierAppel.disposition === 'JOINT');

/** Why she is in the queue. `court`: beside others in the column, else at the head of her own screen. */
export const motifTexte = (entree: Entree, quand: Quand, court: boolean): MotifTexte => {
  const { motif, le, fuseau, ligne } = entree;
  const precision = ligne.prochaineAction?.precision ?? 'heure';
  const enRetardDepuis = le !== null && estEnRetard(le, precision, quand.now - toleranceMs);
  switch (motif) {
    case 'rappel': {
      const pour = le === null ? '' : ` ${promisPour(le, precision, fuseau, quand)}`;
      const retard = enRetardDepuis ? ', en retard' : '';
      return {
        mot: court
          ? `rappel${pour}${retard}`
          : `${estPromis(ligne) ? 'rappel promis' : 'rappel prévu'} pour${pour}${retard}`,
        ton: 'rappel',
        enRetard: enRetardDepuis,
      };
    }
    case 'demande': {
      const avant = le === null ? '' : ` avant ${instantDuSite(le, fuseau, quand.now, quand.ici)}`;
      const enRetard = le !== null && Date.parse(le) < quand.now;
      const quoi = court ? `répondre${avant}` : `demande à répondre${avant}`;
      return { mot: enRetard ? `${quoi}, en retard` : quoi, ton: 'demande', enRetard };
    }
    case 'jamais_appele':
      return { mot: 'jamais appelé·e', ton: 'jamais', enRetard: false };
    case 'reessai':
      return { mot: dejaEssaye(entree, quand), ton: 'autre', enRetard: false };
    case 'suivi': {
      const enRetard = le !== null && estEnRetard(le, precision, quand.now - toleranceMs);
      const pour = le === null ? '' : ` prévu ${promisPour(le, precision, fuseau, quand)}`;
      return { mot: `suivi${pour}${enRetard ? ', en retard' : ''}`, ton: 'autre', enRetard };
    }
  }
};

/** « 2 rappels promis sont à faire hors de « Moi ». »; null when there is none. */
export const phraseAutresRappels = (n: number): string | null =>
  n <= 0 ? null : `${compte(n, 'rappel promis est', 'rappels promis sont')} à faire hors de «\u00a0Moi\u00a0».`;

/** « il est 19 h 31 (La Réunion) »; null where the family's clock says what this poste's says. */
export const heureAilleurs = (fuseau: string | null, { now, ici }: Quand): string | null => {
  if (fuseau === null) return null;
  const la = heureDansFuseau(now, fuseau);
  if (la === null || la === heureDansFuseau(now, ici)) return null;
  return `il est ${la} (${nomDuTerritoire(fuseau) ?? 'Paris'})`;
};

/** « Appel 4 sur 16 »; beyond what is counted, « sur plus de 1 000 ». */
export const phraseRang = ({ rang, sur }: ReturnType<typeof rangDe>, plus: boolean): string =>
  `Appel ${nombre(rang)} sur ${plus ? 'plus de ' : ''}${nombre(sur)}`;

/** Whom to ask for: the lists name no parent, one who asked to be called did. */
export const aDemander = (
  interlocuteur: 'responsable' | 'candidat' | 'autre' | null,
  fiche: {
    ligne: Pick<CandidatLigne, 'prenom' | 'nom'>;
    demandes: readonly Pick<Fiche['demandes'][number], 'auteur' | 'demandeur' | 'suite'>[];
  },
): string => {
  if (interlocuteur === 'candidat') return fiche.ligne.prenom === '' ? fiche.ligne.nom : fiche.ligne.prenom;
  const parent = fiche.demandes.find(
    (demande) => demande.auteur === 'parent' && demande.demandeur !== null && estAttendue(demande),
  )?.demandeur;
  return parent == null ? 'le responsable légal' : `${parent.prenom} ${parent.nom}`;
};

/** « du CFA des Trois Fourneaux », « de l’Institut X », « de Campus Y ». */
export const duCfa = (nom: string | null): string => {
  if (nom === null) return 'du CFA';
  if (/^(cfa|lycée|centre|campus|lp|lpo|gip)\b/i.test(nom)) return `du ${nom}`;
  if (/^(mfr|maison|chambre|faculté)\b/i.test(nom)) return `de la ${nom}`;
  if (/^(école|institut|iut|ufa|académie|université)\b/i.test(nom)) return `de l’${nom}`;
  return deNom(nom);
};

/** « Léa M. » introduces herself as Léa. */
const seul = (operateur: string): string => operateur.replace(/\s+\p{Lu}\.$/u, '');

const demandes = {
  rappel: 'vous nous avez demandé un rappel',
  message: 'vous nous avez écrit',
  creneau: 'vous nous avez demandé un rendez-vous',
} as const;

/** « Bonjour, je suis Léa du CFA des Trois Fourneaux, vous avez indiqué un vœu pour notre CAP Cuisine. » */
export const phraseBonjour = (
  fiche: {
    ligne: Pick<CandidatLigne, 'formation'>;
    voeux: readonly Pick<Fiche['voeux'][number], 'formation' | 'etat'>[];
    demandes: readonly Pick<Fiche['demandes'][number], 'mode' | 'formation' | 'suite'>[];
  },
  operateur: string | null,
  etablissement: string | null,
): string => {
  const qui = `Bonjour, je suis ${operateur === null ? '' : `${seul(operateur)} `}${duCfa(etablissement)}`;
  const demande = fiche.demandes.find(estAttendue);
  if (demande !== undefined) {
    const pour = demande.mode === 'message' ? 'au sujet de' : 'pour';
    const formation = demande.formation === null ? '' : ` ${pour} notre ${demande.formation}`;
    return `${qui}, ${demandes[demande.mode]}${formation}.`;
  }
  const voeu = fiche.voeux.find(({ etat }) => etat === 'actif');
  // The lists shorten: « HOTEL-CAFE-REST. » ends the sentence by itself.
  if (voeu !== undefined) return `${qui}, vous avez indiqué un vœu pour notre ${voeu.formation.replace(/\.$/, '')}.`;
  return `${qui}, je vous appelle au sujet d’une entrée en apprentissage.`;
};

export const premiereQuestion = 'Avez-vous déjà une entreprise\u00a0?';

/** « en cours d’appel par Karim (poste Accueil-2) » ; null when nobody else has her open. */
export const phrasePresence = (autres: readonly { operateur: string | null; poste: string }[]): string | null => {
  if (autres.length === 0) return null;
  const mots = autres.map(({ operateur, poste }) =>
    operateur === null ? `le poste ${poste}` : `${operateur} (poste ${poste})`,
  );
  const liste = new Intl.ListFormat('fr', { type: 'conjunction' }).format(mots);
  return autres.every(({ operateur }) => operateur === null)
    ? `en cours d’appel sur ${liste}`
    : `en cours d’appel par ${liste}`;
};

/** « demain à 9 h », « aujourd’hui à 14 h », for the next one who becomes due. */
export const phraseProchaine = (prochaineLe: string, now: number): string =>
  `${jourRelatif(prochaineLe, now)} à ${heure(prochaineLe)}`;

export interface VideTexte {
  titre: string;
  aide: string;
}

export type Vide = 'premiere' | 'aucune-liste' | 'reste-passees' | 'rien-a-moi' | 'personne';

/** Why nobody is open, in the order of what is truest. */
export const videDe = (etat: {
  premiereSynchro: boolean;
  candidats: number | undefined;
  passees: number;
  portee: 'moi' | 'tous';
  /** Due for everybody. */
  pourTous: number | undefined;
}): Vide => {
  if (etat.premiereSynchro) return 'premiere';
  if (etat.candidats === 0) return 'aucune-liste';
  if (etat.passees > 0) return 'reste-passees';
  return etat.portee === 'moi' && (etat.pourTous ?? 0) > 0 ? 'rien-a-moi' : 'personne';
};

export const videTexte = (
  vide: Vide,
  {
    passees,
    pourTous,
    prochaineLe,
    now,
    sansServeur,
  }: {
    passees: number;
    pourTous: number;
    prochaineLe: string | null;
    now: number;
    sansServeur: boolean;
  },
): VideTexte => {
  const suite =
    prochaineLe === null
      ? 'Les rappels et les suivis reviendront ici à leur heure.'
      : `La prochaine personne est à appeler ${phraseProchaine(prochaineLe, now)}.`;
  switch (vide) {
    case 'premiere':
      return {
        titre: 'Première synchronisation en cours',
        aide: 'Les personnes à appeler arrivent : elles se rangeront ici d’elles-mêmes.',
      };
    case 'aucune-liste':
      return {
        titre: 'Aucun candidat pour l’instant',
        aide: sansServeur
          ? 'Ce poste travaille sans serveur : importer le fichier CSV des vœux depuis l’écran Listes.'
          : 'Les premières listes de vœux arrivent début juin. Les personnes à appeler se rangeront ici d’elles-mêmes.',
      };
    case 'reste-passees':
      return {
        titre: 'Tout le monde a été appelé ou passé',
        aide:
          passees === 1
            ? 'Une personne passée peut être reprise maintenant ; sinon, elle reviendra à la prochaine demi-journée.'
            : `${nombre(passees)} personnes passées peuvent être reprises maintenant ; sinon, elles reviendront à la prochaine demi-journée.`,
      };
    case 'rien-a-moi':
      return {
        titre: 'Aucun de vos candidats n’est à appeler maintenant',
        aide: `${pourTous === 1 ? 'Une personne est à appeler' : `${nombre(pourTous)} personnes sont à appeler`} pour toute l’équipe. ${suite}`,
      };
    case 'personne':
      return { titre: 'Plus personne à appeler maintenant', aide: suite };
  }
};
