import { z } from 'zod';
import type { SyncApi } from '../../main/core/sync/api.ts';
import { failure, success } from '../../shared/contract/errors.ts';
import { type FluxEntry, type PullRow, pushRequest } from '../../shared/contract/sync.ts';

/** A sync API without a network, for what is measured on a poste alone: it has rows up to a head that can be raised. */
export interface PlayedFlux {
  id: string;
  genre: FluxEntry['genre'];
  /** Asked once, in the order of their numbers. */
  rows: Iterator<PullRow>;
  /** Rows beyond it have not been written yet. */
  tete: number;
}

const rowsPerChunk = 1_000;

const entryOf = ({ id, genre, tete }: PlayedFlux): FluxEntry => ({
  id,
  genre,
  tete,
  campagne: genre === 'relation' ? 2026 : null,
  relation:
    genre === 'relation'
      ? {
          id,
          responsable: { siret: '13002526500013', nom: 'CFA DU BANC' },
          formateur: { siret: '13002526500013', nom: 'CFA DU BANC', ville: 'LYON', fuseau: 'Europe/Paris' },
        }
      : null,
  droits: 'complets',
  fin_le: null,
  purge_apres: null,
});

async function* partsOf(played: PlayedFlux, after: number, epoque: string) {
  yield { genre: 'entete' as const, epoque, suite: null };
  let lignes: PullRow[] = [];
  for (let seq = after; seq < played.tete; seq += 1) {
    const next = played.rows.next();
    if (next.done === true || next.value[0] !== seq + 1) throw new Error('the played rows are read once, in order');
    if (lignes.push(next.value) < rowsPerChunk) continue;
    yield { genre: 'lignes' as const, lignes };
    lignes = [];
  }
  if (lignes.length > 0) yield { genre: 'lignes' as const, lignes };
  const { tete } = played;
  yield { genre: 'fin' as const, tete, nombre: tete, empreinte: '0'.repeat(64) };
}

const pushed = pushRequest.extend({ actes: z.array(z.object({ id: z.string() })) });
/** Far after every row that is pulled: what was pushed does not come back. */
const firstPushedSeq = 1_000_000_000;

/** Every acte is accepted at once. */
function acceptAll(epoque: string): SyncApi['push'] {
  let seq = firstPushedSeq;
  return async (body) => {
    const { actes } = pushed.parse(JSON.parse(body));
    const recu_le = new Date().toISOString();
    return success({
      epoque,
      resultats: actes.map(({ id }) => {
        seq += 1;
        return { id, etat: 'accepte' as const, seq, recu_le, effet: 'aucun' as const };
      }),
    });
  };
}

export const playNetwork = (epoque: string, flux: readonly PlayedFlux[]): SyncApi => ({
  listFlux: async () => success({ epoque, flux: flux.map(entryOf), ordres: [] }),
  pull: async (id, after) => {
    const played = flux.find((one) => one.id === id);
    return played === undefined ? failure('FLUX_INCONNU') : success(partsOf(played, after, epoque));
  },
  push: acceptAll(epoque),
  sendReceipts: async () => success({ resultats: [] }),
  sendTraces: async () => success({ recues: [] }),
  putPartage: async () => success({ etat: 'ecrit' }),
  acknowledgeOrder: async () => success(null),
  openLive: async () => failure('HORS_LIGNE'),
});
