import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { jourDuSite } from '../../textes/agenda.ts';
import { compte, nombre, ordinal } from '../../textes/pluriel.ts';
import { titreDuJour } from '../agenda/textes.ts';
import { estActif, etatMots, reponseProbable } from './etats.ts';

export type Choix = ResponseOf<'agenda:choix'>['lignes'][number];

/** One line of the window as it is drawn: a day, or a créneau with its place among them. */
export type LigneDeChoix =
  | { genre: 'jour'; titre: string; cle: string }
  | { genre: 'creneau'; choix: Choix; index: number; cle: string };

/** « Aujourd’hui, mardi 24 novembre », « Demain, … »: in the days of the site. */
const jourDit = ({ debut, fuseau }: Choix['creneau'], now: number): string =>
  titreDuJour(jourDuSite(debut, fuseau), jourDuSite(new Date(now).toISOString(), fuseau));

export const lignesDeChoix = (choix: readonly Choix[], now: number): LigneDeChoix[] => {
  const lignes: LigneDeChoix[] = [];
  let jour: string | null = null;
  for (const [index, un] of choix.entries()) {
    const titre = jourDit(un.creneau, now);
    if (titre !== jour) {
      jour = titre;
      lignes.push({ genre: 'jour', titre, cle: `jour ${index} ${titre}` });
    }
    lignes.push({ genre: 'creneau', choix: un, index, cle: un.creneau.id });
  }
  return lignes;
};

/** She has a place or waits there already. */
export const estDejaInscrite = ({ etat }: Pick<Choix, 'etat'>): boolean => etat !== null && estActif({ etat });

/**
 * Whether pressing « Donner » can lead to anything. A place is never given up for a place in a queue: the server would
 * answer *complet* and keep the first one.
 */
export const peutEtreChoisi = (choix: Pick<Choix, 'etat' | 'creneau'>, now: number, isMove: boolean): boolean => {
  if (estDejaInscrite(choix)) return false;
  const reponse = reponseProbable(choix.creneau, now);
  return reponse === 'confirmee' || (reponse === 'attente' && !isMove);
};

/** What the server will probably answer, said before one asks. */
export const phrasePrevue = (
  choix: Choix,
  now: number,
  { enLigne, isMove }: { enLigne: boolean; isMove: boolean },
): string => {
  const { creneau, etat } = choix;
  if (etat !== null && estDejaInscrite(choix)) {
    const { mot } = etatMots(
      {
        etat,
        motif: null,
        position: null,
        expireLe: null,
        fin: creneau.fin,
        fuseau: creneau.fuseau,
        assiduite: null,
        enAttente: false,
        refuse: null,
      },
      now,
      creneau.fuseau,
    );
    return `Déjà à ce créneau : ${mot.toLocaleLowerCase('fr')}.`;
  }
  const suite = enLigne ? '' : ' Hors ligne : à confirmer quand le serveur aura répondu.';
  switch (reponseProbable(creneau, now)) {
    case 'confirmee': {
      const { attente } = creneau.comptes;
      const avant =
        attente === 0
          ? ''
          : `, avant ${attente === 1 ? 'la personne qui attend' : `les ${nombre(attente)} personnes qui attendent`}`;
      return `Une place est libre : elle sera confirmée${avant}.${suite}`;
    }
    case 'attente':
      return isMove
        ? 'Ce créneau est complet : on ne quitte pas une place pour une liste d’attente.'
        : `Ce créneau est complet : ${ordinal(creneau.comptes.attente + creneau.comptes.demandees + 1)} sur la liste d’attente.${suite}`;
    case 'complet':
      return `Ce créneau est complet, sans liste d’attente (${compte(creneau.capacite, 'place', 'places')}).`;
    default:
      return 'Ce créneau est annulé.';
  }
};
