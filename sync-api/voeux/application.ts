import type { Kysely } from 'kysely';
import { lignes, type TransmissionLigne } from '../../shared/contract/lignes.ts';
import { comparerPersonne, type Transmission, type VoeuAGarder } from '../../shared/domain/listes/personne-comparee.ts';
import { appliquerOppositionConnue } from '../actes/opposition.ts';
import type { Clock, Random } from '../context.ts';
import { type LigneAEcrire, writeLignes } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { cleIne } from './cle-ine.ts';
import {
  type Destination,
  listInesChanges,
  listRencontres,
  type Portee,
  type Rencontre,
  type Sortie,
} from './comparaison.ts';

/** Pupils handled at once: bounds the bodies held in memory whatever the size of the relation. */
const pupilsAtOnce = 300;
const rowsAtOnce = 500;

export interface Application {
  clock: Clock;
  random: Random;
  secretIne: string;
  portee: Portee;
  /** Instant of the extraction. */
  recueLe: string;
}

/** A flux that the import touches; no couple when the file names it no more. */
export interface DestinationFlux extends Destination {
  fluxId: string;
  /** Active vœux before the import. */
  avant: number;
}

export interface BilanFlux {
  transmissionId: string;
  genre: Transmission['genre'];
  numero: number;
  total: number;
  ajoutes: number;
  modifies: number;
  retires: number;
  /** Vœux that no extraction of the campagne knew, or that are back. */
  nouveaux: number;
  arrives: number;
}

const slices = <T>(items: readonly T[], size: number): T[][] => {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
};

const groupByIne = <T extends { ine: string }>(items: readonly T[]): Map<string, T[]> =>
  Map.groupBy(items, ({ ine }) => ine);

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The dossier of each pupil in the flux, made when this is the first time, or the first since an erasure. */
async function ensureDossiers(
  trx: Kysely<Tables>,
  { random, secretIne }: Application,
  fluxId: string,
  ines: readonly string[],
): Promise<Map<string, string>> {
  const keys = new Map(ines.map((ine) => [cleIne(secretIne, ine), ine]));
  const found = new Map<string, string>();
  const rows = await trx
    .selectFrom('dossier')
    .select(['id', 'cle_ine'])
    .where('flux_id', '=', fluxId)
    .where('cle_ine', 'in', [...keys.keys()])
    .where('efface_le', 'is', null)
    .execute();
  for (const row of rows) {
    const ine = keys.get(row.cle_ine ?? '');
    if (ine !== undefined) found.set(ine, row.id);
  }
  const missing = [...keys].filter(([, ine]) => !found.has(ine));
  if (missing.length === 0) return found;
  const made = missing.map(([cle, ine]) => {
    const id = random.uuid();
    found.set(ine, id);
    return { id, flux_id: fluxId, cle_ine: cle, efface_le: null };
  });
  await trx.insertInto('dossier').values(made).execute();
  return found;
}

async function readCorps(trx: Kysely<Tables>, fluxId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const corps = new Map<string, string>();
  for (const part of slices(ids, rowsAtOnce)) {
    const rows = await trx
      .selectFrom('ligne')
      .select(['id', 'corps'])
      .where('flux_id', '=', fluxId)
      .where('id', 'in', part)
      .where('type', '!=', 'tombstone')
      .execute();
    for (const row of rows) corps.set(row.id, row.corps);
  }
  return corps;
}

async function saveVoeux(
  trx: Kysely<Tables>,
  { portee, recueLe }: Application,
  kept: readonly (VoeuAGarder<Rencontre> & { fluxId: string | null; dossierId: string | null })[],
): Promise<void> {
  for (const part of slices(kept, rowsAtOnce)) {
    const values = part.map(({ rencontre, id, fluxId, dossierId }) => ({
      id,
      campagne: portee.campagne,
      academie_code: rencontre.academieCode,
      ine: rencontre.ine,
      code_offre: rencontre.codeOffre,
      flux_id: fluxId,
      dossier_id: dossierId,
      empreinte_ligne: rencontre.empreinte,
      etat: 'actif' as const,
      cree_le: rencontre.connu?.creeLe ?? recueLe,
      modifie_le: recueLe,
    }));
    await trx
      .insertInto('voeu')
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(['campagne', 'academie_code', 'ine', 'code_offre']).doUpdateSet((eb) => ({
          id: eb.ref('excluded.id'),
          flux_id: eb.ref('excluded.flux_id'),
          dossier_id: eb.ref('excluded.dossier_id'),
          empreinte_ligne: eb.ref('excluded.empreinte_ligne'),
          etat: eb.ref('excluded.etat'),
          modifie_le: eb.ref('excluded.modifie_le'),
        })),
      )
      .execute();
  }
}

/** A vœu that moves is written by its destination; only those that left the file are marked here. */
async function markRetires(trx: Kysely<Tables>, sorties: readonly Sortie[], recueLe: string): Promise<void> {
  const ids = sorties.filter(({ genre }) => genre === 'retire').map(({ voeuId }) => voeuId);
  for (const part of slices(ids, rowsAtOnce)) {
    await trx.updateTable('voeu').set({ etat: 'retire', modifie_le: recueLe }).where('id', 'in', part).execute();
  }
}

const sumOf = (rows: readonly { nouveaux: number; arrives: number; modifies: number }[]) => {
  const sum = { nouveaux: 0, arrives: 0, modifies: 0 };
  for (const row of rows) {
    sum.nouveaux += row.nouveaux;
    sum.arrives += row.arrives;
    sum.modifies += row.modifies;
  }
  return sum;
};

