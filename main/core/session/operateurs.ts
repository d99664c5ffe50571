import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { OperateurResume } from '../../../shared/contract/ipc/session.ts';
import { operateurLigne } from '../../../shared/contract/lignes.ts';
import type { Clock } from '../deps.ts';
import { operateurLocal, readLocal, writeLocal } from '../store/local.ts';
import type { Store } from '../store/store.ts';

/**
 * Who works on this poste. Names come from the flux of the organisme; the PIN is of this poste only. It guards the
 * desk and is not the key of the file (SECURITY, Verrou): five wrong tries ask for a sign-in.
 */
export const maxEssais = 5;

const french = new Intl.Collator('fr');
const local = z.object({ id: z.string(), nom: z.string(), pin: z.string(), essais: z.number().int() });
const pulled = z.object({ id: z.string(), corps: z.string() });

interface PulledName {
  nom: string;
  actif: boolean;
}

export interface Operateurs {
  list(): OperateurResume[];
  current(): OperateurResume | null;
  leave(): void;
  /** Tries left for one opérateur, null when unknown or without a PIN. */
  essaisRestants(id: string): number | null;
  /** First PIN here of a known opérateur. Failures: INTROUVABLE, NON_AUTORISE when there is one already. */
  choose(id: string, pin: string): Promise<Result<null>>;
  /** An opérateur that the server has just taken. */
  add(id: string, nom: string, pin: string): Promise<Result<null>>;
  /** Failures: INTROUVABLE, PIN_INCORRECT {essaisRestants}, PIN_BLOQUE. */
  unlock(id: string, pin: string): Promise<Result<null>>;
  /** How long ago a PIN opened this desk, milliseconds; null when none did since the start or the last change. */
  pinAgeMs(): number | null;
  hasPin(): boolean;
  /** Whether anyone who may still work here has a PIN: an opérateur may have been retired elsewhere. */
  canUnlock(): boolean;
  /** Whether anyone missed five times. */
  hasBlocked(): boolean;
  /** Gives the blocked ones their tries back, with the PIN they have. */
  forgive(): void;
  /** Those made on this poste that no server has told of. */
  listLocal(): { id: string; nom: string }[];
  /** After a sign-in: blocked opérateurs choose a new PIN. Answers whether there were any. */
  unblock(): boolean;
}

/** During a first sync the pulled rows have no index yet: they are looked through this often, not at each progress. */
const readAgainMs = 2_000;

