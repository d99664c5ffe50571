import type { ActeOrdonne } from './actes/acte.ts';
import { type AppelCorps, appelCorps } from './actes/appel.ts';
import { type ActeEffectif, comparerActesEntreFlux } from './actes/effectifs.ts';
import { heureCivile } from './fuseau.ts';
import { heureDeLActe } from './horloge.ts';
import { demiJournee } from './jours-ouvres.ts';

/** A call that counts, at its corrected hour. */
export interface Appel {
  acte: string;
  le: string;
  heureIncertaine: boolean;
  operateur: string | null;
  corps: AppelCorps;
  /** The acte, for the order of the server. */
  ordonne: ActeOrdonne;
}

/** The live calls by corrected hour, server order deciding between equals. */
export const appelsDe = (effectifs: readonly ActeEffectif[]): Appel[] => {
  const appels: Appel[] = [];
  for (const { ordonne, type, corps, annulePar, id } of effectifs) {
    if (type !== 'appel' || annulePar !== null) continue;
    const lu = appelCorps.safeParse(corps);
    if (lu.success)
      appels.push({ acte: id, ...heureDeLActe(ordonne), operateur: ordonne.acte.operateur, corps: lu.data, ordonne });
  }
  // Array.prototype.sort is stable: calls of the same instant keep the order of the server.
  return appels.sort((a, b) => (a.le < b.le ? -1 : a.le > b.le ? 1 : 0));
};

/**
 * The calls of one person, whichever of her dossiers they were logged in, as if they were in one: by corrected hour, the
 * order of the server deciding between equals. Symmetric in its dossiers.
 */
export const reunirAppels = <T extends Pick<Appel, 'le' | 'ordonne'>>(parDossier: readonly (readonly T[])[]): T[] =>
  parDossier.flat().sort((a, b) => (a.le < b.le ? -1 : a.le > b.le ? 1 : comparerActesEntreFlux(a.ordonne, b.ordonne)));

const estContact = ({ corps }: Appel): boolean =>
  corps.sens === 'recu' ||
  corps.disposition === 'JOINT' ||
  corps.disposition === 'RAPPELER' ||
  corps.disposition === 'OPPOSITION';

/** The tries since somebody of the family was last on the line: « 3e essai ». */
export const essaisDe = <T extends Appel>(appels: readonly T[]): T[] =>
  appels.slice(appels.findLastIndex(estContact) + 1);

export const regleInjoignable = { essais: 4, jours: 3, demiJournees: 2 } as const;

/**
 * *Injoignable* is computed, never typed (users-and-rules 1.3): since the last contact, at least 4 tries that rang on a
 * right number, over at least 3 days, in mornings and in afternoons of the site, and on every number that can be dialled.
 *
 * @param fuseau IANA zone of the site, or that of the site from which each call was made
 */
export const estInjoignable = <T extends Appel>(
  appels: readonly T[],
  composables: readonly string[],
  fuseau: string | ((appel: T) => string),
): boolean => {
  const fuseauDe = typeof fuseau === 'string' ? () => fuseau : fuseau;
  const essais = essaisDe(appels).filter(
    ({ corps }) =>
      corps.disposition === 'MESSAGE' || corps.disposition === 'SANS_REPONSE' || corps.disposition === 'OCCUPE',
  );
  if (essais.length < regleInjoignable.essais || composables.length === 0) return false;
  const jours = new Set(essais.map((un) => heureCivile(un.le, fuseauDe(un)).jour));
  const demiJournees = new Set(essais.map((un) => demiJournee(un.le, fuseauDe(un))));
  const essayes = new Set(essais.map(({ corps }) => corps.numero));
  return (
    jours.size >= regleInjoignable.jours &&
    demiJournees.size >= regleInjoignable.demiJournees &&
    composables.every((numero) => essayes.has(numero))
  );
};
