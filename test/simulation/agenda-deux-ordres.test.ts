import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { GenreCreneau } from '../../shared/domain/agenda/creneaux.ts';
import { agendaOf, saisieOf, siteCfa } from './agenda-desk.ts';
import { type Asker, cles, deposit, type Filled, filled, newWords } from './candidates.ts';
import { checkAll } from './invariants.ts';
import { send } from './invariants-agenda-courriels.ts';
import { dossiersOf, promise } from './people.ts';
import type { SimPoste } from './sim-poste.ts';
import { World } from './world.ts';

/** PROTOCOL 8: what staff change without a network meets what a family books meanwhile, whichever reaches the server first. */

const genre: GenreCreneau = 'reunion';
const minuteMs = 60_000;
const dayMs = 86_400_000;
type Change = 'moved' | 'cancelled' | 'made smaller' | 'booked by staff';
type Order = 'the booking first' | 'the change first';

let world: World;
afterEach(() => world.close());

const asker = (nom: string, rang: number): Asker => ({
  nom,
  prenom: 'Lina',
  telephone: `+3363998${String(9_000 + rang)}`,
  courriels: [`${rang}@candidats.example`, `${rang}.autre@candidats.example`],
});

/** A créneau of the relation that every poste reads; the postes know it, and one family comes. */
async function open(seed: number, capacite: number): Promise<{ creneau: string; debut: string; staff: SimPoste }> {
  world = await World.create(seed);
  const [staff] = world.postes;
  if (staff === undefined) throw new Error('there is a poste');
  for (const poste of world.postes) await poste.sync();
  const { id: flux } = await world.server.db
    .selectFrom('flux')
    .select('id')
    .where('relation_id', '=', world.delegation?.relation ?? '')
    .executeTakeFirstOrThrow();
  const debutMs = Math.ceil(world.clock.nowMs / dayMs) * dayMs + 3 * dayMs + 8 * 60 * minuteMs;
  const debut = new Date(debutMs).toISOString();
  const fin = new Date(debutMs + 60 * minuteMs).toISOString();
  const words = { titre: null, lieu: 'Salle 1', lien: null, consigne: null };
  const offre = { formations: [], origines: [siteCfa] };
  const saisie = { genre, debut, fin, capacite, listeAttente: true, ...words, offre };
  const actes = staff.does(() => void agendaOf(staff)['agenda:creer']({ flux, creneaux: [saisie] }));
  promise(world, staff, 'creneau-cree', actes);
  const creneau = known(staff)[0]?.id ?? '';
  await everybodySyncs();
  await choose(creneau, debut, 1);
  await world.takeDeposits();
  await everybodySyncs();
  return { creneau, debut, staff };
}

const row = z.object({ id: z.string(), flux: z.string(), debut: z.string(), fin: z.string(), corps: z.string() });
const known = (poste: SimPoste) => z.array(row).parse(poste.store.persons.prepare('SELECT * FROM creneau_etat').all());

async function choose(id: string, debut: string, rang: number): Promise<void> {
  const who = asker(`Vauquelin${rang}`, rang);
  const form: Filled = filled(who, newWords(world), world.outside);
  const chosen = { cle_ministere_educatif: cles[0] ?? '', a_confirmer: false, creneau: { id, debut } };
  await deposit(world, who, { ...form, ...chosen, mode: 'creneau' });
}

async function everybodySyncs(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    world.clock.advance(minuteMs);
    for (const poste of world.postes) await poste.sync();
  }
}

function write(staff: SimPoste, change: Change): void {
  const [one] = known(staff);
  if (one === undefined) throw new Error('the poste knows the créneau');
  const { saisie, vues } = saisieOf(one);
  const agenda = agendaOf(staff);
  const laterBy = (iso: string): string => new Date(Date.parse(iso) + 120 * minuteMs).toISOString();
  const moved = { ...saisie, debut: laterBy(saisie.debut), fin: laterBy(saisie.fin) };
  const here = dossiersOf(staff).find(({ flux, ine }) => flux === one.flux && ine !== null);
  const place = { creneau: one.id, dossier: here?.dossier ?? '', demande: null, remplace: null };
  const changed = { creneau: one.id, mot: null, vues };
  const works: Record<Change, [type: string, work: () => unknown]> = {
    moved: ['creneau-modifie', () => agenda['agenda:modifier']({ ...changed, saisie: moved })],
    cancelled: ['creneau-annule', () => agenda['agenda:annuler'](changed)],
    'made smaller': [
      'creneau-modifie',
      () => agenda['agenda:modifier']({ ...changed, saisie: { ...saisie, capacite: 1 } }),
    ],
    'booked by staff': ['reservation-demandee', () => agenda['agenda:inscrire'](place)],
  };
  const [type, work] = works[change];
  const actes = staff.does(() => void work());
  expect(actes).toHaveLength(1);
  promise(world, staff, type, actes);
}

const onServer = async (): Promise<string[]> => {
  const rows = await world.server.db
    .selectFrom('reservation')
    .select(['etat', 'motif', 'source'])
    .orderBy('rang')
    .execute();
  return rows.map(({ etat, motif, source }) => [etat, motif, source].filter((word) => word !== null).join(' '));
};

const onPoste = (poste: SimPoste): string[] =>
  z
    .array(z.string())
    .parse(
      poste.store.persons
        .prepare(
          "SELECT concat_ws(' ', etat, corps ->> '$.motif', corps ->> '$.source') FROM reservation_etat ORDER BY rang",
        )
        .pluck()
        .all(),
    );

const expected: Record<Change, Record<Order, string[]>> = {
  moved: {
    'the booking first': ['a_reconfirmer deplace public', 'a_reconfirmer deplace public'],
    'the change first': ['a_reconfirmer deplace public', 'a_reconfirmer deplace public'],
  },
  cancelled: {
    'the booking first': ['annulee creneau public', 'annulee creneau public'],
    'the change first': ['annulee creneau public', 'annulee creneau public'],
  },
  // Nobody is removed: whoever came before it has to be called, whoever came after waits.
  'made smaller': {
    'the booking first': ['confirmee public', 'a_reconfirmer capacite public'],
    'the change first': ['confirmee public', 'attente public'],
  },
  // The last place is for the one who reached the server first.
  'booked by staff': {
    'the booking first': ['confirmee public', 'confirmee public', 'attente poste'],
    'the change first': ['confirmee public', 'confirmee poste', 'attente public'],
  },
};

/** An overseas site in June, a weekend when the clocks change. */
const seeds = [4, 13];
const changes: Change[] = ['moved', 'cancelled', 'made smaller', 'booked by staff'];
const orders: Order[] = ['the booking first', 'the change first'];

describe.each(changes)('a créneau %s without a network, and an online booking', (change) => {
  test.each(orders.flatMap((order) => seeds.map((seed) => ({ order, seed }))))(
    '$order (seed $seed): the server and every poste end the same',
    async ({ order, seed }) => {
      const { creneau, debut, staff } = await open(seed, 2);
      write(staff, change);
      await choose(creneau, debut, 2);
      world.clock.advance(minuteMs);
      if (order === 'the change first') await staff.sync();
      await world.takeDeposits();
      await everybodySyncs();
      await world.takeDeposits();
      await send(world);
      expect(await onServer()).toEqual(expected[change][order]);
      for (const poste of world.postes) expect(onPoste(poste), poste.name).toEqual(expected[change][order]);
      await checkAll(world);
    },
  );
});
