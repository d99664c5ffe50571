import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../store/tables.ts';

/** A site as mails know it: who trains, and for which training. */
export interface SiteDeFormation {
  siretFormateur: string;
  cleMinistereEducatif: string;
}

/** Where an address comes from, in the order they are tried (rdv-apprentissage 3.4, and the operator's before them). */
export const rangs = ['formation', 'site', 'lieu', 'gestionnaire', 'meme-gestionnaire'] as const;
export type Rang = (typeof rangs)[number];

export interface Etape {
  rang: Rang;
  courriels: { courriel: string; rejete: boolean }[];
}

export interface Cascade {
  /** The first step that holds an address which works; null when none does: nobody receives the notices. */
  rang: Rang | null;
  /** All the addresses of that step, lower case. */
  courriels: string[];
  /** Every step that was looked at, up to the one that serves. */
  etapes: Etape[];
}

/** An address that a mail can be sent to; a comma or a line end would make two of it. */
const adresse = z.string().regex(/^[^\s<>(),;:"\\@]{1,64}@[^\s<>(),;:"\\@]{1,255}$/);

/** Lower case, without blanks around; null for what is no address. */
export const lireAdresse = (texte: string): string | null => {
  const lue = adresse.safeParse(texte.trim().toLowerCase());
  return lue.success ? lue.data : null;
};

const liste = z.array(z.string());
const lireListe = (json: string): string[] => liste.safeParse(JSON.parse(json)).data ?? [];
const lisibles = (textes: readonly (string | null)[]): string[] => [
  ...new Set(textes.flatMap((texte) => (texte === null ? [] : (lireAdresse(texte) ?? [])))),
];

const choisis = (trx: Kysely<Tables>, siret: string, cle: string) =>
  trx
    .selectFrom('destinataire')
    .select('courriel')
    .where('siret_formateur', '=', siret)
    .where('cle_ministere_educatif', '=', cle)
    .orderBy('ajoute_le')
    .orderBy('courriel')
    .execute()
    .then((rows) => lisibles(rows.map(({ courriel }) => courriel)));

/** Addresses of the places of one gestionnaire, most frequent first; equal ones in alphabetical order. */
const plusFrequents = async (trx: Kysely<Tables>, siretResponsable: string): Promise<string[]> => {
  const rows = await trx
    .selectFrom('formation_catalogue')
    .select('courriels_lieu')
    .where('siret_responsable', '=', siretResponsable)
    .where('retiree_le', 'is', null)
    .execute();
  const fois = new Map<string, number>();
  for (const row of rows)
    for (const courriel of lisibles(lireListe(row.courriels_lieu))) fois.set(courriel, (fois.get(courriel) ?? 0) + 1);
  return [...fois].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([courriel]) => courriel);
};

const rejetesParmi = async (trx: Kysely<Tables>, courriels: readonly string[]): Promise<Set<string>> => {
  if (courriels.length === 0) return new Set();
  const rows = await trx.selectFrom('courriel_rejete').select('courriel').where('courriel', 'in', courriels).execute();
  return new Set(rows.map(({ courriel }) => courriel));
};

/**
 * Who receives the notices of a site for one training. What the operator chose wins and stays (`destinataire`: of the
 * training, then of the whole site), as long as one of its addresses works; then all the contacts of the place, then the
 * gestionnaire, then the most frequent address among the places of the same gestionnaire. An address that refused for
 * good is passed over, never removed: put back, it serves again.
 *
 * @param sauf addresses, lower case, that are known not to serve this time
 */
export const lireCascade = async (
  trx: Kysely<Tables>,
  { siretFormateur, cleMinistereEducatif }: SiteDeFormation,
  sauf: ReadonlySet<string> = new Set(),
): Promise<Cascade> => {
  const formation = await trx
    .selectFrom('formation_catalogue')
    .select(['courriels_lieu', 'courriel_gestionnaire', 'siret_responsable'])
    .where('cle_ministere_educatif', '=', cleMinistereEducatif)
    .executeTakeFirst();
  const chercher: Record<Rang, () => Promise<string[]>> = {
    formation: () => choisis(trx, siretFormateur, cleMinistereEducatif),
    site: () => choisis(trx, siretFormateur, ''),
    lieu: async () => (formation === undefined ? [] : lisibles(lireListe(formation.courriels_lieu))),
    gestionnaire: async () => lisibles([formation?.courriel_gestionnaire ?? null]),
    'meme-gestionnaire': async () => (formation === undefined ? [] : plusFrequents(trx, formation.siret_responsable)),
  };
  const etapes: Etape[] = [];
  for (const rang of rangs) {
    const trouves = await chercher[rang]();
    const rejetes = await rejetesParmi(trx, trouves);
    etapes.push({ rang, courriels: trouves.map((courriel) => ({ courriel, rejete: rejetes.has(courriel) })) });
    const bons = trouves.filter((courriel) => !rejetes.has(courriel) && !sauf.has(courriel));
    // The last step guesses: one address is enough, a wrong guess must not be mailed to a dozen.
    if (bons.length > 0) return { rang, courriels: rang === 'meme-gestionnaire' ? bons.slice(0, 1) : bons, etapes };
  }
  return { rang: null, courriels: [], etapes };
};

/**
 * The same for a site when no training is named: a meeting that staff gave somebody without a demande. The first of its
 * trainings that somebody receives for answers.
 */
export const destinatairesDuSite = async (
  trx: Kysely<Tables>,
  { siretFormateur, cleMinistereEducatif }: { siretFormateur: string; cleMinistereEducatif: string | null },
  sauf?: ReadonlySet<string>,
): Promise<string[]> => {
  if (cleMinistereEducatif !== null) return destinatairesDe(trx, { siretFormateur, cleMinistereEducatif }, sauf);
  const formations = await trx
    .selectFrom('formation_catalogue')
    .select('cle_ministere_educatif')
    .where('siret_formateur', '=', siretFormateur)
    .where('retiree_le', 'is', null)
    .orderBy('intitule')
    .orderBy('cle_ministere_educatif')
    .execute();
  // No training of that key: the addresses of the whole site are looked at all the same.
  for (const cle of [...formations.map((row) => row.cle_ministere_educatif), '']) {
    const trouvees = await destinatairesDe(trx, { siretFormateur, cleMinistereEducatif: cle }, sauf);
    if (trouvees.length > 0) return trouvees;
  }
  return [];
};

/** The addresses of {@link lireCascade}. Empty: nobody. */
export const destinatairesDe = async (
  trx: Kysely<Tables>,
  site: SiteDeFormation,
  sauf?: ReadonlySet<string>,
): Promise<string[]> => (await lireCascade(trx, site, sauf)).courriels;
