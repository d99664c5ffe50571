import { type Kysely, type Selectable, sql } from 'kysely';
import { ecrireCourriel } from '../courriels/ecrire.ts';
import { type DepotDemande, depotDemande } from '../guichet/depot.ts';
import type { Tables } from '../store/tables.ts';
import { empreinteJeton, jetonDeConfirmation } from './cles.ts';
import { clesDe, recevoirDemande } from './nouvelle.ts';
import { attenteMs } from './oubli.ts';
import { type Issue, marquer, type Passage } from './passage.ts';
import { findFormation } from './site.ts';

/** Nobody is asked to confirm more often: the form must not become a way to fill the mailbox of somebody else. */
export const entreDeuxCourrielsMs = 3_600_000;
/** Forms of one address that wait together: one button sends them all. */
export const enAttenteMax = 5;

/** Those of one address that can still be confirmed, in the order they came. */
const listerEnAttente = (trx: Kysely<Tables>, courriel: string, le: string) =>
  trx
    .selectFrom('depot_a_confirmer')
    .selectAll()
    .where('expire_le', '>', le)
    .where(sql<string>`lower(json_extract(corps, '$.courriel'))`, '=', courriel)
    .orderBy('expire_le')
    .orderBy('empreinte_jeton')
    .execute();

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

/**
 * A form that was throttled: nothing is made of it until the button of a mail proves its address. Others of that address
 * may follow within the hour, for another training or another child: they wait for the same button.
 */
export const mettreEnAttente = async (passage: Passage, depotId: string, depot: DepotDemande): Promise<Issue> => {
  const { trx, clock, secret } = passage;
  const formation = await findFormation(trx, depot.cle_ministere_educatif);
  if (formation === undefined) return 'DEPOT_FORMATION_INCONNUE';
  const now = clock.now().getTime();
  const destinataire = depot.courriel.toLowerCase();
  const enAttente = await listerEnAttente(trx, destinataire, clock.now().toISOString());
  if (enAttente.length >= enAttenteMax) return 'DEPOT_SANS_SUITE';
  // With nothing left to confirm, the button of that mail was pressed: nobody could confirm this form without another.
  const estDemande =
    enAttente.length > 0 && (await aRecuUnCourriel(trx, destinataire, new Date(now - entreDeuxCourrielsMs)));
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
  if (estDemande) return 'prise';
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

/** The deposit that waited: what it makes goes under its own id, the same after a restore. */
const depotDe = async ({ trx, random }: Passage, empreinte: string): Promise<string> =>
  (await trx.selectFrom('depot_pris').select('id').where('marque', '=', empreinte).executeTakeFirst())?.id ??
  random.uuid();

type EnAttente = Selectable<Tables['depot_a_confirmer']>;

const recevoir = async (passage: Passage, { empreinte_jeton, corps }: EnAttente, le: string): Promise<Issue> => {
  await passage.trx.deleteFrom('depot_a_confirmer').where('empreinte_jeton', '=', empreinte_jeton).execute();
  return recevoirDemande(passage, depotDemande.parse(JSON.parse(corps)), le);
};

/**
 * The button of a confirmation mail. The demande is received now, when its address is proved: before that nobody could
 * have answered it. Every other form that waits for the same address is received with it.
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
  const { courriel } = depotDemande.parse(JSON.parse(row.corps));
  const ensemble = await listerEnAttente(trx, courriel.toLowerCase(), deposeLe);
  const issue = await recevoir(passage, row, deposeLe);
  await suivreDemande(passage, empreinte);
  for (const autre of ensemble.filter(({ empreinte_jeton }) => empreinte_jeton !== empreinte))
    await recevoir({ ...passage, depotId: await depotDe(passage, autre.empreinte_jeton) }, autre, deposeLe);
  return issue;
};
