import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { uuid } from '../../shared/contract/primitives.ts';
import type { Random } from '../context.ts';
import { type Depot, depot } from '../guichet/depot.ts';
import type { Tables } from '../store/tables.ts';

/**
 * A deposit that was taken stays a few days in the guichet, sealed under a key that only the base gives: when the base is
 * put back from a backup, what was taken since is asked for again. The role that listens to everybody holds the key of
 * the guichet, and can open none of them (SECURITY, Outside).
 */
const algorithme = 'aes-256-gcm';
const ivOctets = 12;
const sceauOctets = 16;

/** Seven days that a sealed deposit is kept: fewer than `depot_pris` is, which tells that it was taken. */
export const gardeMs = 7 * 86_400_000;

const cleDe = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'hex'), Buffer.alloc(0), 'depot-garde', 32));

/** A deposit as it is sealed, with the flux of the demande that came of it: taken again another year, it goes there again. */
export interface Garde {
  depot: Depot;
  fluxId: string | null;
}

const flux = z.object({ flux: uuid });

/** @param secret 64 hexadecimal digits, row `serveur` @returns base64; the id is bound to it */
export const sceller = (secret: string, random: Random, { depot: un, fluxId }: Garde): string => {
  const iv = Buffer.from(random.bytes(ivOctets));
  const cipher = createCipheriv(algorithme, cleDe(secret), iv).setAAD(Buffer.from(un.id));
  const corps = Buffer.concat([
    cipher.update(JSON.stringify(fluxId === null ? un : { ...un, flux: fluxId }), 'utf8'),
    cipher.final(),
  ]);
  return Buffer.concat([iv, cipher.getAuthTag(), corps]).toString('base64');
};

/** null when it was sealed for another server, changed, or moved under another id. */
export const desceller = (secret: string, { id, scelle }: { id: string; scelle: string }): Garde | null => {
  const octets = Buffer.from(scelle, 'base64');
  try {
    const decipher = createDecipheriv(algorithme, cleDe(secret), octets.subarray(0, ivOctets), {
      authTagLength: sceauOctets,
    })
      .setAAD(Buffer.from(id))
      .setAuthTag(octets.subarray(ivOctets, ivOctets + sceauOctets));
    const clair = Buffer.concat([decipher.update(octets.subarray(ivOctets + sceauOctets)), decipher.final()]);
    const dit: unknown = JSON.parse(clair.toString('utf8'));
    const lu = depot.safeParse(dit);
    return lu.success ? { depot: lu.data, fluxId: flux.safeParse(dit).data?.flux ?? null } : null;
  } catch {
    return null;
  }
};

/**
 * The demande or the réservation that a deposit was about, or the form that waits to be confirmed, while it is still there.
 *
 * @returns the flux of the demande, null for the others; undefined when nothing is left
 */
export const tientEncore = async (
  trx: Kysely<Tables>,
  depotId: string,
): Promise<{ fluxId: string | null } | undefined> => {
  const pris = await trx.selectFrom('depot_pris').select('marque').where('id', '=', depotId).executeTakeFirst();
  const marque = pris?.marque ?? null;
  if (marque === null) return undefined;
  const demande = await trx
    .selectFrom('demande')
    .select('flux_id')
    .where('empreinte_jeton', '=', marque)
    .executeTakeFirst();
  if (demande !== undefined) return { fluxId: demande.flux_id };
  for (const table of ['depot_a_confirmer', 'reservation'] as const) {
    const row = await trx
      .selectFrom(table)
      .select('empreinte_jeton')
      .where('empreinte_jeton', '=', marque)
      .executeTakeFirst();
    if (row !== undefined) return { fluxId: null };
  }
  return undefined;
};
