import fc from 'fast-check';
import { depot as depotLu } from '../../sync-api/guichet/depot.ts';
import { empreinteDeJeton } from '../../sync-api/guichet/jeton.ts';
import { formationOuverte, startTestAccueil, type TestAccueil } from './accueil.ts';
import { idDeCreneau, offrirCreneau, suivreReservation } from './accueil-creneaux.ts';
import { debut, type Essai, essai, jeton, maintenant } from './accueil-fuzz-essais.ts';
import { TestClock } from './server.ts';

export interface BilanFuzz {
  runs: number;
  /** Answers by status. */
  statuts: Record<number, number>;
  depots: number;
}

/**
 * Sends generated requests to every public route. Each comes from an address of its own, so that throttles hide nothing.
 *
 * @param runs how many requests: 500 in `npm test`, 20,000 in the bench profile
 * @param seed the same seed makes the same requests
 * @throws when an answer is a 5xx, when a body that may not be accepted left a deposit, or when a deposit is wrong
 */
export async function fuzzAccueil(runs: number, seed = 20_261_122): Promise<BilanFuzz> {
  const accueil = await startTestAccueil({
    config: { trustProxy: true },
    clock: new TestClock(Date.parse(maintenant)),
  });
  const bilan: BilanFuzz = { runs: 0, statuts: {}, depots: 0 };
  try {
    await offrirCreneau(accueil.db, { id: idDeCreneau(1), debut, libres: 400, capacite: 400 });
    await offrirCreneau(accueil.db, { id: idDeCreneau(2), debut, libres: 0, liste_attente: 1 });
    await offrirCreneau(accueil.db, { id: idDeCreneau(3), debut, libres: 0 });
    await offrirCreneau(accueil.db, { id: idDeCreneau(900), debut });
    await accueil.serveur.ecrireSuivi({
      empreinteJeton: empreinteDeJeton(jeton) ?? '',
      intitule: formationOuverte.intitule,
      raisonSociale: formationOuverte.raisonSociale,
      mode: 'rappel',
      souhaits: [],
      etat: 'ouverte',
      recueLe: '2026-03-02T09:00:00.000Z',
      fuseau: 'Europe/Paris',
    });
    await fc.assert(
      fc.asyncProperty(essai, async (one) => essayer(accueil, one, bilan)),
      { numRuns: runs, seed, endOnFailure: true },
    );
    return bilan;
  } finally {
    await accueil.stop();
  }
}

async function essayer(accueil: TestAccueil, one: Essai, bilan: BilanFuzz): Promise<void> {
  bilan.runs += 1;
  const n = bilan.runs;
  if (one.reservation !== undefined) {
    await suivreReservation(accueil.db, one.reservation, { debut, fin: debut, expire_le: debut });
  }
  const response = await accueil.app.inject({
    method: one.method,
    url: one.path,
    headers: {
      'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
      ...(one.type === undefined ? {} : { 'content-type': one.type }),
    },
    ...(one.body === undefined ? {} : { payload: one.body }),
  });
  bilan.statuts[response.statusCode] = (bilan.statuts[response.statusCode] ?? 0) + 1;
  if (response.statusCode >= 500) throw new Error(`answered ${response.statusCode}`);
  const rows = await accueil.db.selectFrom('depot').selectAll().execute();
  if (one.depot === 'jamais' && rows.length > 0) throw new Error('a body that may not be accepted left a deposit');
  if (one.depot === 'toujours' && rows.length !== 1) throw new Error('a right form left no deposit');
  for (const row of rows) {
    const read = depotLu.parse({ ...row, corps: JSON.parse(row.corps) });
    // A form that was taken is followed by a page of its own.
    if (response.statusCode !== 200 && response.statusCode !== 303) throw new Error('a refusal left a deposit');
    if (
      read.genre === 'demande' &&
      /\p{C}|:\/\//u.test(`${read.corps.nom}${read.corps.prenom}${read.corps.courriel}`)
    ) {
      throw new Error('a name holds what a mail must not');
    }
  }
  bilan.depots += rows.length;
  await accueil.serveur.oublier(rows.map(({ id }) => id));
}
