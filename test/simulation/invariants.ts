import { z } from 'zod';
import { projectAll } from '../../main/core/candidats/projection.ts';
import { checkAgenda } from './invariants-agenda.ts';
import { broken, isErased } from './invariants-base.ts';
import { checkDemandes } from './invariants-demandes.ts';
import { checkShared } from './invariants-shared.ts';
import { checkTeam } from './invariants-team.ts';
import type { Promised } from './ledger.ts';
import type { SimPoste } from './sim-poste.ts';
import type { World } from './world.ts';

/** The promises of PROTOCOL 9, checked against the files themselves. Throws `Broken`, with the seed and what was broken. */
const saisie = z.object({
  acte: z.string(),
  type: z.string(),
  dossier: z.string(),
  etat: z.string(),
  deja_en_vol: z.number(),
});
const saisiesOf = (poste: SimPoste) =>
  z
    .array(saisie)
    .parse(
      poste.store.persons.prepare('SELECT acte, type, dossier, etat, deja_en_vol FROM saisie ORDER BY rang').all(),
    );

/** No acknowledged acte is lost, none is applied twice, none that was taken back before leaving exists. */
export async function checkActes(world: World): Promise<void> {
  const rows = await world.server.db.selectFrom('acte').select(['id', 'flux_id']).execute();
  const onServer = new Set(rows.map((row) => row.id));
  if (rows.length !== onServer.size) throw broken(world, 'an acte was applied twice', rows);
  const kept = new Map(world.postes.flatMap((poste) => saisiesOf(poste).map((row) => [row.acte, row])));
  for (const [id, what] of world.ledger.promised) {
    if (onServer.has(id)) continue;
    const row = kept.get(id);
    if (row === undefined) {
      // Emptied at the family's request; a month later even its skeleton is gone.
      if ((await wasForgotten(world, id)) || (await isErased(world, what.dossier))) continue;
      if (wasHandedOver(world, what)) continue;
      throw broken(world, 'an acknowledged acte was lost', { id, what });
    }
    if (row.etat === 'a_revoir' || row.type === 'hologramme') continue;
    if (row.etat === 'squelette') {
      const isTooLate = what.poste === 'atelier' && world.endedAtMs !== null && what.atMs > world.endedAtMs;
      // Offered and refused: the server judged by the hour that it could believe.
      const isRefused = what.poste === 'atelier' && world.endedAtMs !== null && row.deja_en_vol === 1;
      if (isTooLate || isRefused || (await isErased(world, row.dossier))) continue;
      throw broken(world, 'an acte was emptied before it was sent', { id, what, row });
    }
    if (!(await isOfNobody(world, row.dossier))) throw broken(world, 'the outbox did not empty', { id, what, row });
  }
  for (const id of world.ledger.forgotten) {
    if (onServer.has(id)) throw broken(world, 'an acte undone before it left reached the server', { id });
  }
  for (const row of kept.values()) {
    if (row.etat === 'accepte' || row.etat === 'en_vol') throw broken(world, 'the outbox did not settle', row);
  }
}

/** Erased everywhere at the family's request, its trace on the poste included. */
const wasForgotten = async (world: World, acte: string): Promise<boolean> => {
  const row = await world.server.db.selectFrom('ligne').select('type').where('id', '=', acte).executeTakeFirst();
  return row?.type === 'tombstone';
};

/**
 * Its author had obeyed the end of the right, so the server alone held it, and a disaster took the server back before
 * that: the one loss that only a more frequent backup prevents (docs/sync-protocol.md, 8).
 */
const wasHandedOver = (world: World, what: Promised): boolean =>
  what.poste === 'atelier' &&
  world.endedAtMs !== null &&
  world.restoredAtMs !== null &&
  world.restoredAtMs > world.endedAtMs;

const hour = z.object({ fait_corrige_le: z.string(), heure_incertaine: z.boolean() });
const toleranceMs = 120_000;

