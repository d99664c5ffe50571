import { checkNobodyIsLeftBeside, happenInAgenda, openAgenda } from './agenda-life.ts';
import { ask, press } from './candidates.ts';
import { sendAgain, sit } from './desk.ts';
import { send } from './invariants-agenda-courriels.ts';
import { calm } from './network.ts';
import { annulOld, erase, merge, oppose, reconsider, work, writeFromTheFuture } from './people.ts';
import { calmMail } from './sim-mail.ts';
import type { SimPoste } from './sim-poste.ts';
import { happenInTeam } from './team-life.ts';
import { resumeLots } from './team-lots.ts';
import type { World } from './world.ts';

/** A seeded schedule: what happens, in which order. Every step is drawn from the world's one stream of numbers. */
const minuteMs = 60_000;
const dayMs = 86_400_000;

export async function live(world: World, steps: number): Promise<void> {
  const { random } = world;
  world.during = (poste) => {
    if (!random.chance(0.08)) return;
    world.ledger.did('during-exchange');
    if (random.chance(0.6)) work(world, poste);
    else reconsider(world, poste);
  };
  for (let asked = 0; asked < 3; asked++) await ask(world);
  await world.takeDeposits();
  // Most people start on a good day; the others meet every fault during their first sync.
  for (const poste of world.postes) if (random.chance(0.8)) await poste.sync();
  await openAgenda(world);
  world.mood = {
    drop: random.fraction() * 0.3,
    loseAnswer: random.fraction() * 0.3,
    repeat: random.fraction() * 0.2,
    cut: random.fraction() * 0.4,
    delay: random.fraction() * 0.1,
  };
  world.guichet.mail.mood = {
    down: world.outside.fraction() * 0.3,
    later: world.outside.fraction() * 0.2,
    cut: world.outside.fraction() * 0.2,
    dies: world.outside.fraction() * 0.1,
    slow: world.outside.fraction() * 0.1,
  };
  const backups: string[] = [await world.server.backup()];
  for (let step = 0; step < steps; step++) {
    world.clock.advance(random.below(20) * minuteMs);
    await happen(world, random.pick(world.postes), backups);
    if (world.outside.chance(0.45)) await happenOutside(world);
    if (world.agenda.chance(0.7)) await happenInAgenda(world);
    if (world.team.chance(0.4)) await happenInTeam(world);
    await checkNobodyIsLeftBeside(world);
  }
}

/** Somebody asks, the server takes and tells, somebody answers. */
async function happenOutside(world: World): Promise<void> {
  const { outside: random, guichet } = world;
  const draw = random.below(100);
  if (draw < 15) return ask(world);
  if (draw < 25) return press(world);
  if (draw < 70) return sit(world, random.pick(world.postes));
  guichet.dies = random.chance(0.2);
  if (await world.takeDeposits()) world.ledger.did('crash-between-commits');
  if (random.chance(0.7)) await send(world);
}

async function happen(world: World, poste: SimPoste, backups: string[]): Promise<void> {
  const { random } = world;
  const draw = random.below(100);
  if (draw < 34) return sync(world, poste);
  if (draw < 68) return void (poste.isReady && work(world, poste));
  if (draw < 74) return void (poste.isReady && reconsider(world, poste));
  if (draw < 77) return void (poste.isReady && annulOld(world, poste));
  if (draw < 80) return void (poste.isReady && merge(world, poste));
  if (draw < 82) return void (poste.isReady && oppose(world, poste));
  if (draw < 86) return poste.crashNow();
  if (draw < 89) {
    poste.skewMs = (random.below(600) - 300) * minuteMs;
    return;
  }
  if (draw < 92) return importAgain(world);
  if (draw < 93) return world.server.restart();
  if (draw < 94) return void (poste.isReady && (await world.reenroll(poste)));
  if (draw < 95) return void backups.push(await world.server.backup());
  if (draw < 98) {
    world.ledger.did('restore');
    // A history goes back and on from there: what was saved after that point is another history.
    const kept = random.below(backups.length);
    backups.length = kept + 1;
    return world.restore(backups[kept] ?? '');
  }
  if (draw === 98) return random.chance(0.3) ? world.endDelegation() : world.speakTomorrow();
  if (draw === 99 && random.chance(0.2)) return world.clock.advance(31 * dayMs);
  if (draw === 99 && poste.isReady) return random.chance(0.5) ? writeFromTheFuture(world, poste) : erase(world, poste);
}

async function sync(world: World, poste: SimPoste): Promise<void> {
  if (world.random.chance(0.25)) poste.crashIn(1 + world.random.below(12));
  await poste.sync();
}

async function importAgain(world: World): Promise<void> {
  world.population.change();
  await world.server.import(world.population.csv());
}

/** The network heals, everyone waits long enough and syncs until nothing moves. */
export async function settle(world: World): Promise<void> {
  world.mood = calm;
  world.guichet.mail.mood = calmMail;
  world.during = () => undefined;
  for (const poste of world.postes) {
    poste.skewMs = 0;
    await resumeLots(world, poste);
  }
  // After a disaster the operator imports the last extraction again.
  await world.server.import(world.population.csv());
  for (let round = 0; round < 4; round++) await meet(world, 10 * minuteMs);
  for (const poste of world.postes) sendAgain(world, poste);
  for (let round = 0; round < 4; round++) await meet(world, 10 * minuteMs);
  // The end of a right waits a week for what the server keeps putting off.
  for (let round = 0; round < 2; round++) await meet(world, 8 * dayMs);
}

async function meet(world: World, afterMs: number): Promise<void> {
  world.clock.advance(afterMs);
  await world.takeDeposits();
  for (const poste of world.postes) await poste.sync();
  await send(world);
}
