import { createAppelsHandlers } from '../../main/core/appels/handlers.ts';
import { failure } from '../../shared/contract/errors.ts';
import { checkDesk } from './invariants-team.ts';
import { dossiersOf, promise, seenHeads } from './people.ts';
import type { SimPoste } from './sim-poste.ts';
import { operateurs } from './team.ts';
import { assign, claim, handOver, planForMany, resumeLots, writeToMany } from './team-lots.ts';
import { share } from './team-shared.ts';
import type { World } from './world.ts';

/** What the team does with its people, drawn from a stream of its own. */

/** The next call is put off, or said to be none: then what the last call implies stands. */
function snooze(world: World, poste: SimPoste): void {
  const { team: random, clock } = world;
  const all = dossiersOf(poste);
  if (all.length === 0) return;
  const { dossier } = random.pick(all);
  const le = new Date(clock.nowMs + (1 + random.below(72)) * 3_600_000).toISOString();
  const corps = random.chance(0.3)
    ? { quoi: 'aucune', le: null, precision: null, qui: null }
    : { quoi: 'rappeler', le, precision: random.pick(['heure', 'jour']), qui: random.pick([...operateurs, null]) };
  const saisie = { dossier, type: 'prochaine-action', corps, vues: seenHeads(poste, dossier) };
  const written = poste.write([saisie]);
  if (!written.ok) return;
  promise(world, poste, 'prochaine-action', written.value.actes);
  world.ledger.did('snoozed');
}

/** She is called later, or after all. */
function skip(world: World, poste: SimPoste): void {
  const { team: random } = world;
  const fetch = async () => failure('HORS_LIGNE');
  const appels = createAppelsHandlers({ ...poste.handlersDeps, fetch, fuseau: 'Europe/Paris' });
  const file = appels['appels:file']({ portee: random.chance(0.5) ? 'moi' : 'tous', limite: 50 });
  if (!file.ok || file.value.entrees.length === 0) return;
  const { candidat, passeeLe } = random.pick(file.value.entrees);
  poste.does(() => void appels[passeeLe === null ? 'appels:passer' : 'appels:revenir']({ candidat }));
  world.ledger.did('skipped');
}

export async function happenInTeam(world: World): Promise<void> {
  const { team: random } = world;
  const poste = random.pick(world.postes);
  if (!poste.isReady) return;
  const draw = random.below(100);
  if (draw < 12) return assign(world, poste);
  if (draw < 24) return claim(world, poste);
  if (draw < 34) return handOver(world, poste);
  if (draw < 42) return writeToMany(world, poste);
  if (draw < 50) return planForMany(world, poste);
  if (draw < 62) return snooze(world, poste);
  if (draw < 70) return skip(world, poste);
  if (draw < 92) return share(world, poste);
  if (draw < 95) return resumeLots(world, poste);
  checkDesk(world, poste);
}
