import { createPartagesHandlers } from '../../main/core/partages/handlers.ts';
import { lirePartages, type PartagesLus } from '../../main/core/partages/lire.ts';
import type { PartageEcrit } from '../../shared/contract/ipc/partages.ts';
import { issues } from '../../shared/domain/actes/appel.ts';
import type { SimPoste } from './sim-poste.ts';
import type { World } from './world.ts';

/** What people write of the documents that they share, on what their poste shows them. */

export const sharedOf = (poste: SimPoste): PartagesLus => lirePartages(poste.store.persons, true);

/** What a document says that no other one does: a copy bears another name, and says the same. */
export const wordsOf = {
  modele: ({ texte }: PartagesLus['modeles'][number]['valeur']): string => texte,
  vue: ({ filtres }: PartagesLus['vues'][number]['valeur']): string => filtres.formation?.[0] ?? '',
};

function write(world: World, poste: SimPoste, partage: PartageEcrit): void {
  const { store, clock } = poste.handlersDeps;
  const nothing = (): undefined => undefined;
  const deps = { store, clock, random: world.team, hasServer: true, onPartages: nothing, onSaisie: nothing };
  poste.does(() => void createPartagesHandlers(deps)['partages:ecrire'](partage));
}

type Named = 'modele' | 'vue';
const docsOf = (poste: SimPoste, genre: Named): { id: string; words: string }[] => {
  const { modeles, vues } = sharedOf(poste);
  return genre === 'modele'
    ? modeles.map(({ id, valeur }) => ({ id, words: wordsOf.modele(valeur) }))
    : vues.map(({ id, valeur }) => ({ id, words: wordsOf.vue(valeur) }));
};

/** One document, written anew, over what is shown of it, or deleted. */
function put(world: World, poste: SimPoste, genre: Named, doc: { id: string; words: string } | null): void {
  const { team: random, ledger, clock } = world;
  const id = doc?.id ?? null;
  const replaced = ledger.shared.get(doc?.words ?? '');
  if (replaced !== undefined) replaced.isReplaced = true;
  ledger.did('shared');
  if (doc !== null && random.chance(0.1)) {
    write(world, poste, { genre, id, valeur: null });
    return;
  }
  const words = `Texte ${ledger.shared.size + 1}`;
  ledger.shared.set(words, { poste: poste.name, genre, atMs: clock.nowMs, isReplaced: false });
  const nom = random.pick(['Relance', 'Portes ouvertes', 'À rappeler']);
  if (genre === 'modele') {
    write(world, poste, { genre, id, valeur: { nom, canal: 'courriel', objet: 'Votre demande', texte: words } });
    return;
  }
  const filtres = { formation: [words] };
  write(world, poste, { genre, id, valeur: { nom, filtres, tri: 'nom', sens: 'croissant', colonnes: [] } });
}

function rename(world: World, poste: SimPoste): void {
  const { team: random } = world;
  const labels = { ...sharedOf(poste).libelles.issues };
  labels[random.pick(issues)] = `Nom ${random.below(1_000)}`;
  write(world, poste, { genre: 'libelles', id: null, valeur: { issues: labels } });
  world.ledger.did('renamed-label');
}

/** Somebody writes one of them; often a colleague writes the same one at the same moment. */
export function share(world: World, poste: SimPoste): void {
  const { team: random } = world;
  const other = random.pick(world.postes.filter((one) => one !== poste));
  const isTwice = other.isReady && random.chance(0.6);
  if (random.chance(0.25)) {
    rename(world, poste);
    if (isTwice) rename(world, other);
    return;
  }
  const genre: Named = random.chance(0.75) ? 'modele' : 'vue';
  const docs = docsOf(poste, genre);
  const doc = docs.length > 0 && random.chance(0.85) ? random.pick(docs) : null;
  const same = doc === null ? undefined : docsOf(other, genre).find(({ id }) => id === doc.id);
  put(world, poste, genre, doc);
  if (!isTwice || same === undefined) return;
  put(world, other, genre, same);
  world.ledger.did('shared-twice');
}
