import type { CandidatFiltres, CandidatLigne } from '../../../shared/contract/ipc/candidats.ts';
import type { Portee } from '../../../shared/contract/ipc/exports.ts';
import { dispositionMot } from '../../textes/appel.ts';
import { echeance, estEnRetard, isNear, jourRelatif } from '../../textes/dates.ts';
import { auSite, nomDuTerritoire, precisionFuseau } from '../../textes/echeances.ts';
import { compte, majuscule, nombre } from '../../textes/pluriel.ts';
import { hasFiltres } from './filters.ts';

const fuseauIci = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** « 2 vœux · 1 demande ». */
export const sources = ({ nbVoeux, nbDemandes }: Pick<CandidatLigne, 'nbVoeux' | 'nbDemandes'>): string =>
  [
    ...(nbVoeux > 0 ? [compte(nbVoeux, 'vœu', 'vœux')] : []),
    ...(nbDemandes > 0 ? [compte(nbDemandes, 'demande', 'demandes')] : []),
  ].join(' · ');

/** The same, or « contact » for whom neither a list nor a demande ever named. */
export const sourceMot = (ligne: Pick<CandidatLigne, 'nbVoeux' | 'nbDemandes' | 'formation'>): string =>
  sources(ligne) || (ligne.formation === null ? 'contact' : '');

/**
 * Whether the lists keep no wish of this person. They are drawn in gray with their word, never dropped: the work done on
 * them stays. Whom no list ever named, or who asked to be called, has no wish either, and is not concerned.
 */
export const estRetire = ({
  nouveaute,
  situation,
  nbVoeux,
  nbDemandes,
  formation,
}: Pick<CandidatLigne, 'nouveaute' | 'situation' | 'nbVoeux' | 'nbDemandes' | 'formation'>): boolean =>
  nouveaute === 'retire' || situation === 'RETIRE' || (nbVoeux === 0 && nbDemandes === 0 && formation !== null);

export const quoiTextes: Readonly<Record<string, string>> = {
  rappeler: 'Rappeler',
  relancer: 'Relancer',
  rencontrer: 'Rendez-vous',
  aucune: '',
};

export interface CelluleTexte {
  haut: string;
  bas: string;
  enRetard: boolean;
}

/**
 * What one waits for, in words that fit a cell: without a day it is the meeting, until a day it is an answer; once that
 * day has gone by, « en retard » takes the room of the rest.
 */
const attente = (le: string | null, situation: string, enRetard: boolean): string => {
  if (enRetard) return 'Attendre';
  if (situation === 'RDV_FIXE') return 'Attendre le RDV';
  return le === null ? 'Attendre un retour' : 'Attendre la réponse';
};

interface Rencontre {
  debut: string;
  fin: string;
  fuseau?: string | undefined;
}

/** Nobody is called for a meeting: what may be late is the presence, which is noted once it is over. */
const rencontre = ({ debut, fin, fuseau }: Rencontre, now: number, ici: string): CelluleTexte => {
  const enRetard = estEnRetard(fin, 'heure', now);
  const estIci = fuseau === undefined || precisionFuseau(debut, fuseau, ici) === '';
  const le = estIci ? debut : auSite(debut, fuseau);
  const aujourdhui = estIci ? now : Date.parse(auSite(now, fuseau));
  const { jour, heure } = echeance(le, 'heure', aujourdhui);
  const rdv = estIci ? 'Rendez-vous' : `RDV, ${nomDuTerritoire(fuseau) ?? 'Paris'}`;
  const mot = enRetard ? 'Présence à noter' : rdv;
  if (isNear(le, aujourdhui)) return { haut: `${jour} ${heure ?? ''}`, bas: mot, enRetard };
  // The hour of a day that has gone by tells nobody anything, and the cell has no room for both.
  return { haut: jour, bas: enRetard ? mot : [heure, mot].join(' · '), enRetard };
};

/** Nobody calls back whoever was not called since she waits. */
const jamaisAppele: ReadonlySet<string> = new Set(['A_APPELER', 'A_REPONDRE']);

const rien: CelluleTexte = { haut: '', bas: '', enRetard: false };

