import { readAppels } from '../../main/core/accueil/appels-jours.ts';
import { lireAccueil } from '../../main/core/accueil/lire.ts';
import { isFolding } from '../../main/core/actes/personne-entiere.ts';
import { compterAppels } from '../../main/core/appels/compteurs.ts';
import { lireFile } from '../../main/core/appels/file.ts';
import { createEquipeHandlers } from '../../main/core/equipe/lire.ts';
import { correctedNow } from '../../main/core/store/horloge.ts';
import type { Avancement } from '../../shared/contract/ipc/accueil.ts';
import { ordonnerFile } from '../../shared/domain/file-appels.ts';
import { compter, lirePersonnes } from '../unit/core/accueil/compter.ts';
import { broken } from './invariants-base.ts';
import type { SimPoste } from './sim-poste.ts';
import { operateurs } from './team.ts';
import type { World } from './world.ts';

/** What each poste shows of its people, against everybody folded again from nothing. */

type Personnes = ReturnType<typeof lirePersonnes>;

/** Nobody is open without something to do next. */
function checkNobodyIsForgotten(world: World, poste: SimPoste, personnes: Personnes): void {
  const forgotten = personnes.filter(({ row }) => row.ouverte && row.corps.prochaineAction === null);
  const stored = poste.store.bulk
    .prepare(
      `SELECT c.id FROM candidat c JOIN candidat_corps t ON t.rang = c.rang
       WHERE c.ouverte = 1 AND t.corps ->> '$.prochaineAction' IS NULL`,
    )
    .all();
  if (forgotten.length + stored.length > 0)
    throw broken(world, `${poste.name}: somebody is open and has nothing next`, { forgotten, stored });
}

/** Whoever was skipped in this half-day and not called since, at the end of the queue, the oldest skip first. */
const skippedOf = (poste: SimPoste, personnes: Personnes, now: string): string[] =>
  poste.store.bulk
    .prepare<[string], { candidat: string; le: string }>(
      'SELECT candidat, le FROM passage_file WHERE jusqua > ? ORDER BY le, candidat',
    )
    .all(now)
    .filter(({ candidat, le }) => personnes.some(({ row }) => row.id === candidat && row.appelTri < le))
    .map(({ candidat }) => candidat);

/** The queue of a poste is its people in the order of the rule. */
function checkQueue(world: World, poste: SimPoste, personnes: Personnes, now: string): void {
  const skipped = skippedOf(poste, personnes, now);
  for (const qui of [null, ...operateurs]) {
    const places = personnes.flatMap(({ row: { id, file, affectes } }) =>
      file !== null && (qui === null || affectes.includes(qui)) ? [{ ...file, id }] : [],
    );
    const ordered = ordonnerFile(places, now).map(({ id }) => id);
    const expected = [
      ...ordered.filter((id) => !skipped.includes(id)),
      ...skipped.filter((id) => ordered.includes(id)),
    ];
    const { entrees, total, passees } = lireFile(poste.store.bulk, { qui, now }, 500);
    const shown = entrees.map(({ candidat }) => candidat);
    const isCounted = total === ordered.length && passees === skipped.filter((id) => ordered.includes(id)).length;
    if (shown.join() !== expected.join() || !isCounted)
      throw broken(world, `${poste.name}: the queue is not in its order`, {
        qui,
        now,
        shown,
        expected,
        total,
        passees,
      });
  }
}

const bars = (all: readonly Avancement[]) => all.map(({ nom: _, ...bar }) => bar).sort(byCle);
const byCle = (a: { cle: string }, b: { cle: string }): number => (a.cle < b.cle ? -1 : 1);
const days = (all: ReadonlyMap<string, { joints: number; autres: number }>) =>
  [...all]
    .filter(([, { joints, autres }]) => joints + autres > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([jour, { joints, autres }]) => [jour, joints, autres]);