export function createOperateurs(store: Store, clock: Clock): Operateurs {
  // A PIN that was just made proves nothing: whoever stands at an open desk may make one.
  let unlockedAt: number | null = null;
  let names: { readAt: number; byId: Map<string, PulledName> } | null = null;

  const locals = () =>
    z.array(local).parse(store.persons.prepare('SELECT id, nom, pin, essais FROM operateur_local').all());
  const find = (id: string) => locals().find((row) => row.id === id);

  function pulledNames(): Map<string, PulledName> {
    if (names !== null && store.mode === 'premiere' && clock.monotonic() - names.readAt < readAgainMs)
      return names.byId;
    const rows = z.array(pulled).parse(
      store.persons
        .prepare(
          `SELECT id, corps FROM ligne JOIN ligne_corps USING (rang) WHERE type = 'operateur' AND lecture = 'lue'
           AND flux IN (SELECT id FROM flux WHERE genre = 'organisme')`,
        )
        .all(),
    );
    const byId = new Map<string, PulledName>();
    for (const row of rows) {
      const corps = operateurLigne.safeParse(JSON.parse(row.corps));
      if (corps.success) byId.set(row.id, { nom: corps.data.nom_affiche, actif: corps.data.actif });
    }
    names = { readAt: clock.monotonic(), byId };
    return byId;
  }

  function list(): OperateurResume[] {
    const fromServer = pulledNames();
    const known = new Map(locals().map((row) => [row.id, row]));
    const all = new Map<string, OperateurResume>();
    for (const [id, { nom, actif }] of fromServer) {
      if (actif) all.set(id, { id, nom, aUnPin: (known.get(id)?.pin ?? '') !== '' });
    }
    // Made here and not pulled back yet.
    for (const row of known.values()) {
      if (!fromServer.has(row.id)) all.set(row.id, { id: row.id, nom: row.nom, aUnPin: row.pin !== '' });
    }
    return [...all.values()].sort((a, b) => french.compare(a.nom, b.nom));
  }

  async function setPin(id: string, nom: string, pin: string): Promise<Result<null>> {
    const hashed = await hash(pin);
    return store.writePersons((db) => {
      db.prepare(
        `INSERT INTO operateur_local (id, nom, pin, essais) VALUES (?, ?, ?, 0)
         ON CONFLICT (id) DO UPDATE SET nom = excluded.nom, pin = excluded.pin, essais = 0`,
      ).run(id, nom, hashed);
      writeLocal(db, 'operateur', id);
      return success(null);
    });
  }

  return {
    list,
    current() {
      const id = readLocal(store.persons, 'operateur', operateurLocal);
      return id === null ? null : (list().find((operateur) => operateur.id === id) ?? null);
    },
    leave() {
      unlockedAt = null;
      writeLocal(store.persons, 'operateur', null);
    },
    essaisRestants(id) {
      const row = find(id);
      return row === undefined || row.pin === '' ? null : Math.max(0, maxEssais - row.essais);
    },
    async choose(id, pin) {
      const operateur = list().find((one) => one.id === id);
      if (operateur === undefined) return failure('INTROUVABLE');
      // Otherwise anyone could take over a colleague's name by giving it a second PIN.
      if (operateur.aUnPin) return failure('NON_AUTORISE');
      return setPin(id, operateur.nom, pin);
    },
    add: setPin,
    async unlock(id, pin) {
      const row = find(id);
      if (row === undefined || row.pin === '' || !list().some((one) => one.id === id)) return failure('INTROUVABLE');
      // Counted before it is compared: killing the program between the two gives no free try.
      const counted = store.writePersons((db) => {
        const taken = db
          .prepare('UPDATE operateur_local SET essais = essais + 1 WHERE id = ? AND essais < ?')
          .run(id, maxEssais);
        return taken.changes === 1 ? success(null) : failure('PIN_BLOQUE', { essaisRestants: 0 });
      });
      if (!counted.ok) return counted;
      if (await isPin(row.pin, pin)) {
        unlockedAt = clock.monotonic();
        return store.writePersons((db) => {
          db.prepare('UPDATE operateur_local SET essais = 0 WHERE id = ?').run(id);
          writeLocal(db, 'operateur', id);
          return success(null);
        });
      }
      const left = maxEssais - row.essais - 1;
      return left > 0
        ? failure('PIN_INCORRECT', { essaisRestants: left })
        : failure('PIN_BLOQUE', { essaisRestants: 0 });
    },
    pinAgeMs: () => (unlockedAt === null ? null : clock.monotonic() - unlockedAt),
    canUnlock: () => list().some((operateur) => operateur.aUnPin),
    hasPin: () => locals().some((row) => row.pin !== ''),
    hasBlocked: () => locals().some((row) => row.essais >= maxEssais),
    forgive() {
      store.persons.prepare('UPDATE operateur_local SET essais = 0 WHERE essais >= ?').run(maxEssais);
    },
    listLocal() {
      const fromServer = pulledNames();
      return locals().flatMap(({ id, nom }) => (fromServer.has(id) ? [] : [{ id, nom }]));
    },
    unblock() {
      const blocked = locals().filter((row) => row.essais >= maxEssais);
      const reset = store.persons.prepare("UPDATE operateur_local SET pin = '', essais = 0 WHERE id = ?");
      for (const { id } of blocked) reset.run(id);
      if (blocked.length > 0) writeLocal(store.persons, 'operateur', null);
      return blocked.length > 0;
    },
  };
}

async function isPin(hashed: string, pin: string): Promise<boolean> {
  try {
    return await verify(hashed, pin);
  } catch {
    // A damaged hash opens nothing.
    return false;
  }
}
