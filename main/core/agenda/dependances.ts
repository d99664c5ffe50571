import { perDatabase, type Sqlite } from '../store/sqlite.ts';

const queries = perDatabase((db) => ({
  deType: db
    .prepare<[string, string], string>(
      "SELECT acte FROM saisie WHERE dossier = ? AND type = ? AND etat IN ('a_envoyer', 'en_vol') ORDER BY rang",
    )
    .pluck(),
  demandes: db
    .prepare<[string, string], string>(
      `SELECT acte FROM saisie WHERE dossier = ? AND type = 'reservation-demandee' AND etat IN ('a_envoyer', 'en_vol')
         AND corps ->> '$.corps.reservation' = ? ORDER BY rang`,
    )
    .pluck(),
}));

/** The actes of that type that the server has not taken yet, of one dossier. */
export const nonPartisDe = (db: Sqlite, dossier: string, type: string): string[] =>
  queries(db).deType.all(dossier, type);

const surReservation = new Set(['reservation-annulee', 'reservation-reconfirmee', 'assiduite']);

/** What the server must take before an acte of the agenda: the créneau that was made here, the booking it is about. */
export function dependancesAgenda(
  db: Sqlite,
  { dossier, type, corps }: { dossier: string; type: string; corps: Record<string, unknown> },
): string[] {
  const { creneau, reservation, remplace } = corps;
  if (type === 'reservation-demandee' && typeof creneau === 'string') {
    const replaced = typeof remplace === 'string' ? queries(db).demandes.all(dossier, remplace) : [];
    return [...nonPartisDe(db, creneau, 'creneau-cree'), ...replaced];
  }
  if (!surReservation.has(type) || typeof reservation !== 'string') return [];
  return queries(db).demandes.all(dossier, reservation);
}
