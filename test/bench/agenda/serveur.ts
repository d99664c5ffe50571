import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Ecriture } from '../../../sync-api/actes/ecriture.ts';
import { annulerReservation } from '../../../sync-api/agenda/annuler.ts';
import { reserver } from '../../../sync-api/agenda/reserver.ts';
import { systemRandom } from '../../../sync-api/context.ts';
import { openDatabase } from '../../../sync-api/store/database.ts';
import { ensureFlux, lockFlux, writeLignes } from '../../../sync-api/store/flux.ts';
import { migrate } from '../../../sync-api/store/migrate.ts';
import { ensureServeur } from '../../../sync-api/store/serveur.ts';
import type { Tables } from '../../../sync-api/store/tables.ts';
import {
  creneauId,
  creneauOf,
  dossierCorps,
  dossierId,
  nowMs,
  parCreneau,
  parSemaine,
  reservationId,
} from './semaine.ts';

/** The agenda of the server, on an encrypted file: every booking is settled by it, in a transaction of its own. */
export interface BenchServeur {
  reservations: number;
  /** Milliseconds of one more booking, and of cancelling it. */
  reserver(): Promise<number>;
  annuler(): Promise<number>;
  close(): Promise<void>;
}

const key = '5a'.repeat(32);
const clock = { now: () => new Date(nowMs) };
const [responsable, formateur] = ['99998000600012', '99998000600020'];
/** Filled in slices: one transaction a booking would wait for the disk each time. */
const sliceRows = 100;

async function openFlux(db: Kysely<Tables>): Promise<string> {
  const id = systemRandom.uuid();
  const relation = { id, siret_responsable: responsable, siret_formateur: formateur };
  await db
    .insertInto('relation')
    .values({ ...relation, cree_le: clock.now().toISOString(), retiree_le: null })
    .execute();
  const place = { adresse: '14 rue des Maîtres-Queux', code_postal: '69100', ville: 'VILLEURBANNE' };
  const named = { siret: formateur, uai: null, raison_sociale: 'CFA des Trois Fourneaux', enseigne: null };
  await db
    .insertInto('etablissement')
    .values({ ...named, ...place, academie_code: null })
    .execute();
  return ensureFlux(db, systemRandom, { genre: 'relation', relationId: id, campagne: 2026 });
}

async function writeCreneau(trx: Kysely<Tables>, flux: string, rank: number): Promise<void> {
  const { creneau: id, genre, debut, fin, capacite, lieu = null, offre } = creneauOf(rank);
  await trx
    .insertInto('creneau')
    .values({
      ...{ id, flux_id: flux, etat: 'prevu', genre, debut, fin, capacite, liste_attente: 1, titre: null, lieu },
      ...{ lien: null, consigne: null, offre: JSON.stringify(offre), sequence: 0 },
      modifie_le: clock.now().toISOString(),
    })
    .execute();
}

async function writePerson(trx: Kysely<Tables>, flux: string, rank: number): Promise<void> {
  const id = dossierId(rank);
  await trx.insertInto('dossier').values({ id, flux_id: flux, cle_ine: null, efface_le: null }).execute();
  const corps = JSON.stringify(dossierCorps(rank));
  await writeLignes(trx, { fluxId: flux, lignes: [{ id, type: 'dossier', v: 1, dossierId: id, corps }] });
}

const askOf = (flux: string, rank: number, creneau: number) => ({
  id: reservationId(rank),
  fluxId: flux,
  dossierId: dossierId(rank),
  creneauId: creneauId(creneau),
  demandeId: null,
  debutVu: creneauOf(creneau).debut,
  source: 'poste' as const,
  remplaceId: null,
});

/** Opens a base that holds so many réservations, each settled as any other, and as many people again without one. */
export async function openBenchServeur(parent: string, reservations: number, more: number): Promise<BenchServeur> {
  const folder = join(parent, `serveur-${reservations}`);
  mkdirSync(folder);
  const db = await openDatabase({ url: `sqlite:${join(folder, 'base.db')}`, key });
  await migrate(db);
  await ensureServeur(db, clock, systemRandom);
  const flux = await openFlux(db);
  const write = <T>(work: (ecriture: Ecriture) => Promise<T>): Promise<T> =>
    db.transaction().execute(async (trx) => {
      await lockFlux(trx, [flux]);
      return work({ trx, clock, random: systemRandom, tetes: new Map() });
    });
  for (let start = 0; start < reservations + more; start += sliceRows)
    await write(async (ecriture) => {
      for (let rank = start; rank < Math.min(start + sliceRows, reservations + more); rank += 1) {
        await writePerson(ecriture.trx, flux, rank);
        if (rank >= reservations) continue;
        const creneau = Math.floor(rank / parCreneau);
        if (rank % parCreneau === 0) await writeCreneau(ecriture.trx, flux, creneau);
        await reserver(ecriture, askOf(flux, rank, creneau));
      }
    });
  const inWeek = Math.min(parSemaine, Math.ceil(reservations / parCreneau));
  let next = reservations;
  let last = reservations;
  const timed = async (work: (ecriture: Ecriture) => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    const done = await write(work);
    const taken = performance.now() - start;
    if (done === null) throw new Error('nothing was settled');
    return taken;
  };
  return {
    reservations,
    reserver: async () => {
      last = next;
      next += 1;
      return timed((ecriture) => reserver(ecriture, askOf(flux, last, last % inWeek)));
    },
    annuler: () => timed((ecriture) => annulerReservation(ecriture, { id: reservationId(last) }, 'cfa')),
    close: () => db.destroy(),
  };
}
