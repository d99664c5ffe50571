import type { Kysely } from 'kysely';
import { ecrireCourriel } from '../courriels/ecrire.ts';
import { type DepotDemande, depotDemande } from '../guichet/depot.ts';
import type { Tables } from '../store/tables.ts';
import { empreinteJeton, jetonDeConfirmation } from './cles.ts';
import { clesDe, recevoirDemande } from './nouvelle.ts';
import { type Issue, marquer, type Passage } from './passage.ts';
import { findFormation } from './site.ts';

/** How long a form waits for its author to prove the address; then it is forgotten. */
export const attenteMs = 24 * 3_600_000;
/** Nobody is asked to confirm more often: the form must not become a way to fill the mailbox of somebody else. */
export const entreDeuxCourrielsMs = 3_600_000;

const aRecuUnCourriel = async (trx: Kysely<Tables>, destinataire: string, depuis: Date): Promise<boolean> => {
  const row = await trx
    .selectFrom('courriel')
    .select('id')
    .where('destinataire', '=', destinataire)
    .where('cree_le', '>', depuis.toISOString())
    .where('genre', '=', 'candidat-a-confirmer')
    .executeTakeFirst();
  return row !== undefined;
};

/** A form that was throttled: nothing is made of it until the button of a mail proves its address. */
export const mettreEnAttente = async (passage: Passage, depotId: string, depot: DepotDemande): Promise<Issue> => {
  const { trx, clock, secret } = passage;
  const formation = await findFormation(trx, depot.cle_ministere_educatif);
  if (formation === undefined) return 'DEPOT_FORMATION_INCONNUE';
  const now = clock.now().getTime();
  const destinataire = depot.courriel.toLowerCase();
  // Without its mail nobody could ever confirm it.
  if (await aRecuUnCourriel(trx, destinataire, new Date(now - entreDeuxCourrielsMs))) return 'DEPOT_SANS_SUITE';
  const jeton = jetonDeConfirmation(secret, depotId);
  await marquer(passage, empreinteJeton(jeton));
  const cles = clesDe(secret, depot);
  await trx
    .insertInto('depot_a_confirmer')
    .values({
      empreinte_jeton: empreinteJeton(jeton),
      corps: JSON.stringify(depot),
      cle_courriel: cles.courriel,
      cle_telephone: cles.telephone,
      expire_le: new Date(now + attenteMs).toISOString(),
    })
    .execute();
  await ecrireCourriel(trx, passage, {
    genre: 'candidat-a-confirmer',
    prenom: depot.prenom,
    cfa: formation.raison_sociale,
    formation: formation.intitule,
    destinataire,
    jeton,
  });
  return 'prise';
};

/** The form goes with the demande that its confirmation made, or completed. */
const suivreDemande = async ({ trx, depotId }: Passage, empreinte: string): Promise<void> => {
  const { marque } = await trx
    .selectFrom('depot_pris')
    .select('marque')
    .where('id', '=', depotId)
    .executeTakeFirstOrThrow();
  await trx.updateTable('depot_pris').set({ marque }).where('marque', '=', empreinte).execute();
};

/**
 * The button of a confirmation mail. The demande is received now, when its address is proved: before that nobody could
 * have answered it.
 *
 * @param deposeLe when the button was pressed; the server may have been away since
 */
export const confirmer = async (passage: Passage, empreinte: string, deposeLe: string): Promise<Issue> => {
  const { trx } = passage;
  const row = await trx
    .selectFrom('depot_a_confirmer')
    .selectAll()
    .where('empreinte_jeton', '=', empreinte)
    .where('expire_le', '>', deposeLe)
    .executeTakeFirst();
  if (row === undefined) return 'DEPOT_SANS_SUITE';
  await trx.deleteFrom('depot_a_confirmer').where('empreinte_jeton', '=', empreinte).execute();
  const issue = await recevoirDemande(passage, depotDemande.parse(JSON.parse(row.corps)), deposeLe);
  await suivreDemande(passage, empreinte);
  return issue;
};
