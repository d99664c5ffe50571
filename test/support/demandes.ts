import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type DemandeLigne, type DossierLigne, demandeLigne, dossierLigne } from '../../shared/contract/lignes.ts';
import type { PushResult } from '../../shared/contract/sync.ts';
import type { Acte } from '../../shared/domain/actes/acte.ts';
import { ReceptionActes } from '../../sync-api/actes/reception.ts';
import { direOffres } from '../../sync-api/agenda/offres.ts';
import type { Random } from '../../sync-api/context.ts';
import { empreinteJeton, jetonDeDemande } from '../../sync-api/demandes/cles.ts';
import type { DemandeRow } from '../../sync-api/demandes/ligne.ts';
import { ReceptionDemandes } from '../../sync-api/demandes/reception.ts';
import { direSuivis } from '../../sync-api/demandes/suivi.ts';
import type { Tete } from '../../sync-api/flux/direct.ts';
import type { Porteur } from '../../sync-api/flux/droits.ts';
import { GuichetPublic } from '../../sync-api/guichet/cote-public.ts';
import { GuichetServeur } from '../../sync-api/guichet/cote-serveur.ts';
import type { DepotDemande } from '../../sync-api/guichet/depot.ts';
import { openGuichet } from '../../sync-api/guichet/ouvrir.ts';
import type { TablesGuichet } from '../../sync-api/guichet/tables.ts';
import { createJournal } from '../../sync-api/journal.ts';
import { ensureServeur } from '../../sync-api/store/serveur.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import { createCompte, makeActe } from './flux-fixtures.ts';
import { openTestDatabase, TestClock, testRandom } from './flux-server.ts';

/** The base, the guichet between them, and what stands on both sides: an intake that deposits, a server that takes. */

export const formateur = '99998000600020';
export const cle = `069001P013199998000600012${formateur}-69266#L01`;
export const autreCle = `069001P013199998000600012${formateur}-69266#L02`;

export interface Guichets {
  db: Kysely<Tables>;
  guichetDb: Kysely<TablesGuichet>;
  clock: TestClock;
  random: Random;
  secret: string;
  logs: string[];
  /** Heads that were announced, in order. */
  annonces: Tete[];
  intake: GuichetPublic;
  guichet: GuichetServeur;
  reception: ReceptionDemandes;
  porteur: Porteur;
  /** One form left at the intake. @returns the id of the deposit */
  deposer(changes?: Partial<DepotDemande>): Promise<string>;
  /** Everything that waits is taken, and told to the guichet. */
  passer(): Promise<void>;
  /** A form, taken at once. @returns the demande it made */
  demander(changes?: Partial<DepotDemande>): Promise<DemandeRow>;
  pousser(...actes: Acte[]): Promise<PushResult[]>;
  demandes(): Promise<DemandeRow[]>;
  /** As it stands now. */
  relire(row: Pick<DemandeRow, 'id'>): Promise<DemandeRow>;
  ligne(row: DemandeRow): Promise<DemandeLigne>;
  dossier(row: DemandeRow): Promise<DossierLigne>;
  /** `genre` of every mail, in the order they were written. */
  courriels(): Promise<string[]>;
  jeton(row: DemandeRow): string;
  close(): Promise<void>;
}

export const formulaire = (changes: Partial<DepotDemande> = {}): DepotDemande => ({
  cle_ministere_educatif: cle,
  origine: 'PARCOURSUP',
  mode: 'rappel',
  auteur: 'etudiant',
  nom: 'Vauquelin',
  prenom: 'Inès',
  jeune: null,
  telephone: '+33639980112',
  courriel: 'ines.vauquelin@example.org',
  motifs: ['place'],
  message: null,
  souhaits: [],
  consentement: '1',
  a_confirmer: false,
  ...changes,
});

type FormationRow = Tables['formation_catalogue'];

export const formation = (changes: Partial<FormationRow> = {}): FormationRow => ({
  cle_ministere_educatif: cle,
  parcoursup_id: '99000',
  onisep_id: 'AF.99900',
  intitule: 'CUISINE (CAP)',
  cfd: '50022137',
  siret_responsable: '99998000600012',
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
  ...changes,
});

