import { sql } from 'kysely';
import { fermetureMs } from '../../shared/domain/agenda/creneaux.ts';
import { tientUnePlace } from '../../shared/domain/agenda/places.ts';
import type { CreneauRow, ReservationRow } from '../../sync-api/agenda/ligne.ts';
import { broken } from './invariants-base.ts';
import type { World } from './world.ts';

/** What families may see: the places that are left and where their own réservation stands; nobody's name. */

const libresDe = ({ id, capacite }: CreneauRow, rows: readonly ReservationRow[]): number => {
  const here = rows.filter(({ creneau_id }) => creneau_id === id);
  if (here.some(({ etat }) => etat === 'attente')) return 0;
  return Math.max(0, capacite - here.filter(({ etat }) => tientUnePlace(etat)).length);
};

/** To be called when the guichet was just told. */
export async function checkOffers(world: World): Promise<void> {
  const { db } = world.server;
  const rows = await db.selectFrom('reservation').selectAll().execute();
  const now = world.clock.nowMs;
  const creneaux = await db.selectFrom('creneau').selectAll().orderBy('id').execute();
  const owed = creneaux
    .filter(({ etat, offre, debut }) => etat === 'prevu' && offre !== null && Date.parse(debut) - fermetureMs > now)
    .map((one) => `${one.id} ${one.debut} ${libresDe(one, rows)}`);
  const shown = await world.guichet.db.selectFrom('creneau_offert').selectAll().orderBy('id').execute();
  const told = shown.map(({ id, debut, libres }) => `${id} ${debut} ${libres}`);
  const missing = owed.filter((one) => !told.includes(one));
  // A créneau that names the training of the other site alone is shown by nobody.
  const wrong = told.filter((one) => !owed.includes(one));
  if (wrong.length > 0 || missing.some((one) => !isForOneTraining(creneaux, one)))
    throw broken(world, 'the guichet offers something else than the server', { owed, told });
}

const isForOneTraining = (creneaux: readonly CreneauRow[], told: string): boolean =>
  creneaux.some(({ id, offre }) => told.startsWith(id) && offre?.includes('"formations":[]') === false);

async function checkPages(world: World, rows: readonly ReservationRow[]): Promise<void> {
  const pages = await world.guichet.db.selectFrom('suivi_reservation').selectAll().execute();
  const byLink = new Map(pages.map((page) => [page.empreinte_jeton, page]));
  for (const row of rows) {
    const page = byLink.get(row.empreinte_jeton);
    const isSameEnd = row.etat !== 'offerte' || page?.expire_le === row.expire_le;
    if (page?.etat !== row.etat || !isSameEnd)
      throw broken(world, 'the page of a réservation tells another state', { row, page });
  }
  const links = new Set(rows.map(({ empreinte_jeton }) => empreinte_jeton));
  const orphan = pages.find(({ empreinte_jeton }) => !links.has(empreinte_jeton));
  if (orphan !== undefined) throw broken(world, 'the page of a réservation outlives it', orphan);
}

/** Every word of the file but what is sealed: no name, no number, no address, nothing that somebody wrote. */
async function checkNames(world: World): Promise<void> {
  const { db } = world.guichet;
  const tables = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db);
  const open = tables.rows.filter(({ name }) => name !== 'depot_garde');
  const dumps = await Promise.all(open.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(db)));
  const all = JSON.stringify(dumps.map(({ rows }) => rows));
  const people = [
    ...world.askers.flatMap(({ nom, prenom, telephone, courriels }) => [nom, prenom, telephone.slice(3), ...courriels]),
    ...world.population.voeux.flatMap(({ nom, prenom, telephone, ine }) => [nom, prenom, telephone.slice(1), ine]),
  ];
  const words = [
    ...[...world.ledger.deposits.values()].map(({ words: said }) => said),
    ...world.ledger.answers.values(),
  ];
  const told = [...people, ...words, 'Note ', 'Corrigé ', 'La salle est prise'].find((secret) => all.includes(secret));
  if (told !== undefined) throw broken(world, 'the guichet knows somebody', { told });
}

export async function checkGuichetAgenda(world: World, rows: readonly ReservationRow[]): Promise<void> {
  await checkOffers(world);
  await checkPages(world, rows);
  await checkNames(world);
}
