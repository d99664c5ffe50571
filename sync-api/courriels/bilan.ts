import type { Kysely } from 'kysely';
import type { Ecriture } from '../actes/ecriture.ts';
import { findDemande } from '../demandes/etat.ts';
import { lockFlux } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { marquerRejet } from './consequences.ts';
import { estPourLeCfa, lireDonnees } from './donnees.ts';
import type { CourrielRow } from './file.ts';

/** What an operator reads of the outbox: kinds, codes and counts. Addresses of CFA when they refused, never a family's. */
export interface BilanCourriels {
  etats: Record<CourrielRow['etat'], number>;
  /** Scheduled for later, never tried: reminders mostly. */
  prevus: number;
  /** Due or tried, by kind and by the code of the last try (null: not tried yet). `depuis`: the oldest. */
  en_attente: { genre: string; code: string | null; nombre: number; depuis: string }[];
  refuses: { genre: string; code: string; nombre: number; adresses: string[] }[];
}

const grouper = <T>(rows: readonly T[], cle: (row: T) => string): T[][] => [...Map.groupBy(rows, cle).values()];

export const lireBilan = async (db: Kysely<Tables>, maintenant: Date): Promise<BilanCourriels> => {
  const le = maintenant.toISOString();
  const comptes = await db
    .selectFrom('courriel')
    .select((eb) => ['etat', eb.fn.countAll<number>().as('nombre')])
    .groupBy('etat')
    .execute();
  const etats = { a_envoyer: 0, en_cours: 0, envoye: 0, refuse: 0, abandonne: 0 };
  for (const { etat, nombre } of comptes) etats[etat] = Number(nombre);
  const rows = await db
    .selectFrom('courriel')
    .select(['genre', 'etat', 'code', 'essais', 'destinataire', 'envoyable_le', 'cree_le'])
    .where('etat', 'in', ['a_envoyer', 'en_cours', 'refuse'])
    .orderBy('cree_le')
    .orderBy('id')
    .execute();
  const vivants = rows.filter(({ etat }) => etat !== 'refuse');
  const attendus = vivants.filter(({ essais, envoyable_le }) => essais > 0 || envoyable_le <= le);
  return {
    etats,
    prevus: vivants.length - attendus.length,
    en_attente: grouper(attendus, ({ genre, code }) => `${genre} ${code}`).flatMap((groupe) => {
      const [premier] = groupe;
      return premier === undefined
        ? []
        : [{ genre: premier.genre, code: premier.code, nombre: groupe.length, depuis: premier.cree_le }];
    }),
    refuses: grouper(
      rows.filter(({ etat }) => etat === 'refuse'),
      ({ genre, code }) => `${genre} ${code}`,
    ).flatMap((groupe) => {
      const [premier] = groupe;
      if (premier === undefined) return [];
      const adresses = estPourLeCfa(premier.genre) ? groupe.flatMap(({ destinataire }) => destinataire ?? []) : [];
      return [
        {
          genre: premier.genre,
          code: premier.code ?? '',
          nombre: groupe.length,
          adresses: [...new Set(adresses)].sort(),
        },
      ];
    }),
  };
};

/**
 * Tries again at once what was refused and still has its words, and what waits after a failure. An address of a CFA that
 * is known to be dead is put back first (`destinataires --remettre`): its mails stay refused until then.
 *
 * @returns how many will leave
 */
export const relancerCourriels = async (ecriture: Ecriture): Promise<number> => {
  const { trx, clock } = ecriture;
  const le = clock.now().toISOString();
  const attente = await trx
    .updateTable('courriel')
    .set({ envoyable_le: le, essais: 1 })
    .where('etat', '=', 'a_envoyer')
    .where('essais', '>', 0)
    .executeTakeFirst();
  const refuses = await trx
    .selectFrom('courriel')
    .selectAll()
    .where('etat', '=', 'refuse')
    .where('destinataire', 'is not', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('courriel_rejete')
            .select('courriel_rejete.courriel')
            .whereRef('courriel_rejete.courriel', '=', eb.fn<string>('lower', ['courriel.destinataire'])),
        ),
      ),
    )
    .execute();
  const relances = refuses.filter(({ donnees }) => lireDonnees(donnees) !== null);
  await lockFlux(
    trx,
    relances.flatMap(({ flux_id }) => flux_id ?? []),
  );
  for (const row of relances) await relancer(ecriture, row, le);
  return Number(attente.numUpdatedRows) + relances.length;
};

const relancer = async (ecriture: Ecriture, row: CourrielRow, le: string): Promise<void> => {
  await ecriture.trx
    .updateTable('courriel')
    .set({ etat: 'a_envoyer', envoyable_le: le, essais: 1, code: null, fini_le: null })
    .where('id', '=', row.id)
    .execute();
  if (row.demande_id === null || estPourLeCfa(row.genre)) return;
  // Told again if it is refused again.
  const demande = await findDemande(ecriture.trx, row.demande_id);
  if (demande !== undefined) await marquerRejet(ecriture, demande, 'candidat', false);
};
