import type { Kysely } from 'kysely';
import type { Clock } from '../context.ts';
import type { Tables } from '../store/tables.ts';
import { droitSur, type Porteur } from './droits.ts';

/**
 * Who is calling whom, right now (PROTOCOL 4, live). Memory only: a presence is worth 60 seconds, says nothing
 * afterwards, and must not become a record of who works when.
 */
export const presenceMs = 60_000;

export interface Present {
  operateur: string | null;
  poste_nom: string;
}

interface Entree extends Present {
  until: number;
}

/** Whether this compte may know that this dossier exists. */
export const isDossierVisible = async (
  db: Kysely<Tables>,
  porteur: Porteur,
  dossierId: string,
  now: Date,
): Promise<boolean> => {
  const dossier = await db
    .selectFrom('dossier')
    .select('flux_id')
    .where('id', '=', dossierId)
    .where('efface_le', 'is', null)
    .executeTakeFirst();
  if (dossier === undefined) return false;
  return (await droitSur(db, porteur, dossier.flux_id, now))?.droits === 'complets';
};

export class Presences {
  readonly #clock: Clock;
  /** dossier -> poste -> who. */
  readonly #parDossier = new Map<string, Map<string, Entree>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Says that a poste has this dossier open; a poste is on one dossier at a time. @returns the other postes there. */
  signaler(dossier: string, posteId: string, present: Present): Present[] {
    const now = this.#clock.now().getTime();
    this.#oublier(now, posteId);
    const postes = this.#parDossier.get(dossier) ?? new Map<string, Entree>();
    this.#parDossier.set(dossier, postes);
    const autres = [...postes.values()].map(({ operateur, poste_nom }) => ({ operateur, poste_nom }));
    postes.set(posteId, { ...present, until: now + presenceMs });
    return autres;
  }

  /** This poste has nobody open any more. */
  quitter(posteId: string): void {
    this.#oublier(this.#clock.now().getTime(), posteId);
  }

  #oublier(now: number, posteId: string): void {
    for (const [dossier, postes] of this.#parDossier) {
      for (const [id, { until }] of postes) if (until <= now || id === posteId) postes.delete(id);
      if (postes.size === 0) this.#parDossier.delete(dossier);
    }
  }
}
