import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemRandom } from '../../../sync-api/context.ts';
import { ReceptionDemandes } from '../../../sync-api/demandes/reception.ts';
import { GuichetPublic } from '../../../sync-api/guichet/cote-public.ts';
import { GuichetServeur } from '../../../sync-api/guichet/cote-serveur.ts';
import { openGuichet } from '../../../sync-api/guichet/ouvrir.ts';
import { createJournal } from '../../../sync-api/journal.ts';
import { openDatabase } from '../../../sync-api/store/database.ts';
import { migrate } from '../../../sync-api/store/migrate.ts';
import { ensureServeur } from '../../../sync-api/store/serveur.ts';
import { personneDe } from './personnes.ts';

/** Both sides of a guichet on encrypted files, as a server runs them; nobody reads over a network. */
export interface BenchGuichet {
  demandes: number;
  /** So many people ask, for the first time. */
  deposer(count: number): Promise<void>;
  /** All that waits is taken. @returns milliseconds */
  prendre(): Promise<number>;
  close(): Promise<void>;
}

const responsable = '99998000600012';
const formateur = '99998000600020';
const cle = `069001P0131${responsable}${formateur}-69266#L01`;
const nowMs = Date.parse('2026-06-08T08:00:00.000Z');
const key = '5a'.repeat(32);

const formation = {
  cle_ministere_educatif: cle,
  parcoursup_id: null,
  onisep_id: null,
  intitule: 'CUISINE (CAP)',
  cfd: '50022137',
  siret_responsable: responsable,
  siret_formateur: formateur,
  raison_sociale: 'CFA des Trois Fourneaux',
  adresse: '14 rue des Maîtres-Queux',
  code_postal: '69100',
  ville: 'VILLEURBANNE',
  telephone: '0465710010',
  courriels_lieu: '["admissions@example.org"]',
  courriel_gestionnaire: null,
  vue_le: '2026-06-01T00:00:00.000Z',
  retiree_le: null,
};

/** Opens a base that holds so many demandes, each taken from the guichet as any other. */
export async function openBenchGuichet(parent: string, demandes: number): Promise<BenchGuichet> {
  const folder = join(parent, `guichet-${demandes}`);
  mkdirSync(folder);
  const db = await openDatabase({ url: `sqlite:${join(folder, 'base.db')}`, key });
  await migrate(db);
  const guichetDb = await openGuichet({ url: `sqlite:${join(folder, 'guichet.db')}`, key });
  const clock = { now: () => new Date(nowMs) };
  const random = systemRandom;
  const failed: string[] = [];
  const journal = createJournal((line) => failed.push(line), clock);
  await db.insertInto('formation_catalogue').values(formation).execute();
  const intake = new GuichetPublic({ db: guichetDb, clock, random });
  const guichet = new GuichetServeur(guichetDb);
  const reception = new ReceptionDemandes({
    db,
    guichet,
    clock,
    random,
    journal,
    config: { retentionMois: 12 },
    serveur: await ensureServeur(db, clock, random),
    annoncer: () => undefined,
  });
  let rank = 0;
  const deposer = async (count: number): Promise<void> => {
    for (const end = rank + count; rank < end; rank += 1) {
      await intake.deposer('demande', {
        cle_ministere_educatif: cle,
        origine: 'PARCOURSUP',
        mode: 'rappel',
        auteur: 'etudiant',
        jeune: null,
        motifs: ['place'],
        message: 'Avez-vous encore une place pour la rentrée ?',
        souhaits: [],
        consentement: '1',
        a_confirmer: false,
        ...personneDe(rank),
      });
    }
  };
  const prendre = async (): Promise<number> => {
    const start = performance.now();
    while ((await reception.passer()) > 0);
    const taken = performance.now() - start;
    const { n } = await db
      .selectFrom('demande')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    if (n !== rank || failed.length > 0) throw new Error(`${n} demandes of ${rank} were made`);
    return taken;
  };
  await deposer(demandes);
  await prendre();
  return {
    demandes,
    deposer,
    prendre,
    close: async () => {
      await db.destroy();
      await guichetDb.destroy();
    },
  };
}
