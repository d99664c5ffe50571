import { z } from 'zod';
import { messageIdDeReponse } from '../../sync-api/courriels/ecrire.ts';
import { findDemande } from '../../sync-api/demandes/etat.ts';
import { gardeMs } from '../../sync-api/demandes/garde.ts';
import { estOuverte } from '../../sync-api/demandes/ouverte.ts';
import { adresseCfa, domaineCandidats } from './candidates.ts';
import { broken, isErased } from './invariants-base.ts';
import type { World } from './world.ts';

/** What is promised to whoever asks (PROTOCOL 3 and 9): taken once, answered once, told to nobody else. */

const demandeCorps = z.object({
  etat: z.string(),
  message: z.string().nullable(),
  ajouts: z.array(z.object({ message: z.string().nullable() })),
});

const countOf = (texts: readonly (string | null)[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
};

/** No acknowledged deposit is lost, none makes two demandes or says the same thing twice. */
async function checkDeposits(world: World): Promise<void> {
  const waiting = await world.guichet.db.selectFrom('depot').select('id').execute();
  if (waiting.length > 0) throw broken(world, 'a deposit was not taken', waiting);
  const lines = await world.server.db.selectFrom('ligne').select('corps').where('type', '=', 'demande').execute();
  const said = countOf(
    lines.flatMap(({ corps }) => {
      const { message, ajouts } = demandeCorps.parse(JSON.parse(corps));
      return [message, ...ajouts.map((ajout) => ajout.message)];
    }),
  );
  const dropped = new Set(world.guichet.notes.flatMap(({ id }) => id ?? []));
  for (const [id, what] of world.ledger.deposits) {
    const times = said.get(what.words) ?? 0;
    if (times > 1) throw broken(world, 'a deposit was taken twice', { id, what });
    if (times === 1 || what.mayBeNothing || dropped.has(id) || isTooOld(world, what.atMs)) continue;
    if (!(await wasErased(world, id))) throw broken(world, 'an acknowledged deposit was lost', { id, what });
  }
}

/** The backup that was put back is older than what is kept: only a more frequent one prevents it. */
export const isTooOld = (world: World, atMs: number): boolean =>
  world.restoredAtMs !== null && world.restoredAtMs - atMs >= gardeMs;

/** Its demande was made, and went with an erasure. */
async function wasErased(world: World, depot: string): Promise<boolean> {
  const cle = world.ledger.deposits.get(depot)?.cle ?? '';
  const dossiers = [...(world.ledger.dossiers.get(cle) ?? [])];
  if (dossiers.some((dossier) => world.ledger.erased.has(dossier))) return true;
  if (dossiers.length === 0) return false;
  const erased = await world.server.db
    .selectFrom('dossier')
    .select('id')
    .where('id', 'in', dossiers)
    .where('efface_le', 'is not', null)
    .executeTakeFirst();
  return erased !== undefined;
}

/** One open demande for one person and training; its row says what its line says, and so does every poste. */
async function checkStates(world: World): Promise<void> {
  const { db } = world.server;
  const rows = await db.selectFrom('demande').selectAll().orderBy('id').execute();
  const open = rows.filter(({ etat }) => etat === 'ouverte');
  for (const cle of ['cle_courriel', 'cle_telephone'] as const) {
    const persons = open.map((row) => `${row.cle_ministere_educatif} ${row[cle]}`);
    if (new Set(persons).size !== persons.length) throw broken(world, 'two open demandes of one person', open);
  }
  const waits = new Map<string, boolean>();
  for (const row of rows) {
    const line = await db
      .selectFrom('ligne')
      .select(['flux_id', 'corps'])
      .where('id', '=', row.id)
      .where('type', '=', 'demande')
      .executeTakeFirst();
    const etat = line === undefined ? null : demandeCorps.parse(JSON.parse(line.corps)).etat;
    if (etat !== row.etat || line?.flux_id !== row.flux_id) throw broken(world, 'a demande and its line differ', row);
    const page = await world.guichet.intake.lireSuivi(row.empreinte_jeton);
    if (page?.etat !== row.etat) throw broken(world, 'the page of a link tells another state', { row, page });
    waits.set(row.id, await estOuverte(db, row));
  }
  checkInboxes(world, waits);
}

const inboxRow = z.object({ id: z.string(), ouverte: z.number() });

/** A poste that has nothing left to send shows as open what the server waits for, and nothing else. */
function checkInboxes(world: World, waits: ReadonlyMap<string, boolean>): void {
  for (const { name, store } of world.postes) {
    const { n } = z
      .object({ n: z.number() })
      .parse(store.bulk.prepare("SELECT count(*) AS n FROM saisie WHERE etat <> 'squelette'").get());
    if (n > 0) continue;
    const rows = z.array(inboxRow).parse(store.bulk.prepare('SELECT id, ouverte FROM demande_etat').all());
    for (const { id, ouverte } of rows) {
      if (waits.get(id) !== (ouverte === 1))
        throw broken(world, `${name} and the server do not wait for the same demandes`, { id, ouverte });
    }
  }
}

const reponse = z.object({
  type: z.literal('reponse'),
  dossier: z.string(),
  corps: z.object({ demande: z.string(), genre: z.string(), texte: z.string().optional() }),
  effet: z.string(),
});

/** Every answer that mails left once, or still waits; one that is held leaves only when it is sent again. */
async function checkAnswers(world: World): Promise<void> {
  const { db } = world.server;
  const lines = await db.selectFrom('ligne').select(['id', 'corps']).where('type', '=', 'acte').execute();
  const opposed = await listOpposed(
    world,
    lines.map(({ corps }) => acteLu.parse(JSON.parse(corps))),
  );
  for (const { id, corps } of lines) {
    const read = reponse.safeParse(JSON.parse(corps));
    const texte = read.success ? (read.data.corps.texte ?? null) : null;
    if (!read.success || texte === null) continue;
    const messageId = await messageIdDeReponse(db, id);
    // « Injoignable » has words of its own.
    const left = new Set(
      world.guichet.mail.received
        .filter((mail) => mail.messageId === messageId || mail.texte.includes(texte))
        .map((mail) => mail.messageId),
    );
    if (left.size > 1) throw broken(world, 'an answer was mailed twice', { id, left: [...left] });
    // In a history that a restore took back, it may have come first.
    if (read.data.effet === 'retenu' && left.size > 0 && world.restoredAtMs === null)
      throw broken(world, 'a held answer was mailed', { id });
    if (read.data.effet === 'retenu' || left.size === 1) continue;
    const demande = await findDemande(db, read.data.corps.demande);
    if (demande === undefined && world.restoredAtMs !== null) continue;
    if (opposed.has(read.data.dossier) || (await isErased(world, read.data.dossier))) continue;
    const waits = await db
      .selectFrom('courriel')
      .select('id')
      .where('demande_id', '=', read.data.corps.demande)
      .where('etat', '=', 'a_envoyer')
      .where('donnees', 'like', `%${id}%`)
      .executeTakeFirst();
    if (waits === undefined) throw broken(world, 'an answer was never mailed', { id, read: read.data });
  }
}

const acteLu = z.object({
  type: z.string(),
  dossier: z.string(),
  corps: z.looseObject({ disposition: z.string().optional(), lien_id: z.string().optional() }),
});

/** Dossiers of people who said once, in any of theirs, that nobody is to write to them: merged once counts. */
async function listOpposed(world: World, actes: readonly z.infer<typeof acteLu>[]): Promise<Set<string>> {
  const rows = await world.server.db
    .selectFrom('dossier')
    .select(['id', 'cle_ine'])
    .where('cle_ine', 'is not', null)
    .execute();
  const bonds = [
    ...rows.map(({ id, cle_ine }) => ({ dossier: id, bond: cle_ine ?? '' })),
    ...actes.flatMap(({ dossier, corps: { lien_id: bond } }) => (bond === undefined ? [] : [{ dossier, bond }])),
  ];
  const groups = [...Map.groupBy(bonds, ({ bond }) => bond).values()].map((of) => of.map(({ dossier }) => dossier));
  const opposed = new Set(
    actes.flatMap(({ type, dossier, corps: { disposition } }) =>
      type === 'opposition' || disposition === 'OPPOSITION' ? [dossier] : [],
    ),
  );
  for (let before = -1; before !== opposed.size; ) {
    before = opposed.size;
    for (const group of groups) if (group.some((one) => opposed.has(one))) for (const one of group) opposed.add(one);
  }
  return opposed;
}

/** A mail to the CFA says neither how to reach who asks, nor what she wrote. */
function checkSecrets(world: World): void {
  const words = [...world.ledger.deposits.values()].map((what) => what.words);
  const phones = world.askers.map(({ telephone }) => telephone.slice('+33'.length));
  for (const { a, sujet, texte, html } of world.guichet.mail.received) {
    if (a !== adresseCfa) continue;
    const all = `${sujet} ${texte} ${html}`;
    const told = [...words, ...phones, domaineCandidats].find((secret) =>
      all.replaceAll(/[\s.]/g, '').includes(secret),
    );
    if (told !== undefined) throw broken(world, 'a mail to the CFA tells too much', { told, sujet });
  }
}

/** Nothing failed by accident on the way. */
function checkNotes(world: World): void {
  const accidents = world.guichet.notes.filter(({ code }) => code.includes('ACCIDENT'));
  if (accidents.length > 0) throw broken(world, 'a deposit or a mail failed by accident', accidents);
}

export async function checkDemandes(world: World): Promise<void> {
  checkNotes(world);
  await checkDeposits(world);
  await checkStates(world);
  await checkAnswers(world);
  checkSecrets(world);
}
