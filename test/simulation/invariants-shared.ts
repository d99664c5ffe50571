import { isServerSql } from '../../main/core/store/flux-local.ts';
import { broken } from './invariants-base.ts';
import type { SimPoste } from './sim-poste.ts';
import { sharedOf, wordsOf } from './team-shared.ts';
import type { World } from './world.ts';

/** Shared documents stand the same on every poste with the same rights, and nobody's words are lost. */

/** A delegate whose right ended reads the organisme no more. */
const readsOrganisme = (poste: SimPoste): boolean =>
  poste.store.bulk
    .prepare<[], number>(
      `SELECT count(*) FROM flux WHERE genre = 'organisme' AND droits = 'complets' AND ${isServerSql('id')}
       AND EXISTS (SELECT 1 FROM ligne WHERE flux = flux.id AND type = 'operateur')`,
    )
    .pluck()
    .get() !== 0;

export function checkShared(world: World): void {
  const { ledger, restoredAtMs, postes } = world;
  const all = new Map(postes.map((poste) => [poste.name, sharedOf(poste)]));
  const first = postes.find(({ name }) => name === 'accueil-1');
  const theirs = all.get('accueil-1');
  if (first === undefined || theirs === undefined) throw broken(world, 'a poste is missing', [...all.keys()]);
  const same = (a: unknown, b: unknown, what: string): void => {
    if (JSON.stringify(a) !== JSON.stringify(b)) throw broken(world, what, { a, b });
  };
  for (const poste of postes) {
    if (!poste.isReady || !readsOrganisme(poste)) continue;
    const left = poste.store.bulk.prepare('SELECT * FROM partage_local').all();
    if (left.length > 0) throw broken(world, `${poste.name}: a shared document did not settle`, left);
    const shown = all.get(poste.name);
    same(shown?.modeles, theirs.modeles, `${poste.name} shows other modèles`);
    same(shown?.libelles, theirs.libelles, `${poste.name} calls the issues otherwise`);
    if (poste.compteId === first.compteId) same(shown?.vues, theirs.vues, `${poste.name} shows other views`);
  }
  for (const [words, { poste, genre, atMs, isReplaced }] of ledger.shared) {
    const isGone = poste === 'atelier' && world.endedAtMs !== null;
    // What the server alone held goes back with it: only a more frequent backup prevents that.
    if (isReplaced || isGone || (restoredAtMs !== null && atMs <= restoredAtMs)) continue;
    const shown = all.get(poste);
    const stands =
      genre === 'modele'
        ? shown?.modeles.map(({ valeur }) => wordsOf.modele(valeur))
        : shown?.vues.map(({ valeur }) => wordsOf.vue(valeur));
    if (stands?.includes(words) !== true)
      throw broken(world, 'somebody’s words were lost', { words, poste, genre, stands });
  }
  const copies = theirs.modeles.filter(({ valeur }) => valeur.nom.includes('(copie')).length;
  if (copies > 0) ledger.did('outdone');
}
