import { estAdresse, mailtoLink, mailtoMax } from './mailto.ts';

/** Addresses that one group mail may hold, in bcc: beyond, providers take it for unwanted mail. */
export const adressesParEnvoi = 50;
/** A text that leaves room for fewer than this is copied with its addresses instead: as many links would weary anybody. */
export const adressesParLien = 10;

/** Rank of an address that received it before. */
const dejaRecu = -1;

export interface Destinataire {
  candidat: string;
  adresses: readonly string[];
}

export interface Envoi {
  adresses: string[];
  /** Those whose addresses are all said once this one has left. */
  candidats: string[];
}

export interface Decoupe {
  envois: Envoi[];
  illisibles: number;
  /** Nobody can be written to at any address of theirs. */
  sans: string[];
  /** Left out: the same message was noted for them, or went to all their addresses with a relative. */
  deja: string[];
}

export interface Coupe {
  /** Whether a sending may hold these addresses. */
  tient: (adresses: readonly string[]) => boolean;
  /** For whom this message is noted: neither they nor their addresses receive it twice. */
  deja?: ReadonlySet<string>;
  /** Those that a first sending, opened and not answered for yet, was made of. */
  attente?: ReadonlySet<string> | null;
}

/** Characters of the link without any address, then of each one with its comma: the very link that would be opened. */
const placeDe = (adresses: readonly string[]): number =>
  mailtoLink({ to: [], bcc: adresses, subject: '', body: '' }).length;

/**
 * How a mail to many is cut: what its link can hold with this text, and never more than fifty; with a text that leaves
 * room for less than ten addresses, fifty to be copied.
 */
export const coupeDe = (objet: string, texte: string): Coupe['tient'] => {
  // « mailto:? » and the « & » are counted with the addresses: `placeDe` of none is « mailto: ».
  const reste = mailtoMax - (mailtoLink({ to: [], bcc: [], subject: objet, body: texte }).length - 'mailto:'.length);
  const parLien = (adresses: readonly string[]): boolean => placeDe(adresses) <= reste;
  const tenteUn = Array.from({ length: adressesParLien }, (_, at) => `prenom.nom.${at}@exemple.fr`);
  const seCopie = !parLien(tenteUn);
  return (adresses) => adresses.length <= adressesParEnvoi && (seCopie || parLien(adresses));
};

/**
 * A mail to many in as many sendings as it needs, in the order given. An address serves once, however many children it
 * is for; the addresses of one person that are new leave together, and she is noted with that sending.
 */
export const envoisDe = (
  destinataires: readonly Destinataire[],
  { tient, deja = new Set(), attente = null }: Coupe = { tient: (adresses) => adresses.length <= adressesParEnvoi },
): Decoupe => {
  const rangs = new Map<string, number>();
  const envois: Envoi[] = [];
  const sans: string[] = [];
  const laisses: string[] = [];
  const illisibles = new Set<string>();
  const bonnes = (adresses: readonly string[]): string[] =>
    adresses
      .map((une) => une.trim())
      .filter((une) => {
        const isGood = estAdresse(une);
        if (!isGood) illisibles.add(une);
        return isGood;
      });
  for (const { candidat, adresses } of destinataires)
    if (deja.has(candidat)) {
      laisses.push(candidat);
      for (const une of bonnes(adresses)) rangs.set(une.toLowerCase(), dejaRecu);
    }
  /** What was opened is what it was: whoever comes next begins another one. */
  let fermes = 0;
  const ajouter = ({ candidat, adresses }: Destinataire, isOuvert: boolean): void => {
    const siennes = bonnes(adresses);
    if (siennes.length === 0) {
      sans.push(candidat);
      return;
    }
    const neuves = new Map(
      siennes.flatMap((une) => (rangs.has(une.toLowerCase()) ? [] : [[une.toLowerCase(), une] as const])),
    );
    const courant = envois.length > fermes ? envois.at(-1) : undefined;
    const hasRoom = courant !== undefined && (isOuvert || tient([...courant.adresses, ...neuves.values()]));
    if (neuves.size > 0 && !hasRoom) envois.push({ adresses: [], candidats: [] });
    for (const [cle, une] of neuves) {
      rangs.set(cle, envois.length - 1);
      envois.at(-1)?.adresses.push(une);
    }
    const dernier = Math.max(...siennes.map((une) => rangs.get(une.toLowerCase()) ?? dejaRecu));
    if (dernier === dejaRecu) laisses.push(candidat);
    else envois[dernier]?.candidats.push(candidat);
  };
  const restants = destinataires.filter(({ candidat }) => !deja.has(candidat));
  for (const un of restants) if (attente?.has(un.candidat) === true) ajouter(un, true);
  fermes = envois.length;
  for (const un of restants) if (attente?.has(un.candidat) !== true) ajouter(un, false);
  return { envois, illisibles: illisibles.size, sans, deja: laisses };
};
