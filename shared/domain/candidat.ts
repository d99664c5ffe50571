import { choisirSuite, poserSuite } from './agenda/suites.ts';
import { essaisDe } from './appels.ts';
import { estAttendue, type SuiviDemande } from './demandes.ts';
import type { DossierEtat } from './dossier.ts';
import type { DernierAppel, Position, ProchaineAction } from './situation.ts';
import { type DemandesEtat, type SituationCode, situationCodes, situations } from './situations.ts';

/** One visible half of a merge: the dossier that carries it, and whether it is annulled. */
export interface DemiLien {
  lienId: string;
  dossier: string;
  annule: boolean;
}

/**
 * Groups dossiers into candidats: connected by the same INE or by a merge whose two halves are visible and live
 * (PROTOCOL 1). The id of a candidat is its smallest dossier id, so every poste with the same dossiers agrees.
 * The result depends on neither order, and undoing a merge gives exactly what there was before.
 */
export const regrouper = (
  dossiers: readonly { id: string; ine: string | null }[],
  liens: readonly DemiLien[],
): Map<string, string> => {
  const parent = new Map(dossiers.map(({ id }) => [id, id]));
  const racine = (id: string): string => {
    let courant = id;
    for (let haut = parent.get(courant); haut !== undefined && haut !== courant; haut = parent.get(courant))
      courant = haut;
    return courant;
  };
  // The smallest id is always the root, which makes it the candidat's id.
  const unir = (a: string, b: string): void => {
    const [petit, grand] = [racine(a), racine(b)].sort();
    if (petit !== undefined && grand !== undefined) parent.set(grand, petit);
  };
  const parIne = new Map<string, string>();
  for (const { id, ine } of dossiers) {
    if (ine === null) continue;
    unir(parIne.get(ine) ?? id, id);
    parIne.set(ine, id);
  }
  const moities = new Map<string, { dossiers: Set<string>; annule: boolean }>();
  for (const { lienId, dossier, annule } of liens) {
    const lien = moities.get(lienId) ?? { dossiers: new Set<string>(), annule: false };
    if (parent.has(dossier)) lien.dossiers.add(dossier);
    moities.set(lienId, { dossiers: lien.dossiers, annule: lien.annule || annule });
  }
  for (const lien of moities.values()) {
    const [a, b, ...trop] = lien.dossiers;
    // More than two dossiers under one id cannot be a merge: it is ignored rather than guessed.
    if (!lien.annule && a !== undefined && b !== undefined && trop.length === 0) unir(a, b);
  }
  return new Map(dossiers.map(({ id }) => [id, racine(id)]));
};

export interface SituationCandidat {
  situation: SituationCode;
  ouverte: boolean;
  essais: number;
  joint: boolean;
  dernierAppel: DernierAppel | null;
  prochaineAction: ProchaineAction | null;
  /** The dossier in which the next action is planned, or which implies it. */
  dossierDeLAction: string | null;
  /** Who holds it: the operateur of each dossier that has one, sorted. */
  affecteA: string[];
  echeance: string | null;
  opposition: boolean;
  aDepartager: boolean;
}

/**
 * Every demande of ONE dossier of a person, in its order. Her calls are logged in whichever of her dossiers acts go to:
 * those of the others follow it up as well. `membres` are all of her dossiers, this one included.
 */
export const suivreParmi = (
  un: Pick<DossierEtat, 'demandes' | 'appels'>,
  membres: readonly Pick<DossierEtat, 'appels'>[],
): SuiviDemande[] => {
  if (!un.demandes.some(estAttendue)) return un.demandes;
  const ailleurs = membres.flatMap((autre) => (autre === un ? [] : autre.appels));
  // Of two calls at one instant neither came last: every poste takes them in the same order.
  ailleurs.sort((a, b) => comparer(a.le, b.le) || comparer(a.acte, b.acte));
  return un.demandes.map((suivi) => {
    const depuis = ailleurs.filter(({ le }) => le >= suivi.recueLe);
    if (!estAttendue(suivi) || depuis.length === 0) return suivi;
    return { ...suivi, suite: 'suivie', essais: suivi.essais + essaisDe(depuis).length };
  });
};

type EtatMembre = Omit<DossierEtat, 'faits' | 'fil' | 'numeros' | 'composables'>;

/** A dossier among those of one person: where it stands there, or null when it has nothing to say. */
interface Membre {
  etat: EtatMembre;
  position: Position | null;
}

