import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProjection } from '../../../../main/core/candidats/for-sync.ts';
import { projectPending } from '../../../../main/core/candidats/projection.ts';
import { createListesHandlers } from '../../../../main/core/listes/handlers.ts';
import { openStore, type Store } from '../../../../main/core/store/store.ts';
import {
  type Applied,
  createRowWriter,
  readFluxRow,
  saveCursor,
  writeFluxList,
} from '../../../../main/core/sync/mirror.ts';
import { success } from '../../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../../shared/contract/ipc/index.ts';
import { listesChannels } from '../../../../shared/contract/ipc/listes.ts';
import type { FluxEntry, PullRow } from '../../../../shared/contract/sync.ts';
import type { openTestBase } from '../../../support/extraction.ts';
import { value } from '../../../support/result.ts';

export type Base = Awaited<ReturnType<typeof openTestBase>>;

/** The list of flux of whoever reads these formateurs, all of them when none is named. */
export async function entriesOf({ db }: Base, formateurs: readonly string[] | null): Promise<FluxEntry[]> {
  const rows = await db
    .selectFrom('flux')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .select([
      'flux.id',
      'flux.tete',
      'flux.campagne',
      'relation.id as relation',
      'relation.siret_responsable',
      'relation.siret_formateur',
    ])
    .orderBy('flux.id')
    .execute();
  return rows
    .filter((row) => formateurs === null || formateurs.includes(row.siret_formateur))
    .map((row) => ({
      id: row.id,
      genre: 'relation',
      tete: row.tete,
      campagne: row.campagne,
      relation: {
        id: row.relation,
        responsable: { siret: row.siret_responsable, nom: 'CFA des Trois Fourneaux' },
        formateur: {
          siret: row.siret_formateur,
          nom: `Site ${row.siret_formateur}`,
          ville: null,
          fuseau: 'Europe/Paris',
        },
      },
      droits: 'complets',
      fin_le: null,
      purge_apres: null,
    }));
}

async function rowsAfter({ db }: Base, flux: string, after: number): Promise<PullRow[]> {
  const rows = await db
    .selectFrom('ligne')
    .selectAll()
    .where('flux_id', '=', flux)
    .where('seq', '>', after)
    .orderBy('seq')
    .execute();
  return rows.map((row) => [row.seq, row.type, row.id, row.v, row.dossier_id, row.corps]);
}

/** A poste whose rows are those that a server's import wrote, taken by the pull's own writers. */
export class Poste {
  readonly store: Store;
  readonly #folder = mkdtempSync(join(tmpdir(), 'rappel-listes-'));
  readonly #base: Base;
  readonly #formateurs: readonly string[] | null;

  constructor(
    base: Base,
    {
      formateurs = null,
      mode = 'normal',
    }: { formateurs?: readonly string[] | null; mode?: 'normal' | 'premiere' } = {},
  ) {
    this.#base = base;
    this.#formateurs = formateurs;
    this.store = value(openStore({ file: join(this.#folder, 'rappel.db'), keyHex: 'cd'.repeat(32), mode }));
  }

  /** Everything that came since the last time; a first sync when the file is fresh. */
  async sync(): Promise<void> {
    const { store } = this;
    const projection = createProjection(store);
    const first = store.mode === 'premiere' ? projection.first() : null;
    const entries = await entriesOf(this.#base, this.#formateurs);
    store.write(store.bulk, () => writeFluxList(store.bulk, entries));
    for (const { id, tete } of entries) {
      const flux = readFluxRow(store.bulk, id);
      if (flux === null) throw new Error('flux');
      const rows = await rowsAfter(this.#base, id, flux.curseur);
      const applied: Applied = { byDossier: new Map(), hasErased: false };
      value(
        store.writeBulk((db) => {
          createRowWriter(db)(flux, rows, applied);
          if (first !== null) first.draw(db, applied.byDossier);
          else projection.project(applied.byDossier.keys(), db);
          saveCursor(db, id, tete);
          return success(null);
        }),
      );
    }
    if (first === null) {
      for (let left = true; left; ) left = value(projectPending(store, 50)).done > 0;
      return;
    }
    for (const step of first.settle()) value(step);
    value(store.finishFirstSync());
  }

  project(dossiers: readonly string[]): void {
    createProjection(this.store).project(dossiers, this.store.bulk);
  }

  get handlers() {
    return createListesHandlers({
      store: this.store,
      lastSuccess: () => '2026-06-30T08:00:00.000Z',
      travaux: { alone: (run) => run() },
      breathe: async () => undefined,
      onCandidats: () => undefined,
      onListes: () => undefined,
    });
  }

  cartes(): ResponseOf<'listes:cartes'>['cartes'] {
    return listesChannels['listes:cartes'].response.parse(value(this.handlers['listes:cartes']({}))).cartes;
  }

  carte(formateur: string): ResponseOf<'listes:cartes'>['cartes'][number] {
    const found = this.cartes().find((carte) => carte.formateur.siret === formateur);
    if (found === undefined) throw new Error('no card');
    return found;
  }

  /** Every line of one transmission, page after page. */
  compare(
    flux: string,
    transmission: string,
    { genre = null, limite = 200 }: Partial<Pick<RequestOf<'listes:comparaison'>, 'genre' | 'limite'>> = {},
  ): ResponseOf<'listes:comparaison'>['lignes'] {
    const lignes: ResponseOf<'listes:comparaison'>['lignes'] = [];
    for (let apres: string | null = null; ; ) {
      const asked = listesChannels['listes:comparaison'].request.parse({ flux, transmission, genre, apres, limite });
      const page = listesChannels['listes:comparaison'].response.parse(
        value(this.handlers['listes:comparaison'](asked)),
      );
      if (page.lignes.length > limite) throw new Error('a page is too long');
      lignes.push(...page.lignes);
      apres = page.suite;
      if (apres === null) return lignes;
    }
  }

  close(): void {
    this.store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
