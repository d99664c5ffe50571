import type { z } from 'zod';

/** One fait that an acte sets. `valeur` is plain JSON, compared structurally. */
export interface Fait {
  fait: string;
  valeur: FaitValeur;
}
export type FaitValeur = string | number | boolean | null | { readonly [cle: string]: FaitValeur };

/**
 * What leaves the file when the server accepts: `courriel` is mailed, `personne` is minted in every dossier of
 * the same INE under the same responsable (PROTOCOL 1), `agenda` is settled by the server (PROTOCOL 8).
 */
export type ActeEffet = 'aucun' | 'courriel' | 'personne' | 'agenda';
/** The least that may write it: anybody at an enrolled poste, a director or délégué, the server alone (`peutEcrire`). */
export type ActeQui = 'operateur' | 'directeur' | 'serveur';

export interface ActeDefinition<S extends z.ZodType = z.ZodType> {
  schema: S;
  /** Newest version of the body that this program reads. */
  v: number;
  /** The faits set by a body; none when the body does not parse (a reader never guesses). */
  faits: (corps: unknown, id: string) => Fait[];
  effet: ActeEffet;
  quiPeut: ActeQui;
  /** `non`: an `annule` naming it is ignored, because the world outside already saw it. */
  defait: 'annule' | 'non';
  /** Of a type that `annule` undoes, the bodies it does: a mail that left stays. All of them when absent. */
  defaitSi?: (corps: unknown) => boolean;
}

/** Whether a live `annule` makes an acte of this body absent. */
export const estDefaisable = (
  { defait, defaitSi }: Pick<ActeDefinition, 'defait' | 'defaitSi'>,
  corps: unknown,
): boolean => defait === 'annule' && (defaitSi?.(corps) ?? true);

/** Binds a body schema to its faits, so that `faits` can be called on a stored, still untyped body. */
export const definirActe = <S extends z.ZodType>(
  definition: Omit<ActeDefinition<S>, 'faits'> & { faits: (corps: z.output<S>, id: string) => Fait[] },
): ActeDefinition<S> => ({
  ...definition,
  faits: (corps, id) => {
    const lu = definition.schema.safeParse(corps);
    return lu.success ? definition.faits(lu.data, id) : [];
  },
});
