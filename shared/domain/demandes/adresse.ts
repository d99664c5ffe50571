import { z } from 'zod';
import type { DemandeLigne } from '../../contract/lignes.ts';

const adresseCourriel = z.email();

/** The addresses of a demande's own row, and of its dossier for rows that say none. */
export interface AdressesConnues {
  demande: Pick<DemandeLigne, 'courriel' | 'ajouts'>;
  /** In the order of the dossier. */
  emails: readonly string[];
  /** What staff wrote over them (`champ:email`); anything but a text is nothing. */
  rectifie: unknown;
}

const lire = (texte: unknown): string | null => {
  const lue = adresseCourriel.safeParse(typeof texte === 'string' ? texte.trim() : undefined);
  return lue.success ? lue.data.toLowerCase() : null;
};

/**
 * Where the answer to a demande goes: the address that staff chose, else that of the newest words, which are those being
 * answered. The same rule shows it on the poste and sends the mail.
 *
 * @returns lower case; null when none is known, or when what staff wrote is no address
 */
export const adresseDeReponse = ({ demande, emails, rectifie }: AdressesConnues): string | null =>
  typeof rectifie === 'string'
    ? lire(rectifie)
    : lire(
        demande.ajouts.findLast(({ courriel }) => courriel !== undefined)?.courriel ?? demande.courriel ?? emails[0],
      );

/**
 * Who holds the personal link: whoever made the demande, or whom staff chose. Never an address that was only added since:
 * a form with somebody's name and number must not open her demande.
 *
 * @returns as {@link adresseDeReponse}
 */
export const adresseDuLien = ({ demande, emails, rectifie }: AdressesConnues): string | null =>
  lire(typeof rectifie === 'string' ? rectifie : (demande.courriel ?? emails[0]));
