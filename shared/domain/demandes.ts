import type { DemandeLigne } from '../contract/lignes.ts';
import type { Disposition } from './actes/appel.ts';
import type { ActeEffectif } from './actes/effectifs.ts';
import { type ReponseGenre, reponseCorps } from './actes/reponse.ts';
import { vueCorps } from './actes/vue.ts';
import { estRefusee, type SuiviReservation } from './agenda/reservations.ts';
import { type Appel, essaisDe } from './appels.ts';
import type { Faits } from './faits.ts';
import { heureDeLActe } from './horloge.ts';

/** A demande row with its id, as pulled. */
export type DemandeDuDossier = { id: string } & Pick<DemandeLigne, 'etat' | 'recue_le' | 'echeance' | 'repondue_le'>;

/** What a call answers to a demande by itself (users-and-rules 1.3, last column); null while nothing is final. */
export const reponseParDefaut = (disposition: Disposition): ReponseGenre | null =>
  disposition === 'JOINT' || disposition === 'OPPOSITION' ? 'autre_canal' : null;

/** An answer as it stands, whatever happened to it since. */
export interface Reponse {
  acte: string;
  genre: ReponseGenre;
  texte: string | null;
  /** The call that gave it, in whichever dossier of that person. */
  appel: string | null;
  /** Its corrected hour: a deadline is kept or missed at the moment of the acte, whenever it was sent. */
  le: string;
  operateur: string | null;
  /** Stored by the server without effect: somebody had answered first (PROTOCOL 3). */
  retenue: boolean;
  /** The server refused it, and a person here has not decided yet: nobody was answered. */
  refusee: boolean;
  annulee: boolean;
  /** Undone here and not yet at the server, whose row of the demande cannot know. */
  annulationEnAttente: boolean;
}
/** The answers of each demande, in server order. */
export type Reponses = ReadonlyMap<string, readonly Reponse[]>;

const personne: ReadonlySet<string> = new Set();

/** `refuses`: ids of the actes that the server refused, known to the poste that wrote them. */
export const reponsesDe = (effectifs: readonly ActeEffectif[], refuses: ReadonlySet<string> = personne): Reponses => {
  const enAttente = new Set(effectifs.filter(({ ordonne }) => ordonne.recu === null).map(({ id }) => id));
  const parDemande = new Map<string, Reponse[]>();
  for (const { ordonne, id, type, corps, annulePar } of effectifs) {
    const lu = type === 'reponse' ? reponseCorps.safeParse(corps) : null;
    if (lu?.success !== true) continue;
    const { demande, genre, texte, appel } = lu.data;
    const une: Reponse = {
      acte: id,
      genre,
      texte: texte ?? null,
      appel: appel ?? null,
      le: heureDeLActe(ordonne).le,
      operateur: ordonne.acte.operateur,
      retenue: ordonne.recu?.retenu === true,
      refusee: refuses.has(id),
      annulee: annulePar !== null,
      annulationEnAttente: annulePar !== null && enAttente.has(annulePar),
    };
    parDemande.set(demande, [...(parDemande.get(demande) ?? []), une]);
  }
  return parDemande;
};

/** Ids of the answers that the server holds: they close nothing. */
export const reponsesRetenues = (effectifs: readonly ActeEffectif[]): Set<string> =>
  new Set(
    effectifs.flatMap(({ id, type, ordonne }) => (type === 'reponse' && ordonne.recu?.retenu === true ? [id] : [])),
  );

const depuis = (appels: readonly Appel[], { recue_le }: DemandeDuDossier): Appel[] =>
  appels.filter((appel) => appel.le >= recue_le);

/** The first call since its reception that answers a demande by itself: an older poste writes no `reponse` with it. */
const appelQuiRepond = (appels: readonly Appel[], demande: DemandeDuDossier): Appel | null =>
  depuis(appels, demande).find(({ corps }) => reponseParDefaut(corps.disposition) !== null) ?? null;

/**
 * Open: the server still waits, no `reponse` was written here, and nobody of the family was reached since.
 * With `retenues` alone (`reponsesRetenues`) a demande still waits.
 */
export const demandesOuvertes = <D extends DemandeDuDossier>(
  demandes: readonly D[],
  faits: Faits,
  appels: readonly Appel[],
  retenues: ReadonlySet<string> = personne,
): D[] =>
  demandes.filter(
    (demande) =>
      demande.etat === 'ouverte' &&
      (faits.get(`reponse:${demande.id}`)?.tetes ?? []).every(({ acte }) => retenues.has(acte)) &&
      appelQuiRepond(appels, demande) === null,
  );