/** The figures of Accueil are those counted over everybody. */
function checkAccueil(world: World, poste: SimPoste, personnes: Personnes, now: string): void {
  const { bulk } = poste.store;
  const relations = bulk.prepare<[], string>("SELECT id FROM flux WHERE genre = 'relation' ORDER BY id").pluck().all();
  for (const flux of [null, ...relations]) {
    const { parEtablissement, parFormation, ...told } = lireAccueil(bulk, flux, now);
    const counted = compter(poste.store, flux, now, personnes);
    const shown = {
      aAppeler: told.aAppeler,
      rappelsDuJour: told.rappelsDuJour,
      rappelsEnRetard: told.rappelsEnRetard,
      injoignables: told.injoignables,
      aDepartager: told.aDepartager,
      parEtablissement: bars(parEtablissement),
      parFormation: bars(parFormation),
      jours: days(readAppels(bulk, '2000-01-01', '2100-01-01', flux)),
    };
    const expected = {
      ...counted,
      parEtablissement: [...counted.parEtablissement.values()].sort(byCle),
      parFormation: [...counted.parFormation.values()].sort(byCle),
      jours: days(counted.jours),
    };
    if (JSON.stringify(shown) !== JSON.stringify(expected))
      throw broken(world, `${poste.name}: Accueil shows other figures`, { flux, now, shown, expected });
  }
}

/** So are those of the team and of the badge. */
function checkCounts(world: World, poste: SimPoste, personnes: Personnes, now: string): void {
  const { store, clock, serverNow } = poste.handlersDeps;
  const equipe = createEquipeHandlers({ store, clock, serverNow })['equipe:lire']({});
  if (!equipe.ok) throw broken(world, `${poste.name}: the team cannot be read`, equipe.error);
  const open = personnes.filter(({ row }) => row.ouverte);
  const due = (le: string | null): boolean => le !== null && le <= now;
  const held = operateurs.map((id) => open.filter(({ row }) => row.affectes.includes(id)));
  const expected = {
    team: held.map((theirs) => [
      theirs.length,
      theirs.filter(({ row }) => due(row.aAppelerDes)).length,
      theirs.filter(({ row }) => due(row.retardDes)).length,
    ]),
    sansPersonne: open.filter(({ row }) => row.affectes.length === 0).length,
    rappelsDus: personnes.filter(({ row: { file } }) => file?.motif === 'rappel' && file.des <= now).length,
  };
  const shown = {
    team: operateurs.map((id) => {
      const one = equipe.value.operateurs.find((operateur) => operateur.id === id);
      return [one?.ouverts ?? 0, one?.aAppeler ?? 0, one?.enRetard ?? 0];
    }),
    sansPersonne: equipe.value.sansPersonne,
    rappelsDus: compterAppels(store.bulk, now, null).rappelsDus,
  };
  if (JSON.stringify(shown) !== JSON.stringify(expected))
    throw broken(world, `${poste.name}: the team is counted otherwise`, { now, shown, expected });
}

/** What one poste shows at this very moment; nothing of it while people wait to be drawn again. */
export function checkDesk(world: World, poste: SimPoste): void {
  const { store, clock, serverNow } = poste.handlersDeps;
  if (!poste.isReady || isFolding(store.bulk)) return;
  const personnes = lirePersonnes(store);
  const now = correctedNow(store.bulk, clock, serverNow);
  checkNobodyIsForgotten(world, poste, personnes);
  checkQueue(world, poste, personnes, now);
  checkAccueil(world, poste, personnes, now);
  checkCounts(world, poste, personnes, now);
}

const noted = (texte: string): string | null => /"texte":"(Message à tous, [0-9a-f-]+)"/.exec(texte)?.[1] ?? null;

/** A gesture for many people writes once for each, whatever killed the program; taken back, it is taken back for all. */
async function checkLots(world: World): Promise<void> {
  const { db } = world.server;
  const lines = await db.selectFrom('ligne').select(['id', 'dossier_id', 'corps']).where('type', '=', 'acte').execute();
  const seen = new Set<string>();
  for (const { dossier_id, corps } of lines) {
    const words = noted(corps);
    if (words === null) continue;
    const one = `${dossier_id} ${words}`;
    if (seen.has(one)) throw broken(world, 'a lot wrote twice for one person', { dossier_id, words });
    seen.add(one);
  }
  const annulled = new Set(
    lines.flatMap(({ corps }) => /"type":"annule".*"acte":"([0-9a-f-]+)"/.exec(corps)?.[1] ?? []),
  );
  for (const { id, dossier_id, corps } of lines) {
    if (!world.ledger.takenBack.has(id) || annulled.has(id) || corps === '{}') continue;
    throw broken(world, 'a lot that was taken back left an acte', { id, dossier_id, corps });
  }
}

export async function checkTeam(world: World): Promise<void> {
  for (const poste of world.postes) checkDesk(world, poste);
  await checkLots(world);
}
