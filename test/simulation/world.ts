import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finirDelegation } from '../../sync-api/flux/fins.ts';
import type { Acces } from '../../sync-api/identite/acces.ts';
import { ensureFlux, writeLignes } from '../../sync-api/store/flux.ts';
import type { Asker } from './candidates.ts';
import { Ledger } from './ledger.ts';
import { calm, type Mood } from './network.ts';
import { Population, responsable } from './population.ts';
import { Seeded } from './seeded.ts';
import { WorldClock } from './sim-clock.ts';
import { SimGuichet } from './sim-guichet.ts';
import { SimPoste } from './sim-poste.ts';
import { SimServer } from './sim-server.ts';
import { openSites, seasonOf } from './sites.ts';
import { openTeam, operateurs } from './team.ts';

/** Memory where there is some: crashes are cuts of the files, made by hand, so a slow disk would prove nothing more. */
const scratch = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

const farFuture = '2030-01-01T00:00:00.000Z';

/** Two postes of a director, one of a délégué who reads one relation, and the real server, in one process. */
export class World {
  readonly seed: number;
  readonly random: Seeded;
  /** What concerns demandes draws from here: the rest of a seed stays as it was. */
  readonly outside: Seeded;
  /** What concerns the agenda, likewise. */
  readonly agenda: Seeded;
  /** What concerns the team, likewise. */
  readonly team: Seeded;
  /** Créneaux that some page showed to a family. */
  readonly pages: { cle: string; id: string; debut: string }[] = [];
  readonly askers: Asker[] = [];
  readonly clock: WorldClock;
  /** Midnight in Paris before the clocks change, for the seeds that live then. */
  readonly nightMs: number | null;
  readonly folder: string;
  readonly server: SimServer;
  readonly ledger = new Ledger();
  readonly population: Population;
  readonly postes: SimPoste[] = [];
  #guichet: SimGuichet | null = null;
  mood: Mood = calm;
  /** What a person does at a poste while it exchanges with the server. */
  during: (poste: SimPoste) => void = () => undefined;
  /** When everybody last proved who they are; null: just now. */
  signedInLe: string | null = null;
  /** When the right of the délégué first ended, true time. */
  endedAtMs: number | null = null;
  /** When the server last went back in time. */
  restoredAtMs: number | null = null;
  delegation: { id: string; relation: string } | null = null;

  private constructor(seed: number) {
    this.seed = seed;
    this.random = new Seeded(seed);
    this.outside = new Seeded(seed ^ 0x0de5);
    this.agenda = new Seeded(seed ^ 0xa9e4da);
    this.team = new Seeded(seed ^ 0x7ea3);
    const season = seasonOf(seed);
    this.clock = new WorldClock(season.startsAt);
    this.nightMs = season.night === null ? null : Date.parse(season.night);
    this.folder = mkdtempSync(path.join(scratch(), 'rappel-simulation-'));
    this.server = new SimServer(this.folder, this.clock, seed ^ 0x5eed);
    this.population = new Population(this.random, 8);
  }

  static async create(seed: number): Promise<World> {
    const world = new World(seed);
    await world.server.start();
    const directeur = await world.#compte('responsable', 'directeur', responsable);
    await world.server.import(world.population.csv());
    await openTeam(world.server);
    await world.#openGuichet();
    const delegue = await world.#compte('delegue', 'delegue', null);
    await world.#delegate(delegue);
    await world.#poste(directeur, 'accueil-1');
    await world.#poste(directeur, 'accueil-2');
    await world.#poste(delegue, 'atelier');
    return world;
  }

  get guichet(): SimGuichet {
    if (this.#guichet === null) throw new Error('the guichet is closed');
    return this.#guichet;
  }

  /** The sites and the trainings that the intake offers, and the guichet before them. */
  async #openGuichet(): Promise<void> {
    const { folder, server, clock } = this;
    await openSites(server, this.seed);
    this.#guichet = await SimGuichet.open({ folder, server, clock, random: new Seeded(this.outside.below(2 ** 31)) });
  }

  /** The server takes what was deposited. @returns whether it died between the two commits */
  async takeDeposits(): Promise<boolean> {
    const died = await this.guichet.recevoir();
    const rows = await this.server.db.selectFrom('demande').select(['cle_telephone', 'dossier_id']).execute();
    for (const { cle_telephone, dossier_id } of rows) {
      if (cle_telephone === null) continue;
      const known = this.ledger.dossiers.get(cle_telephone) ?? new Set();
      this.ledger.dossiers.set(cle_telephone, known.add(dossier_id));
    }
    return died;
  }

