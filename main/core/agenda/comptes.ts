import type { ComptesCreneau } from '../../../shared/contract/ipc/agenda.ts';
import { tientUnePlace } from '../../../shared/domain/agenda/places.ts';
import type { SuiviReservation } from '../../../shared/domain/agenda/reservations.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { followCompte } from './creneau-etat.ts';

/** What a réservation weighs in its créneau. */
export interface ComptesKept extends Pick<SuiviReservation, 'creneau' | 'etat' | 'assiduite'> {
  refusee: boolean;
  /** Her data are frozen: nobody may write down whether she came. */
  gelee: boolean;
}

const noms = [
  'personnes',
  'prises',
  'attente',
  'demandees',
  'a_reconfirmer',
  'offertes',
  'presents',
  'absents',
  'excuses',
  'sans_presence',
] as const;
type Row = Record<(typeof noms)[number], number>;

const zero = (): Row => ({
  personnes: 0,
  prises: 0,
  attente: 0,
  demandees: 0,
  a_reconfirmer: 0,
  offertes: 0,
  presents: 0,
  absents: 0,
  excuses: 0,
  sans_presence: 0,
});

const queries = perDatabase((db) => ({
  read: db.prepare<[string], Row>(`SELECT ${noms.join(', ')} FROM creneau_compte WHERE creneau = ?`),
  add: db.prepare<[string, ...number[]]>(
    `INSERT INTO creneau_compte (creneau, ${noms.join(', ')}) VALUES (?, ${noms.map(() => '?').join(', ')})
     ON CONFLICT (creneau) DO UPDATE SET ${noms.map((nom) => `${nom} = ${nom} + excluded.${nom}`).join(', ')}`,
  ),
  drop: db.prepare<[string]>('DELETE FROM creneau_compte WHERE creneau = ? AND personnes = 0'),
}));

function weigh(row: Row, { etat, assiduite, refusee, gelee }: ComptesKept, sign: 1 | -1): void {
  const isAsked = etat === 'demandee' && !refusee;
  const add = (nom: keyof Row, is: boolean): void => {
    if (is) row[nom] += sign;
  };
  add('personnes', true);
  add('prises', etat !== 'demandee' && tientUnePlace(etat));
  add('attente', etat === 'attente');
  add('demandees', isAsked);
  add('a_reconfirmer', etat === 'a_reconfirmer');
  add('offertes', etat === 'offerte');
  add('presents', assiduite === 'present');
  add('absents', assiduite === 'absent');
  add('excuses', assiduite === 'excuse');
  // An offer that nobody took is no promise to come.
  const isExpected = isAsked || etat === 'confirmee' || etat === 'a_reconfirmer';
  add('sans_presence', assiduite === null && isExpected && !gelee);
}

/** Moves the counts of the créneaux from what réservations were to what they are. */
export function moveComptes(db: Sqlite, before: readonly ComptesKept[], after: readonly ComptesKept[]): void {
  const moved = new Map<string, Row>();
  const rowOf = ({ creneau }: ComptesKept): Row => {
    const row = moved.get(creneau) ?? zero();
    moved.set(creneau, row);
    return row;
  };
  for (const one of before) weigh(rowOf(one), one, -1);
  for (const one of after) weigh(rowOf(one), one, 1);
  for (const [creneau, row] of moved) {
    if (noms.some((nom) => row[nom] !== 0)) {
      queries(db).add.run(creneau, ...noms.map((nom) => row[nom]));
      queries(db).drop.run(creneau);
    }
    followCompte(db, creneau);
  }
}

export function readComptes(db: Sqlite, creneau: string): ComptesCreneau {
  const row = queries(db).read.get(creneau) ?? zero();
  return {
    prises: row.prises,
    attente: row.attente,
    demandees: row.demandees,
    aReconfirmer: row.a_reconfirmer,
    offertes: row.offertes,
    presents: row.presents,
    absents: row.absents,
    excuses: row.excuses,
  };
}