/** The planned call, on two lines: when, then what; late is said, not only coloured. */
export const celluleProchaine = (
  { prochaineAction: action, situation }: Pick<CandidatLigne, 'prochaineAction' | 'situation'>,
  now: number,
  ici = fuseauIci(),
): CelluleTexte => {
  if (action === null || action.quoi === 'aucune') return rien;
  if (action.le !== null && action.fin !== undefined)
    return rencontre({ debut: action.le, fin: action.fin, fuseau: action.fuseau }, now, ici);
  const enRetard = action.le !== null && estEnRetard(action.le, action.precision, now);
  const quoi = action.quoi === 'attendre' ? attente(action.le, situation, enRetard) : (quoiTextes[action.quoi] ?? '');
  if (action.le === null && action.quoi === 'rappeler')
    return { haut: 'Dès maintenant', bas: jamaisAppele.has(situation) ? 'Appeler' : 'Rappeler', enRetard: false };
  if (action.le === null) return { haut: quoi, bas: '', enRetard: false };
  const { jour, heure } = echeance(action.le, action.precision, now);
  // Two short lines rather than one that would be cut: far away, the hour goes down.
  const haut = isNear(action.le, now) && heure !== null ? `${jour} ${heure}` : jour;
  const bas = [...(heure === null || haut !== jour ? [] : [heure]), quoi, ...(enRetard ? ['en retard'] : [])];
  return { haut, bas: bas.slice(-2).join(' · '), enRetard };
};

export const celluleDernier = (appel: CandidatLigne['dernierAppel'], now: number): CelluleTexte => {
  if (appel === null) return { haut: '', bas: 'Jamais d’appel', enRetard: false };
  return {
    haut: majuscule(dispositionMot(appel.disposition)),
    bas: [jourRelatif(appel.le, now), ...(appel.operateur === null ? [] : [appel.operateur])].join(' · '),
    enRetard: false,
  };
};

/** « 143 personnes, 12 à appeler », or what the filters leave of them. */
export const sousTitre = (
  total: { total: number; plus: boolean } | undefined,
  aAppeler: number | undefined,
  filtered: boolean,
): string => {
  if (total === undefined) return '';
  const personnes = total.plus
    ? `plus de ${nombre(total.total)} personnes`
    : compte(total.total, 'personne', 'personnes');
  if (filtered || aAppeler === undefined) return personnes;
  return `${personnes}, ${nombre(aAppeler)} à appeler`;
};

/** Whose people an export from this screen is about. */
export const sujetExport = (portee: Portee): string => {
  if (portee.genre === 'selection') return 'Les candidats sélectionnés';
  const isNarrow = portee.genre === 'question' && (hasFiltres(portee.filtres) || portee.recherche.trim() !== '');
  return isNarrow ? 'La liste filtrée' : 'Tous les candidats';
};

export interface VideTexte {
  titre: string;
  aide: string;
  /** What the button offers, when something can be undone. */
  effacer: 'recherche' | 'filtres' | null;
}

/** Why nothing is shown, and the way out. */
export const texteVide = (filtres: CandidatFiltres, recherche: string, sansServeur = false): VideTexte => {
  if (recherche.trim() !== '') {
    return {
      titre: `Personne ne correspond à « ${recherche.trim()} »`,
      aide: hasFiltres(filtres)
        ? 'La recherche porte sur la liste filtrée. Essayer sans les filtres.'
        : 'On peut chercher un nom, un prénom, un INE, un collège, ou trois chiffres d’un téléphone.',
      effacer: hasFiltres(filtres) ? 'filtres' : 'recherche',
    };
  }
  const { aAppeler, ...autres } = filtres;
  if (aAppeler === true && !hasFiltres(autres)) {
    return {
      titre: 'Personne à appeler maintenant',
      aide: 'Les rappels prévus plus tard reviendront ici à leur heure.',
      effacer: 'filtres',
    };
  }
  if (hasFiltres(filtres)) {
    return {
      titre: 'Aucun candidat avec ces filtres',
      aide: 'Retirer un filtre élargit la liste.',
      effacer: 'filtres',
    };
  }
  return {
    titre: 'Aucun candidat pour l’instant',
    aide: sansServeur
      ? 'Ce poste travaille sans serveur : importer le fichier CSV des vœux depuis l’écran Listes.'
      : 'Les premières listes de vœux arrivent début juin. Elles apparaîtront ici à la prochaine synchronisation.',
    effacer: null,
  };
};
