import { siret as siretShape, uai as uaiShape } from '../../shared/contract/primitives.ts';
import { Refusal, refuse } from '../errors.ts';
import { cleAffelnetId } from './cle-offre.ts';
import { lireTable } from './texte-csv.ts';

/** Columns of the overwrite file, separated by `;` (facts/voeux-affelnet 4.2); all but the first may be empty. */
export const colonnesRemplacement = [
  'Affelnet_id',
  'UAI accueil',
  'UAI formateur',
  'Siret formateur',
  'UAI responsable',
  'Siret responsable',
] as const;

/** What the operator says of one offer: what is filled replaces what the line says. */
export interface Remplacement {
  affelnetId: string;
  uaiAccueil: string | null;
  siret: { responsable: string | null; formateur: string | null };
  uai: { responsable: string | null; formateur: string | null };
}

/** The overwrites of one file, by offer; it remembers which ones served, so that a typing error is seen. */
export class Remplacements {
  readonly #parOffre: ReadonlyMap<string, Remplacement>;
  readonly #utiles = new Set<string>();

  constructor(parOffre: ReadonlyMap<string, Remplacement> = new Map()) {
    this.#parOffre = parOffre;
  }

  /** @param cle of {@link cleOffre} */
  pour(cle: string): Remplacement | null {
    const remplacement = this.#parOffre.get(cle);
    if (remplacement === undefined) return null;
    this.#utiles.add(cle);
    return remplacement;
  }

  /** `Affelnet_id` of the overwrites that no line asked for, in the order of the file. */
  inutiles(): string[] {
    return [...this.#parOffre].filter(([cle]) => !this.#utiles.has(cle)).map(([, { affelnetId }]) => affelnetId);
  }
}

function readRemplacement(value: (name: string) => string, wrong: (champ: string) => never): Remplacement {
  const read = (name: (typeof colonnesRemplacement)[number], shape: typeof siretShape | typeof uaiShape) => {
    const text = value(name).replaceAll(/\s/g, '').toUpperCase();
    if (text === '' || text === '-') return null;
    return shape.safeParse(text).success ? text : wrong(name);
  };
  return {
    affelnetId: value('Affelnet_id'),
    uaiAccueil: read('UAI accueil', uaiShape),
    siret: { responsable: read('Siret responsable', siretShape), formateur: read('Siret formateur', siretShape) },
    uai: { responsable: read('UAI responsable', uaiShape), formateur: read('UAI formateur', uaiShape) },
  };
}

async function readAll(source: AsyncIterable<Uint8Array>): Promise<Map<string, Remplacement>> {
  const parOffre = new Map<string, Remplacement>();
  await lireTable(source, colonnesRemplacement, { separateur: ';' }, ({ ligne }, value) => {
    const wrong = (champ: string): never => {
      throw refuse('REMPLACEMENT_INVALIDE', 400, { ligne, champ });
    };
    // A spreadsheet leaves rows of separators below the last one.
    if (colonnesRemplacement.every((name) => value(name) === '')) return;
    const cle = cleAffelnetId(value('Affelnet_id')) ?? wrong('Affelnet_id');
    if (parOffre.has(cle)) wrong('Affelnet_id');
    parOffre.set(cle, readRemplacement(value, wrong));
  });
  return parOffre;
}

/**
 * Reads an overwrite file. It is short and written by hand, and one wrong SIRET in it sends children's names to the
 * wrong CFA: any fault refuses the whole file.
 *
 * @throws Refusal of the file readers, or REMPLACEMENT_INVALIDE (`ligne`, `champ`: an identifier that cannot be, an
 * unknown académie, an offer named twice); `details.fichier` says that it is this file
 */
export async function lireRemplacements(source: AsyncIterable<Uint8Array>): Promise<Remplacements> {
  try {
    return new Remplacements(await readAll(source));
  } catch (error: unknown) {
    if (!(error instanceof Refusal)) throw error;
    throw refuse(error.code, error.status, { ...error.details, fichier: 'remplacements' });
  }
}
