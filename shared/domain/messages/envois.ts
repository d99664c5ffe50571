import { estAdresse } from './mailto.ts';

/** Addresses that one group mail may hold, in bcc. */
export const adressesParEnvoi = 50;

export interface Destinataire {
  candidat: string;
  adresses: readonly string[];
}

export interface Envoi {
  adresses: string[];
  /** Those whose addresses are all said once this one has left. */
  candidats: string[];
}

/**
 * A group mail in as many sendings as it needs, in the order given. An address serves once, however many children it
 * is for; a person is noted with the sending that holds the last of hers.
 */
export const envoisDe = (
  destinataires: readonly Destinataire[],
  taille: number = adressesParEnvoi,
): { envois: Envoi[]; illisibles: number; sans: string[] } => {
  const rangs = new Map<string, number>();
  const envois: Envoi[] = [];
  const sans: string[] = [];
  const illisibles = new Set<string>();
  for (const { candidat, adresses } of destinataires) {
    let dernier = -1;
    for (const brute of adresses) {
      const adresse = brute.trim();
      if (!estAdresse(adresse)) {
        illisibles.add(adresse);
        continue;
      }
      const cle = adresse.toLowerCase();
      let rang = rangs.get(cle);
      if (rang === undefined) {
        const courant = envois.at(-1);
        if (courant === undefined || courant.adresses.length >= taille) envois.push({ adresses: [], candidats: [] });
        rang = envois.length - 1;
        rangs.set(cle, rang);
        envois[rang]?.adresses.push(adresse);
      }
      dernier = Math.max(dernier, rang);
    }
    if (dernier < 0) sans.push(candidat);
    else envois[dernier]?.candidats.push(candidat);
  }
  return { envois, illisibles: illisibles.size, sans };
};
