import { type AppelCorps, appelCorps } from './actes/appel.ts';
import type { ActeEffectif } from './actes/effectifs.ts';
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
}

/** The live calls by corrected hour, server order deciding between equals. */
export const appelsDe = (effectifs: readonly ActeEffectif[]): Appel[] => {
  const appels: Appel[] = [];
  for (const { ordonne, type, corps, annulePar, id } of effectifs) {
    if (type !== 'appel' || annulePar !== null) continue;
    const lu = appelCorps.safeParse(corps);
    if (lu.success)
      appels.push({ acte: id, ...heureDeLActe(ordonne), operateur: ordonne.acte.operateur, corps: lu.data });
  }
  // Array.prototype.sort is stable: calls of the same instant keep the order of the server.
  return appels.sort((a, b) => (a.le < b.le ? -1 : a.le > b.le ? 1 : 0));
};

const estContact = ({ corps }: Appel): boolean =>
  corps.sens === 'recu' ||
  corps.disposition === 'JOINT' ||
  corps.disposition === 'RAPPELER' ||
  corps.disposition === 'OPPOSITION';

/** The tries since somebody of the family was last on the line: « 3e essai ». */
export const essaisDe = (appels: readonly Appel[]): Appel[] => appels.slice(appels.findLastIndex(estContact) + 1);

export const regleInjoignable = { essais: 4, jours: 3, demiJournees: 2 } as const;

/**
 * *Injoignable* is computed, never typed (users-and-rules 1.3): since the last contact, at least 4 tries that rang on a
 * right number, over at least 3 days, in mornings and in afternoons of the site, and on every number that can be dialled.
 */
export const estInjoignable = (appels: readonly Appel[], composables: readonly string[], fuseau: string): boolean => {
  const essais = essaisDe(appels).filter(
    ({ corps }) =>
      corps.disposition === 'MESSAGE' || corps.disposition === 'SANS_REPONSE' || corps.disposition === 'OCCUPE',
  );
  if (essais.length < regleInjoignable.essais || composables.length === 0) return false;
  const jours = new Set(essais.map(({ le }) => heureCivile(le, fuseau).jour));
  const demiJournees = new Set(essais.map(({ le }) => demiJournee(le, fuseau)));
  const essayes = new Set(essais.map(({ corps }) => corps.numero));
  return (
    jours.size >= regleInjoignable.jours &&
    demiJournees.size >= regleInjoignable.demiJournees &&
    composables.every((numero) => essayes.has(numero))
  );
};
