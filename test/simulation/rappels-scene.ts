import { readFiche } from '../../main/core/candidats/fiche.ts';
import { readFolded } from '../../main/core/candidats/fold.ts';
import { type Departage, departagesDe } from '../../renderer/features/candidats/sheet/departage.ts';
import type { Saisie } from '../../shared/contract/ipc/actes.ts';
import type { Fiche } from '../../shared/contract/ipc/candidats.ts';
import { value } from '../support/result.ts';
import { checkAll } from './invariants.ts';
import { calm } from './network.ts';
import { dossiersOf, promise, seenHeads } from './people.ts';
import { karim, lea } from './rappels-gestes.ts';
import { Seeded } from './seeded.ts';
import type { SimPoste } from './sim-poste.ts';
import { World } from './world.ts';

/** Three postes that know the same person, two of which work without a network (users-and-rules 1.5). */

const minuteMs = 60_000;

const names = new Map([
  [lea, 'Léa M.'],
  [karim, 'Karim B.'],
]);

export type Order = 'the first away comes back first' | 'the second away comes back first';
export type Faults = 'a bad network and crashes' | 'a server restored from a backup';
export interface Life {
  seed: number;
  order: Order;
  faults: Faults;
}

/** Ordinary sites, an overseas one, weekends when the clocks change; both orders, both disasters. */
export const lives: readonly Life[] = [
  { seed: 105, order: 'the first away comes back first', faults: 'a bad network and crashes' },
  { seed: 108, order: 'the second away comes back first', faults: 'a server restored from a backup' },
];
export const lifeTitle = 'seed $seed, $faults, $order';

export class Scene {
  readonly world: World;
  readonly life: Life;
  readonly random: Seeded;
  readonly here: SimPoste;
  /** In the order in which they come back. */
  readonly away: readonly [SimPoste, SimPoste];
  #backup = '';

  private constructor(world: World, life: Life) {
    this.world = world;
    this.life = life;
    this.random = new Seeded(life.seed ^ 0x7ab1e);
    const [first, second, third] = world.postes;
    if (first === undefined || second === undefined || third === undefined) throw new Error('there are three postes');
    this.here = first;
    this.away = life.order === 'the first away comes back first' ? [second, third] : [third, second];
  }

  /** Every poste has received everything, with a clock of its own that may be wrong; then two of them go away. */
  static async open(life: Life): Promise<Scene> {
    const world = await World.create(life.seed);
    const scene = new Scene(world, life);
    for (const poste of world.postes) poste.skewMs = (scene.random.below(12) - 6) * 30 * minuteMs;
    await scene.meet();
    await scene.save();
    return scene;
  }

  /** What an operator would put back. */
  async save(): Promise<void> {
    this.#backup = await this.world.server.backup();
  }

  get isRestored(): boolean {
    return this.life.faults === 'a server restored from a backup';
  }

  /** The server goes back to what was saved, in the lives that have this. */
  async disaster(): Promise<void> {
    if (this.isRestored) await this.world.restore(this.#backup);
  }

  /** Somebody that all three postes read, on one list only unless asked otherwise. */
  person(rang = 0): { dossier: string; flux: string; ine: string } {
    const delegue = this.world.postes.at(-1);
    if (delegue === undefined) throw new Error('there are three postes');
    const all = dossiersOf(this.here);
    const people = dossiersOf(delegue).flatMap(({ dossier, flux, ine }) =>
      ine !== null && all.filter((row) => row.ine === ine).length === 1 ? [{ dossier, flux, ine }] : [],
    );
    const person = people[rang];
    if (person === undefined) throw new Error(`seed ${this.life.seed} has too few people`);
    return person;
  }

  /** Somebody writes what the sheet of this poste lets them, and is told that it is kept. */
  write(poste: SimPoste, saisies: readonly Omit<Saisie, 'vues'>[]): string[] {
    const seen = saisies.map((un) => ({ ...un, vues: seenHeads(poste, un.dossier) }));
    return this.press(poste, seen);
  }

  press(poste: SimPoste, saisies: Saisie[]): string[] {
    const { actes } = value(poste.write(saisies));
    for (const [rang, id] of actes.entries()) promise(this.world, poste, saisies[rang]?.type ?? 'suite', [id]);
    if (this.random.chance(0.4)) poste.crashNow();
    return actes;
  }

  /** It finds a network again, a bad one, and may die at any point of the exchange; it ends with nothing left to send. */
  async comeBack(poste: SimPoste): Promise<void> {
    const { random, world } = this;
    world.mood = { drop: 0.15, loseAnswer: 0.25, repeat: 0.2, cut: 0.3, delay: 0.05 };
    for (let turn = 0; turn < 3; turn += 1) {
      world.clock.advance(minuteMs);
      if (random.chance(0.5)) poste.crashIn(1 + random.below(12));
      await poste.sync();
    }
    world.mood = calm;
    // What the server lost is known once everything was read again: it leaves with the exchange after that.
    for (let turn = 0; turn < 2; turn += 1) {
      world.clock.advance(10 * minuteMs);
      await poste.sync();
    }
  }

  /** Where the server goes back in time, they offer everything again. */
  async disasterIfAny(): Promise<void> {
    if (!this.isRestored) return;
    await this.disaster();
    for (const poste of this.away) await this.comeBack(poste);
  }

  /** Both come back, one after the other, before whatever becomes of the server. */
  async comeBackBoth(): Promise<void> {
    for (const poste of this.away) await this.comeBack(poste);
    await this.disasterIfAny();
  }

  /** Everybody has a network, until nothing moves. */
  async meet(): Promise<void> {
    this.world.mood = calm;
    for (let round = 0; round < 2; round += 1) {
      this.world.clock.advance(10 * minuteMs);
      for (const poste of this.world.postes) await poste.sync();
    }
  }

  fiche(poste: SimPoste, dossier: string): Fiche {
    const { candidat } = poste.store.persons
      .prepare<[string], { candidat: string }>('SELECT candidat FROM dossier_etat WHERE dossier = ?')
      .get(dossier) ?? { candidat: '' };
    return value(readFiche(poste.store.persons, candidat, new Date(this.world.clock.nowMs).toISOString()));
  }

  /** What the sheet of this poste asks to settle, with what one press on each value writes. */
  departages(poste: SimPoste, dossier: string): Departage[] {
    return departagesDe(this.fiche(poste, dossier), {
      now: this.world.clock.nowMs,
      nom: (operateur) => names.get(operateur) ?? null,
    });
  }

  filIds(poste: SimPoste, dossier: string): string[] {
    return this.fiche(poste, dossier).fil.map(({ id }) => id);
  }

  /** The actes of a dossier in the order in which the poste folds them. */
  folded(poste: SimPoste, dossier: string): string[] {
    const folded = readFolded(poste.store.persons, dossier);
    return folded?.etat.fil.map(({ acte }) => acte).toReversed() ?? [];
  }

  /** Whatever the row of the table, the promises of PROTOCOL 9 hold. */
  async end(): Promise<void> {
    await checkAll(this.world);
  }

  /** The actes of a dossier in the order in which the server took them. */
  async onServer(dossier: string): Promise<string[]> {
    const { db } = this.world.server;
    const rows = await db.selectFrom('acte').select('id').where('dossier_id', '=', dossier).orderBy('seq').execute();
    return rows.map(({ id }) => id);
  }

  close(): Promise<void> {
    return this.world.close();
  }
}
