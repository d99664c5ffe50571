import type { Kysely } from 'kysely';
import type { Ecriture } from '../actes/ecriture.ts';
import { audit } from '../store/audit.ts';
import type { Tables } from '../store/tables.ts';
import { type Cascade, lireCascade } from './destinataires.ts';
import { reprendreSansDestinataire } from './reprise.ts';

/** What the operator decides about who receives the notices of a site. It stays, whatever the catalogue says. */

export interface FormationDuSite extends Cascade {
  cle: string;
  intitule: string;
}

export interface DestinatairesDuSite {
  siret: string;
  nom: string;
  formations: FormationDuSite[];
}

/** The trainings of a site in the catalogue, each with its cascade; null for an unknown site. */
export const lireSite = async (db: Kysely<Tables>, siret: string): Promise<DestinatairesDuSite | null> => {
  const rows = await db
    .selectFrom('formation_catalogue')
    .select(['cle_ministere_educatif', 'intitule', 'raison_sociale'])
    .where('siret_formateur', '=', siret)
    .where('retiree_le', 'is', null)
    .orderBy('intitule')
    .orderBy('cle_ministere_educatif')
    .execute();
  const [premiere] = rows;
  if (premiere === undefined) return null;
  const formations: FormationDuSite[] = [];
  for (const { cle_ministere_educatif: cle, intitule } of rows) {
    const cascade = await lireCascade(db, { siretFormateur: siret, cleMinistereEducatif: cle });
    formations.push({ cle, intitule, ...cascade });
  }
  return { siret, nom: premiere.raison_sociale, formations };
};

export const listerRejetees = (db: Kysely<Tables>): Promise<Tables['courriel_rejete'][]> =>
  db.selectFrom('courriel_rejete').selectAll().orderBy('depuis_le').orderBy('courriel').execute();

/** @returns how many demandes that had reached nobody are told now. */
export const ajouterDestinataire = async (
  ecriture: Ecriture,
  { siret, cle, courriel }: { siret: string; cle: string; courriel: string },
): Promise<number> => {
  const { trx, clock } = ecriture;
  const le = clock.now();
  await trx
    .insertInto('destinataire')
    .values({ siret_formateur: siret, cle_ministere_educatif: cle, courriel, ajoute_le: le.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Whoever gives an address says that it works.
  await trx.deleteFrom('courriel_rejete').where('courriel', '=', courriel).execute();
  await audit(trx, { le, code: 'DESTINATAIRE_AJOUTE', objet: siret });
  return reprendreSansDestinataire(ecriture, courriel);
};

/** @returns false when it was not among those chosen. */
export const retirerDestinataire = async (
  { trx, clock }: Ecriture,
  { siret, cle, courriel }: { siret: string; cle: string; courriel: string },
): Promise<boolean> => {
  const done = await trx
    .deleteFrom('destinataire')
    .where('siret_formateur', '=', siret)
    .where('cle_ministere_educatif', '=', cle)
    .where('courriel', '=', courriel)
    .executeTakeFirst();
  if (done.numDeletedRows === 0n) return false;
  await audit(trx, { le: clock.now(), code: 'DESTINATAIRE_RETIRE', objet: siret });
  return true;
};

/** An address that refused serves again. @returns null when it had not refused, else how many demandes are told now. */
export const remettreAdresse = async (ecriture: Ecriture, courriel: string): Promise<number | null> => {
  const { trx, clock } = ecriture;
  const done = await trx.deleteFrom('courriel_rejete').where('courriel', '=', courriel).executeTakeFirst();
  if (done.numDeletedRows === 0n) return null;
  await audit(trx, { le: clock.now(), code: 'ADRESSE_REMISE' });
  return reprendreSansDestinataire(ecriture, courriel);
};
