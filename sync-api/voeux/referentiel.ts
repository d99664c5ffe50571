import type { Kysely, Selectable } from 'kysely';
import { cleOffre } from '../referentiels/cle-offre.ts';
import { Remplacements } from '../referentiels/remplacements.ts';
import type { Tables } from '../store/tables.ts';

/** One offer of the imported offre de formation. */
export type Offre = Selectable<Tables['formation']>;

/** Everything that a line is read against. Read once per import: the same file then always reads the same. */
export interface Referentiel {
  campagne: number;
  /** code_formation_diplome by 10-digit MEF. */
  mefs: ReadonlyMap<string, string>;
  /** By {@link cleOffre}. */
  offres: ReadonlyMap<string, Offre>;
  /** First offer of each clé ministère éducatif, by {@link cleComparable}. */
  offresParCle: ReadonlyMap<string, Offre>;
  uaiParSiret: ReadonlyMap<string, string>;
  /** Only the UAI that a single SIRET bears: two would make the completion a guess. */
  siretParUai: ReadonlyMap<string, string>;
  remplacements: Remplacements;
}

/** Files write the end of one key `#L01` or `_L01`. */
export const cleComparable = (cle: string): string =>
  cle
    .trim()
    .toUpperCase()
    .replace(/_(L[0-9]{2})$/, '#$1');

/** A référentiel that knows nothing: lines are then read from their own columns. */
export const referentielVide = (campagne: number): Referentiel => ({
  campagne,
  mefs: new Map(),
  offres: new Map(),
  offresParCle: new Map(),
  uaiParSiret: new Map(),
  siretParUai: new Map(),
  remplacements: new Remplacements(),
});

const orderOf = ({ academie_code: academie, code_offre: code }: Offre): string => cleOffre(academie, code);

/** Reads the imported references (about 30,000 offers and 5,200 établissements at national size). */
export async function lireReferentiel(
  db: Kysely<Tables>,
  campagne: number,
  remplacements = new Remplacements(),
): Promise<Referentiel> {
  const mefs = await db.selectFrom('mef').select(['mef', 'code_formation_diplome']).execute();
  const formations = await db
    .selectFrom('formation')
    .selectAll()
    .orderBy('academie_code')
    .orderBy('code_offre')
    .execute();
  const offresParCle = new Map<string, Offre>();
  for (const offre of formations) {
    if (offre.cle_ministere_educatif === null) continue;
    const cle = cleComparable(offre.cle_ministere_educatif);
    if (!offresParCle.has(cle)) offresParCle.set(cle, offre);
  }
  const known = await db.selectFrom('etablissement').select(['siret', 'uai']).where('uai', 'is not', null).execute();
  const uaiParSiret = new Map<string, string>();
  const siretParUai = new Map<string, string>();
  const partages = new Set<string>();
  for (const { siret, uai } of known) {
    if (uai === null) continue;
    uaiParSiret.set(siret, uai);
    if (siretParUai.has(uai)) partages.add(uai);
    siretParUai.set(uai, siret);
  }
  for (const uai of partages) siretParUai.delete(uai);
  return {
    campagne,
    mefs: new Map(mefs.map((row) => [row.mef, row.code_formation_diplome])),
    offres: new Map(formations.map((offre) => [orderOf(offre), offre])),
    offresParCle,
    uaiParSiret,
    siretParUai,
    remplacements,
  };
}
