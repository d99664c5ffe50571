import { createHash } from 'node:crypto';
import { refuse } from '../errors.ts';
import { lireRemplacements, Remplacements } from '../referentiels/remplacements.ts';
import { lireEnregistrements, lireEntete } from '../referentiels/texte-csv.ts';
import { ouvrirScene } from '../store/scene.ts';
import { type Anomalies, AnomaliesLues, listAnomalies } from './anomalies-lues.ts';
import { Arrivee } from './arrivee.ts';
import { campagneDe } from './campagne.ts';
import { type Colonne, colonnes, colonnesRequises } from './colonnes.ts';
import { listConservees, type Portee } from './comparaison.ts';
import { appliquerDifferences, avecLaMain, type BilanRelation, type EtapeEcriture } from './differences.ts';
import { type LigneLue, lireLigne } from './normalisation.ts';
import { type ImportDeps, planifier } from './plan.ts';
import { lireReferentiel, type Referentiel } from './referentiel.ts';
import type { Confirmation } from './seuils.ts';
import { type Simulation, simuler } from './simulation.ts';

export type Etape = 'lecture' | EtapeEcriture;

export interface DemandeImport {
  source: AsyncIterable<Uint8Array>;
  /** Instant of the extraction: gives the campagne and dates the transmissions. */
  date: Date;
  confirmation: Confirmation;
  /** The operator's overwrite file (facts/voeux-affelnet 4.2). */
  remplacements?: AsyncIterable<Uint8Array>;
  /** Told as each step begins: a national file takes long enough that a person asks what is going on. */
  suivre?: (etape: Etape) => void;
  /** Awaited between two steps, until the differences are applied: what it throws ends the import, nothing changed. */
  continuer?: () => Promise<void>;
  /** Given every anomaly once all is done: they are not held in memory, and go with the import. */
  relever?: (anomalies: Anomalies) => Promise<void>;
}

/** Counts of lines, except `retires` (known vœux that the file no longer holds). No name, no INE, no value. */
export interface BilanImport {
  total: number;
  crees: number;
  modifies: number;
  inchanges: number;
  retires: number;
  invalides: number;
  ignores: number;
  /** Lines of offers of no real CFA, set apart from the ignored ones. */
  recensement: number;
  echecs: number;
  /** What they are is given to {@link DemandeImport.relever}. */
  nombre_anomalies: number;
  /** `Affelnet_id` of the overwrites that no line asked for. */
  remplacements_inutiles: string[];
  /** Of the modified ones, those that went to another relation. */
  deplaces: number;
  /** Unusable lines whose vœu is known and stays as it was. */
  conserves: number;
  /** Valid lines that no relation receives. */
  sans_relation: number;
  campagne: number;
  /** null when the file changed nothing. */
  extraction: string | null;
  relations: BilanRelation[];
}

/** What an import of this file would do. */
export type BilanSimulation = Omit<
  BilanImport,
  'crees' | 'modifies' | 'inchanges' | 'retires' | 'deplaces' | 'extraction' | 'relations'
> &
  Simulation;

interface Lecture {
  total: number;
  valides: number;
  invalides: number;
  ignores: number;
  recensement: number;
  echecs: number;
  sansRelation: number;
  anomalies: AnomaliesLues;
  fichier: string;
}

const separateur = ';';
/** Lines read before they are written: what bounds the memory. */
const linesAtOnce = 500;
const categories = { invalide: 'invalides', ignore: 'ignores', recensement: 'recensement', echec: 'echecs' } as const;

const hasCle = (lue: LigneLue): lue is LigneLue & { cle: NonNullable<LigneLue['cle']> } => lue.cle !== null;

async function* hashed(
  source: AsyncIterable<Uint8Array>,
  update: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    update(chunk);
    yield chunk;
  }
}

/** Where each column stands, found once for all the lines. */
function placesDe(entete: readonly string[]): ReadonlyMap<Colonne, number> {
  const columns = lireEntete(entete, colonnesRequises, { separateur });
  const places = new Map<Colonne, number>();
  let colonne: Colonne;
  for (colonne in colonnes) places.set(colonne, columns.get(colonnes[colonne]) ?? -1);
  return places;
}

/** Reads the file into staging; nothing known changes here. */
async function stage(
  { db }: ImportDeps,
  source: AsyncIterable<Uint8Array>,
  referentiel: Referentiel,
  lecture: Lecture,
): Promise<void> {
  const arrivee = new Arrivee(db, (ligne) => {
    lecture.valides -= 1;
    lecture.ignores += 1;
    lecture.anomalies.noter(ligne, { champ: 'voeu', type: 'doublon' });
  });
  const digest = createHash('sha256');
  const write = async (last: number): Promise<void> => {
    await arrivee.flush();
    await lecture.anomalies.ecrire(last);
  };
  let places: ReadonlyMap<Colonne, number> | null = null;
  let last = 0;
  for await (const record of lireEnregistrements(
    hashed(source, (chunk) => digest.update(chunk)),
    { separateur },
  )) {
    if (places === null) {
      places = placesDe(record.valeurs);
      continue;
    }
    const { ligne, valeurs } = record;
    const known = places;
    const lue = lireLigne((colonne) => {
      const value = valeurs[known.get(colonne) ?? -1]?.trim() ?? '';
      return value === '' || value === '-' ? null : value;
    }, referentiel);
    last = ligne;
    lecture.total += 1;
    for (const anomalie of lue.anomalies) lecture.anomalies.noter(ligne, anomalie);
    if (lue.etat === 'valide') {
      lecture.valides += 1;
      if (lue.relation === null) lecture.sansRelation += 1;
    } else lecture[categories[lue.etat]] += 1;
    if (hasCle(lue)) arrivee.add({ ligne, lue });
    if (lecture.total % linesAtOnce === 0) await write(last);
  }
  if (lecture.total === 0) throw refuse('FICHIER_SANS_LIGNE', 400);
  await write(last);
  lecture.fichier = digest.digest('hex');
}

