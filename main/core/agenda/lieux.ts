import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { territoireDuFuseau } from '../../../shared/domain/jours-ouvres.ts';
import { readFormations } from '../candidats/compte-liste.ts';
import { isServerSql } from '../store/flux-local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { lieuDuFlux } from './vue.ts';

const lieuxMax = 200;
const formationsMax = 200;
const connusMax = 20;
/** Places are remembered from the last créneaux of the flux. */
const relus = 200;

const queries = perDatabase((db) => ({
  flux: db
    .prepare<[number], string>(
      `SELECT id FROM flux WHERE genre = 'relation' AND droits = 'complets' AND indisponible = 0 AND ${isServerSql('id')}
       ORDER BY nom, id LIMIT ?`,
    )
    .pluck(),
  connus: db
    .prepare<[string, number], string | null>(
      "SELECT corps ->> '$.corps.lieu' FROM creneau_etat WHERE flux = ? ORDER BY debut DESC, id DESC LIMIT ?",
    )
    .pluck(),
}));

const lieuxConnus = (db: Sqlite, flux: string): string[] => [
  ...new Set(
    queries(db)
      .connus.all(flux, relus)
      .flatMap((lieu) => lieu ?? []),
  ),
];

/** Where créneaux can be made: the relations of the server that this poste may still write in. */
export const listerLieux = (db: Sqlite): ResponseOf<'agenda:lieux'> => ({
  lieux: queries(db)
    .flux.all(lieuxMax)
    .map((flux) => {
      const { nom, fuseau } = lieuDuFlux(db, flux);
      return {
        flux,
        nom,
        fuseau,
        territoire: territoireDuFuseau(fuseau),
        formations: readFormations(db, flux).slice(0, formationsMax),
        lieuxConnus: lieuxConnus(db, flux).slice(0, connusMax),
      };
    }),
});
