import { type Kysely, type SqlBool, sql } from 'kysely';
import type { VoeuRencontre } from '../../shared/domain/listes/personne-comparee.ts';
import type { Tables } from '../store/tables.ts';
import { arriveeWithKnown, count, type Destination, isNew, type Portee } from './comparaison.ts';

/** Questions about one destination of the import: its pupils, and their lines. */

/** One valid line beside what is known of its key. */
export interface Rencontre extends VoeuRencontre {
  academieCode: string;
  ine: string;
  codeOffre: string;
  connu: (NonNullable<VoeuRencontre['connu']> & { dossierId: string | null; creeLe: string }) | null;
}

const ofDestination = (db: Kysely<Tables>, portee: Portee, { responsable, formateur }: Destination) =>
  arriveeWithKnown(db, portee)
    .where('a.etat', '=', 'valide')
    .where('a.siret_responsable', responsable === null ? 'is' : '=', responsable)
    .where('a.siret_formateur', formateur === null ? 'is' : '=', formateur);

/** The pupils of a destination with at least one line that is new, changed, back or come from elsewhere. */
export async function listInesChanges(
  db: Kysely<Tables>,
  portee: Portee,
  destination: Destination,
): Promise<{ ine: string; nouveaux: number; arrives: number; modifies: number }[]> {
  const isHere = sql<SqlBool>`v.flux_id is not distinct from ${destination.fluxId}`;
  return await ofDestination(db, portee, destination)
    .where((eb) => eb.or([isNew, sql<SqlBool>`not ${isHere}`, sql<SqlBool>`v.empreinte_ligne <> a.empreinte_ligne`]))
    .select([
      'a.ine',
      count(isNew).as('nouveaux'),
      count(sql<SqlBool>`not ${isNew} and not ${isHere}`).as('arrives'),
      count(sql<SqlBool>`not ${isNew} and ${isHere}`).as('modifies'),
    ])
    .groupBy('a.ine')
    .orderBy('a.ine')
    .execute();
}

/** The pupils of a destination that knows none of its lines: as {@link listInesChanges}, from the index alone. */
export async function listInesNouveaux(
  db: Kysely<Tables>,
  { responsable, formateur }: Destination,
): Promise<{ ine: string; nouveaux: number; arrives: number; modifies: number }[]> {
  const rows = await db
    .selectFrom('voeu_arrivee as a')
    // Only a valid line names a couple.
    .where('a.siret_responsable', '=', responsable)
    .where('a.siret_formateur', '=', formateur)
    .select((eb) => ['a.ine', eb.fn.countAll<number>().as('nouveaux')])
    .groupBy('a.ine')
    .orderBy('a.ine')
    .execute();
  return rows.map(({ ine, nouveaux }) => ({ ine, nouveaux, arrives: 0, modifies: 0 }));
}

/** The lines of a destination that knows none of them, from one pupil to another: as {@link listRencontres}. */
export async function listArrivees(
  db: Kysely<Tables>,
  { responsable, formateur }: Destination,
  { premier, dernier }: { premier: string; dernier: string },
): Promise<Rencontre[]> {
  const rows = await db
    .selectFrom('voeu_arrivee as a')
    .where('a.siret_responsable', '=', responsable)
    .where('a.siret_formateur', '=', formateur)
    .innerJoin('voeu_arrivee_corps as c', 'c.numero_ligne', 'a.numero_ligne')
    .where('a.ine', '>=', premier)
    .where('a.ine', '<=', dernier)
    .select(['a.academie_code', 'a.ine', 'a.code_offre', 'a.empreinte_ligne', 'c.dossier', 'c.voeu'])
    .orderBy('a.ine')
    .orderBy('a.code_offre')
    .orderBy('a.academie_code')
    .execute();
  return rows.map(({ academie_code, ine, code_offre, empreinte_ligne, dossier, voeu }) => ({
    ...{ academieCode: academie_code, ine, codeOffre: code_offre, empreinte: empreinte_ligne, dossier, voeu },
    connu: null,
  }));
}

/** Every valid line of some pupils in one destination, changed or not: a dossier is told by all its lines. */
export async function listRencontres(
  db: Kysely<Tables>,
  portee: Portee,
  destination: Destination,
  ines: readonly string[],
): Promise<Rencontre[]> {
  const rows = await ofDestination(db, portee, destination)
    .innerJoin('voeu_arrivee_corps as c', 'c.numero_ligne', 'a.numero_ligne')
    .where('a.ine', 'in', ines)
    .select(['a.academie_code', 'a.ine', 'a.code_offre', 'a.empreinte_ligne', 'c.dossier', 'c.voeu'])
    .select(['v.id', 'v.flux_id', 'v.dossier_id', 'v.etat', 'v.empreinte_ligne as connue', 'v.cree_le', 'd.efface_le'])
    .orderBy('a.ine')
    .orderBy('a.code_offre')
    .orderBy('a.academie_code')
    .execute();
  return rows.map((row) => ({
    academieCode: row.academie_code,
    ine: row.ine,
    codeOffre: row.code_offre,
    empreinte: row.empreinte_ligne,
    dossier: row.dossier,
    voeu: row.voeu,
    connu:
      row.id === null || row.etat === null || row.connue === null || row.cree_le === null
        ? null
        : {
            id: row.id,
            fluxId: row.flux_id,
            dossierId: row.dossier_id,
            etat: row.etat,
            empreinte: row.connue,
            efface: row.efface_le !== null,
            creeLe: row.cree_le,
          },
  }));
}
