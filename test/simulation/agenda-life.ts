import { finDeLOffre } from '../../shared/domain/agenda/places.ts';
import { book, callOff, cancel, change, leave, make, makeFirst, meet, reconfirm } from './agenda-desk.ts';
import { answerMail, choose } from './agenda-families.ts';
import { send } from './invariants-agenda-courriels.ts';
import { checkOffers } from './invariants-agenda-guichet.ts';
import { broken } from './invariants-base.ts';
import { listPlacesLibres } from './passages.ts';
import type { World } from './world.ts';

/** What happens with the agenda, drawn from a stream of its own. */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The first créneaux, and the first families that choose one. */
export async function openAgenda(world: World): Promise<void> {
  const first = world.postes.find((poste) => poste.isReady);
  if (first === undefined) return;
  makeFirst(world, first);
  world.clock.advance(minuteMs);
  await first.sync();
  await world.takeDeposits();
  for (let asked = 0; asked < 6; asked += 1) await choose(world);
  await world.takeDeposits();
}

export async function happenInAgenda(world: World): Promise<void> {
  const { agenda: random } = world;
  const poste = random.pick(world.postes);
  const desk = (work: (...at: Parameters<typeof make>) => void): void => {
    if (poste.isReady) work(world, poste);
  };
  const draw = random.below(100);
  if (draw < 8) return desk(make);
  if (draw < 21) return choose(world);
  if (draw < 42) {
    if (random.chance(0.8)) await send(world);
    return answerMail(world);
  }
  if (draw < 52) return desk(book);
  if (draw < 64) return desk(change);
  if (draw < 66) return desk(callOff);
  if (draw < 75) return desk(cancel);
  if (draw < 83) return desk(reconfirm);
  if (draw < 85) return desk(leave);
  if (draw < 87) return world.clock.advance(random.below(26) * hourMs);
  if (draw < 92) return desk(meet);
  // Told just now, the pages say what the server holds; at the end of a life nothing is offered any more.
  if (!(await world.takeDeposits())) await checkOffers(world);
  if (random.chance(0.6)) await send(world);
}

/** A freed place is offered at once, unless the meeting is too near: then it waits for a call of staff. */
export async function checkNobodyIsLeftBeside(world: World): Promise<void> {
  const now = new Date(world.clock.nowMs).toISOString();
  const left = (await listPlacesLibres(world.server.db)).filter(({ debut }) => finDeLOffre(now, debut) !== null);
  if (left.length > 0) throw broken(world, 'a place is free and somebody who waits was not offered it', left);
}
