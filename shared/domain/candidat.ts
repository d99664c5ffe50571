import { choisirSuite, poserSuite, type SuiteGenre } from './agenda/suites.ts';
import { essaisDe, reunirAppels } from './appels.ts';
import { estAttendue, type SuiviDemande } from './demandes.ts';
import type { DossierEtat } from './dossier.ts';
import { prochaineDeLaPersonne, reunirEtapes } from './etapes-personne.ts';
import { type DernierAppel, geler, type Position, type ProchaineAction, resumeDAppel } from './situation.ts';
import { choisirSituation, type DemandesEtat, type SituationCode, situationCodes, situations } from './situations.ts';

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
  /** What became of the réservation that the next action comes from; null when it comes from none. */
  suite: SuiteGenre | null;
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
  const siens = reunirAppels([un.appels, ailleurs]);
  return un.demandes.map((suivi) => {
    const suit = ({ le }: { le: string }): boolean => le >= suivi.recueLe;
    if (!estAttendue(suivi) || !ailleurs.some(suit)) return suivi;
    return { ...suivi, suite: 'suivie', essais: essaisDe(siens.filter(suit)).length };
  });
};

type EtatMembre = Omit<DossierEtat, 'faits' | 'fil'>;

/** A dossier among those of one person: its word there, or null when it has nothing to say. */
interface Membre {
  etat: EtatMembre;
  situation: SituationCode | null;
}

/**
 * What waits is the person's, whichever dossier it came in: a call in one of them has followed it, and no closed word
 * of another one stands before it is answered. Whether she can be reached is hers as well.
 */
const placerMembres = (etats: readonly EtatMembre[], injoignable: boolean): Membre[] => {
  const suites = etats.map((etat) => (etat.efface ? [] : suivreParmi(etat, etats).map(({ suite }) => suite)));
  const ensemble = new Set(suites.flat());
  const isSuivie = ensemble.has('suivie') && !ensemble.has('a_repondre');
  return etats.map((etat, rang) => {
    const demandes: DemandesEtat = isSuivie ? 'suivie' : etat.criteres.demandes;
    const attend = suites[rang]?.includes('a_repondre') === true;
    if (!attend && estMuet(etat, etats)) return { etat, situation: null };
    return { etat, situation: choisirSituation({ ...etat.criteres, demandes, injoignable }) };
  });
};

/**
 * On no list, never called nor planned, and not written to since the last call to that person: it only holds what she
 * asked, so the word is that of the dossiers in which she was called.
 */
const estMuet = (etat: EtatMembre, etats: readonly EtatMembre[]): boolean => {
  const { prochaineAction } = etat.sansReservations;
  if (etat.aDesVoeux || etat.appels.length > 0 || etat.opposition || prochaineAction?.deduite === false) return false;
  const appele = etats
    .flatMap(({ appels }) => appels.at(-1)?.le ?? [])
    .sort()
    .at(-1);
  return appele !== undefined && (etat.ecritLe === null || etat.ecritLe <= appele);
};

/** Where she stands without her réservations, and the dossier that her next action is of. */
const placerPersonne = (tries: readonly EtatMembre[]): { position: Position; dossier: string | null } | null => {
  const [seul, autre] = tries;
  if (seul !== undefined && autre === undefined) return { position: seul.sansReservations, dossier: seul.id };
  const etapes = reunirEtapes(tries);
  const membres = placerMembres(tries, etapes.injoignable);
  const situation = situationCodes.find((code) => membres.some((un) => un.situation === code));
  if (situation === undefined) return null;
  const porteur = membres.find((un) => un.situation === situation)?.etat.id ?? null;
  const suite = tries.some(({ opposition }) => opposition)
    ? null
    : prochaineDeLaPersonne(tries, etapes, situation, porteur);
  return {
    position: { situation, ouverte: situations[situation].ouverte, prochaineAction: suite?.action ?? null },
    dossier: suite?.dossier ?? null,
  };
};

/**
 * Where a person stands, from the dossiers a poste may read: the furthest word wins (the order of `situationCodes`); her
 * last step decides what comes next, wherever it was logged, then what her réservations lead to: she is called, and met,
 * once. An opposition or a limitation in one dossier is hers in all. Symmetric in its dossiers; null for none.
 */
export const situationCandidat = (etats: readonly EtatMembre[]): SituationCandidat | null => {
  const tries = [...etats].sort((a, b) => comparer(a.id, b.id));
  const placee = placerPersonne(tries);
  if (placee === null) return null;
  const appels = reunirAppels(tries.map((etat) => etat.appels));
  const dernier = appels.at(-1) ?? null;
  const echeances = tries.flatMap((etat) => etat.echeance ?? []);
  const etapes = tries.flatMap((etat) => etat.etapeLe ?? []).sort();
  const retenue = choisirSuite(
    tries.flatMap((etat) => etat.suites),
    etapes.at(-1) ?? null,
  );
  const limitation = tries.some((etat) => etat.limitation);
  const { situation, ouverte, prochaineAction } = geler(
    poserSuite(placee.position, retenue, dernier?.le ?? null),
    limitation,
  );
  const suite = retenue !== null && prochaineAction === retenue.suite.action ? retenue.suite : null;
  return {
    situation,
    ouverte,
    essais: essaisDe(appels).length,
    joint: tries.some((etat) => etat.joint),
    dernierAppel: dernier === null ? null : resumeDAppel(dernier),
    prochaineAction,
    dossierDeLAction: prochaineAction === null ? null : (suite?.dossier ?? placee.dossier),
    suite: suite?.genre ?? null,
    affecteA: [...new Set(tries.flatMap((etat) => etat.affecteA ?? []))].sort(),
    echeance: echeances.sort()[0] ?? null,
    opposition: tries.some((etat) => etat.opposition),
    aDepartager: tries.some((etat) => etat.aDepartager.length > 0),
  };
};

const comparer = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