/**
 * What waits is the person's, whichever dossier it came in: a call in one of them has followed it, and no closed word
 * of another one stands before it is answered.
 */
const placerMembres = (etats: readonly EtatMembre[]): Membre[] => {
  const suites = etats.map((etat) => (etat.efface ? [] : suivreParmi(etat, etats).map(({ suite }) => suite)));
  const ensemble = new Set(suites.flat());
  const groupe: DemandesEtat = ensemble.has('a_repondre') ? 'a_repondre' : ensemble.has('suivie') ? 'suivie' : 'aucune';
  return etats.map((etat, rang) => {
    const position = groupe === 'suivie' ? etat.siSuivie : etat.sansReservations;
    const attend = suites[rang]?.includes('a_repondre') === true;
    return { etat, position: !attend && estMuet(etat, position, etats) ? null : position };
  });
};

/**
 * On no list, never called nor planned, and not written to since the last call to that person: it only holds what she
 * asked, so the word is that of the dossiers in which she was called.
 */
const estMuet = (etat: EtatMembre, { prochaineAction }: Position, etats: readonly EtatMembre[]): boolean => {
  if (etat.aDesVoeux || etat.appels.length > 0 || etat.opposition || prochaineAction?.deduite === false) return false;
  const appele = etats
    .flatMap(({ appels }) => appels.at(-1)?.le ?? [])
    .sort()
    .at(-1);
  return appele !== undefined && (etat.ecritLe === null || etat.ecritLe <= appele);
};

/**
 * Where a person stands, from the dossiers a poste may read: the furthest word wins (the order of `situationCodes`),
 * the latest call, the soonest plan and deadline, then what her réservations lead to, in whichever dossier they are:
 * she is called, and met, once. Symmetric in its dossiers; null for none.
 */
export const situationCandidat = (etats: readonly EtatMembre[]): SituationCandidat | null => {
  const tries = [...etats].sort((a, b) => comparer(a.id, b.id));
  const places = placerMembres(tries).flatMap(({ etat: { id }, position }) =>
    position === null ? [] : { id, position },
  );
  const codes = new Set(places.map(({ position }) => position.situation));
  const word = situationCodes.find((code) => codes.has(code));
  if (word === undefined) return null;
  const opposition = tries.some((etat) => etat.opposition);
  const portent = places.filter(({ position }) => position.situation === word);
  const appels = tries.flatMap((etat) => etat.dernierAppel ?? []);
  const dernierAppel = appels.sort((a, b) => comparer(b.le, a.le) || comparer(a.acte, b.acte))[0] ?? null;
  const actions = places.flatMap(({ id, position: { prochaineAction: action } }) => (action ? { id, action } : []));
  const soonest = actions.sort((a, b) => parDate(a.action, b.action))[0] ?? null;
  const echeances = tries.flatMap((etat) => etat.echeance ?? []);
  const seule: Position = {
    situation: word,
    ouverte: situations[word].ouverte && portent.some(({ position }) => position.ouverte),
    prochaineAction: opposition ? null : (soonest?.action ?? null),
  };
  const etapes = tries.flatMap((etat) => etat.etapeLe ?? []).sort();
  const retenue = choisirSuite(
    tries.flatMap((etat) => etat.suites),
    etapes.at(-1) ?? null,
  );
  const { situation, ouverte, prochaineAction } = poserSuite(seule, retenue, dernierAppel?.le ?? null);
  const deSuite = prochaineAction === retenue?.suite.action ? retenue?.suite.dossier : soonest?.id;
  return {
    situation,
    ouverte,
    essais: tries.reduce((somme, etat) => somme + etat.essais, 0),
    joint: tries.some((etat) => etat.joint),
    dernierAppel,
    prochaineAction,
    dossierDeLAction: prochaineAction === null ? null : (deSuite ?? null),
    affecteA: [...new Set(tries.flatMap((etat) => etat.affecteA ?? []))].sort(),
    echeance: echeances.sort()[0] ?? null,
    opposition,
    aDepartager: tries.some((etat) => etat.aDepartager.length > 0),
  };
};

const comparer = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Undated plans come last. */
const parDate = (a: ProchaineAction, b: ProchaineAction): number =>
  comparer(a.le ?? '9999', b.le ?? '9999') || comparer(a.quoi, b.quoi) || comparer(a.acte ?? '', b.acte ?? '');
