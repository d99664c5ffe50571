import type { Kysely } from 'kysely';
import { dossierLigne } from '../../shared/contract/lignes.ts';
import type { Tables } from '../store/tables.ts';

/**
 * What the demo knows of a formateur: a training of its own, and who stands in its list, by name.
 *
 * @param jamaisTraites only those with whom nobody worked
 */
export const lireListeDemo = async (
  db: Kysely<Tables>,
  formateur: string,
  { jamaisTraites }: { jamaisTraites: boolean },
) => {
  const formation = await db
    .selectFrom('formation_catalogue')
    .selectAll()
    .where('siret_formateur', '=', formateur)
    .limit(1)
    .executeTakeFirstOrThrow();
  const inscrits = db
    .selectFrom('voeu')
    .innerJoin('flux', 'flux.id', 'voeu.flux_id')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .innerJoin('ligne', (join) => join.onRef('ligne.flux_id', '=', 'flux.id').onRef('ligne.id', '=', 'voeu.dossier_id'))
    .select(['flux.id as flux', 'ligne.id as dossier', 'ligne.corps'])
    .distinct()
    .where('relation.siret_formateur', '=', formateur)
    .where('voeu.etat', '=', 'actif');
  const voulus = jamaisTraites
    ? inscrits.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('ligne as faite')
              .select('faite.id')
              .whereRef('faite.flux_id', '=', 'ligne.flux_id')
              .whereRef('faite.dossier_id', '=', 'ligne.id')
              .where('faite.type', 'in', ['acte', 'demande']),
          ),
        ),
      )
    : inscrits;
  const rows = await voulus.execute();
  const personnes = rows.map(({ corps, ...row }) => ({ ...row, ...dossierLigne.parse(JSON.parse(corps)) }));
  personnes.sort((left, right) => (`${left.nom} ${left.prenom}` < `${right.nom} ${right.prenom}` ? -1 : 1));
  return { formation, personnes };
};
