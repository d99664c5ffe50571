import type { Kysely } from 'kysely';
import type { Clock } from '../context.ts';
import type { Tables } from '../store/tables.ts';
import { droitsDe, type Porteur } from './droits.ts';
import type { Minuterie } from './minuterie.ts';

/**
 * Hints that a head moved (PROTOCOL 4, live). A hint is never data and may be lost: the poste pulls, and polls
 * when hints stop. Heads are looked at on a beat, because an import writes from another process; what this
 * process writes is announced at once.
 */

export const beatMs = 2_000;
export const commentMs = 25_000;
/** Two: a poste that reconnects before its dead connection is noticed must not be locked out. */
export const ecoutesParPoste = 2;
/** A client that lets more than this pile up is dropped: it will come back and pull. */
export const retardMaxOctets = 64 * 1024;
/** With more listeners than this on one flux, postes are asked to spread their pulls. */
const sansEtalement = 20;
const posteParSeconde = 10;

/** Where the text of one listener goes. */
export interface Sortie {
  write(text: string): void;
  /** Bytes accepted by `write` and not yet by the network. */
  pending(): number;
  end(): void;
}

interface Ecoute {
  porteur: Porteur;
  sortie: Sortie;
  /** Milliseconds since the epoch: the end of the access token that opened it. */
  expiresAt: number;
  nextComment: number;
  /** Flux this listener may pull, with the last head it was told. */
  tetes: Map<string, number>;
}

export interface Tete {
  flux: string;
  tete: number;
}

export class Direct {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #minuterie: Minuterie;
  readonly #ecoutes = new Set<Ecoute>();
  #stopBeat: (() => void) | null = null;
  #beating = false;
  #ferme = false;

  constructor(db: Kysely<Tables>, clock: Clock, minuterie: Minuterie) {
    this.#db = db;
    this.#clock = clock;
    this.#minuterie = minuterie;
  }

  get nombre(): number {
    return this.#ecoutes.size;
  }

  /**
   * Opens a listener and tells it every head it may pull, so that nothing that moved before it listened is missed.
   * @returns how to close it from the other side.
   */
  async ouvrir(porteur: Porteur, sortie: Sortie, expiresAt: Date): Promise<() => void> {
    const now = this.#clock.now().getTime();
    const ecoute: Ecoute = {
      porteur,
      sortie,
      expiresAt: expiresAt.getTime(),
      nextComment: now + commentMs,
      tetes: new Map(),
    };
    if (this.#ferme) {
      sortie.end();
      return () => {};
    }
    const siblings = [...this.#ecoutes].filter((other) => other.porteur.posteId === porteur.posteId);
    for (const old of siblings.slice(0, Math.max(0, siblings.length - ecoutesParPoste + 1))) this.#fermerUne(old);
    this.#ecoutes.add(ecoute);
    this.#stopBeat ??= this.#minuterie.every(beatMs, () => void this.beat());
    sortie.write(': direct\n\n');
    try {
      await this.#rafraichir(ecoute);
    } catch {
      // A line that could not learn its rights would stay silent: ended, the poste polls.
      this.#fermerUne(ecoute);
    }
    return () => this.#fermerUne(ecoute);
  }

  /** Tells whoever may read these flux that their heads moved. */
  annoncer(tetes: readonly Tete[]): void {
    for (const { flux, tete } of tetes) {
      const concerned = [...this.#ecoutes].filter((ecoute) => (ecoute.tetes.get(flux) ?? tete) < tete);
      const etaler = concerned.length > sansEtalement ? Math.ceil(concerned.length / posteParSeconde) : null;
      for (const ecoute of concerned) {
        ecoute.tetes.set(flux, tete);
        this.#ecrire(ecoute, etaler === null ? { flux, tete } : { flux, tete, etaler_s: etaler });
      }
    }
  }

  /** One beat: ended tokens and accounts, slow clients, comments, and heads moved by another process. */
  async beat(): Promise<void> {
    if (this.#beating || this.#ecoutes.size === 0) return;
    this.#beating = true;
    try {
      const now = this.#clock.now().getTime();
      const actifs = await this.#findActifs();
      for (const ecoute of [...this.#ecoutes]) {
        const isOver = now >= ecoute.expiresAt || !actifs.has(ecoute.porteur.posteId);
        if (isOver || ecoute.sortie.pending() > retardMaxOctets) this.#fermerUne(ecoute);
        else if (now >= ecoute.nextComment) {
          ecoute.nextComment = now + commentMs;
          ecoute.sortie.write(': \n\n');
          await this.#rafraichir(ecoute);
        }
      }
      const suivis = new Set([...this.#ecoutes].flatMap((ecoute) => [...ecoute.tetes.keys()]));
      if (suivis.size === 0) return;
      const rows = await this.#db.selectFrom('flux').select(['id', 'tete']).execute();
      this.annoncer(rows.filter(({ id }) => suivis.has(id)).map(({ id, tete }) => ({ flux: id, tete })));
    } catch {
      // The next beat looks again; a listener that hears nothing polls.
    } finally {
      this.#beating = false;
    }
  }

  /** Ends every listener and takes no more: the server stops. */
  fermer(): void {
    this.#ferme = true;
    for (const ecoute of [...this.#ecoutes]) this.#fermerUne(ecoute);
  }

  /** A token is asked for once, a stream lasts: a poste revoked or a compte suspended meanwhile is cut here. */
  async #findActifs(): Promise<Set<string>> {
    const postes = new Set([...this.#ecoutes].map(({ porteur }) => porteur.posteId));
    const rows = await this.#db
      .selectFrom('poste')
      .innerJoin('compte', 'compte.id', 'poste.compte_id')
      .select('poste.id')
      .where('poste.id', 'in', [...postes])
      .where('poste.revoque_le', 'is', null)
      .where('compte.statut', '=', 'actif')
      .execute();
    return new Set(rows.map(({ id }) => id));
  }

  /** Reads the rights again: a flux that opened is announced, one that ended is no longer. */
  async #rafraichir(ecoute: Ecoute): Promise<void> {
    const droits = await droitsDe(this.#db, ecoute.porteur, this.#clock.now());
    const known = ecoute.tetes;
    ecoute.tetes = new Map();
    for (const { flux, droits: droit } of droits) {
      if (droit !== 'complets') continue;
      ecoute.tetes.set(flux.id, flux.tete);
      const told = known.get(flux.id);
      if (told === undefined || told < flux.tete) this.#ecrire(ecoute, { flux: flux.id, tete: flux.tete });
    }
  }

  #ecrire(ecoute: Ecoute, hint: object): void {
    if (!this.#ecoutes.has(ecoute)) return;
    ecoute.sortie.write(`data: ${JSON.stringify(hint)}\n\n`);
    if (ecoute.sortie.pending() > retardMaxOctets) this.#fermerUne(ecoute);
  }

  #fermerUne(ecoute: Ecoute): void {
    if (!this.#ecoutes.delete(ecoute)) return;
    ecoute.sortie.end();
    if (this.#ecoutes.size > 0) return;
    this.#stopBeat?.();
    this.#stopBeat = null;
  }
}
