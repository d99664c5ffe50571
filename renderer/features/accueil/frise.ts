import { heureCivile } from '../../../shared/domain/fuseau.ts';
import { dateEnMots } from './textes.ts';

/** One step of the campaign: a list that came, or the one that is awaited. */
export interface EtapeFrise {
  cle: string;
  faite: boolean;
  mots: string;
}

interface Transmission {
  numero: number;
  recueLe: string;
}

/** The last days of the first and of the last week of June, when the lists are sent (users-and-rules 1.1). */
const premiereSemaine = '06-07';
const derniereSemaine = '06-30';

/**
 * Only what is known: the lists that came, and the next one while its week is not over. `plusieursListes`: several
 * lists are told together, by the day of the first.
 */
export const friseDe = (
  campagne: readonly Transmission[],
  { now, fuseau, plusieursListes }: { now: number; fuseau: string; plusieursListes: boolean },
): EtapeFrise[] => {
  const { jour: aujourdhui } = heureCivile(new Date(now).toISOString(), fuseau);
  const annee = aujourdhui.slice(0, 4);
  const jourDe = ({ recueLe }: Transmission): string => heureCivile(recueLe, fuseau).jour;
  const recues = campagne.map((une) => ({
    cle: `liste-${une.numero}`,
    faite: true,
    mots: `Liste ${une.numero} reçue ${plusieursListes ? 'à partir du' : 'le'} ${dateEnMots(jourDe(une), annee)}`,
  }));
  const decetteAnnee = campagne.filter((une) => jourDe(une).startsWith(annee));
  const attend = (cle: string, mots: string): EtapeFrise[] => [...recues, { cle, faite: false, mots }];
  const jusqua = (fin: string): boolean => aujourdhui.slice(5) <= fin;
  if (decetteAnnee.length === 0 && jusqua(premiereSemaine))
    return attend(
      'attendue',
      `Liste 1 ${campagne.length > 0 ? `de ${annee} ` : ''}attendue la première semaine de juin`,
    );
  if (decetteAnnee.length > 0 && decetteAnnee.every(({ numero }) => numero === 1) && jusqua(derniereSemaine))
    return attend('attendue', 'Liste 2 attendue la dernière semaine de juin');
  return recues;
};
