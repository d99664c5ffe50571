import type { Kysely, Selectable } from 'kysely';
import { InsertMany } from '../store/insert-many.ts';
import type { Tables } from '../store/tables.ts';
import type { CleVoeu, LigneLue } from './normalisation.ts';

export interface LigneArrivee {
  ligne: number;
  lue: LigneLue & { cle: CleVoeu };
}

const keyOf = ({ academie, ine, codeOffre }: CleVoeu): string => JSON.stringify([academie, ine, codeOffre]);

/** The first line of a key stays; a later one is looked at by its number. */
const insertArrivees = new InsertMany<Selectable<Tables['voeu_arrivee']>>((db, rows) =>
  db
    .insertInto('voeu_arrivee')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['academie_code', 'ine', 'code_offre']).doNothing())
    .compile(),
);

const insertCorps = new InsertMany<Selectable<Tables['voeu_arrivee_corps']>>((db, rows) =>
  db.insertInto('voeu_arrivee_corps').values(rows).compile(),
);

const corpsOf = ({ ligne, lue }: LigneArrivee) =>
  lue.etat === 'valide' ? [{ numero_ligne: ligne, dossier: lue.textes.dossier, voeu: lue.textes.voeu }] : [];

const rowOf = ({ ligne, lue }: LigneArrivee): Selectable<Tables['voeu_arrivee']> => {
  const { academie, ine, codeOffre } = lue.cle;
  const isValide = lue.etat === 'valide';
  return {
    numero_ligne: ligne,
    academie_code: academie,
    ine,
    code_offre: codeOffre,
    etat: isValide ? 'valide' : 'conserve',
    siret_responsable: isValide ? (lue.relation?.responsable ?? null) : null,
    siret_formateur: isValide ? (lue.relation?.formateur ?? null) : null,
    empreinte_ligne: isValide ? lue.empreinte : '',
  };
};

/**
 * Staging of one import (PROTOCOL 7): lines go to the scene by batches, so that the file is never held in memory, and
 * the known vœux are compared to it in SQL.
 */
export class Arrivee {
  readonly #db: Kysely<Tables>;
  readonly #noteDoublon: (ligne: number) => void;
  #batch = new Map<string, LigneArrivee>();

  constructor(db: Kysely<Tables>, noteDoublon: (ligne: number) => void) {
    this.#db = db;
    this.#noteDoublon = noteDoublon;
  }

  /** The first valid line of a key stays; any later one is a duplicate. A valid line beats an unusable one. */
  add(arrivee: LigneArrivee): void {
    const key = keyOf(arrivee.lue.cle);
    const former = this.#batch.get(key);
    if (former === undefined || (former.lue.etat !== 'valide' && arrivee.lue.etat === 'valide')) {
      this.#batch.set(key, arrivee);
    } else if (arrivee.lue.etat === 'valide') {
      this.#noteDoublon(arrivee.ligne);
    }
  }

  /** To be called after some hundred lines: what is held until then bounds the memory. */
  async flush(): Promise<void> {
    const batch = [...this.#batch.values()];
    this.#batch = new Map();
    if (batch.length === 0) return;
    const made = await this.#db.transaction().execute(async (trx) => {
      await insertCorps.run(trx, batch.flatMap(corpsOf));
      return insertArrivees.run(trx, batch.map(rowOf));
    });
    if (made === batch.length) return;
    for (const arrivee of batch) {
      if (arrivee.lue.etat !== 'valide' || (await this.#isKept(arrivee))) continue;
      if (!(await this.#replaceUnusable(arrivee))) this.#noteDoublon(arrivee.ligne);
    }
  }

  async #isKept({ ligne, lue: { cle } }: LigneArrivee): Promise<boolean> {
    const row = await this.#db
      .selectFrom('voeu_arrivee')
      .select('numero_ligne')
      .where('academie_code', '=', cle.academie)
      .where('ine', '=', cle.ine)
      .where('code_offre', '=', cle.codeOffre)
      .executeTakeFirst();
    return row?.numero_ligne === ligne;
  }

  /** @returns false when the known line of this key was already valid */
  async #replaceUnusable(arrivee: LigneArrivee): Promise<boolean> {
    const row = rowOf(arrivee);
    const { numUpdatedRows } = await this.#db
      .updateTable('voeu_arrivee')
      .set(row)
      .where('academie_code', '=', row.academie_code)
      .where('ine', '=', row.ine)
      .where('code_offre', '=', row.code_offre)
      .where('etat', '=', 'conserve')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}
