/**
 * What people were promised: every acte whose writing was answered « enregistré ». Kept outside the postes, as a
 * person remembers it.
 */
export class Ledger {
  readonly #written = new Map<string, { poste: string; type: string }>();
  readonly #dropped = new Set<string>();

  wrote(poste: string, type: string, ids: string[]): void {
    for (const id of ids) this.#written.set(id, { poste, type });
  }

  /** Undone before it ever left: it must exist nowhere. */
  dropped(id: string): void {
    this.#dropped.add(id);
  }

  get promised(): [string, { poste: string; type: string }][] {
    return [...this.#written].filter(([id]) => !this.#dropped.has(id));
  }

  get forgotten(): ReadonlySet<string> {
    return this.#dropped;
  }

  has(id: string): boolean {
    return this.#written.has(id);
  }
}
