import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../../sync-api/store/tables.ts';

/**
 * Every step of every réservation, and every mail that was written about one, in the order in which the server did it:
 * noted by the database itself, in the transaction that did it, so that what happened between two looks is known too.
 */
const passage = z.object({
  n: z.number(),
  genre: z.string(),
  reservation: z.string(),
  creneau: z.string().nullable(),
  dossier: z.string(),
  demande: z.string().nullable(),
  /** Where it stood before; null for a new one. */
  avant: z.string().nullable(),
  etat: z.string().nullable(),
  motif: z.string().nullable(),
  motifAvant: z.string().nullable(),
  source: z.string().nullable(),
  rang: z.number().nullable(),
  /** Of its créneau at that moment: what it holds, places taken, how many waited before this one, when it ends. */
  capacite: z.number().nullable(),
  prises: z.number().nullable(),
  devant: z.number().nullable(),
  debut: z.string().nullable(),
  fin: z.string().nullable(),
  demandeeLe: z.string().nullable(),
  /** Of a mail: its genre and what it tells, under which id. */
  quoi: z.string().nullable(),
  messageId: z.string().nullable(),
});
export type Passage = z.infer<typeof passage> & {
  /** How many times the server had gone back in time before. */
  histoire: number;
};

const table = sql`temp.passage`;
const tenues = sql.raw("('confirmee', 'offerte', 'a_reconfirmer')");

const noterReservation = (avant: string, motif: string): string => `
  INSERT INTO passage (genre, reservation, creneau, dossier, demande, avant, etat, motif, motifAvant, source, rang,
    capacite, prises, devant, debut, fin, demandeeLe)
  SELECT 'reservation', NEW.id, NEW.creneau_id, NEW.dossier_id, NEW.demande_id, ${avant}, NEW.etat, NEW.motif, ${motif},
    NEW.source, NEW.rang, c.capacite,
    (SELECT count(*) FROM main.reservation WHERE creneau_id = c.id AND etat IN ('confirmee', 'offerte', 'a_reconfirmer')),
    (SELECT count(*) FROM main.reservation WHERE creneau_id = c.id AND etat = 'attente' AND rang < NEW.rang),
    c.debut, c.fin, NEW.demandee_le
  FROM main.creneau c WHERE c.id = NEW.creneau_id;`;

/** To be called once the tables are there; it ends with the connection. */
export async function watchPassages(db: Kysely<Tables>): Promise<void> {
  const statements = [
    `CREATE TEMP TABLE passage (n INTEGER PRIMARY KEY, genre, reservation, creneau, dossier, demande, avant, etat, motif,
       motifAvant, source, rang, capacite, prises, devant, debut, fin, demandeeLe, quoi, messageId)`,
    `CREATE TEMP TRIGGER passage_neuve AFTER INSERT ON main.reservation BEGIN ${noterReservation('NULL', 'NULL')} END`,
    `CREATE TEMP TRIGGER passage_suite AFTER UPDATE ON main.reservation
       WHEN OLD.etat IS NOT NEW.etat OR OLD.motif IS NOT NEW.motif BEGIN ${noterReservation('OLD.etat', 'OLD.motif')} END`,
    `CREATE TEMP TRIGGER passage_courriel AFTER INSERT ON main.courriel
       WHEN NEW.reservation_id IS NOT NULL AND NEW.genre LIKE 'candidat-%' BEGIN
         INSERT INTO passage (genre, reservation, dossier, quoi, messageId, etat, motif)
         SELECT NEW.genre, NEW.reservation_id, NEW.dossier_id, NEW.donnees ->> '$.quoi', NEW.message_id,
           (SELECT etat FROM main.reservation WHERE id = NEW.reservation_id),
           (SELECT motif FROM main.reservation WHERE id = NEW.reservation_id);
       END`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** What was noted since the last time. */
export async function drainPassages(db: Kysely<Tables>, histoire: number): Promise<Passage[]> {
  const { rows } = await sql`select * from ${table} order by n`.execute(db);
  if (rows.length === 0) return [];
  await sql`delete from ${table}`.execute(db);
  return z
    .array(passage)
    .parse(rows)
    .map((row) => ({ ...row, histoire }));
}

/** Créneaux with a free place that somebody waits for. */
export async function listPlacesLibres(db: Kysely<Tables>): Promise<{ id: string; debut: string }[]> {
  const { rows } = await sql<{ id: string; debut: string }>`
    select c.id, c.debut from creneau c
    where c.etat = 'prevu'
      and exists (select 1 from reservation where creneau_id = c.id and etat = 'attente')
      and (select count(*) from reservation where creneau_id = c.id and etat in ${tenues}) < c.capacite`.execute(db);
  return rows;
}
