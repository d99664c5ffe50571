import { createLots, type Lots } from '../../main/core/lots/handlers.ts';
import type { GesteLot, PorteeLot } from '../../shared/contract/ipc/lots.ts';
import { broken } from './invariants-base.ts';
import type { Deed } from './ledger.ts';
import type { SimPoste } from './sim-poste.ts';
import { operateurs } from './team.ts';
import type { World } from './world.ts';

/** One gesture for many people on a poste whose program may be killed between any two people. */

const never = new Promise<never>(() => undefined);
/** Few people are in this world: a kill, or somebody who takes the lot back, comes between any two of them. */
const oneByOne = 1;
const together = 25;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const sendable = "SELECT acte FROM saisie WHERE etat = 'a_envoyer' AND deja_en_vol = 0 OR etat = 'a_revoir'";
const pluck = (poste: SimPoste, sql: string, ...of: string[]): string[] =>
  poste.store.persons
    .prepare<string[], string>(sql)
    .pluck()
    .all(...of);

const messageUnderWay =
  "SELECT id FROM lot WHERE etat = 'en-cours' AND defait IS NULL AND geste ->> '$.genre' = 'message'";
/** Those that nobody is left of, or that somebody stopped. */
const whole = `SELECT id FROM lot WHERE etat = 'annule'
  OR etat = 'fini' AND NOT EXISTS (SELECT 1 FROM lot_candidat c WHERE c.lot = lot.id AND c.etat = 'a_faire')`;

/** Somebody is written to, or refused: nobody is done without words. */
const leftOut = `SELECT c.candidat FROM lot_candidat c JOIN lot l ON l.id = c.lot
  WHERE l.defait IS NULL AND l.geste ->> '$.genre' = 'message' AND c.etat = 'fait' AND c.actes = '[]'`;

/** What the page asks of a program that may die meanwhile; `pause` lets it work a little. */
type Ask = (lots: Lots, pause: () => Promise<void>) => Promise<unknown>;

/** When the power goes: at this breath of the program, or as soon as so many people are done and others are left. */
type Kill = { breath: number } | { people: number } | null;

const underWay = (poste: SimPoste, etat: string): number =>
  pluck(
    poste,
    `SELECT c.rang FROM lot_candidat c JOIN lot l ON l.id = c.lot WHERE l.etat = 'en-cours' AND c.etat ${etat}`,
  ).length;

/** The program of the poste with its lots, which go on where the last one left them. */
async function run(
  world: World,
  poste: SimPoste,
  {
    kill = null,
    ask = async () => undefined,
    peoplePerSlice = together,
  }: { kill?: Kill; ask?: Ask; peoplePerSlice?: number },
): Promise<void> {
  let breaths = 0;
  const isOver = (): boolean => {
    breaths += 1;
    if (kill === null) return false;
    if ('breath' in kill) return breaths >= kill.breath;
    return underWay(poste, "<> 'a_faire'") >= kill.people && underWay(poste, "= 'a_faire'") > 0;
  };
  const power: { restart: (() => void) | null } = { restart: null };
  let isAsked = false;
  const breathe = async (): Promise<void> => {
    if (power.restart !== null) return never;
    if (!isOver()) return;
    power.restart = poste.cut();
    world.ledger.did('lot-killed');
    // Written twice, a message is seen; somebody who is given twice to the same colleague is not.
    if (kill !== null && 'people' in kill && pluck(poste, messageUnderWay).length > 0)
      world.ledger.did('lot-killed-midway');
    return never;
  };
  const pause = async (): Promise<void> => {
    await nextTurn();
    if (power.restart !== null) return never;
  };
  const before = pluck(poste, sendable);
  const begun = pluck(poste, "SELECT id FROM lot WHERE etat = 'en-cours'");
  const lots = createLots({
    ...poste.handlersDeps,
    random: world.team,
    breathe,
    peoplePerSlice,
    derniereConnexion: () => null,
    onLot: () => undefined,
    onBug: (error) => {
      throw error;
    },
  });
  const asked = ask(lots, pause).then(() => {
    isAsked = true;
  });
  for (let turn = 0; power.restart === null && !(isAsked && !isUnderWay(poste)); turn += 1) {
    if (turn > 1_000)
      throw broken(world, `${poste.name}: a lot does not come to its end`, lots.handlers['lots:etat']({}));
    await nextTurn();
  }
  if (power.restart !== null) {
    // What was under way comes to its next breath, and no further.
    await nextTurn();
    return power.restart();
  }
  await asked;
  kill = null;
  await lots.stop();
  const ended = pluck(poste, whole);
  const forgotten = begun.filter((lot) => !ended.includes(lot));
  if (forgotten.length > 0) throw broken(world, `${poste.name}: a lot was not brought to its end`, forgotten);
  const unwritten = pluck(poste, leftOut);
  if (unwritten.length > 0) throw broken(world, `${poste.name}: a lot left somebody out`, unwritten);
  const left = new Set(pluck(poste, "SELECT acte FROM saisie WHERE etat <> 'squelette'"));
  for (const acte of before) if (!left.has(acte)) world.ledger.dropped(acte);
  remember(world, poste);
}

const isUnderWay = (poste: SimPoste): boolean =>
  poste.isReady && pluck(poste, "SELECT id FROM lot WHERE etat = 'en-cours'").length > 0;

