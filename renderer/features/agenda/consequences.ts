import type { CreneauSaisi, CreneauVu, Inscription } from '../../../shared/contract/ipc/agenda.ts';

/** What a change does to those who come (PROTOCOL 8): the server does it, this says it before. */
export interface Consequences {
  /** Which mail leaves; null when none does. */
  courriel: 'deplacee' | 'changee' | 'annulee' | null;
  /** Whom it is written to. */
  ecrits: Inscription[];
  /** Nothing can be written to them: the CFA calls. */
  aAppeler: Inscription[];
  /** They asked not to be contacted: nobody writes, nobody calls. */
  opposes: Inscription[];
  /** Who has to say again that she comes, when there are fewer places than people; null when their names are not known. */
  aReconfirmer: Inscription[] | null;
  /** How many that is. */
  enTrop: number;
}

/** Those whose coming is at stake: they hold a place, wait for one, or asked. */
export const concernes = (inscriptions: readonly Inscription[]): Inscription[] =>
  inscriptions.filter(
    ({ etat }) =>
      etat === 'confirmee' ||
      etat === 'offerte' ||
      etat === 'a_reconfirmer' ||
      etat === 'attente' ||
      etat === 'demandee',
  );

/** What leads people elsewhere; what else changes is nobody's business but the CFA's. */
const courrielDe = (avant: CreneauVu, apres: CreneauSaisi | null): Consequences['courriel'] => {
  if (apres === null) return 'annulee';
  if (avant.debut !== apres.debut || avant.fin !== apres.fin) return 'deplacee';
  return avant.lieu !== apres.lieu || avant.lien !== apres.lien ? 'changee' : null;
};

/**
 * @param apres null when it is cancelled
 * @param now nobody is told of a meeting that is over, epoch milliseconds
 */
export const consequencesDe = (
  avant: CreneauVu,
  apres: CreneauSaisi | null,
  inscriptions: readonly Inscription[],
  now: number,
): Consequences => {
  const isOver = Date.parse(avant.fin) <= now && (apres === null || Date.parse(apres.fin) <= now);
  const courriel = isOver ? null : courrielDe(avant, apres);
  const gens = courriel === null ? [] : concernes(inscriptions);
  const avertis = gens.filter(({ opposition }) => !opposition);
  const enTrop = apres === null || isOver ? 0 : Math.max(0, avant.comptes.prises - apres.capacite);
  // The last to have taken a place; who is to confirm already stays so.
  const parRang = inscriptions
    .filter(({ etat }) => etat === 'confirmee')
    .toSorted((a, b) => (b.rang ?? 0) - (a.rang ?? 0));
  const isRanked = parRang.every(({ rang }) => rang !== undefined && rang !== null);
  return {
    courriel,
    ecrits: avertis.filter(({ aUneAdresse }) => aUneAdresse),
    aAppeler: avertis.filter(({ aUneAdresse }) => !aUneAdresse),
    opposes: gens.filter(({ opposition }) => opposition),
    aReconfirmer: isRanked ? parRang.slice(0, enTrop) : null,
    enTrop,
  };
};
