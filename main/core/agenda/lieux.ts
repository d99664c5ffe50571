import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { EtablissementLigne } from '../../../shared/contract/lignes.ts';
import { type Territoire, territoireDuCodePostal, territoireDuFuseau } from '../../../shared/domain/jours-ouvres.ts';
import { readFormations } from '../candidats/compte-liste.ts';
import { readEtablissements } from '../listes/etablissements.ts';
import { isServerSql } from '../store/flux-local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { type LieuDuFlux, lieuDuFlux } from './vue.ts';

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

/** Public holidays of the site: only a postcode tells Alsace-Moselle, and no zone does. */
const territoireDe = ({ siret, fuseau }: LieuDuFlux, known: ReadonlyMap<string, EtablissementLigne>): Territoire => {
  const codePostal = siret === null ? null : (known.get(siret)?.code_postal ?? null);
  return codePostal === null ? territoireDuFuseau(fuseau) : territoireDuCodePostal(codePostal);
};

/** Where créneaux can be made: the relations of the server that this poste may still write in. */
export function listerLieux(db: Sqlite): ResponseOf<'agenda:lieux'> {
  const known = readEtablissements(db);
  const lieux = queries(db)
    .flux.all(lieuxMax)
    .map((flux) => {
      const lieu = lieuDuFlux(db, flux);
      return {
        flux,
        nom: lieu.nom,
        fuseau: lieu.fuseau,
        territoire: territoireDe(lieu, known),
        formations: readFormations(db, flux).slice(0, formationsMax),
        lieuxConnus: lieuxConnus(db, flux).slice(0, connusMax),
      };
    });
  return { lieux };
}
