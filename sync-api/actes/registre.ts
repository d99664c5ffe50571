import type { Kysely, Selectable } from 'kysely';
import type { Acte } from '../../shared/domain/actes/acte.ts';
import { enTranches } from '../../shared/domain/tranches.ts';
import type { Tables } from '../store/tables.ts';
import { findActe, findDossier } from './acte-repository.ts';

type ActeRow = Selectable<Tables['acte']>;
type DossierRow = Selectable<Tables['dossier']>;

/** Bound parameters per statement. */
const tranche = 500;

const parTranches = (ids: ReadonlySet<string>): string[][] => enTranches([...ids], tranche);

/**
 * What the tables say of the actes and dossiers that one request names, read together instead of one by one. The
 * writer lock is held, so only this request can change them: whoever writes one of them says so here.
 */
export class Registre {
  readonly #actes = new Map<string, ActeRow | undefined>();
  readonly #dossiers = new Map<string, DossierRow | undefined>();

  /** Reads what these actes name: themselves, what they depend on, their dossiers. */
  async charger(trx: Kysely<Tables>, actes: readonly Acte[]): Promise<void> {
    const ids = new Set(actes.flatMap(({ id, depend }) => [id, ...depend]));
    for (const part of parTranches(ids)) {
      for (const id of part) this.#actes.set(id, undefined);
      const rows = await trx.selectFrom('acte').selectAll().where('id', 'in', part).execute();
      for (const row of rows) this.#actes.set(row.id, row);
    }
    for (const part of parTranches(new Set(actes.map(({ dossier }) => dossier)))) {
      for (const id of part) this.#dossiers.set(id, undefined);
      const rows = await trx.selectFrom('dossier').selectAll().where('id', 'in', part).execute();
      for (const row of rows) this.#dossiers.set(row.id, row);
    }
  }

  async acte(trx: Kysely<Tables>, id: string): Promise<ActeRow | undefined> {
    return this.#actes.has(id) ? this.#actes.get(id) : findActe(trx, id);
  }

  async dossier(trx: Kysely<Tables>, id: string): Promise<DossierRow | undefined> {
    return this.#dossiers.has(id) ? this.#dossiers.get(id) : findDossier(trx, id);
  }

  /** These actes were written: they are read again when somebody names them. */
  oublierActes(ids: Iterable<string>): void {
    for (const id of ids) this.#actes.delete(id);
  }

  /** Anything may have changed: a dossier opened or erased, writes taken back. */
  vider(): void {
    this.#actes.clear();
    this.#dossiers.clear();
  }
}