/** The answer of somebody who saw `heads`. */
export const repondre = (
  row: DemandeRow,
  genre: 'personnalisee' | 'autre_canal' | 'sans_reponse',
  heads: readonly string[] = [],
  parts: Partial<Acte> = {},
): Acte =>
  makeActe({
    flux: row.flux_id,
    dossier: row.dossier_id,
    type: 'reponse',
    corps: {
      demande: row.id,
      genre,
      ...(genre === 'personnalisee' ? { texte: 'Il reste trois places.\n\nVenez samedi.' } : {}),
    },
    remplace: { [`reponse:${row.id}`]: [...heads] },
    ...parts,
  });

export const defaire = (row: DemandeRow, acte: Acte): Acte =>
  makeActe({ flux: row.flux_id, dossier: row.dossier_id, type: 'annule', corps: { acte: acte.id } });

export const appeler = (row: DemandeRow, disposition: string, faitLe: string): Acte =>
  makeActe({
    flux: row.flux_id,
    dossier: row.dossier_id,
    type: 'appel',
    corps: { sens: 'emis', numero: '+33639980112', interlocuteur: 'candidat', disposition },
    fait_le: faitLe,
  });

/** Monday 8 June 2026, 10:00 in Paris; two trainings of one site in the catalogue. */
export const ouvrirGuichets = async ({
  url,
  guichetUrl = 'sqlite::memory:',
  key = '',
}: {
  url?: string;
  guichetUrl?: string;
  key?: string;
} = {}): Promise<Guichets> => {
  const db = await openTestDatabase(url);
  const guichetDb = await openGuichet({ url: guichetUrl, key });
  const clock = new TestClock();
  const logs: string[] = [];
  const annonces: Tete[] = [];
  const serveur = await ensureServeur(db, clock, testRandom);
  const intake = new GuichetPublic({ db: guichetDb, clock, random: testRandom });
  const guichet = new GuichetServeur(guichetDb);
  const deps = { db, clock, random: testRandom, serveur, journal: createJournal((line) => logs.push(line), clock) };
  const reception = new ReceptionDemandes({
    ...deps,
    guichet,
    config: { retentionMois: 12 },
    annoncer: (tetes) => annonces.push(...tetes),
  });
  await db
    .insertInto('formation_catalogue')
    .values([formation(), formation({ cle_ministere_educatif: autreCle, intitule: 'SERVICE (CAP)' })])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { porteur } = await createCompte(db, 'responsable', `r-${randomUUID()}`);
  const siret = '99998000600012';
  await db.updateTable('compte').set({ siret }).where('id', '=', porteur.compteId).execute();
  const who: Porteur = { ...porteur, siret };
  const receptionActes = new ReceptionActes(deps);

  const deposer = (changes?: Partial<DepotDemande>): Promise<string> => intake.deposer('demande', formulaire(changes));
  const passer = async (): Promise<void> => {
    await reception.passer();
    await direOffres({ db, clock, guichet });
    await direSuivis({ db, guichet });
  };
  const demandes = (): Promise<DemandeRow[]> =>
    db.selectFrom('demande').selectAll().orderBy('recue_le').orderBy('id').execute();
  const corpsDe = async (id: string): Promise<unknown> => {
    const { corps } = await db.selectFrom('ligne').select('corps').where('id', '=', id).executeTakeFirstOrThrow();
    return JSON.parse(corps);
  };
  return {
    db,
    guichetDb,
    clock,
    random: testRandom,
    secret: serveur.secretIne,
    logs,
    annonces,
    intake,
    guichet,
    reception,
    porteur: who,
    deposer,
    passer,
    demander: async (changes) => {
      const before = new Set((await demandes()).map(({ id }) => id));
      await deposer(changes);
      await passer();
      const made = (await demandes()).find(({ id }) => !before.has(id));
      if (made === undefined) throw new Error('this form made no demande');
      return made;
    },
    pousser: async (...actes) =>
      (await receptionActes.recevoir({ porteur: who, dernierEchangeLe: null, actes })).resultats,
    demandes,
    relire: ({ id }) => db.selectFrom('demande').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    ligne: async ({ id }) => demandeLigne.parse(await corpsDe(id)),
    dossier: async ({ dossier_id }) => dossierLigne.parse(await corpsDe(dossier_id)),
    courriels: async () =>
      (
        await db.selectFrom('courriel').select('genre').where('genre', '<>', 'cfa-relance').orderBy('cree_le').execute()
      ).map(({ genre }) => genre),
    jeton: ({ id }) => empreinteJeton(jetonDeDemande(serveur.secretIne, id)),
    close: async () => {
      await db.destroy();
      await guichetDb.destroy();
    },
  };
};
