import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { FormatExport, Portee } from '../../../shared/contract/ipc/exports.ts';
import type { Travail } from '../../../shared/contract/ipc/travaux.ts';
import type { Snapshot } from '../store/snapshots.ts';
import { storeFailure } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import type { TravailEnCours } from '../travaux/travaux.ts';
import type { Encodeur } from './encodeur.ts';
import { createExcelCsv } from './excel-csv.ts';
import { createExcelXlsx } from './excel-xlsx.ts';
import { type Disque, ecritureRefusee, FichierPartiel } from './fichier.ts';
import { createLecteur, type LigneExport, pagesOf } from './personnes.ts';
import { oublierPart } from './restes.ts';
import { createYpareo } from './ypareo.ts';

/** One export, decided: what, where, of whom as the list was asked at `now`. */
export interface Commande {
  portee: Portee;
  format: FormatExport;
  cible: string;
  part: string;
  now: string;
  /** People whom the format has a line for: the progress, and the number that the audit line carries. */
  candidats: number;
}

export interface ExportDeps {
  store: Store;
  disque: Disque;
}

/** People read between two breaths: a few milliseconds. */
const peoplePerBreath = 50;
/** An erasure closes the view that an export reads; it then starts again without whom it erased. */
const essaisMax = 3;

const encodeurOf = (format: FormatExport, now: string): Encodeur => {
  if (format === 'ypareo') return createYpareo();
  return format === 'excel-csv' ? createExcelCsv() : createExcelXlsx(Date.parse(now));
};

type Resultat = NonNullable<Travail['resultat']>;

/** null when the view was closed under it. */
async function ecrire(
  { portee, format, now, candidats }: Commande,
  snapshot: Snapshot,
  fichier: FichierPartiel,
  travail: TravailEnCours,
): Promise<number | null> {
  const encodeur = encodeurOf(format, now);
  const lecteur = createLecteur(snapshot.db, portee);
  let written = 0;
  await fichier.write(encodeur.debut());
  if (!snapshot.isOpen()) return null;
  for (const page of pagesOf(snapshot.db, portee, now)) {
    for (let from = 0; from < page.length; from += peoplePerBreath) {
      const lines: LigneExport[] = [];
      for (const candidat of page.slice(from, from + peoplePerBreath)) {
        const own = lecteur.lignes(candidat).filter(encodeur.retient);
        lines.push(...own);
        if (own.length > 0) written += 1;
      }
      if (lines.length > 0) await fichier.write(encodeur.lignes(lines));
      travail.progress(written, candidats);
      await travail.breathe();
      if (!snapshot.isOpen()) return null;
    }
  }
  await fichier.write(encodeur.fin());
  return written;
}

/** One try: the part is committed, or nothing of it stays. null when the view was closed under it. */
async function essayer(
  { store, disque }: ExportDeps,
  commande: Commande,
  travail: TravailEnCours,
): Promise<number | null> {
  const fichier = await FichierPartiel.create(disque, commande.cible, commande.part);
  let isKept = false;
  try {
    // After the wait for the disk: nothing closes the view before its first read.
    const snapshot = store.snapshot();
    try {
      const written = await ecrire(commande, snapshot, fichier, travail);
      if (written === null) return null;
      await fichier.settle();
      // The last moment at which a cancel or an erasure can still be obeyed.
      travail.signal.throwIfAborted();
      if (!snapshot.isOpen()) return null;
      await fichier.publish();
      isKept = true;
      return written;
    } finally {
      snapshot.close();
    }
  } finally {
    if (!isKept) await fichier.discard();
  }
}

/**
 * Writes the file from one view of the lists: a sync that runs meanwhile neither changes it nor waits for it. A part
 * that could not be removed stays noted for the next start. Failures: DISQUE_PLEIN, ECRITURE_REFUSEE, OCCUPE when
 * erasures never stopped.
 */
export async function exporter(
  deps: ExportDeps,
  commande: Commande,
  travail: TravailEnCours,
): Promise<Result<Resultat>> {
  try {
    for (let essai = 1; essai <= essaisMax; essai += 1) {
      const written = await essayer(deps, commande, travail);
      if (written !== null) return success({ nombre: written, flux: [] });
    }
    return failure('OCCUPE');
  } catch (error: unknown) {
    const known = ecritureRefusee(error) ?? storeFailure(error);
    if (known === null) throw error;
    return known;
  } finally {
    await oublierPart(deps.store, deps.disque, commande.part);
  }
}
