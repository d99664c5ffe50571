import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { CleVoeu, LigneLue } from './normalisation.ts';

/** Thirteen bound values a row: well below SQLite's 32,766. */
const batchSize = 500;

export interface LigneArrivee {
  ligne: number;
  lue: LigneLue & { cle: CleVoeu };
}

const keyOf = ({ academie, ine, codeOffre }: CleVoeu): string => JSON.stringify([academie, ine, codeOffre]);

/**
 * Staging of one import (PROTOCOL 7): lines go in by batches outside any long transaction, so that the file is never
 * held in memory, and the known vœux are compared to it in SQL.
 */
export class Arrivee {
  readonly #db: Kysely<Tables>;
  readonly #extractionId: string;
  readonly #noteDoublon: (ligne: number) => void;
  #batch = new Map<string, LigneArrivee>();
  #count = 0;

  constructor(db: Kysely<Tables>, extractionId: string, noteDoublon: (ligne: number) => void) {
    this.#db = db;
    this.#extractionId = extractionId;
    this.#noteDoublon = noteDoublon;
  }

  /** Keys put in staging: fewer rows there means that another import emptied it. */
  get count(): number {
    return this.#count;
  }

  /** Leftovers of an import that was killed; they belong to nobody. */
  async clear(): Promise<void> {
    await this.#db.deleteFrom('voeu_arrivee').execute();
  }

  /** The first valid line of a key stays; any later one is a duplicate. A valid line beats an unusable one. */
  async add(arrivee: LigneArrivee): Promise<void> {
    const key = keyOf(arrivee.lue.cle);
    const former = this.#batch.get(key);
    if (former === undefined || (former.lue.etat !== 'valide' && arrivee.lue.etat === 'valide')) {
      this.#batch.set(key, arrivee);
    } else if (arrivee.lue.etat === 'valide') {
      this.#noteDoublon(arrivee.ligne);
    }
    if (this.#batch.size >= batchSize) await this.flush();
  }

  async flush(): Promise<void> {
    const batch = [...this.#batch.values()];
    this.#batch = new Map();
    if (batch.length === 0) return;
    const made = await this.#db
      .insertInto('voeu_arrivee')
      .values(batch.map((arrivee) => this.#row(arrivee)))
      .onConflict((conflict) => conflict.columns(['extraction_id', 'academie_code', 'ine', 'code_offre']).doNothing())
      .returning('numero_ligne')
      .execute();
    this.#count += made.length;
    const kept = new Set(made.map((row) => row.numero_ligne));
    for (const arrivee of batch) {
      if (arrivee.lue.etat !== 'valide' || kept.has(arrivee.ligne)) continue;
      if (!(await this.#replaceUnusable(arrivee))) this.#noteDoublon(arrivee.ligne);
    }
  }

  /** @returns false when the known line of this key was already valid */
  async #replaceUnusable(arrivee: LigneArrivee): Promise<boolean> {
    const { extraction_id: extractionId, ...row } = this.#row(arrivee);
    const { numUpdatedRows } = await this.#db
      .updateTable('voeu_arrivee')
      .set(row)
      .where('extraction_id', '=', extractionId)
      .where('academie_code', '=', row.academie_code)
      .where('ine', '=', row.ine)
      .where('code_offre', '=', row.code_offre)
      .where('etat', '=', 'conserve')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  #row({ ligne, lue }: LigneArrivee) {
    const { academie, ine, codeOffre } = lue.cle;
    const key = {
      extraction_id: this.#extractionId,
      numero_ligne: ligne,
      academie_code: academie,
      ine,
      code_offre: codeOffre,
    };
    if (lue.etat !== 'valide') {
      const nothing = { siret_responsable: null, siret_formateur: null, empreinte_ligne: '', dossier: '', voeu: '' };
      return { ...key, etat: 'conserve' as const, ...nothing };
    }
    return {
      ...key,
      etat: 'valide' as const,
      siret_responsable: lue.relation?.responsable ?? null,
      siret_formateur: lue.relation?.formateur ?? null,
      empreinte_ligne: lue.empreinte,
      dossier: JSON.stringify(lue.dossier),
      voeu: JSON.stringify(lue.voeu),
    };
  }
}
