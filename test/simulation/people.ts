import { z } from 'zod';
import { readFolded } from '../../main/core/candidats/fold.ts';
import type { Saisie } from '../../shared/contract/ipc/actes.ts';
import type { SimPoste } from './sim-poste.ts';
import type { World } from './world.ts';

/** What people do at a poste: only what the page would let them, on what the file shows them. */
const dossierRow = z.object({ dossier: z.string(), flux: z.string(), ine: z.string().nullable() });
export const dossiersOf = (poste: SimPoste) =>
  z
    .array(dossierRow)
    .parse(poste.store.persons.prepare('SELECT dossier, flux, ine FROM dossier_etat ORDER BY dossier').all());

const dispositions = ['JOINT', 'MESSAGE', 'SANS_REPONSE', 'OCCUPE', 'RAPPELER', 'MAUVAIS_CONTACT', 'NUMERO_INVALIDE'];
const issues = ['RDV_FIXE', 'REFLECHIT', 'CHERCHE_ENTREPRISE', 'DOSSIER_ENVOYE', 'INSCRIT'];
const ofDossier = z.object({ dossier: z.string() });

export function promise(world: World, poste: SimPoste, type: string, ids: string[]): void {
  const read = poste.store.persons.prepare('SELECT dossier FROM saisie WHERE acte = ?');
  for (const id of ids) {
    const { dossier } = ofDossier.parse(read.get(id));
    const { name, isMeasured } = poste;
    world.ledger.wrote(id, { poste: name, type, dossier, atMs: world.clock.nowMs, isMeasured });
  }
}

const ownActe = z.object({ acte: z.string(), deja_en_vol: z.number(), type: z.string() });

/** The heads that the sheet would show, to send back as `vues`. */
export function seenHeads(poste: SimPoste, dossier: string): Record<string, string[]> {
  const folded = readFolded(poste.store.persons, dossier);
  if (folded === null) return {};
  return Object.fromEntries(
    [...folded.etat.faits].map(([fait, state]) => [fait, state.tetes.map((tete) => tete.acte)]),
  );
}

function someSaisie(world: World, poste: SimPoste, dossier: string): Saisie[] {
  const { random } = world;
  const vues = seenHeads(poste, dossier);
  const saisie = (type: string, corps: Record<string, unknown>): Saisie => ({ dossier, type, corps, vues });
  const kind = random.below(6);
  if (kind === 0) return [saisie('note', { texte: `Note ${random.below(1000)}` })];
  if (kind === 1) return [saisie('affectation', { operateur: random.chance(0.3) ? null : random.uuid() })];
  if (kind === 2) return [saisie('informe', { canal: 'oral' })];
  const disposition = random.pick(dispositions);
  const call = saisie('appel', {
    sens: random.chance(0.2) ? 'recu' : 'emis',
    numero: random.chance(0.7) ? '+33639981202' : null,
    interlocuteur: 'responsable',
    disposition,
    ...(disposition === 'JOINT' ? { issue: random.pick(issues) } : {}),
  });
  const le = new Date(world.clock.nowMs + random.below(72) * 3_600_000).toISOString();
  const next = saisie('prochaine-action', { quoi: 'rappeler', le, precision: 'heure', qui: null });
  return random.chance(0.6) ? [call, next] : [call];
}

/** One person logs something, and sometimes undoes what was just logged, here or from the history. */
export function work(world: World, poste: SimPoste): void {
  const dossiers = dossiersOf(poste);
  if (dossiers.length === 0) return;
  const { dossier } = world.random.pick(dossiers);
  const saisies = someSaisie(world, poste, dossier);
  const written = poste.write(saisies);
  if (!written.ok) return;
  for (const [index, id] of written.value.actes.entries()) promise(world, poste, saisies[index]?.type ?? '', [id]);
  if (saisies[0]?.type === 'informe') exportOne(world, poste, written.value.actes[0]);
  if (world.random.chance(0.15)) undo(world, poste, written.value.actes);
}

/** Prints the sheet of one person. Draws no number: what else happens in a seed stays as it was. */
function exportOne(world: World, poste: SimPoste, id: string | undefined): void {
  if (id === undefined) return;
  const what = { genre: 'impression', format: 'feuille-appel', portee: 'selection' } as const;
  poste.trace({ id, ...what, nombre: 1, flux: [], operateur: null });
  world.ledger.traces.set(id, poste.name);
  world.ledger.did('export');
}

export function undo(world: World, poste: SimPoste, actes: string[]): void {
  const read = poste.store.persons.prepare('SELECT acte, deja_en_vol, type FROM saisie WHERE acte = ?');
  const before = actes.map((id) => ownActe.safeParse(read.get(id))).flatMap((row) => (row.success ? [row.data] : []));
  // A call takes with it the answers that it gave.
  const waited = waitingOf(poste).map((row) => row.acte);
  if (!poste.undo(actes).ok) return;
  world.ledger.did('undo');
  if (before.some((row) => row.deja_en_vol === 1)) world.ledger.did('undo-flown');
  for (const acte of waited) if (read.get(acte) === undefined) world.ledger.dropped(acte);
}

