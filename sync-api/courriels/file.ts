import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '../store/tables.ts';

/**
 * The states of a row of the outbox. `en_cours` is committed before the first byte leaves, so that a crash at any moment
 * leaves a row that is tried again with the same Message-ID; only a row that is `en_cours` can end or wait again, so
 * that what an erasure removed, or an opposition stopped, is never put back.
 */
export type CourrielRow = Selectable<Tables['courriel']>;

const minuteMs = 60_000;
const heureMs = 60 * minuteMs;
const jourMs = 24 * heureMs;

/** How long to wait after the nth try; the last one is repeated. */
const attentes = [minuteMs, 5 * minuteMs, 15 * minuteMs, 30 * minuteMs, heureMs, 2 * heureMs, 4 * heureMs];
/** Five days in all (RFC 5321 4.5.4.1), then it is given up. */
const patienceMs = 5 * jourMs;

const attenteApres = (essais: number): number => attentes[Math.min(essais, attentes.length) - 1] ?? minuteMs;

/** The number of tries that fit into five days. */
export const essaisMax = ((): number => {
  let essais = 1;
  for (let total = 0; total < patienceMs; essais += 1) total += attenteApres(essais);
  return essais;
})();

/** Days that a mail that ended keeps its words and its address. */
const conserveJours = 30;

/** Longer than any mail takes to leave, whatever its server does (transport.ts, `Delais`). */
const departMs = 10 * minuteMs;

/**
 * Of a crash: what was leaving for so long that whoever sent it is gone. What another process is sending now is left to
 * it. One server at a time is the rule (a unit of systemd); this only keeps a second one, started by mistake or while the
 * first one ends, from doubling mails.
 *
 * @returns how many
 */
export const reprendreEnCours = async (db: Kysely<Tables>, maintenant: Date): Promise<number> => {
  const avant = new Date(maintenant.getTime() - departMs).toISOString();
  const done = await db
    .updateTable('courriel')
    .set({ etat: 'a_envoyer' })
    .where('etat', '=', 'en_cours')
    // When it began to leave (`engager`).
    .where('envoyable_le', '<=', avant)
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
};

/**
 * Rows that are due, oldest first. An answer without an address waits for staff to note one: it is never for the CFA.
 *
 * @param sans `true`: those whose recipients at the CFA are still to be found
 */
export const listerDus = (trx: Kysely<Tables>, maintenant: string, sans: boolean, limite: number) =>
  trx
    .selectFrom('courriel')
    .selectAll()
    .where('etat', '=', 'a_envoyer')
    .where('envoyable_le', '<=', maintenant)
    .where('destinataire', sans ? 'is' : 'is not', null)
    .$if(sans, (query) => query.where('genre', 'like', 'cfa-%'))
    .orderBy('envoyable_le')
    .orderBy('id')
    .limit(limite)
    .execute();

/** It leaves now, and `envoyable_le` says since when. @returns null when it was not waiting any more. */
export const engager = async (trx: Kysely<Tables>, row: CourrielRow, maintenant: Date): Promise<CourrielRow | null> => {
  const depart = { etat: 'en_cours', essais: row.essais + 1, envoyable_le: maintenant.toISOString() } as const;
  const done = await trx
    .updateTable('courriel')
    .set(depart)
    .where('id', '=', row.id)
    .where('etat', '=', 'a_envoyer')
    .where('essais', '=', row.essais)
    .executeTakeFirst();
  return done.numUpdatedRows === 0n ? null : { ...row, ...depart };
};

/** It ends. @returns false when the row is gone, or was not in one of these states any more. */
export const finir = async (
  trx: Kysely<Tables>,
  id: string,
  fin: { etat: 'envoye' | 'refuse' | 'abandonne'; code: string | null; le: string },
  depuis: readonly CourrielRow['etat'][] = ['en_cours'],
): Promise<boolean> => {
  const done = await trx
    .updateTable('courriel')
    .set({ etat: fin.etat, code: fin.code, fini_le: fin.le })
    .where('id', '=', id)
    .where('etat', 'in', depuis)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
};

/** It waits for its next try. */
export const remettre = async (
  trx: Kysely<Tables>,
  { id, essais }: CourrielRow,
  code: string,
  maintenant: Date,
): Promise<void> => {
  const envoyable_le = new Date(maintenant.getTime() + attenteApres(essais)).toISOString();
  await trx
    .updateTable('courriel')
    .set({ etat: 'a_envoyer', envoyable_le, code })
    .where('id', '=', id)
    .where('etat', '=', 'en_cours')
    .execute();
};

/** It could not even be prepared: later, after the others. */
export const repousser = async (db: Kysely<Tables>, { id, essais }: CourrielRow, maintenant: Date): Promise<void> => {
  const envoyable_le = new Date(maintenant.getTime() + attenteApres(essais + 1)).toISOString();
  await db
    .updateTable('courriel')
    .set({ essais: essais + 1, envoyable_le, code: 'ACCIDENT' })
    .where('id', '=', id)
    .where('etat', '=', 'a_envoyer')
    .execute();
};

/** Thirty days after its end, a mail is a state and a code. @returns how many were blanked. */
export const effacerFinis = async (db: Kysely<Tables>, maintenant: Date): Promise<number> => {
  const avant = new Date(maintenant.getTime() - conserveJours * jourMs).toISOString();
  const done = await db
    .updateTable('courriel')
    .set({ donnees: '{}', destinataire: null })
    .where('etat', 'in', ['envoye', 'refuse', 'abandonne'])
    .where('fini_le', '<=', avant)
    .where((eb) => eb.or([eb('donnees', '<>', '{}'), eb('destinataire', 'is not', null)]))
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
};
