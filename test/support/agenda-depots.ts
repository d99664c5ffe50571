import type { CreneauCorps } from '../../shared/domain/actes/creneau.ts';
import type { ReservationRow } from '../../sync-api/agenda/ligne.ts';
import { reservationDeDepot } from '../../sync-api/demandes/cles.ts';
import type { DemandeRow } from '../../sync-api/demandes/ligne.ts';
import type { DepotDemande, DepotReservation } from '../../sync-api/guichet/depot.ts';
import { debut } from './agenda-serveur.ts';
import type { Guichets } from './demandes.ts';

/** What families leave at the intake about créneaux, and what the server makes of it. */

/** A form of the third mode, by whoever read the page while the créneau began then. */
export const choisir = (
  { creneau, debut: vu = debut }: Pick<CreneauCorps, 'creneau'> & Partial<CreneauCorps>,
  changes: Partial<DepotDemande> = {},
): Partial<DepotDemande> => ({ mode: 'creneau', creneau: { id: creneau, debut: vu }, ...changes });

/** Somebody who is not Inès. */
export const personne = (prenom: string, rang: number): Partial<DepotDemande> => ({
  prenom,
  courriel: `${prenom.toLowerCase()}@example.org`,
  telephone: `+336399802${String(rang).padStart(2, '0')}`,
});

export interface Famille {
  /** The form is taken at once. @returns its demande and the réservation of its deposit, if one was written */
  reserver(
    creneau: Pick<CreneauCorps, 'creneau'> & Partial<CreneauCorps>,
    changes?: Partial<DepotDemande>,
  ): Promise<{ row: DemandeRow; reservation: ReservationRow | null }>;
  /** A button of the link of a réservation, taken at once. */
  presser(
    reservation: Pick<ReservationRow, 'empreinte_jeton'>,
    geste:
      | { geste: 'annuler' }
      | { geste: 'venir'; debut?: string }
      | { geste: 'deplacer'; creneau: Pick<CreneauCorps, 'creneau'> & Partial<CreneauCorps> },
  ): Promise<void>;
  reservations(): Promise<ReservationRow[]>;
  /** Her state of now. */
  etatDe(reservation: Pick<ReservationRow, 'id'> | null): Promise<string | null>;
  /** `genre`, or `genre quoi`, of every mail but the reminders, in the order they were written. */
  courriels(): Promise<string[]>;
}

const quoiDe = (donnees: string): string => {
  const lues: unknown = JSON.parse(donnees);
  return typeof lues === 'object' && lues !== null && 'quoi' in lues ? ` ${String(lues.quoi)}` : '';
};

export const ouvrirFamille = (guichets: () => Guichets): Famille => {
  const lire = (id: string): Promise<ReservationRow | undefined> =>
    guichets().db.selectFrom('reservation').selectAll().where('id', '=', id).executeTakeFirst();
  return {
    reserver: async (creneau, changes) => {
      const g = guichets();
      const depot = await g.deposer(choisir(creneau, changes));
      await g.passer();
      const { marque } = await g.db
        .selectFrom('depot_pris')
        .select('marque')
        .where('id', '=', depot)
        .executeTakeFirstOrThrow();
      const row = (await g.demandes()).find(({ empreinte_jeton }) => empreinte_jeton === marque);
      if (row === undefined) throw new Error('this form is about no demande');
      return { row, reservation: (await lire(reservationDeDepot(g.secret, depot))) ?? null };
    },
    presser: async ({ empreinte_jeton }, geste) => {
      const corps: DepotReservation =
        geste.geste === 'deplacer'
          ? { ...geste, empreinte_jeton, creneau: { id: geste.creneau.creneau, debut: geste.creneau.debut ?? debut } }
          : geste.geste === 'venir'
            ? { ...geste, empreinte_jeton, debut: geste.debut ?? debut }
            : { ...geste, empreinte_jeton };
      await guichets().intake.deposer('reservation', corps);
      await guichets().passer();
    },
    reservations: () => guichets().db.selectFrom('reservation').selectAll().orderBy('rang').orderBy('id').execute(),
    etatDe: async (reservation) => (await lire(reservation?.id ?? ''))?.etat ?? null,
    courriels: async () =>
      (
        await guichets()
          .db.selectFrom('courriel')
          .select(['genre', 'donnees'])
          .where('genre', 'not in', ['cfa-relance', 'candidat-veille'])
          .orderBy('cree_le')
          .execute()
      ).map(({ genre, donnees }) => `${genre}${quoiDe(donnees)}`),
  };
};