const annulable = z.object({ id: z.string() });

/** Someone goes back in the history and annuls an acte that the whole team already has. */
export function annulOld(world: World, poste: SimPoste): void {
  const rows = z
    .array(annulable)
    .parse(poste.store.persons.prepare("SELECT id FROM ligne WHERE type = 'acte' ORDER BY id LIMIT 50").all());
  if (rows.length > 0) undo(world, poste, [world.random.pick(rows).id]);
}

const waiting = z.object({ acte: z.string(), dossier: z.string(), type: z.string(), etat: z.string() });
const waitingOf = (poste: SimPoste) =>
  z
    .array(waiting)
    .parse(
      poste.store.persons
        .prepare("SELECT acte, dossier, type, etat FROM saisie WHERE etat <> 'squelette' ORDER BY rang")
        .all(),
    );

/** Second thoughts about something of the outbox, wherever it stands on its way. */
export function reconsider(world: World, poste: SimPoste): void {
  const rows = waitingOf(poste);
  if (rows.length === 0) return;
  const notes = rows.filter((row) => row.type === 'note');
  const row = world.random.pick(notes.length > 0 && world.random.chance(0.4) ? notes : rows);
  if (row.etat === 'a_revoir') {
    decide(world, poste, row.acte);
    return;
  }
  if (row.type !== 'note' || world.random.chance(0.6)) {
    undo(world, poste, [row.acte]);
    return;
  }
  const corps = { acte: row.acte, corps: { texte: `Corrigé ${world.random.below(100)}` } };
  const written = poste.write([{ dossier: row.dossier, type: 'correction', corps, vues: {} }]);
  if (!written.ok) return;
  promise(world, poste, 'correction', written.value.actes);
  world.ledger.did('correction');
}

function decide(world: World, poste: SimPoste, acte: string): void {
  const before = waitingOf(poste);
  const newId = world.random.chance(0.5) ? world.random.uuid() : null;
  if (!poste.decideParked(acte, newId)) return;
  world.ledger.did('parked');
  const after = new Set(waitingOf(poste).map((row) => row.acte));
  for (const row of before) if (!after.has(row.acte)) world.ledger.dropped(row.acte);
  if (newId !== null) promise(world, poste, 'reprise', [newId]);
}

/** Two dossiers are declared to be one person, each half in its own flux. @returns the halves, none when refused */
export function bindDossiers(world: World, poste: SimPoste, left: string, right: string): string[] {
  const lienId = world.random.uuid();
  const half = (dossier: string, cote: 'a' | 'b'): Saisie => ({
    dossier,
    type: 'lien',
    corps: { lien_id: lienId, cote, preuve: 'même numéro' },
    vues: {},
  });
  const written = poste.merge([half(left, 'a'), half(right, 'b')]);
  if (!written.ok) return [];
  promise(world, poste, 'lien', written.value.actes);
  return written.value.actes;
}

export function merge(world: World, poste: SimPoste): void {
  const dossiers = dossiersOf(poste);
  if (dossiers.length < 2) return;
  const left = world.random.pick(dossiers);
  const right = world.random.pick(dossiers.filter((other) => other.dossier !== left.dossier));
  const actes = bindDossiers(world, poste, left.dossier, right.dossier);
  if (actes.length === 0) return;
  world.ledger.did('merge');
  if (world.random.chance(0.3)) undo(world, poste, actes);
}

export function oppose(world: World, poste: SimPoste): void {
  const dossiers = dossiersOf(poste);
  if (dossiers.length === 0) return;
  const written = poste.write([
    { dossier: world.random.pick(dossiers).dossier, type: 'opposition', corps: {}, vues: {} },
  ]);
  if (written.ok) promise(world, poste, 'opposition', written.value.actes);
}

/** A family asks to be forgotten: only the director may. */
export function erase(world: World, poste: SimPoste): void {
  const dossiers = dossiersOf(poste);
  if (dossiers.length === 0) return;
  const written = poste.write([
    { dossier: world.random.pick(dossiers).dossier, type: 'effacement', corps: {}, vues: {} },
  ]);
  if (!written.ok) return;
  promise(world, poste, 'effacement', written.value.actes);
  world.ledger.did('erasure');
}

/** This poste runs tomorrow's version: the server does not know its acte yet, and must neither lose nor refuse it. */
export function writeFromTheFuture(world: World, poste: SimPoste): void {
  const dossiers = dossiersOf(poste);
  if (dossiers.length === 0) return;
  const { dossier, flux } = world.random.pick(dossiers);
  const id = world.random.uuid();
  const now = new Date(world.clock.nowMs + poste.skewMs).toISOString();
  const acte = { id, v: 1, flux, dossier, type: 'hologramme', corps: { lumiere: 3 }, remplace: {}, operateur: null };
  const corps = JSON.stringify({ ...acte, fait_le: now, decalage_ms: null, corrige: null, depend: [] });
  poste.insertRaw({ id, flux, dossier, type: 'hologramme', corps, now });
  promise(world, poste, 'hologramme', [id]);
}
