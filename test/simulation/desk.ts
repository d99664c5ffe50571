import { z } from 'zod';
import { createDemandesHandlers } from '../../main/core/demandes/handlers.ts';
import type { Saisie } from '../../shared/contract/ipc/actes.ts';
import { reponseGenre } from '../../shared/domain/actes/reponse.ts';
import { bindDossiers, dossiersOf, promise, seenHeads, undo } from './people.ts';
import type { SimPoste } from './sim-poste.ts';
import type { World } from './world.ts';

/** What staff do with demandes, on what the file of their poste shows them. */
const inboxRow = z.object({ id: z.string(), dossier: z.string(), ouverte: z.number(), retenue: z.number() });
export const inboxOf = (poste: SimPoste) =>
  z
    .array(inboxRow)
    .parse(poste.store.persons.prepare('SELECT id, dossier, ouverte, retenue FROM demande_etat ORDER BY id').all());
type Inbox = z.infer<typeof inboxRow>;

function write(world: World, poste: SimPoste, saisie: Saisie): string[] {
  const written = poste.write([saisie]);
  if (!written.ok) return [];
  const [first, ...joined] = written.value.actes;
  if (first !== undefined) promise(world, poste, saisie.type, [first]);
  promise(world, poste, 'reponse', joined);
  return written.value.actes;
}

/** One of the three answers, with the heads that this poste shows. Each has words of its own. */
function answerOne(world: World, poste: SimPoste, { id, dossier }: Inbox): string[] {
  const genre = world.outside.pick(reponseGenre.options);
  const texte = `Réponse ${world.ledger.answers.size + 1}.`;
  const corps = { demande: id, genre, ...(genre === 'autre_canal' ? {} : { texte }) };
  const actes = write(world, poste, { dossier, type: 'reponse', corps, vues: seenHeads(poste, dossier) });
  for (const acte of actes) world.ledger.answers.set(acte, texte);
  return actes;
}

function answer(world: World, poste: SimPoste): void {
  const all = inboxOf(poste);
  const open = all.filter(({ ouverte }) => ouverte === 1);
  const pool = open.length > 0 && world.outside.chance(0.8) ? open : all;
  if (pool.length === 0) return;
  const one = world.outside.pick(pool);
  const actes = answerOne(world, poste, one);
  if (actes.length > 0) world.ledger.did('answer');
  if (world.outside.chance(0.2)) undo(world, poste, actes);
  // At the same moment a colleague, who cannot know it, answers too.
  const other = world.postes.find((another) => another !== poste && another.compteId === poste.compteId);
  if (other === undefined || !other.isReady || !world.outside.chance(0.4)) return;
  const same = inboxOf(other).find(({ id }) => id === one.id);
  if (same !== undefined && answerOne(world, other, same).length > 0) world.ledger.did('answer-twice');
}

/** « Karim a déjà répondu — envoyer quand même ? » */
export function sendAgain(world: World, poste: SimPoste): void {
  const held = inboxOf(poste).filter(({ retenue }) => retenue === 1);
  if (held.length > 0 && answerOne(world, poste, world.outside.pick(held)).length > 0) world.ledger.did('held-again');
}

function call(world: World, poste: SimPoste): void {
  const open = inboxOf(poste).filter(({ ouverte }) => ouverte === 1);
  if (open.length === 0) return;
  const { dossier } = world.outside.pick(open);
  const corps = { sens: 'recu', numero: null, interlocuteur: 'candidat', disposition: 'JOINT', issue: 'REFLECHIT' };
  const actes = write(world, poste, { dossier, type: 'appel', corps, vues: seenHeads(poste, dossier) });
  if (actes.length > 1) world.ledger.did('answered-by-call');
  if (actes.length > 0 && world.outside.chance(0.3)) undo(world, poste, actes.slice(0, 1));
}

/** Which tells that somebody saw it. */
function open(world: World, poste: SimPoste): void {
  const all = inboxOf(poste);
  if (all.length === 0) return;
  const { id } = world.outside.pick(all);
  const actes = poste.does(() => void createDemandesHandlers(poste.handlersDeps)['demandes:ouvrir']({ demande: id }));
  promise(world, poste, 'vue', actes);
}

/** Who asked is somebody of a list, whatever dossiers they are. */
function bind(world: World, poste: SimPoste): void {
  const all = inboxOf(poste);
  const known = dossiersOf(poste).filter(({ ine }) => ine !== null);
  if (all.length === 0 || known.length === 0) return;
  const actes = bindDossiers(world, poste, world.outside.pick(all).dossier, world.outside.pick(known).dossier);
  if (actes.length === 0) return;
  world.ledger.did('merge-demande');
  if (world.outside.chance(0.4)) undo(world, poste, actes);
}

/** She wants to hear of nobody any more, or to be forgotten. */
function leave(world: World, poste: SimPoste): void {
  const all = inboxOf(poste);
  if (all.length === 0) return;
  const { dossier } = world.outside.pick(all);
  const type = world.outside.chance(0.5) ? 'opposition' : 'effacement';
  if (write(world, poste, { dossier, type, corps: {}, vues: {} }).length === 0) return;
  if (type === 'effacement') world.ledger.did('erasure');
}

/** A quarter of an hour at the desk of one poste. */
export function sit(world: World, poste: SimPoste): void {
  if (!poste.isReady) return;
  const draw = world.outside.below(100);
  if (draw < 40) answer(world, poste);
  else if (draw < 55) sendAgain(world, poste);
  else if (draw < 70) call(world, poste);
  else if (draw < 80) open(world, poste);
  else if (draw < 96) bind(world, poste);
  else leave(world, poste);
}
