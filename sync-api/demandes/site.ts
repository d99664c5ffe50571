import type { Kysely, Selectable } from 'kysely';
import type { Site } from '../../shared/domain/demandes/echeance.ts';
import { fuseauDuCodePostal } from '../../shared/domain/fuseau.ts';
import { territoireDuCodePostal } from '../../shared/domain/jours-ouvres.ts';
import type { Random } from '../context.ts';
import { publierEtablissements } from '../referentiels/publication.ts';
import type { Tables } from '../store/tables.ts';

export type FormationRow = Selectable<Tables['formation_catalogue']>;

/** A training of the catalogue, withdrawn ones included: somebody asked while it was shown. */
export const findFormation = (trx: Kysely<Tables>, cle: string): Promise<FormationRow | undefined> =>
  trx.selectFrom('formation_catalogue').selectAll().where('cle_ministere_educatif', '=', cle).executeTakeFirst();

const codePostalDe = async (trx: Kysely<Tables>, formation: FormationRow): Promise<string | null> => {
  const site = await trx
    .selectFrom('etablissement')
    .select('code_postal')
    .where('siret', '=', formation.siret_formateur)
    .executeTakeFirst();
  return site?.code_postal ?? formation.code_postal;
};

/** Where a deadline is counted: at the formateur, as the list of the flux tells its zone (flux/liste.ts). */
export const siteDe = async (trx: Kysely<Tables>, formation: FormationRow): Promise<Site> => {
  const codePostal = await codePostalDe(trx, formation);
  return { fuseau: fuseauDuCodePostal(codePostal), territoire: territoireDuCodePostal(codePostal) };
};

/** Street, postcode and town in one line; null when the catalogue gives none. */
export const adresseDe = ({
  adresse,
  code_postal,
  ville,
}: Pick<FormationRow, 'adresse' | 'code_postal' | 'ville'>): string | null => {
  const lieu = [code_postal, ville].filter((part) => part !== null).join(' ');
  const tout = [adresse ?? '', lieu].filter((part) => part !== '').join(', ');
  return tout === '' ? null : tout;
};

/**
 * A formateur that no file of the operator named yet: what the catalogue says of it makes its name and its zone known to
 * the postes. The établissement file corrects it when it comes.
 */
export const connaitreFormateur = async (
  trx: Kysely<Tables>,
  random: Random,
  formation: FormationRow,
): Promise<void> => {
  await trx
    .insertInto('etablissement')
    .values({
      siret: formation.siret_formateur,
      uai: null,
      raison_sociale: formation.raison_sociale,
      enseigne: null,
      adresse: formation.adresse,
      code_postal: formation.code_postal,
      ville: formation.ville,
      academie_code: null,
    })
    .onConflict((conflict) => conflict.column('siret').doNothing())
    .execute();
  await publierEtablissements(trx, random, [formation.siret_responsable]);
};
