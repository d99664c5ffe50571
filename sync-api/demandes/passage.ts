import type { Ecriture } from '../actes/ecriture.ts';
import { ecrireCourriel } from '../courriels/ecrire.ts';
import type { CourrielAEcrire } from '../courriels/genres.ts';

/** One deposit being taken, in one transaction of the base. */
export interface Passage extends Ecriture {
  /** 64 hexadecimal digits, row `serveur`. */
  secret: string;
  /** The deposit; the demande that it makes has its id, so that one taken again after a restore is the same. */
  depotId: string;
  /** Months after 31 December of the campagne. */
  retentionMois: number;
  /** Taken before, by a base that was lost since: what it settled then is settled again (reception.ts). */
  estReprise: boolean;
  /** The flux of the demande that it made or completed then, when it is taken again; null when that is not known. */
  fluxRepris: string | null;
}

/** The link that this deposit is about: what is kept of it goes when that link leads nowhere any more. */
export const marquer = async ({ trx, depotId }: Passage, empreinte: string): Promise<void> => {
  await trx.updateTable('depot_pris').set({ marque: empreinte }).where('id', '=', depotId).execute();
};

/** What became of a deposit: `prise`, or why nothing was made of it (a code for the journal, never a value). */
export type Issue = 'prise' | 'DEPOT_FORMATION_INCONNUE' | 'DEPOT_CAMPAGNE_PURGEE' | 'DEPOT_SANS_SUITE';

const jourMs = 86_400_000;
/** Confirmations that one address receives in a day; each names another person or another training, or is an addition. */
export const confirmationsParJour = 20;

/**
 * Whether an address had its fill of confirmations: a form that names somebody else each time must not become a way to
 * fill a mailbox. The demandes themselves are made all the same.
 */
export const aTropRecu = async ({ trx, clock }: Passage, destinataire: string): Promise<boolean> => {
  const depuis = new Date(clock.now().getTime() - jourMs).toISOString();
  const rows = await trx
    .selectFrom('courriel')
    .select('id')
    .where('destinataire', '=', destinataire)
    .where('cree_le', '>', depuis)
    .where('genre', 'in', ['candidat-confirmation', 'candidat-complement'])
    .limit(confirmationsParJour)
    .execute();
  return rows.length === confirmationsParJour;
};

/** A mail to whoever asked, when there is an address to write to. */
export const ecrireAuCandidat = async (
  passage: Passage,
  destinataire: string | null,
  courriel: (destinataire: string) => CourrielAEcrire,
): Promise<void> => {
  if (destinataire !== null) await ecrireCourriel(passage.trx, passage, courriel(destinataire));
};
