import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import { lignes, type TransmissionLigne } from '../../shared/contract/lignes.ts';
import { comparerPersonne, type Transmission, type VoeuAGarder } from '../../shared/domain/listes/personne-comparee.ts';
import { enTranches } from '../../shared/domain/tranches.ts';
import type { Random } from '../context.ts';
import type { LigneAEcrire } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { cleIne } from './cle-ine.ts';
import type { Destination, Portee, Sortie } from './comparaison.ts';
import { listArrivees, listInesChanges, listInesNouveaux, listRencontres, type Rencontre } from './rencontres.ts';

/** Pupils handled at once: bounds the bodies held in memory whatever the size of the relation. */
const pupilsAtOnce = 300;
const rowsAtOnce = 500;

export interface Comparaison {
  random: Pick<Random, 'uuid'>;
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
  /** Holds nothing and knows none of the vœux that come: there is nothing to look up. */
  vierge: boolean;
}

/** Where the changes of one flux go, in the order of its rows: told after each few hundred pupils. */
export interface Depot {
  dossiers(rows: Selectable<Tables['scene_dossier']>[]): Promise<void>;
  voeux(rows: Selectable<Tables['scene_voeu']>[]): Promise<void>;
  lignes(fluxId: string, rows: readonly LigneAEcrire[]): Promise<void>;
  retraits(rows: Selectable<Tables['scene_retrait']>[]): Promise<void>;
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
  /** Of those that leave, those that the file still holds. */
  partis: number;
}

const groupByIne = <T extends { ine: string }>(items: readonly T[]): Map<string, T[]> =>
  Map.groupBy(items, ({ ine }) => ine);

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sumOf = (rows: readonly { nouveaux: number; arrives: number; modifies: number }[]) => {
  const sum = { nouveaux: 0, arrives: 0, modifies: 0 };
  for (const row of rows) {
    sum.nouveaux += row.nouveaux;
    sum.arrives += row.arrives;
    sum.modifies += row.modifies;
  }
  return sum;
};

/** How many transmissions the flux holds: the kind is written out, so that their own index is used. */
export async function countTransmissions(db: Kysely<Tables>, fluxId: string): Promise<number> {
  const { nombre } = await db
    .selectFrom('ligne')
    .select((eb) => eb.fn.countAll<number>().as('nombre'))
    .where('flux_id', '=', fluxId)
    .where('type', '=', sql.lit('transmission'))
    .executeTakeFirstOrThrow();
  return nombre;
}

/** The dossier of each pupil in the flux: a new one when this is the first time, or the first since an erasure. */
async function trouverDossiers(
  db: Kysely<Tables>,
  { random, secretIne }: Comparaison,
  { fluxId, vierge }: DestinationFlux,
  ines: readonly string[],
): Promise<Map<string, Selectable<Tables['scene_dossier']>>> {
  const keys = new Map(ines.map((ine) => [cleIne(secretIne, ine), ine]));
  const rows = vierge
    ? []
    : await db
        .selectFrom('dossier')
        .select(['id', 'cle_ine'])
        .where('flux_id', '=', fluxId)
        .where('cle_ine', 'in', [...keys.keys()])
        .where('efface_le', 'is', null)
        .execute();
  const known = new Map(rows.map((row) => [row.cle_ine, row.id]));
  return new Map(
    [...keys].map(([cle, ine]) => {
      const id = known.get(cle);
      return [ine, { id: id ?? random.uuid(), flux_id: fluxId, cle_ine: cle, connu: id === undefined ? 0 : 1 }];
    }),
  );
}

