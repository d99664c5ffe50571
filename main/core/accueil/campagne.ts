import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { transmissionLigne } from '../../../shared/contract/lignes.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Site } from './sites.ts';

type Campagne = ResponseOf<'accueil:lire'>['campagne'];

export const campagneMax = 20;

const queries = perDatabase((db) => ({
  transmissions: db
    .prepare<[string], string>(
      `SELECT t.corps FROM ligne l JOIN ligne_corps t ON t.rang = l.rang
       WHERE l.flux = ? AND l.type = 'transmission' AND l.lecture = 'lue'`,
    )
    .pluck(),
}));

/**
 * What was transmitted in the latest campagne of these lists, oldest first. Of several lists, those of one number are
 * told together, by the day of the first one.
 */
export function readCampagne(db: Sqlite, sites: readonly Site[]): Campagne {
  const derniere = Math.max(...sites.map(({ campagne }) => campagne ?? 0));
  const parNumero = new Map<number, Campagne[number]>();
  for (const { flux } of sites.filter(({ campagne }) => (campagne ?? 0) === derniere)) {
    for (const corps of queries(db).transmissions.all(flux)) {
      const parsed = transmissionLigne.safeParse(JSON.parse(corps));
      if (!parsed.success) continue;
      const { numero, recue_le: recueLe } = parsed.data;
      const known = parNumero.get(numero);
      if (known === undefined || recueLe < known.recueLe) parNumero.set(numero, { numero, recueLe });
    }
  }
  return [...parNumero.values()].sort((a, b) => a.numero - b.numero).slice(-campagneMax);
}
