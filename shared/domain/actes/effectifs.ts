import type { Acte, ActeOrdonne } from './acte.ts';
import { definitionDe } from './catalogue.ts';
import { estDefaisable } from './definition.ts';

/** An acte as it counts now: in order, with the body of its last live correction. */
export interface ActeEffectif {
  ordonne: ActeOrdonne;
  id: string;
  type: string;
  /** The original body, or that of `corrigePar`. */
  corps: Acte['corps'];
  corrigePar: string | null;
  /** The live `annule` that makes this acte absent; null while it counts. */
  annulePar: string | null;
  /** The heads its author saw, per fait; those of the correction count for its target. */
  remplace: ReadonlyMap<string, ReadonlySet<string>>;
}

const parId = (a: ActeOrdonne, b: ActeOrdonne): number => (a.acte.id < b.acte.id ? -1 : a.acte.id > b.acte.id ? 1 : 0);

/** Inside one flux: accepted actes by `seq`, then this poste's unsent ones by local order (PROTOCOL 2). */
export const comparerActes = (a: ActeOrdonne, b: ActeOrdonne): number => {
  if (a.recu !== null && b.recu !== null) return a.recu.seq - b.recu.seq || parId(a, b);
  if (a.recu !== null) return -1;
  if (b.recu !== null) return 1;
  return a.rangLocal - b.rangLocal || parId(a, b);
};

/** Across flux: `(recu_le, flux, seq)`, all given by the server; unsent ones last (PROTOCOL 1). */
export const comparerActesEntreFlux = (a: ActeOrdonne, b: ActeOrdonne): number => {
  if (a.recu === null || b.recu === null || a.acte.flux === b.acte.flux) return comparerActes(a, b);
  if (a.recu.recuLe !== b.recu.recuLe) return a.recu.recuLe < b.recu.recuLe ? -1 : 1;
  return a.acte.flux < b.acte.flux ? -1 : 1;
};

const sansDoublon = (actes: readonly ActeOrdonne[]): ActeOrdonne[] => {
  const vus = new Map<string, ActeOrdonne>();
  for (const un of actes) {
    const connu = vus.get(un.acte.id);
    if (connu === undefined || comparerActes(un, connu) < 0) vus.set(un.acte.id, un);
  }
  return [...vus.values()].sort(comparerActes);
};

const cible = (acte: Acte): string | null => (typeof acte.corps.acte === 'string' ? acte.corps.acte : null);

/**
 * Orders the actes of ONE dossier and settles what undoes, corrects or stands for what (PROTOCOL 2 and 3).
 * A duplicate id counts once, as accepted if it is. Types newer than this program stay out: they are replayed after
 * the update. Nothing depends on the order of arrival, and a restored server may renumber: what an acte names may
 * come after it. Ids are random, so a cycle can only be forged; it is cut at the first acte of the order.
 */
export const actesEffectifs = (actes: readonly ActeOrdonne[]): ActeEffectif[] => {
  const tous = sansDoublon(actes).filter((un) => definitionDe(un.acte.type) !== null);
  const remplacant = new Map<string, string>();
  const recus = new Set(tous.filter((un) => un.recu !== null).map((un) => un.acte.id));
  for (const { acte } of tous) {
    if (acte.corrige !== null && acte.corrige !== acte.id && !recus.has(acte.corrige))
      remplacant.set(acte.corrige, acte.id);
  }
  const resoudre = (id: string): string => {
    let courant = id;
    for (let pas = 0; pas < remplacant.size; pas += 1) courant = remplacant.get(courant) ?? courant;
    return courant;
  };
  const ordre = tous.filter((un) => resoudre(un.acte.id) === un.acte.id);
  const parCible = (type: string): Map<string, Acte[]> => {
    const table = new Map<string, Acte[]>();
    for (const { acte } of ordre) {
      const vise = acte.type === type ? cible(acte) : null;
      if (vise !== null) table.set(resoudre(vise), [...(table.get(resoudre(vise)) ?? []), acte]);
    }
    return table;
  };
  const visables = new Map(ordre.map((un) => [un.acte.id, un.acte]));
  const annulations = parCible('annule');
  const corrections = parCible('correction');

  const connus = new Map<string, string | null>();
  const annulePar = (id: string): string | null => {
    const connu = connus.get(id);
    if (connu !== undefined) return connu;
    connus.set(id, null);
    const vise = visables.get(id);
    const definition = definitionDe(vise?.type ?? '');
    const defait = definition !== null && estDefaisable(definition, vise?.corps);
    const par = defait ? (annulations.get(id)?.find((acte) => annulePar(acte.id) === null)?.id ?? null) : null;
    connus.set(id, par);
    return par;
  };
  for (const { acte } of ordre) annulePar(acte.id);

  return ordre.map((ordonne) => {
    const { acte } = ordonne;
    const correction = correctionDe(acte, corrections.get(acte.id) ?? [], annulePar);
    return {
      ordonne,
      id: acte.id,
      type: acte.type,
      corps: correction?.corps ?? acte.corps,
      corrigePar: correction?.par.id ?? null,
      annulePar: annulePar(acte.id),
      remplace: remplaces([acte, ...(correction === null ? [] : [correction.par])], resoudre),
    };
  });
};

/** Undoing, correcting and merging are not corrected; an answer is replaced by another one, which the server mails. */
const pasCorriges = new Set(['annule', 'correction', 'lien', 'reponse']);

/** The last live correction whose body is one of the target's type. */
const correctionDe = (
  acte: Acte,
  corrections: readonly Acte[],
  annulePar: (id: string) => string | null,
): { par: Acte; corps: Acte['corps'] } | null => {
  if (pasCorriges.has(acte.type)) return null;
  const schema = definitionDe(acte.type)?.schema;
  let retenue: { par: Acte; corps: Acte['corps'] } | null = null;
  for (const par of corrections) {
    const corps = par.corps.corps;
    if (annulePar(par.id) !== null || !estObjet(corps) || schema?.safeParse(corps).success !== true) continue;
    retenue = { par, corps };
  }
  return retenue;
};

const estObjet = (valeur: unknown): valeur is Record<string, unknown> =>
  typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur);

const remplaces = (sources: readonly Acte[], resoudre: (id: string) => string): Map<string, Set<string>> => {
  const table = new Map<string, Set<string>>();
  for (const source of sources) {
    for (const [fait, ids] of Object.entries(source.remplace)) {
      const ensemble = table.get(fait) ?? new Set<string>();
      for (const id of ids) ensemble.add(resoudre(id));
      table.set(fait, ensemble);
    }
  }
  return table;
};
