import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { refuse } from '../errors.ts';
import { lireRemplacements, Remplacements } from '../referentiels/remplacements.ts';
import { type Colonnes, lireEnregistrements, lireEntete, valeurDe } from '../referentiels/texte-csv.ts';
import { audit } from '../store/audit.ts';
import type { Tables } from '../store/tables.ts';
import type { Anomalie } from './anomalie.ts';
import { Arrivee } from './arrivee.ts';
import { campagneDe } from './campagne.ts';
import { colonnes, colonnesRequises } from './colonnes.ts';
import { listConservees, type Portee } from './comparaison.ts';
import { type Applied, appliquerDifferences, type BilanRelation, type ImportDeps } from './differences.ts';
import { type LigneLue, lireLigne } from './normalisation.ts';
import { lireReferentiel, type Referentiel } from './referentiel.ts';
import type { Confirmation } from './seuils.ts';

export interface DemandeImport {
  source: AsyncIterable<Uint8Array>;
  /** Instant of the extraction: gives the campagne and dates the transmissions. */
  date: Date;
  confirmation: Confirmation;
  /** The operator's overwrite file (facts/voeux-affelnet 4.2). */
  remplacements?: AsyncIterable<Uint8Array>;
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
  anomalies: (Anomalie & { ligne: number })[];
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

interface Lecture {
  total: number;
  valides: number;
  invalides: number;
  ignores: number;
  recensement: number;
  echecs: number;
  sansRelation: number;
  anomalies: (Anomalie & { ligne: number })[];
  fichier: string;
}

const separateur = ';';
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

/** Reads the file into staging; nothing known changes here. @returns how many keys were put there */
async function stage(
  { db }: ImportDeps,
  source: AsyncIterable<Uint8Array>,
  extractionId: string,
  referentiel: Referentiel,
  lecture: Lecture,
): Promise<number> {
  const arrivee = new Arrivee(db, extractionId, (ligne) => {
    lecture.valides -= 1;
    lecture.ignores += 1;
    lecture.anomalies.push({ ligne, champ: 'voeu', type: 'doublon' });
  });
  await arrivee.clear();
  const digest = createHash('sha256');
  let header: Colonnes | null = null;
  for await (const record of lireEnregistrements(
    hashed(source, (chunk) => digest.update(chunk)),
    { separateur },
  )) {
    if (header === null) {
      header = lireEntete(record.valeurs, colonnesRequises, { separateur });
      continue;
    }
    const columns = header;
    const lue = lireLigne((colonne) => {
      const value = valeurDe(record, columns, colonnes[colonne]);
      return value === '' || value === '-' ? null : value;
    }, referentiel);
    lecture.total += 1;
    for (const anomalie of lue.anomalies) lecture.anomalies.push({ ligne: record.ligne, ...anomalie });
    if (lue.etat === 'valide') {
      lecture.valides += 1;
      if (lue.relation === null) lecture.sansRelation += 1;
    } else lecture[categories[lue.etat]] += 1;
    if (hasCle(lue)) await arrivee.add({ ligne: record.ligne, lue });
  }
  if (lecture.total === 0) throw refuse('FICHIER_SANS_LIGNE', 400);
  await arrivee.flush();
  lecture.fichier = digest.digest('hex');
  return arrivee.count;
}

/**
 * Imports an extraction of vœux (PROTOCOL 7): read and validated into staging, then only the differences are applied,
 * in one transaction. A refusal leaves every table as it was.
 *
 * @throws Refusal REMPLACEMENT_INVALIDE, FICHIER_*, ENCODAGE_INVALIDE, SEPARATEUR_INATTENDU, ENTETE_INATTENDU, LIGNE_* (details: columns, line
 * number), TROP_DE_RETRAITS (details: the shrunk relations), RELATION_INCONNUE, IMPORT_CONCURRENT; what the source throws
 */
export async function importerVoeux(
  deps: ImportDeps,
  { source, date, confirmation, remplacements: file }: DemandeImport,
): Promise<BilanImport> {
  const portee: Portee = { extractionId: deps.random.uuid(), campagne: campagneDe(date) };
  const lecture: Lecture = {
    total: 0,
    valides: 0,
    invalides: 0,
    ignores: 0,
    recensement: 0,
    echecs: 0,
    sansRelation: 0,
    anomalies: [],
    fichier: '',
  };
  // Read whole before the extraction: a fault in it must cost nothing.
  const remplacements = file === undefined ? new Remplacements() : await lireRemplacements(file);
  try {
    const referentiel = await lireReferentiel(deps.db, portee.campagne, remplacements);
    const enScene = await stage(deps, source, portee.extractionId, referentiel, lecture);
    const conservees = await listConservees(deps.db, portee);
    const { crees, modifies, deplaces, retires, relations } = await deps.db.transaction().execute(async (trx) => {
      const applied = await appliquerDifferences(deps, trx, { portee, date, confirmation, enScene });
      const { total } = lecture;
      if (isChange(applied))
        await keepExtraction(deps, trx, { portee, date, total, fichier: lecture.fichier, applied });
      return applied;
    });
    return {
      total: lecture.total,
      crees,
      modifies,
      inchanges: lecture.valides - crees - modifies,
      retires,
      invalides: lecture.invalides,
      ignores: lecture.ignores,
      recensement: lecture.recensement,
      echecs: lecture.echecs,
      anomalies: [
        ...lecture.anomalies,
        ...conservees.map((ligne) => ({ ligne, champ: 'voeu', type: 'conserve' as const })),
      ].sort((a, b) => a.ligne - b.ligne),
      remplacements_inutiles: remplacements.inutiles(),
      deplaces,
      conserves: conservees.length,
      sans_relation: lecture.sansRelation,
      campagne: portee.campagne,
      extraction: isChange({ crees, modifies, retires }) ? portee.extractionId : null,
      relations,
    };
  } finally {
    await deps.db.deleteFrom('voeu_arrivee').where('extraction_id', '=', portee.extractionId).execute();
  }
}

const isChange = ({ crees, modifies, retires }: Pick<BilanImport, 'crees' | 'modifies' | 'retires'>): boolean =>
  crees + modifies + retires > 0;

/** The trace of an extraction that changed something: counts only. */
async function keepExtraction(
  { clock }: ImportDeps,
  trx: Kysely<Tables>,
  extraction: { portee: Portee; date: Date; total: number; fichier: string; applied: Applied },
): Promise<void> {
  const { portee, date, total, fichier, applied } = extraction;
  await trx
    .insertInto('extraction')
    .values({
      id: portee.extractionId,
      recue_le: date.toISOString(),
      campagne: portee.campagne,
      fichier_empreinte: fichier,
      total,
      bilan: JSON.stringify(applied),
    })
    .execute();
  await audit(trx, { le: clock.now(), code: 'IMPORT_VOEUX', objet: portee.extractionId, nombre: total });
}
