import { type Result, success } from '../../../shared/contract/errors.ts';
import type { Alerte } from '../../../shared/contract/ipc/alertes.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { alerteLigne } from '../../../shared/contract/lignes.ts';
import type { Clock } from '../deps.ts';
import { correctedNow, type ServerNow } from '../store/horloge.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';

export interface AlertesDeps {
  store: Store;
  clock: Clock;
  serverNow?: ServerNow;
}

const shownAtMost = 20;

const queries = perDatabase((db) => ({
  all: db.prepare<[], { id: string; corps: string }>(
    `SELECT l.id, t.corps FROM flux f CROSS JOIN ligne l ON l.flux = f.id AND l.type = 'alerte'
     JOIN ligne_corps t ON t.rang = l.rang
     WHERE f.genre = 'compte' AND l.lecture = 'lue'`,
  ),
}));

/** The alerts of the account that are in force: begun, and not ended. A handful of rows. */
function readAlertes(db: Sqlite, now: string): Alerte[] {
  return queries(db)
    .all.all()
    .flatMap(({ id, corps }) => {
      const alerte = alerteLigne.safeParse(JSON.parse(corps)).data;
      if (alerte === undefined || alerte.du > now || (alerte.au !== null && alerte.au <= now)) return [];
      return [{ cle: `${id} ${alerte.du}`, id, message: alerte.message, du: alerte.du }];
    })
    .sort((a, b) => (a.du === b.du ? (a.id < b.id ? -1 : 1) : a.du < b.du ? -1 : 1))
    .slice(0, shownAtMost);
}

export function createAlertesHandlers({ store, clock, serverNow }: AlertesDeps) {
  return {
    'alertes:lire': (): Result<ResponseOf<'alertes:lire'>> =>
      success({ alertes: readAlertes(store.persons, correctedNow(store.persons, clock, serverNow)) }),
  };
}