  async #compte(role: 'responsable' | 'delegue', nom: string, siret: string | null): Promise<Acces['compte']> {
    const id = this.random.uuid();
    const { db, random } = this.server.deps;
    if (siret !== null) await ensureFlux(db, random, { genre: 'organisme', siretResponsable: siret });
    const fluxCompte = await ensureFlux(db, random, { genre: 'compte', compteId: id });
    await db
      .insertInto('compte')
      .values({
        id,
        identifiant: siret ?? `${nom}@example.fr`,
        email: null,
        role,
        nom,
        siret,
        mot_de_passe: null,
        statut: 'actif',
        flux_compte: fluxCompte,
        cree_le: this.clock.server.now().toISOString(),
      })
      .execute();
    return { id, identifiant: siret ?? nom, nom, role, siret, fluxCompte };
  }

  async #delegate(compte: Acces['compte']): Promise<void> {
    const relation = await this.server.db
      .selectFrom('relation')
      .select('id')
      .orderBy('siret_formateur')
      .executeTakeFirstOrThrow();
    const id = this.random.uuid();
    await this.server.db
      .insertInto('delegation')
      .values({
        id,
        compte_id: compte.id,
        relation_id: relation.id,
        debut_le: this.clock.server.now().toISOString(),
        fin_le: null,
      })
      .execute();
    this.delegation = { id, relation: relation.id };
  }

  /** The server goes back in time; a poste that it no longer knows signs in again. */
  async restore(file: string): Promise<void> {
    const gone = await this.server.db.selectFrom('dossier').select('id').where('efface_le', 'is not', null).execute();
    for (const { id } of gone) this.ledger.erased.add(id);
    await this.server.restore(file);
    await this.takeDeposits();
    this.restoredAtMs = this.clock.nowMs;
    const known = new Set((await this.server.db.selectFrom('poste').select('id').execute()).map((row) => row.id));
    for (const poste of this.postes) if (!known.has(poste.posteId)) await this.reenroll(poste);
  }

  /** Same office, same file, a new poste for the server. */
  async reenroll(poste: SimPoste): Promise<void> {
    poste.becomePoste(await this.#enroll(poste.compte, poste.name));
  }

  async #enroll(compte: Acces['compte'], nom: string): Promise<string> {
    const id = this.random.uuid();
    await this.server.db
      .insertInto('poste')
      .values({
        id,
        compte_id: compte.id,
        nom,
        jkt: id,
        grant_id: id,
        cree_le: this.clock.server.now().toISOString(),
        vu_le: null,
        revoque_le: null,
        revocation: null,
      })
      .execute();
    const clock = this.clock.server;
    const signedInLe = (): string | null => this.signedInLe;
    this.server.allow(nom, {
      compte,
      poste: { id, nom },
      droits: 'complets',
      expireLe: farFuture,
      // Whoever erases has just signed in again, unless the test says otherwise.
      get connecteLe() {
        return signedInLe() ?? clock.now().toISOString();
      },
    });
    return id;
  }

  async #poste(compte: Acces['compte'], nom: string): Promise<void> {
    const id = await this.#enroll(compte, nom);
    this.postes.push(
      new SimPoste({
        name: nom,
        posteId: id,
        compte,
        operateur: operateurs[this.postes.length] ?? '',
        folder: path.join(this.folder, nom),
        random: new Seeded(this.random.below(2 ** 31)),
        clock: this.clock,
        server: () => this.server,
        mood: () => this.mood,
        during: (poste) => this.during(poste),
      }),
    );
  }

  /** A newer server writes a row of a type, or a version, that these postes cannot read yet. */
  async speakTomorrow(): Promise<void> {
    const flux = await this.server.db.selectFrom('flux').select('id').where('genre', '=', 'organisme').execute();
    const { id } = this.random.pick(flux);
    const isType = this.random.chance(0.5);
    const ligne = { id: this.random.uuid(), dossierId: null, corps: JSON.stringify({ demain: true }) };
    await this.server.db.transaction().execute((trx) =>
      writeLignes(trx, {
        fluxId: id,
        lignes: [{ ...ligne, type: isType ? 'hologramme' : 'operateur', v: isType ? 1 : 9 }],
      }),
    );
  }

  async endDelegation(): Promise<void> {
    if (this.delegation === null) return;
    this.endedAtMs ??= this.clock.nowMs;
    await finirDelegation(this.server.db, { clock: this.clock.server, random: this.random }, this.delegation.id);
  }

  async close(): Promise<void> {
    for (const poste of this.postes) poste.close();
    await this.#guichet?.close();
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