/** The hour that everybody reads is the true one, within two minutes, or says that it is not sure. */
export async function checkHours(world: World): Promise<void> {
  const promised = new Map(world.ledger.promised);
  const rows = await world.server.db.selectFrom('ligne').select(['id', 'corps']).where('type', '=', 'acte').execute();
  for (const row of rows) {
    const what = promised.get(row.id);
    if (what === undefined || !what.isMeasured || what.type === 'hologramme' || what.type === 'reprise') continue;
    const read = hour.parse(JSON.parse(row.corps));
    if (!read.heure_incertaine && Math.abs(Date.parse(read.fait_corrige_le) - what.atMs) > toleranceMs) {
      throw broken(world, 'a wrong hour passes for a sure one', {
        what,
        read,
        vrai: new Date(what.atMs).toISOString(),
      });
    }
  }
}

/** After a restore, a person that no list names any more: the acte is kept, and waits for a list that does. */
async function isOfNobody(world: World, dossier: string): Promise<boolean> {
  const known = await world.server.db.selectFrom('dossier').select('id').where('id', '=', dossier).executeTakeFirst();
  return known === undefined;
}

/** Same flux => equal rows on every poste that holds it and on the server. */
export async function checkReplicas(world: World): Promise<void> {
  const lines = await world.server.db
    .selectFrom('ligne')
    .select(['id', 'flux_id as flux', 'seq', 'type', 'v', 'corps'])
    .orderBy('flux_id')
    .orderBy('id')
    .execute();
  const byFlux = Map.groupBy(lines, (line) => line.flux);
  for (const poste of world.postes) {
    const held = z
      .array(
        z.object({
          id: z.string(),
          genre: z.string(),
          verifie_tete: z.number(),
          curseur: z.number(),
          droits: z.string(),
        }),
      )
      .parse(poste.store.bulk.prepare('SELECT id, genre, verifie_tete, curseur, droits FROM flux').all());
    for (const flux of held) {
      if (flux.droits !== 'complets') continue;
      const own = poste.store.bulk
        .prepare(
          'SELECT id, flux, seq, type, v, corps FROM ligne JOIN ligne_corps USING (rang) WHERE flux = ? ORDER BY id',
        )
        .all(flux.id);
      const theirs = byFlux.get(flux.id) ?? [];
      if (JSON.stringify(own) !== JSON.stringify(theirs)) {
        throw broken(world, `${poste.name} differs from the server in a flux`, {
          flux,
          own: own.length,
          theirs: theirs.length,
        });
      }
      if (theirs.length > 0 && flux.verifie_tete !== flux.curseur) {
        throw broken(world, `${poste.name} could not prove its receipt`, flux);
      }
    }
  }
}

const trace = z.object({ id: z.string(), recue: z.number() });

/** Every audit line reached the operator once, and none is taken for received that the server does not have. */
export async function checkTraces(world: World): Promise<void> {
  const rows = await world.server.db.selectFrom('trace').select('id').execute();
  const onServer = new Set(rows.map((row) => row.id));
  const kept = world.postes.flatMap((poste) =>
    z.array(trace).parse(poste.store.bulk.prepare('SELECT id, recue FROM trace').all()),
  );
  for (const row of kept) {
    if (!onServer.has(row.id)) throw broken(world, 'an audit line did not reach the operator', row);
    if (row.recue === 0) throw broken(world, 'an audit line was not settled', row);
  }
  const here = new Set(kept.map((row) => row.id));
  for (const [id, poste] of world.ledger.traces) {
    if (onServer.has(id) || here.has(id)) continue;
    // A month after it was received the poste forgets it: only a disaster that goes back further loses it.
    if (world.restoredAtMs === null) throw broken(world, 'an audit line was lost', { id, poste });
  }
}

