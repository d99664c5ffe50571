import type { Kysely, Selectable } from 'kysely';
import type { Acte, ActeRecu } from '../../shared/domain/actes/acte.ts';
import { type Fait, faitsDe } from '../../shared/domain/actes/catalogue.ts';
import { foldFaits, remplacePour } from '../../shared/domain/faits.ts';
import type { Clock, Random } from '../context.ts';
import type { Journal } from '../journal.ts';
import { writeLignes } from '../store/flux.ts';
import { InsertMany } from '../store/insert-many.ts';
import type { Tables } from '../store/tables.ts';
import { listActes } from './acte-repository.ts';
import { empreinteActe } from './empreinte-acte.ts';

/** Everything that writing an acte needs, in one transaction. */
export interface Ecriture {
  trx: Kysely<Tables>;
  clock: Clock;
  random: Random;
  /** Told of a mail that was held back (courriels/plafond.ts). */
  journal?: Pick<Journal, 'note'>;
  /** Heads moved by this transaction, to be announced once it is committed. */
  tetes: Map<string, number>;
}

/** Now, or the last reception of the flux when the server's clock went back: recu_le never decreases (PROTOCOL 1). */
export const heureDeReception = async ({ trx, clock }: Ecriture, fluxId: string): Promise<string> => {
  const now = clock.now().toISOString();
  const flux = await trx
    .selectFrom('flux')
    .select('dernier_recu_le')
    .where('id', '=', fluxId)
    .executeTakeFirstOrThrow();
  return flux.dernier_recu_le !== null && flux.dernier_recu_le > now ? flux.dernier_recu_le : now;
};

export interface ActeAEcrire {
  recu: ActeRecu;
  empreinteCorps: string;
}

const insertActes = new InsertMany<Selectable<Tables['acte']>>((trx, rows) =>
  trx.insertInto('acte').values(rows).compile(),
);

/** Numbers actes of one flux in the order given and remembers who sent which body. @returns the seq of each, by id. */
export const writeActes = async (
  { trx, tetes }: Ecriture,
  fluxId: string,
  actes: readonly ActeAEcrire[],
): Promise<ReadonlyMap<string, number>> => {
  const { tete, seqs } = await writeLignes(trx, {
    fluxId,
    lignes: actes.map(({ recu }) => ({
      id: recu.id,
      type: 'acte',
      v: recu.v,
      dossierId: recu.dossier,
      corps: JSON.stringify(recu),
    })),
    recuLe: actes.at(-1)?.recu.recu_le ?? '',
  });
  tetes.set(fluxId, tete);
  await insertActes.run(
    trx,
    actes.map(({ recu, empreinteCorps }) => ({
      id: recu.id,
      flux_id: recu.flux,
      dossier_id: recu.dossier,
      compte_id: recu.compte,
      poste_id: recu.poste,
      empreinte_corps: empreinteCorps,
      seq: seqs.get(recu.id) ?? tete,
      recu_le: recu.recu_le,
      effet: recu.effet,
    })),
  );
  return seqs;
};

/** Numbers one acte. @returns its seq. */
export const writeActe = async (ecriture: Ecriture, recu: ActeRecu, empreinteCorps: string): Promise<number> => {
  const seqs = await writeActes(ecriture, recu.flux, [{ recu, empreinteCorps }]);
  return seqs.get(recu.id) ?? 0;
};

/**
 * Writes an acte that nobody typed: the consequence, in another dossier, of one that somebody did (PROTOCOL 1).
 * It replaces the heads it finds, so that it never leaves a conflict behind.
 */
export const mintActe = async (
  ecriture: Ecriture,
  { fluxId, dossierId, type, corps }: { fluxId: string; dossierId: string; type: string; corps: Acte['corps'] },
): Promise<string> => {
  const id = ecriture.random.uuid();
  const recuLe = await heureDeReception(ecriture, fluxId);
  const poses: Fait[] = faitsDe({ id, type, corps });
  const faits = foldFaits(await listActes(ecriture.trx, fluxId, dossierId));
  const acte: Acte = {
    id,
    v: 1,
    flux: fluxId,
    dossier: dossierId,
    type,
    corps,
    remplace: remplacePour(faits, poses),
    operateur: null,
    fait_le: recuLe,
    decalage_ms: 0,
    corrige: null,
    depend: [],
  };
  const stamp = { recu_le: recuLe, fait_corrige_le: recuLe, heure_incertaine: false, effet: 'aucun' } as const;
  await writeActe(ecriture, { ...acte, ...stamp, compte: null, poste: null, poste_nom: null }, empreinteActe(acte));
  return id;
};
