import type { Kysely } from 'kysely';
import { audit } from '../store/audit.ts';
import { attendreLeDisque, reporterJournal, sansPointDeControle } from '../store/nettoyage.ts';
import type { Tables } from '../store/tables.ts';
import { Application, type Applique } from './application.ts';
import type { Portee } from './comparaison.ts';
import type { Comparaison } from './comparer-flux.ts';
import { identifiantsRapproches } from './identifiants.ts';
import { garderLaMain, prendreLaMain, rendreLaMain, tenirLaMain } from './la-main.ts';
import { estVide, type ImportDeps, type Plan, refuserLesPertes } from './plan.ts';
import { type Prepare, preparer } from './preparation.ts';

export interface BilanRelation {
  /** `siretResponsable-siretFormateur` */
  relation: string;
  flux: string;
  transmission: string;
  genre: 'premiere' | 'mise_a_jour';
  numero: number;
  total: number;
  ajoutes: number;
  modifies: number;
  retires: number;
}

/** What one import changed; a vœu that moves is one `modifies` and one `deplaces`. */
export interface Applied {
  crees: number;
  modifies: number;
  deplaces: number;
  retires: number;
  relations: BilanRelation[];
}

export type EtapeEcriture = 'comparaison' | 'application' | 'nettoyage';

export interface Demande {
  portee: Portee;
  date: Date;
  /** sha256 of the file, and its lines: what is kept of an extraction that changed something. */
  fichier: string;
  total: number;
  /** Lines of recensement, kept with the trace: the figures of the campagne tell them apart. */
  recensement: number;
  suivre?: (etape: EtapeEcriture) => void;
  continuer?: () => Promise<void>;
}

/** What the whole import says, from what it did in each flux. */
function additionner({ sansRelation, sorties }: Plan, appliques: readonly Applique[]): Applied {
  const retires = (sorties.get(null) ?? []).filter(({ genre }) => genre === 'retire').length;
  const applied: Applied = {
    crees: sansRelation?.nouveaux ?? 0,
    modifies: (sansRelation?.arrives ?? 0) + (sansRelation?.modifies ?? 0),
    deplaces: 0,
    retires,
    relations: [],
  };
  for (const { relation, fluxId, bilan } of appliques) {
    applied.crees += bilan.nouveaux;
    applied.modifies += bilan.modifies + bilan.arrives;
    applied.deplaces += bilan.partis;
    applied.retires += bilan.retires - bilan.partis;
    const { transmissionId, genre, numero, total, ajoutes, modifies, retires: sortis } = bilan;
    const counts = { genre, numero, total, ajoutes, modifies, retires: sortis };
    applied.relations.push({ relation, flux: fluxId, transmission: transmissionId, ...counts });
  }
  return applied;
}

/**
 * Applies what the staged lines change (PROTOCOL 7): compared and prepared first, then one short transaction.
 *
 * @throws Refusal TROP_DE_RETRAITS, IMPORT_CONCURRENT, CAMPAGNE_PURGEE: nothing changed
 */
export async function appliquerDifferences(deps: ImportDeps, plan: Plan, demande: Demande): Promise<Applied> {
  refuserLesPertes(plan);
  if (estVide(plan)) return additionner(plan, []);
  const comparaison: Comparaison = {
    random: identifiantsRapproches(deps.clock, deps.random),
    secretIne: deps.serveur.secretIne,
    portee: demande.portee,
    recueLe: demande.date.toISOString(),
  };
  const { extractionId } = demande.portee;
  const tenir = tenirLaMain(deps.db, extractionId, deps.clock);
  const entre = async (): Promise<void> => {
    await demande.continuer?.();
    await tenir();
  };
  // What is prepared may be lost with the machine; the one transaction may not, and takes all of it to the disk.
  await attendreLeDisque(deps.db, false);
  let prepared: Prepare[];
  try {
    prepared = await preparer(deps, comparaison, plan, entre);
  } finally {
    await attendreLeDisque(deps.db, true);
  }
  demande.suivre?.('application');
  await demande.continuer?.();
  await garderLaMain(deps.db, extractionId, deps.clock);
  const applied = await sansPointDeControle(deps.db, () =>
    deps.db.transaction().execute(async (trx) => {
      const sum = additionner(plan, await new Application(deps, trx, comparaison).appliquer(prepared, plan));
      await keepExtraction(deps, trx, demande, sum);
      return sum;
    }),
  );
  demande.suivre?.('nettoyage');
  await reporterJournal(deps.db);
  return applied;
}

/**
 * Holds the right to write for the length of an import: another one that comes meanwhile is refused. However it ends,
 * nothing prepared is left; what a killed process leaves, `retirerImportMort` removes.
 *
 * @throws Refusal IMPORT_CONCURRENT
 */
export async function avecLaMain<T>(
  { db, clock }: ImportDeps,
  extractionId: string,
  run: () => Promise<T>,
): Promise<T> {
  await prendreLaMain(db, extractionId, clock);
  try {
    return await run();
  } finally {
    await rendreLaMain(db, extractionId);
  }
}

/** The trace of an extraction that changed something: counts only. */
async function keepExtraction(
  { clock }: ImportDeps,
  trx: Kysely<Tables>,
  { portee, date, total, fichier, recensement }: Demande,
  applied: Applied,
): Promise<void> {
  await trx
    .insertInto('extraction')
    .values({
      id: portee.extractionId,
      recue_le: date.toISOString(),
      campagne: portee.campagne,
      fichier_empreinte: fichier,
      total,
      bilan: JSON.stringify({ ...applied, recensement }),
    })
    .execute();
  await audit(trx, { le: clock.now(), code: 'IMPORT_VOEUX', objet: portee.extractionId, nombre: total });
}
