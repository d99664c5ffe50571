import { Accidents } from '../accidents.ts';
import { direOffres, redireOffres, reparerOffres } from '../agenda/offres.ts';
import { redireOffresOubliees } from '../agenda/offres-oubliees.ts';
import { expirerOffres } from '../agenda/promotion.ts';
import type { ServerDeps } from '../context.ts';
import type { Courrier } from '../courriels/courrier.ts';
import { reprendreSansDestinataire } from '../courriels/reprise.ts';
import { gardeMs } from '../demandes/garde.ts';
import { oublierDepots } from '../demandes/oubli.ts';
import { PublicationCatalogue } from '../demandes/publication.ts';
import { ReceptionDemandes } from '../demandes/reception.ts';
import { direSuivis, reparerSuivis } from '../demandes/suivi.ts';
import type { Tete } from '../flux/direct.ts';
import type { Minuterie } from '../flux/minuterie.ts';
import { purgerFluxEchus } from '../flux/purges.ts';
import type { GuichetServeur } from '../guichet/cote-serveur.ts';
import { purgeExpired } from '../identite/adaptateur.ts';
import { sqliteFile } from '../store/database.ts';
import { retirerScenesMortes } from '../store/scene.ts';
import { retirerImportMort } from '../voeux/la-main.ts';
import { type Boucle, enBoucle } from './boucle.ts';

/** What the server does beside answering: it takes deposits, sends mail, forgets. */

export const receptionMs = 2_000;
export const courrierMs = 5_000;
const purgeMs = 3_600_000;
/** Said in the guichet, so that the intake knows that somebody still comes by. */
const passageMs = 30_000;
/** What the guichet offers is compared with what this base makes. */
const comparaisonMs = 300_000;

export interface TravailDeps {
  deps: ServerDeps;
  guichet: GuichetServeur;
  courrier: Courrier;
  minuterie: Minuterie;
  annoncer(tetes: readonly Tete[]): void;
}

export interface Travail {
  /** Takes what was deposited, now. */
  recevoir(): Promise<void>;
  /** Sends what is due, now. */
  envoyer(): Promise<void>;
  /** Resolves when nothing of it runs any more: the databases may close. */
  arreter(): Promise<void>;
}

/** One that fails keeps none of the others from being done. @throws the first error, once all were tried */
async function toutesLesEtapes(etapes: readonly (() => Promise<unknown>)[]): Promise<void> {
  const erreurs: unknown[] = [];
  for (const etape of etapes)
    try {
      await etape();
    } catch (error: unknown) {
      erreurs.push(error);
    }
  if (erreurs.length > 0) throw erreurs[0];
}

