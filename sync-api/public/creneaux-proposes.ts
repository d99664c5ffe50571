import { z } from 'zod';
import { instant, uuid } from '../../shared/contract/primitives.ts';
import type { Origine } from '../../shared/domain/demandes/origines.ts';
import type { GuichetPublic } from '../guichet/cote-public.ts';
import type { ApresCreneau, CreneauOffert } from '../guichet/creneaux-publics.ts';
import type { ErreurChamp } from './pages/champs.ts';
import { chemins } from './pages/chemins.ts';
import { type CreneauxMontres, ecrireCreneau, estPrenable } from './pages/creneaux.ts';

/** Créneaux of one page. */
export const creneauxParPage = 40;

type Guichet = Pick<GuichetPublic, 'listerCreneaux' | 'lireCreneau'>;
interface Offre {
  cle: string;
  origine: Origine;
}

const ecrit = z
  .string()
  .max(80)
  .transform((texte) => texte.split('~'))
  .pipe(z.tuple([instant, uuid]))
  .transform(([debut, id]): ApresCreneau => ({ debut, id }));

/** Reads `debut~id`. @returns null for anything else */
export const lireCreneauEcrit = (texte: string): ApresCreneau | null => ecrit.safeParse(texte).data ?? null;

/** Why the créneau that was chosen cannot be asked for. @returns null when it can */
export async function refusCreneau(
  guichet: Guichet,
  { cle, origine }: Offre,
  choisi: string,
): Promise<ErreurChamp | null> {
  if (choisi === '') return 'MANQUE';
  const lu = lireCreneauEcrit(choisi);
  if (lu === null) return 'INVALIDE';
  const offre = await guichet.lireCreneau(cle, origine, lu.id);
  if (offre === null) return 'PARTI';
  if (offre.debut !== lu.debut) return 'CHANGE';
  return estPrenable(offre) ? null : 'COMPLET';
}

export interface Montrer {
  /** `debut~id` that was chosen; empty when nothing was. */
  choisi: string;
  /** Where the list begins, as it was posted; anything that is no place in it is its beginning. */
  apres: string;
  /** Those that a page may show; all of them by default. */
  garder?: (creneau: CreneauOffert) => boolean;
}

/** The part of the list that a page shows. @returns null when nothing can be chosen in any */
export async function montrerCreneaux(
  guichet: Guichet,
  offre: Offre,
  { choisi, apres, garder = () => true }: Montrer,
): Promise<CreneauxMontres | null> {
  const debut = lireCreneauEcrit(apres);
  const lus = await guichet.listerCreneaux(offre.cle, offre.origine, {
    ...(debut === null ? {} : { apres: debut }),
    limite: creneauxParPage + 1,
  });
  // What followed has gone meanwhile.
  if (lus.length === 0 && debut !== null) return montrerCreneaux(guichet, offre, { choisi, apres: '', garder });
  const page = lus.slice(0, creneauxParPage);
  const dernier = page.at(-1);
  const suite = lus.length > creneauxParPage && dernier !== undefined ? ecrireCreneau(dernier) : null;
  const liste = page.filter(garder);
  if (liste.length === 0 && suite !== null) return montrerCreneaux(guichet, offre, { choisi, apres: suite, garder });
  if (debut === null && suite === null && !liste.some(estPrenable)) return null;
  return {
    liste,
    apres: debut === null ? '' : apres,
    suite,
    ailleurs: await lireAilleurs(guichet, offre, choisi, page),
    adresse: `${chemins.places}?${new URLSearchParams({ ...offre, ...(debut === null ? {} : { apres }) }).toString()}`,
  };
}

async function lireAilleurs(
  guichet: Guichet,
  { cle, origine }: Offre,
  choisi: string,
  page: readonly CreneauOffert[],
): Promise<CreneauOffert | null> {
  const lu = lireCreneauEcrit(choisi);
  if (lu === null || page.some(({ id }) => id === lu.id)) return null;
  const creneau = await guichet.lireCreneau(cle, origine, lu.id);
  return creneau !== null && creneau.debut === lu.debut && estPrenable(creneau) ? creneau : null;
}
