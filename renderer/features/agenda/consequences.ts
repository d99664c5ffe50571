import type { CreneauSaisi, CreneauVu, Inscription } from '../../../shared/contract/ipc/agenda.ts';
import { tientUnePlace } from '../../../shared/domain/agenda/places.ts';
import { estActif } from '../rendez-vous/etats.ts';
import { type Lecteurs, lecteursDe } from './lecteurs.ts';

/** What a change does to those who come (PROTOCOL 8): the server does it, this says it before. */
export interface Consequences {
  /** Which mail leaves; null when none does. */
  courriel: 'deplacee' | 'changee' | 'annulee' | null;
  /** It is over, or will be by then: nobody is told of it. */
  passe: boolean;
  /** Whom it is written to. */
  ecrits: Inscription[];
  /** The same by the mail that they read. */
  lecteurs: Lecteurs[];
  /** Nothing can be written to them: the CFA calls. */
  aAppeler: Inscription[];
  /** They asked not to be contacted: nobody writes, nobody calls. */
  opposes: Inscription[];
  /** Who has to say again that she comes, when there are fewer places than people; null when their names are not known. */
  aReconfirmer: Inscription[] | null;
  /** How many that is. */
  enTrop: number;
  /** Places only offered that are taken back before anybody who comes is asked: she waits again, and is told by mail. */
  reprises: number;
}

/** Those whose coming is at stake: they hold a place, wait for one, or asked and were not refused. */
export const concernes = (inscriptions: readonly Inscription[]): Inscription[] => inscriptions.filter(estActif);

/** What leads people elsewhere; what else changes is nobody's business but the CFA's. */
const courrielDe = (avant: CreneauVu, apres: CreneauSaisi | null): Consequences['courriel'] => {
  if (apres === null) return 'annulee';
  if (avant.debut !== apres.debut || avant.fin !== apres.fin) return 'deplacee';
  return avant.lieu !== apres.lieu || avant.lien !== apres.lien ? 'changee' : null;
};

/**
 * Whom a mail is about: another place or link is nothing yet to who waits and was not told where to come. Nobody writes
 * to somebody whose data are frozen, nor calls her.
 */
const lecteurs = (courriel: Consequences['courriel'], inscriptions: readonly Inscription[]): Inscription[] => {
  if (courriel === null) return [];
  const gens =
    courriel === 'changee'
      ? inscriptions.filter(({ etat }) => etat !== 'demandee' && tientUnePlace(etat))
      : concernes(inscriptions);
  return gens.filter(({ limitation }) => !limitation);
};

/**
 * The same reading as the server's (sync-api/agenda/creneaux.ts).
 *
 * @param apres null when it is cancelled
 * @param now nobody is told of a meeting that is over, epoch milliseconds
 */
export const consequencesDe = (
  avant: CreneauVu,
  apres: CreneauSaisi | null,
  inscriptions: readonly Inscription[],
  now: number,
): Consequences => {
  const passe = Date.parse((apres ?? avant).fin) <= now;
  const courriel = passe ? null : courrielDe(avant, apres);
  const gens = lecteurs(courriel, inscriptions);
  const avertis = gens.filter(({ opposition }) => !opposition);
  // Moved, everybody has to say again that she comes: nobody besides.
  const reduit = apres !== null && !passe && courriel !== 'deplacee' && apres.capacite < avant.capacite;
  const dejaDits = inscriptions.filter(({ etat, motif }) => etat === 'a_reconfirmer' && motif === 'capacite').length;
  const depassement = reduit ? Math.max(0, avant.comptes.prises - apres.capacite - dejaDits) : 0;
  const reprises = Math.min(depassement, inscriptions.filter(({ etat }) => etat === 'offerte').length);
  const enTrop = depassement - reprises;
  // The last to have taken a place; who is to confirm already stays so.
  const parRang = inscriptions
    .filter(({ etat }) => etat === 'confirmee')
    .toSorted((a, b) => (b.rang ?? 0) - (a.rang ?? 0));
  const isRanked = parRang.every(({ rang }) => rang !== undefined && rang !== null);
  const ecrits = avertis.filter(({ aUneAdresse }) => aUneAdresse);
  const aReconfirmer = isRanked ? parRang.slice(0, enTrop).filter(({ limitation }) => !limitation) : null;
  return {
    courriel,
    passe,
    ecrits,
    lecteurs: lecteursDe(avant, { courriel, ecrits, aReconfirmer }),
    aAppeler: avertis.filter(({ aUneAdresse }) => !aUneAdresse),
    opposes: gens.filter(({ opposition }) => opposition),
    aReconfirmer,
    enTrop,
    reprises,
  };
};