/** People were told that it is done: what was written for them is promised. */
function remember(world: World, poste: SimPoste): void {
  poste.does(() => undefined);
  const actes = pluck(
    poste,
    `SELECT k.value FROM lot_candidat c, json_each(c.actes) k, lot l ON l.id = c.lot
     WHERE c.etat = 'fait' AND l.defait IS NULL AND k.value IN (SELECT acte FROM saisie WHERE etat <> 'squelette')`,
  );
  const read = poste.store.persons.prepare<[string], { type: string; dossier: string }>(
    'SELECT type, dossier FROM saisie WHERE acte = ?',
  );
  for (const acte of actes) {
    const { type, dossier } = read.get(acte) ?? { type: '', dossier: '' };
    // Of one that a kill held up, the hour is that of its writing, which nobody noted here.
    world.ledger.wrote(acte, { poste: poste.name, type, dossier, atMs: world.clock.nowMs, isMeasured: false });
  }
  const undone = pluck(
    poste,
    `SELECT k.value FROM lot_candidat c, json_each(c.actes) k, lot l ON l.id = c.lot
     WHERE l.defait IS NOT NULL AND l.etat = 'fini' AND c.etat = 'fait'`,
  );
  // What a delegate's right no longer lets them take back stays.
  if (poste.name !== 'atelier') for (const acte of undone) world.ledger.takenBack.add(acte);
}

/** A program that was killed goes on at its next start with what was under way. */
export async function resumeLots(world: World, poste: SimPoste): Promise<void> {
  if (poste.isReady && isUnderWay(poste)) await run(world, poste, {});
}

async function gesture(world: World, poste: SimPoste, deed: Deed, portee: PorteeLot, geste: GesteLot): Promise<void> {
  const { team: random } = world;
  const isUndone = random.chance(0.25);
  const isMidway = random.chance(0.5);
  const kill = random.chance(0.45)
    ? isMidway
      ? { people: 1 + random.below(2) }
      : { breath: 2 + random.below(8) }
    : null;
  const lot = random.uuid();
  const ask: Ask = async ({ handlers }, pause) => {
    const launched = await handlers['lots:lancer']({ lot, portee, geste });
    if (!launched.ok) return;
    // The page was answered.
    poste.does(() => undefined);
    world.ledger.did(deed);
    if (!isUndone) return;
    // Sometimes while it still runs.
    for (let turn = random.below(3); turn > 0; turn -= 1) await pause();
    const undone = await handlers['lots:defaire'](launched.value);
    if (undone.ok) world.ledger.did('lot-undone');
  };
  await run(world, poste, { kill, ask, peoplePerSlice: kill === null && !isUndone ? together : oneByOne });
  // Killed: most often somebody starts it again at once.
  if (random.chance(0.6)) await resumeLots(world, poste);
}

const candidatsOf = (poste: SimPoste): string[] => pluck(poste, 'SELECT id FROM candidat ORDER BY id');

/** A few of those on screen. */
const some = (world: World, poste: SimPoste): string[] => candidatsOf(poste).filter(() => world.team.chance(0.25));

export async function assign(world: World, poste: SimPoste): Promise<void> {
  const { team: random } = world;
  const candidats = some(world, poste);
  if (candidats.length === 0) return;
  const operateur = random.chance(0.15) ? null : random.pick(operateurs);
  await gesture(world, poste, 'assigned', { genre: 'selection', candidats }, { genre: 'affecter', operateur });
}

/** « Prendre » : the one who works here takes her. */
export async function claim(world: World, poste: SimPoste): Promise<void> {
  const all = candidatsOf(poste);
  if (all.length === 0) return;
  const portee: PorteeLot = { genre: 'selection', candidats: [world.team.pick(all)] };
  const operateur = operateurs[world.postes.indexOf(poste)] ?? null;
  await gesture(world, poste, 'claimed', portee, { genre: 'affecter', operateur });
}

/** Everybody that an absent colleague holds. */
export async function handOver(world: World, poste: SimPoste): Promise<void> {
  const { team: random } = world;
  const from = random.pick(operateurs);
  const to = random.pick(operateurs.filter((one) => one !== from));
  const portee: PorteeLot = { genre: 'operateur', operateur: from };
  await gesture(world, poste, 'handed-over', portee, { genre: 'affecter', operateur: to });
}

/** A message with words of its own, so that what is noted twice is seen. */
export async function writeToMany(world: World, poste: SimPoste): Promise<void> {
  const candidats = some(world, poste);
  if (candidats.length === 0) return;
  const texte = `Message à tous, ${world.team.uuid()}`;
  const message = { genre: 'message', canal: 'courrier', objet: '', texte, modele: null, informe: false } as const;
  await gesture(world, poste, 'written-to', { genre: 'selection', candidats }, message);
}

export async function planForMany(world: World, poste: SimPoste): Promise<void> {
  const { team: random, clock } = world;
  const candidats = some(world, poste);
  if (candidats.length === 0) return;
  const le = new Date(clock.nowMs + random.below(60) * 3_600_000).toISOString();
  const corps = { quoi: 'rappeler', le, precision: 'heure', qui: random.pick([...operateurs, null]) } as const;
  await gesture(world, poste, 'planned', { genre: 'selection', candidats }, { genre: 'prochaine-action', corps });
}
