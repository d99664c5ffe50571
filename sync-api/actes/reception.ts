import type { ControlledTransaction, Kysely } from 'kysely';
import { z } from 'zod';
import { type ActeConnu, parseActe } from '../../shared/domain/actes/catalogue.ts';
import type { Clock, Random } from '../context.ts';
import { droitsDe } from '../flux/droits.ts';
import { lockFlux } from '../store/flux.ts';
import { viderJournal } from '../store/nettoyage.ts';
import type { Tables } from '../store/tables.ts';
import { findPersonne } from './acte-repository.ts';
import { concernsPersonne, type DemandeEnvoi, Envoi, type Lu, type Reception } from './envoi.ts';
import { Registre } from './registre.ts';

/**
 * POST /v1/actes (PROTOCOL 3): one transaction a request, in the order given. An acte that fails by accident takes back
 * its own writes only, and is asked for again; the others stand. Calls and notes that follow each other are numbered
 * together under one savepoint; when one of them fails, each is written again under its own.
 */

const withId = z.object({ id: z.string().max(64) });
const read = (brut: unknown): Lu => {
  const parsed = withId.safeParse(brut);
  return { id: parsed.success ? parsed.data.id : '', lecture: parseActe(brut) };
};

/** Every flux this request may write into: its own, and those of the same persons. */
const findConcernedFlux = async (db: Kysely<Tables>, actes: readonly ActeConnu[]): Promise<Set<string>> => {
  const ids = new Set(actes.map(({ flux }) => flux));
  const persons = new Set(actes.filter(concernsPersonne).map(({ dossier }) => dossier));
  for (const dossier of persons)
    for (const { fluxId } of (await findPersonne(db, dossier))?.dossiers ?? []) ids.add(fluxId);
  return ids;
};

export class ReceptionActes {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor({ db, clock, random }: { db: Kysely<Tables>; clock: Clock; random: Random }) {
    this.#db = db;
    this.#clock = clock;
    this.#random = random;
  }

  /** @throws the database's own error when the writer lock cannot be had: nothing was written. */
  async recevoir(demande: DemandeEnvoi): Promise<Reception> {
    const lus = demande.actes.map(read);
    const connus = lus.flatMap(({ lecture }) => (lecture.ok ? [lecture.value] : []));
    const concerned = await findConcernedFlux(this.#db, connus);
    const reception = await this.#enUneTransaction(demande, lus, concerned);
    if (connus.some(({ type }) => type === 'effacement')) await viderJournal(this.#db);
    return reception;
  }

  async #enUneTransaction(
    demande: DemandeEnvoi,
    lus: readonly Lu[],
    concerned: ReadonlySet<string>,
  ): Promise<Reception> {
    const trx = await this.#db.startTransaction().execute();
    try {
      // The writer lock comes before the first read: a transaction that reads first cannot always write later.
      await lockFlux(trx, concerned);
      const reception = await this.#traiter(trx, demande, lus);
      await trx.commit().execute();
      return reception;
    } catch (error: unknown) {
      await trx.rollback().execute();
      throw error;
    }
  }

  async #traiter(trx: ControlledTransaction<Tables>, demande: DemandeEnvoi, lus: readonly Lu[]): Promise<Reception> {
    const now = this.#clock.now();
    const droits = new Map((await droitsDe(trx, demande.porteur, now)).map((droit) => [droit.flux.id, droit]));
    const registre = new Registre();
    await registre.charger(
      trx,
      lus.flatMap(({ lecture }) => (lecture.ok ? [lecture.value] : [])),
    );
    const contexte = { registre, porteur: demande.porteur, droits, now };
    const ecriture = { clock: this.#clock, random: this.#random };
    return new Envoi(trx, demande, contexte, ecriture).traiter(lus);
  }
}