/** Nothing is held outside one's rights; a right that ended left nothing but skeletons. */
export async function checkRights(world: World): Promise<void> {
  const flux = await world.server.db.selectFrom('flux').selectAll().execute();
  // Asked of the server: a restored backup may have given the right back.
  const delegations = await world.server.db.selectFrom('delegation').select('fin_le').execute();
  const isOver = delegations.every((delegation) => delegation.fin_le !== null);
  for (const poste of world.postes) {
    const isDirector = poste.name.startsWith('accueil');
    const allowed = new Set(
      flux
        .filter((row) => {
          if (row.compte_id !== null) return row.compte_id === poste.compteId;
          if (isDirector) return true;
          if (isOver) return false;
          return row.siret_responsable !== null || row.relation_id === world.delegation?.relation;
        })
        .map((row) => row.id),
    );
    const held = z
      .array(z.object({ flux: z.string() }))
      .parse(poste.store.bulk.prepare('SELECT DISTINCT flux FROM ligne').all());
    const foreign = held.filter((row) => !allowed.has(row.flux));
    if (foreign.length > 0) throw broken(world, `${poste.name} holds rows outside its rights`, foreign);
    const emptied = z
      .array(z.object({ corps: z.string() }))
      .parse(poste.store.bulk.prepare("SELECT corps FROM saisie WHERE etat = 'squelette'").all());
    if (emptied.some((row) => row.corps !== '{}')) throw broken(world, 'a skeleton kept its body', {});
  }
}

const projected = [
  'SELECT dossier, flux, ine, candidat, marque, voeux, accueils, appels_jours FROM dossier_etat ORDER BY dossier',
  'SELECT flux, transmission, premiere FROM flux_transmission ORDER BY flux',
  'SELECT lien_id, dossier, acte, annule FROM lien ORDER BY lien_id, dossier',
  `SELECT id, nom_tri, situation, situation_tri, ouverte, prochaine_tri, appel_tri, a_appeler_des, affecte_a, nouveaute,
     a_departager, retard_des, file_classe, file_motif, file_essai, file_cle, etape, formation_tri,
     accueil_tri, qui_tri, source, corps, mots, chiffres
     FROM candidat JOIN candidat_corps USING (rang) ORDER BY id`,
  `SELECT v.genre, v.cle, v.nom, c.id FROM valeur v LEFT JOIN candidat_valeur l ON l.valeur = v.rang
     LEFT JOIN candidat c ON c.rang = l.candidat ORDER BY v.genre, v.cle, c.id`,
  `SELECT dossier, id, flux, ouverte, suite, echeance, finie_le, en_retard, retenue, vue, essais FROM demande_etat
     ORDER BY dossier, id`,
  `SELECT id, flux, etat, debut, fin, montre, a_noter, en_attente, a_departager, corps FROM creneau_etat ORDER BY id`,
  'SELECT * FROM creneau_compte ORDER BY creneau',
  `SELECT dossier, id, flux, creneau, etat, debut, fin, rang, assiduite, refusee, a_rappeler, corps FROM reservation_etat
     ORDER BY dossier, id`,
  'SELECT cle, nombre FROM compteur WHERE nombre <> 0 ORDER BY cle',
] as const;

export const dumpProjection = (poste: SimPoste): string =>
  JSON.stringify(projected.map((sql) => poste.store.bulk.prepare(sql).all()));

/** What was folded acte by acte equals what is folded from nothing; same rights and nothing left to send => equal. */
export function checkProjection(world: World): void {
  const dumps = new Map<string, string>();
  for (const poste of world.postes) {
    const incremental = dumpProjection(poste);
    for (const _ of projectAll(poste.store));
    const whole = dumpProjection(poste);
    if (incremental !== whole) {
      const apart = [...incremental].findIndex((char, at) => char !== whole[at]);
      const around = (dump: string): string => dump.slice(Math.max(0, apart - 300), apart + 300);
      throw broken(world, `${poste.name}: the projection drifted`, [around(incremental), around(whole)]);
    }
    const integrity = poste.store.bulk.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') throw broken(world, `${poste.name}: the file is damaged`, integrity);
    if (saisiesOf(poste).length === 0) {
      const before = dumps.get(poste.compteId);
      if (before !== undefined && before !== incremental)
        throw broken(world, 'same rights, different files', poste.name);
      dumps.set(poste.compteId, incremental);
    }
  }
}

export async function checkAll(world: World): Promise<void> {
  await checkActes(world);
  await checkHours(world);
  await checkReplicas(world);
  await checkRights(world);
  await checkTraces(world);
  checkProjection(world);
  await checkDemandes(world);
  await checkAgenda(world);
  await checkTeam(world);
  checkShared(world);
}