interface Lue {
  portee: Portee;
  lecture: Lecture;
  inutiles: string[];
}

/** What the file itself says, whatever is done with it. */
const bilanDeLecture = ({ portee, lecture, inutiles }: Lue, conservees: readonly number[]) => ({
  total: lecture.total,
  invalides: lecture.invalides,
  ignores: lecture.ignores,
  recensement: lecture.recensement,
  echecs: lecture.echecs,
  nombre_anomalies: lecture.anomalies.nombre + conservees.length,
  remplacements_inutiles: inutiles,
  conserves: conservees.length,
  sans_relation: lecture.sansRelation,
  campagne: portee.campagne,
});

/** Reads the whole file into a scene of its own, gives what it says to `use`, and removes the scene. */
export async function avecScene<T>(
  deps: ImportDeps,
  { source, date, remplacements: file, suivre }: Omit<DemandeImport, 'confirmation'>,
  use: (lue: Lue) => Promise<T>,
): Promise<T> {
  const portee: Portee = { extractionId: deps.random.uuid(), campagne: campagneDe(date) };
  const lecture: Lecture = {
    total: 0,
    valides: 0,
    invalides: 0,
    ignores: 0,
    recensement: 0,
    echecs: 0,
    sansRelation: 0,
    anomalies: new AnomaliesLues(deps.db),
    fichier: '',
  };
  // Read whole before the extraction: a fault in it must cost nothing.
  const remplacements = file === undefined ? new Remplacements() : await lireRemplacements(file);
  const scene = await ouvrirScene(deps.db, deps.random);
  try {
    suivre?.('lecture');
    const referentiel = await lireReferentiel(deps.db, portee.campagne, remplacements);
    await stage(deps, source, referentiel, lecture);
    return await use({ portee, lecture, inutiles: remplacements.inutiles() });
  } finally {
    await scene.fermer();
  }
}

/**
 * Imports an extraction of vœux (PROTOCOL 7): read and validated into staging, compared outside any lock, then only the
 * differences are applied, in one transaction. A refusal leaves every table as it was.
 *
 * @throws Refusal REMPLACEMENT_INVALIDE, FICHIER_*, ENCODAGE_INVALIDE, SEPARATEUR_INATTENDU, ENTETE_INATTENDU, LIGNE_* (details: columns, line
 * number), TROP_DE_RETRAITS (details: the shrunk relations), RELATION_INCONNUE, CAMPAGNE_PURGEE, IMPORT_CONCURRENT; what the source throws
 */
export async function importerVoeux(deps: ImportDeps, demande: DemandeImport): Promise<BilanImport> {
  return avecScene(deps, demande, async (lue) => {
    const { portee, lecture } = lue;
    const { applied, conservees } = await avecLaMain(deps, portee.extractionId, async () => {
      demande.suivre?.('comparaison');
      const plan = await planifier(deps, portee, demande.confirmation);
      const kept = await listConservees(deps.db, portee);
      const { total, fichier, recensement } = lecture;
      const { date, suivre, continuer } = demande;
      await continuer?.();
      const trace = { portee, date, total, fichier, recensement };
      return {
        applied: await appliquerDifferences(deps, plan, {
          ...trace,
          ...(suivre && { suivre }),
          ...(continuer && { continuer }),
        }),
        conservees: kept,
      };
    });
    await demande.relever?.(listAnomalies(deps.db, conservees));
    const { crees, modifies, deplaces, retires, relations } = applied;
    return {
      ...bilanDeLecture(lue, conservees),
      crees,
      modifies,
      inchanges: lecture.valides - crees - modifies,
      retires,
      deplaces,
      extraction: crees + modifies + retires > 0 ? portee.extractionId : null,
      relations,
    };
  });
}

/**
 * Says what {@link importerVoeux} would change, relation by relation, losses that would refuse it included. Writes
 * nothing and takes no lock: another import may run meanwhile.
 *
 * @throws Refusal as importerVoeux, but TROP_DE_RETRAITS and IMPORT_CONCURRENT
 */
export async function simulerVoeux(deps: ImportDeps, demande: DemandeImport): Promise<BilanSimulation> {
  return avecScene(deps, demande, async (lue) => {
    demande.suivre?.('comparaison');
    const plan = await planifier(deps, lue.portee, demande.confirmation);
    const conservees = await listConservees(deps.db, lue.portee);
    const simulation = await simuler(deps.db, plan, lue.lecture.valides);
    await demande.relever?.(listAnomalies(deps.db, conservees));
    return { ...bilanDeLecture(lue, conservees), ...simulation };
  });
}