/** Where one demande stands for the office. */
export interface SuiviDemande {
  id: string;
  recueLe: string;
  suite: 'a_repondre' | 'suivie' | 'repondue' | 'annulee';
  /** When it was answered, at the corrected hour of the acte, or by a place at a créneau; null while nobody did. */
  repondueLe: string | null;
  /** Answered after the deadline; null while nobody answered. */
  enRetard: boolean | null;
  /** In server order, undone ones included. */
  reponses: readonly Reponse[];
  /** A mail is held by the server, and nobody decided about it yet. */
  retenue: boolean;
  /** Tries since it came, or since somebody was last on the line. */
  essais: number;
  /** The first person who opened it. */
  vue: { le: string; operateur: string | null } | null;
}

/** Somebody is still to answer. */
export const estAttendue = ({ suite }: Pick<SuiviDemande, 'suite'>): boolean =>
  suite === 'a_repondre' || suite === 'suivie';

/** It was given, and the server closes the demande with it or will. */
const repond = ({ annulee, retenue, refusee }: Reponse): boolean => !annulee && !retenue && !refusee;

interface ActesDuDossier {
  effectifs: readonly ActeEffectif[];
  faits: Faits;
  appels: readonly Appel[];
  reservations?: readonly SuiviReservation[] | undefined;
  /** Ids of the actes that the server refused. */
  refuses?: ReadonlySet<string> | undefined;
}

/** Demandes that a créneau given here follows up, until the server confirms it and closes them. */
const demandesPlacees = (reservations: readonly SuiviReservation[] = []): Set<string | null> =>
  new Set(
    reservations
      .filter((une) => (une.etat === 'demandee' && !estRefusee(une)) || une.etat === 'confirmee')
      .map(({ demande }) => demande),
  );

/** Every demande of ONE dossier, in the order given. */
export const suivreDemandes = (
  demandes: readonly DemandeDuDossier[],
  { effectifs, faits, appels, reservations, refuses = personne }: ActesDuDossier,
): SuiviDemande[] => {
  if (demandes.length === 0) return [];
  const placees = demandesPlacees(reservations);
  const parDemande = reponsesDe(effectifs, refuses);
  const retenues = reponsesRetenues(effectifs);
  const sansEffet = new Set([...retenues, ...refuses]);
  const vues = vuesDe(effectifs);
  return demandes.map((row) => {
    const reponses = parDemande.get(row.id) ?? [];
    // The server opens it again once it knows that its answer was undone: here it is known already.
    // A place at a créneau answers it all the same.
    const isRouverte =
      row.etat === 'repondue' &&
      row.repondue_le === undefined &&
      reponses.some((une) => !une.retenue && une.annulationEnAttente);
    const demande = isRouverte ? { ...row, etat: 'ouverte' as const } : row;
    // What the server refused may stand in front of an answer that closes it.
    const isOuverte = !reponses.some(repond) && demandesOuvertes([demande], faits, appels, sansEffet).length > 0;
    const repondueLe = isOuverte ? null : repondueA(demande, reponses, appels);
    const tetes = faits.get(`reponse:${row.id}`)?.tetes ?? [];
    return {
      id: row.id,
      recueLe: row.recue_le,
      suite: suiteDe(demande, isOuverte, placees.has(row.id) || depuis(appels, demande).length > 0),
      repondueLe,
      enRetard: repondueLe === null ? null : repondueLe > row.echeance,
      reponses,
      // Told by voice, an answer has nothing left to send.
      retenue: tetes.some(({ acte, valeur }) => retenues.has(acte) && valeur !== 'autre_canal'),
      essais: essaisDe(depuis(appels, row)).length,
      vue: vues.get(row.id) ?? null,
    };
  });
};

/** The earliest of those that count: whatever came first at the server, the promise was kept then. */
const repondueA = (
  demande: DemandeDuDossier,
  reponses: readonly Reponse[],
  appels: readonly Appel[],
): string | null => {
  const ecrites = reponses.flatMap((une) => (repond(une) ? [une.le] : []));
  const parAppel = ecrites.length > 0 || demande.etat === 'annulee' ? null : appelQuiRepond(appels, demande);
  const instants = [...ecrites, demande.repondue_le ?? [], parAppel?.le ?? []].flat();
  return instants.sort()[0] ?? null;
};

const suiteDe = (demande: DemandeDuDossier, isOuverte: boolean, isSuivie: boolean): SuiviDemande['suite'] => {
  if (isOuverte) return isSuivie ? 'suivie' : 'a_repondre';
  return demande.etat === 'annulee' ? 'annulee' : 'repondue';
};

const vuesDe = (effectifs: readonly ActeEffectif[]): Map<string, { le: string; operateur: string | null }> => {
  const vues = new Map<string, { le: string; operateur: string | null }>();
  for (const { ordonne, type, corps, annulePar } of effectifs) {
    const lu = type === 'vue' && annulePar === null ? vueCorps.safeParse(corps) : null;
    if (lu?.success !== true || vues.has(lu.data.demande)) continue;
    vues.set(lu.data.demande, { le: heureDeLActe(ordonne).le, operateur: ordonne.acte.operateur });
  }
  return vues;
};