/** Starts all of it. What a former process left half done is taken up again first. */
export function travailler({ deps, guichet, courrier, minuterie, annoncer }: TravailDeps): Travail {
  const { db, clock, journal } = deps;
  const reception = new ReceptionDemandes({ ...deps, guichet, annoncer });
  const publication = new PublicationCatalogue({ db, guichet });
  const accidents = new Accidents(clock);
  let isRepaired = false;
  // The clock may be put back: what was done ahead of it is done again.
  const aLHeure = (periodMs: number): (() => boolean) => {
    let fait = Number.NEGATIVE_INFINITY;
    return () => {
      const now = clock.now().getTime();
      if (Math.abs(now - fait) < periodMs) return false;
      fait = now;
      return true;
    };
  };
  const passage = aLHeure(passageMs);
  const comparaison = aLHeure(comparaisonMs);
  /** @returns whether nothing waits any more */
  const prendre = async (): Promise<boolean> => {
    if (passage()) await guichet.passer(clock.now());
    // New addresses came with the new catalogue: what could be told to nobody is told now.
    if ((await publication.passer()) !== null) {
      await reprendre(deps, annoncer);
      await redireOffres(deps);
    }
    if (!isRepaired) {
      await reception.reprendre();
      await reparerSuivis({ db, clock, guichet });
      await reparerOffres({ db, clock, guichet });
    }
    isRepaired = true;
    const { pris, estVide } = await reception.vider();
    if (pris > 0) journal.note({ code: 'DEPOTS_PRIS', count: pris });
    return estVide;
  };
  const recevoir = (): Promise<void> =>
    toutesLesEtapes([
      async () => {
        // What she answered in time is taken before; were it not, no offer ends.
        if (await prendre()) await expirerOffres({ ...deps, accidents, annoncer });
      },
      async () => {
        if (comparaison()) await redireOffresOubliees({ db, clock, guichet });
      },
      () => direOffres({ db, clock, guichet }),
      () => direSuivis({ db, guichet, journal }),
    ]);
  const boucle = (periodMs: number, code: string, run: () => Promise<unknown>): Boucle =>
    enBoucle({ minuterie, periodMs, journal, code, run });
  const receptions = boucle(receptionMs, 'RECEPTION_EN_ECHEC', recevoir);
  const courriers = boucle(courrierMs, 'COURRIER_EN_ECHEC', () => courrier.passer());
  // Expired confirmations go after the deposits that may still confirm them in time.
  const purges = boucle(purgeMs, 'PURGE_EN_ECHEC', async () => {
    await receptions.tourner();
    await purger(deps, guichet);
  });
  void purges.tourner();
  return {
    recevoir: receptions.tourner,
    envoyer: courriers.tourner,
    arreter: async () => {
      for (const { arreter } of [purges, receptions]) await arreter();
      // The mail that is leaving ends; those behind it wait for the next start.
      await Promise.all([courriers.arreter(), courrier.fermer()]);
    },
  };
}

/**
 * Before any poste is answered: a base put back from a backup takes its last demandes again, so that the answers that
 * postes offer again find them. Not possible now, it is done with the first deposits.
 */
export async function reprendreDepots(deps: ServerDeps, guichet: GuichetServeur): Promise<void> {
  try {
    await new ReceptionDemandes({ ...deps, guichet, annoncer: () => {} }).reprendre();
  } catch {
    deps.journal.note({ code: 'REPRISE_REPORTEE' });
  }
}

async function reprendre({ db, clock, random, journal }: ServerDeps, annoncer: TravailDeps['annoncer']): Promise<void> {
  const tetes = new Map<string, number>();
  const count = await db.transaction().execute((trx) => reprendreSansDestinataire({ trx, clock, random, tetes }));
  annoncer([...tetes].map(([flux, tete]) => ({ flux, tete })));
  if (count > 0) journal.note({ code: 'DEMANDES_REPRISES', count });
}

/** Mails that wait because nothing can be sent with these settings. */
export async function compterCourrielsEnAttente(db: ServerDeps['db']): Promise<number> {
  const { n } = await db
    .selectFrom('courriel')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('etat', 'in', ['a_envoyer', 'en_cours'])
    .executeTakeFirstOrThrow();
  return n;
}

/**
 * At start and every hour: expired tokens and proofs, lists whose end date has passed, what a killed import left, forms
 * that nobody confirmed. A failure is said and left for the next hour: the end date stays past.
 */
async function purger(deps: ServerDeps, guichet: GuichetServeur): Promise<void> {
  const { db, clock, journal } = deps;
  const file = sqliteFile(deps.config.databaseUrl);
  const attempt = async (code: string, purge: () => Promise<number>): Promise<void> => {
    try {
      const count = await purge();
      if (count > 0) journal.note({ code, count });
    } catch {
      journal.note({ code: `${code}_REPORTEE` });
    }
  };
  await attempt('PURGE_JETONS', () => purgeExpired(db, clock));
  await attempt('PURGE_FLUX', () => purgerFluxEchus(db, deps));
  await attempt('PURGE_IMPORT', () => retirerImportMort(db, deps));
  await attempt('PURGE_SCENE', async () => (file === null || file === ':memory:' ? 0 : retirerScenesMortes(file)));
  await attempt('PURGE_DEPOTS', () => oublierDepots(db, deps));
  await attempt('PURGE_GARDES', () => guichet.retirerGardesAvant(new Date(clock.now().getTime() - gardeMs)));
  await attempt('DEPOTS_ILLISIBLES', () => guichet.compterIllisibles());
}
