import { setImmediate as turn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { lireOrigine, type Origine } from '../../shared/domain/demandes/origines.ts';
import type { GuichetServeur } from '../guichet/cote-serveur.ts';
import type { FormationOfferte } from '../guichet/formation.ts';
import type { Tables } from '../store/tables.ts';

/** Trainings read together: between two of these, postes are answered. */
const luesEnsemble = 1_000;

const lireOuvertures = async (
  db: Kysely<Tables>,
  { apres, jusqua }: { apres: string; jusqua: string },
): Promise<Map<string, Origine[]>> => {
  const rows = await db
    .selectFrom('ouverture')
    .select(['cle_ministere_educatif', 'origine'])
    .where('cle_ministere_educatif', '>', apres)
    .where('cle_ministere_educatif', '<=', jusqua)
    .where('ouverte', '=', 1)
    .execute();
  const parCle = new Map<string, Origine[]>();
  for (const { cle_ministere_educatif: cle, origine } of rows) {
    const lue = lireOrigine(origine);
    if (lue !== null) parCle.set(cle, [...(parCle.get(cle) ?? []), lue]);
  }
  return parCle;
};

/**
 * Every training that the intake may show. One that left the catalogue is shown closed; one without a single address that
 * receives mail stays open: demandes reach the poste all the same, and nobody is turned away for a mailbox.
 */
export const listerFormations = async (db: Kysely<Tables>): Promise<FormationOfferte[]> => {
  const toutes: FormationOfferte[] = [];
  for (let apres = ''; ; ) {
    const rows = await db
      .selectFrom('formation_catalogue')
      .selectAll()
      .where('cle_ministere_educatif', '>', apres)
      .orderBy('cle_ministere_educatif')
      .limit(luesEnsemble)
      .execute();
    const jusqua = rows.at(-1)?.cle_ministere_educatif;
    if (jusqua === undefined) return toutes;
    const ouvertures = await lireOuvertures(db, { apres, jusqua });
    for (const row of rows) {
      toutes.push({
        cleMinistereEducatif: row.cle_ministere_educatif,
        parcoursupId: row.parcoursup_id,
        onisepId: row.onisep_id,
        intitule: row.intitule,
        cfd: row.cfd,
        siretFormateur: row.siret_formateur,
        raisonSociale: row.raison_sociale,
        adresse: row.adresse,
        codePostal: row.code_postal,
        ville: row.ville,
        origines: row.retiree_le === null ? (ouvertures.get(row.cle_ministere_educatif) ?? []) : [],
      });
    }
    apres = jusqua;
    // The database answers at once: without a turn, postes would wait for the whole catalogue.
    await turn();
  }
};

/** Publishes the catalogue into the guichet at its first pass, then whenever somebody changed it. */
export class PublicationCatalogue {
  readonly #db: Kysely<Tables>;
  readonly #guichet: Pick<GuichetServeur, 'publier'>;
  #publiee: number | null = null;

  constructor({ db, guichet }: { db: Kysely<Tables>; guichet: Pick<GuichetServeur, 'publier'> }) {
    this.#db = db;
    this.#guichet = guichet;
  }

  /** One row is read when nothing changed. @returns how many offers were written or removed; null when nothing changed */
  async passer(): Promise<number | null> {
    // Read before the catalogue: a change made meanwhile is published at the next pass.
    const { version } = await this.#db.selectFrom('catalogue_version').select('version').executeTakeFirstOrThrow();
    if (version === this.#publiee) return null;
    const { ecrites, retirees } = await this.#guichet.publier(await listerFormations(this.#db));
    this.#publiee = version;
    return ecrites + retirees;
  }
}