async function readCorps(db: Kysely<Tables>, fluxId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const corps = new Map<string, string>();
  for (const part of enTranches(ids, rowsAtOnce)) {
    const rows = await db
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

type Garde = VoeuAGarder<Rencontre> & { fluxId: string | null; dossierId: string | null };

const voeuxDe = ({ portee, recueLe }: Comparaison, gardes: readonly Garde[]) =>
  gardes.map(
    ({ rencontre, id, fluxId, dossierId }): Selectable<Tables['scene_voeu']> => ({
      id,
      campagne: portee.campagne,
      academie_code: rencontre.academieCode,
      ine: rencontre.ine,
      code_offre: rencontre.codeOffre,
      flux_id: fluxId,
      dossier_id: dossierId,
      empreinte_ligne: rencontre.empreinte,
      etat: 'actif',
      cree_le: rencontre.connu?.creeLe ?? recueLe,
      modifie_le: recueLe,
    }),
  );

/** A vœu that moves is written by its destination; only those that left the file are marked here. */
const retraitsDe = (sorties: readonly Sortie[]) =>
  sorties.filter(({ genre }) => genre === 'retire').map(({ voeuId, fluxId }) => ({ voeu_id: voeuId, flux_id: fluxId }));

const isSansRelationChanged = ({ connu, empreinte }: Rencontre): boolean =>
  connu === null || connu.fluxId !== null || connu.etat === 'retire' || connu.empreinte !== empreinte;

/** Vœux that no relation receives: known, counted, held by no flux. */
export async function comparerSansRelation(
  db: Kysely<Tables>,
  comparaison: Comparaison,
  sorties: readonly Sortie[],
  depot: Depot,
): Promise<void> {
  const destination: Destination = { fluxId: null, responsable: null, formateur: null };
  const changes = await listInesChanges(db, comparaison.portee, destination);
  for (const part of enTranches(changes, pupilsAtOnce)) {
    const ines = part.map(({ ine }) => ine);
    const rencontres = await listRencontres(db, comparaison.portee, destination, ines);
    const gardes = rencontres.filter(isSansRelationChanged).map((rencontre) => ({
      rencontre,
      id: rencontre.connu !== null && rencontre.connu.fluxId === null ? rencontre.connu.id : comparaison.random.uuid(),
      fluxId: null,
      dossierId: null,
    }));
    await depot.voeux(voeuxDe(comparaison, gardes));
  }
  await depot.retraits(retraitsDe(sorties));
}

/** The pupils that the lines of a destination change; nobody when the file names it no more. */
async function listChanges(db: Kysely<Tables>, portee: Portee, destination: DestinationFlux) {
  if (destination.responsable === null) return [];
  return destination.vierge ? listInesNouveaux(db, destination) : listInesChanges(db, portee, destination);
}

async function listLignes(
  db: Kysely<Tables>,
  portee: Portee,
  destination: DestinationFlux,
  ines: readonly string[],
): Promise<Rencontre[]> {
  const [premier, dernier] = [ines.at(0), ines.at(-1)];
  if (destination.responsable === null || premier === undefined || dernier === undefined) return [];
  if (destination.vierge) return listArrivees(db, destination, { premier, dernier });
  return listRencontres(db, portee, destination, ines);
}

/** Tells `depot` what changes in one flux, its transmission row last; null when nothing does. Changes nothing known. */
export async function comparerFlux(
  db: Kysely<Tables>,
  comparaison: Comparaison,
  destination: DestinationFlux,
  sorties: readonly Sortie[],
  depot: Depot,
): Promise<BilanFlux | null> {
  const { portee, random, recueLe } = comparaison;
  const { fluxId, vierge } = destination;
  const changes = await listChanges(db, portee, destination);
  if (changes.length === 0 && sorties.length === 0) return null;

  const numero = (vierge ? 0 : await countTransmissions(db, fluxId)) + 1;
  const transmission: Transmission = { id: random.uuid(), fluxId, genre: numero === 1 ? 'premiere' : 'mise_a_jour' };
  const leaving = groupByIne(sorties);
  const coming = changes.map(({ ine }) => ine);
  // Those that come are in the order of the database.
  const ines = leaving.size === 0 ? coming : [...new Set([...coming, ...leaving.keys()])].sort(byCodePoint);
  for (const part of enTranches(ines, pupilsAtOnce)) {
    await comparerPersonnes(db, comparaison, destination, { transmission, ines: part, leaving, depot });
  }
  await depot.retraits(retraitsDe(sorties));

  const { nouveaux, arrives, modifies } = sumOf(changes);
  const counts = { ajoutes: nouveaux + arrives, modifies, retires: sorties.length };
  const total = destination.avant + counts.ajoutes - counts.retires;
  const corps: TransmissionLigne = { numero, genre: transmission.genre, recue_le: recueLe, total, ...counts };
  const ligne = { id: transmission.id, type: 'transmission', v: lignes.transmission.v, dossierId: null };
  await depot.lignes(fluxId, [{ ...ligne, corps: JSON.stringify(corps) }]);
  const partis = sorties.filter(({ genre }) => genre !== 'retire').length;
  return {
    transmissionId: transmission.id,
    genre: transmission.genre,
    numero,
    total,
    ...counts,
    nouveaux,
    arrives,
    partis,
  };
}

/** Whether a vœu that was read is without its body by now: somebody erased the person in between. */
const isEffacee = (
  { rencontres, sorties, corps }: { rencontres: Rencontre[]; sorties: Sortie[]; corps: ReadonlyMap<string, string> },
  fluxId: string,
): boolean =>
  sorties.some(({ voeuId }) => !corps.has(voeuId)) ||
  rencontres.some(({ connu }) => connu?.fluxId === fluxId && !connu.efface && !corps.has(connu.id));

async function comparerPersonnes(
  db: Kysely<Tables>,
  comparaison: Comparaison,
  destination: DestinationFlux,
  part: { transmission: Transmission; ines: readonly string[]; leaving: ReadonlyMap<string, Sortie[]>; depot: Depot },
): Promise<void> {
  const { transmission, ines, leaving, depot } = part;
  const { fluxId, vierge } = destination;
  const rencontres = groupByIne(await listLignes(db, comparaison.portee, destination, ines));
  const dossiers = await trouverDossiers(db, comparaison, destination, ines);
  const ids: string[] = [];
  for (const ine of ines) {
    const dossier = dossiers.get(ine);
    if (dossier?.connu === 1) ids.push(dossier.id);
    for (const { voeuId } of leaving.get(ine) ?? []) ids.push(voeuId);
    for (const { connu } of rencontres.get(ine) ?? []) if (connu?.fluxId === fluxId) ids.push(connu.id);
  }
  const corps = vierge ? new Map<string, string>() : await readCorps(db, fluxId, ids);
  const written: LigneAEcrire[] = [];
  const gardes: Garde[] = [];
  const effaces: string[] = [];
  for (const ine of ines) {
    const dossierId = dossiers.get(ine)?.id;
    if (dossierId === undefined) continue;
    const mine: Rencontre[] = rencontres.get(ine) ?? [];
    const personne = { dossierId, rencontres: mine, sorties: leaving.get(ine) ?? [], corps };
    if (!db.isTransaction && !vierge && isEffacee(personne, fluxId)) {
      effaces.push(ine);
      continue;
    }
    const changements = comparerPersonne(transmission, personne, comparaison.random);
    written.push(...changements.lignes);
    for (const voeu of changements.voeux) gardes.push({ ...voeu, fluxId, dossierId });
  }
  // Counted on, and nobody's: so the flux is out of date, and the one transaction compares it again.
  for (const ine of effaces) {
    const dossier = dossiers.get(ine);
    if (dossier !== undefined) dossiers.set(ine, { ...dossier, id: comparaison.random.uuid(), connu: 1 });
  }
  await depot.dossiers([...dossiers.values()]);
  await depot.voeux(voeuxDe(comparaison, gardes));
  await depot.lignes(fluxId, written);
}