const isSansRelationChanged = ({ connu, empreinte }: Rencontre): boolean =>
  connu === null || connu.fluxId !== null || connu.etat === 'retire' || connu.empreinte !== empreinte;

/** Vœux that no relation receives: known, counted, held by no flux. */
export async function appliquerSansRelation(
  trx: Kysely<Tables>,
  application: Application,
  sorties: readonly Sortie[],
): Promise<{ nouveaux: number; arrives: number; modifies: number; retires: number }> {
  const destination: Destination = { fluxId: null, responsable: null, formateur: null };
  const changes = await listInesChanges(trx, application.portee, destination);
  for (const part of slices(changes, pupilsAtOnce)) {
    const ines = part.map(({ ine }) => ine);
    const rencontres = await listRencontres(trx, application.portee, destination, ines);
    const kept = rencontres.filter(isSansRelationChanged).map((rencontre) => ({
      rencontre,
      id: rencontre.connu !== null && rencontre.connu.fluxId === null ? rencontre.connu.id : application.random.uuid(),
      fluxId: null,
      dossierId: null,
    }));
    await saveVoeux(trx, application, kept);
  }
  await markRetires(trx, sorties, application.recueLe);
  return { ...sumOf(changes), retires: sorties.length };
}

/** Writes what changes in one flux and its transmission row; null when nothing does. */
export async function appliquerFlux(
  trx: Kysely<Tables>,
  application: Application,
  destination: DestinationFlux,
  sorties: readonly Sortie[],
): Promise<BilanFlux | null> {
  const { portee, random, recueLe } = application;
  const { fluxId } = destination;
  const changes = destination.responsable === null ? [] : await listInesChanges(trx, portee, destination);
  if (changes.length === 0 && sorties.length === 0) return null;

  const numero = (await countTransmissions(trx, fluxId)) + 1;
  const transmission: Transmission = { id: random.uuid(), fluxId, genre: numero === 1 ? 'premiere' : 'mise_a_jour' };
  const leaving = groupByIne(sorties);
  const ines = [...new Set([...changes.map(({ ine }) => ine), ...leaving.keys()])].sort(byCodePoint);
  for (const part of slices(ines, pupilsAtOnce)) {
    await appliquerPersonnes(trx, application, destination, transmission, part, leaving);
  }
  await markRetires(trx, sorties, recueLe);

  const { nouveaux, arrives, modifies } = sumOf(changes);
  const counts = { ajoutes: nouveaux + arrives, modifies, retires: sorties.length };
  const total = destination.avant + counts.ajoutes - counts.retires;
  const corps: TransmissionLigne = { numero, genre: transmission.genre, recue_le: recueLe, total, ...counts };
  const ligne = { id: transmission.id, type: 'transmission', v: lignes.transmission.v, dossierId: null };
  await writeLignes(trx, { fluxId, lignes: [{ ...ligne, corps: JSON.stringify(corps) }] });
  return { transmissionId: transmission.id, genre: transmission.genre, numero, total, ...counts, nouveaux, arrives };
}

async function countTransmissions(trx: Kysely<Tables>, fluxId: string): Promise<number> {
  const { nombre } = await trx
    .selectFrom('ligne')
    .select((eb) => eb.fn.countAll<number>().as('nombre'))
    .where('flux_id', '=', fluxId)
    .where('type', '=', 'transmission')
    .executeTakeFirstOrThrow();
  return nombre;
}

async function appliquerPersonnes(
  trx: Kysely<Tables>,
  application: Application,
  destination: DestinationFlux,
  transmission: Transmission,
  ines: readonly string[],
  leaving: ReadonlyMap<string, Sortie[]>,
): Promise<void> {
  const { fluxId } = destination;
  const rencontres = groupByIne(
    destination.responsable === null ? [] : await listRencontres(trx, application.portee, destination, ines),
  );
  const dossiers = await ensureDossiers(trx, application, fluxId, ines);
  const ids = [...dossiers.values()];
  for (const ine of ines) {
    for (const { voeuId } of leaving.get(ine) ?? []) ids.push(voeuId);
    for (const { connu } of rencontres.get(ine) ?? []) if (connu?.fluxId === fluxId) ids.push(connu.id);
  }
  const corps = await readCorps(trx, fluxId, ids);
  const written: LigneAEcrire[] = [];
  const kept: (VoeuAGarder<Rencontre> & { fluxId: string; dossierId: string })[] = [];
  for (const ine of ines) {
    const dossierId = dossiers.get(ine);
    if (dossierId === undefined) continue;
    const mine: Rencontre[] = rencontres.get(ine) ?? [];
    const sorties = leaving.get(ine) ?? [];
    const changements = comparerPersonne(
      transmission,
      { dossierId, rencontres: mine, sorties, corps },
      application.random,
    );
    written.push(...changements.lignes);
    for (const voeu of changements.voeux) kept.push({ ...voeu, fluxId, dossierId });
  }
  await saveVoeux(trx, application, kept);
  await writeLignes(trx, { fluxId, lignes: written });
  await repeatOppositions(
    trx,
    application,
    [...dossiers.values()].filter((id) => !corps.has(id)),
  );
}

/** A person who said no under this responsable is not called again because a new list came. */
async function repeatOppositions(
  trx: Kysely<Tables>,
  { clock, random }: Application,
  made: readonly string[],
): Promise<void> {
  if (made.length === 0) return;
  const opposed = await trx
    .selectFrom('dossier')
    .innerJoin('opposition', 'opposition.cle_ine', 'dossier.cle_ine')
    .select('dossier.id')
    .distinct()
    .where('dossier.id', 'in', made)
    .execute();
  for (const { id } of opposed) await appliquerOppositionConnue({ trx, clock, random, tetes: new Map() }, id);
}
