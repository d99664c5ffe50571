import type { Chiffres, ChiffresOrganismes, ChiffresProgres, ChiffresVoeux } from './chiffres.ts';

/**
 * What may be shown to anybody (SECURITY, Outside): no count under five, zero included, and nothing that sums and
 * differences of what is shown would bring back.
 *
 * - Every count is rounded down to a multiple of 5: a reader knows it within five values, `peu` stands for 0 to 4.
 * - Every académie is listed, whatever it has, so that being listed tells nothing.
 * - A national count is rounded from the true one, unless its hidden académies could then not all be zero: it is lowered
 *   until each of them may be anything from 0 to 4 (`nationale`).
 * - A partition of a published total (`enPartie` and `pasEncore` beside `aJour`) is shown nationally only, and not at
 *   all when one of its parts is hidden: the others would give it away (`retenu`).
 * - Counts of people that do not add up by académie (pupils, délégués) are national.
 * - Rates are computed from published counts, never from true ones.
 */
export type Publie = number | 'peu' | 'retenu';

const pas = 5;

/** A count as it may be shown. */
export const arrondir = (nombre: number): Publie => (nombre < pas ? 'peu' : nombre - (nombre % pas));

/** What a published count surely holds. */
export const auMoins = (publie: Publie): number => (typeof publie === 'number' ? publie : 0);

/**
 * The national count beside those of every académie. When one is hidden, an attacker subtracts the others, each known
 * within `pas` values: the national one may exceed their sum by no more than the others together may hide.
 */
export function nationale(nombre: number, academies: readonly Publie[]): Publie {
  const rounded = arrondir(nombre);
  if (typeof rounded !== 'number' || academies.every((publie) => typeof publie === 'number')) return rounded;
  const shown = academies.reduce<number>((sum, publie) => sum + auMoins(publie), 0);
  const mayHide = (pas - 1) * (academies.length - 1);
  return arrondir(Math.min(rounded, shown + mayHide));
}

/** A part is never shown larger than what it is a part of. */
export const dansLaLimite = (part: Publie, whole: Publie): Publie => {
  if (typeof part !== 'number') return part;
  return part > auMoins(whole) ? arrondir(auMoins(whole)) : part;
};

/** The parts of a published total: all of them, or none. */
export function partition<K extends string>(parts: Readonly<Record<K, number>>, keys: readonly K[]): Record<K, Publie>;
export function partition(parts: Readonly<Record<string, number>>, keys: readonly string[]): Record<string, Publie> {
  const rounded = keys.map((key) => [key, arrondir(parts[key] ?? 0)] as const);
  const isHidden = rounded.some(([, publie]) => publie === 'peu');
  return Object.fromEntries(rounded.map(([key, publie]) => [key, isHidden ? 'retenu' : publie]));
}

/** A rate in whole percents, rounded down; null when one of its terms is not shown. */
export const taux = (part: Publie, whole: Publie): number | null =>
  typeof part === 'number' && typeof whole === 'number' ? Math.floor((100 * part) / whole) : null;

/** Published for each académie and for the whole country. */
export interface Cellules {
  responsables: Publie;
  comptesCrees: Publie;
  comptesFinalises: Publie;
  responsablesDelegants: Publie;
  responsablesMulti: Publie;
  delegations: Publie;
  delegationsFinalisees: Publie;
  formateurs: Publie;
  formateursDelegues: Publie;
  accueils: Publie;
  candidatures: Publie;
  /** Of `candidatures`, those of a relation whose last list is received. */
  aJour: Publie;
  sansSiret: Publie;
  responsablesAJour: Publie;
  responsablesSansReception: Publie;
  formateursAJour: Publie;
  formateursSansReception: Publie;
}

/** Published for the whole country only. */
interface National {
  delegues: Publie;
  jeunes: Publie;
  generiques: Publie;
  enPartie: Publie;
  pasEncore: Publie;
  aJourResponsable: Publie;
  aJourDelegue: Publie;
}

export interface Publication {
  campagne: number;
  national: National;
  /** `ALL`, `UNKNOWN` and every académie. */
  parCode: ReadonlyMap<string, Cellules>;
}

interface Scope {
  organismes: ChiffresOrganismes;
  voeux: ChiffresVoeux;
  progres: ChiffresProgres;
}

type Exacts = Record<keyof Cellules, number>;

const exactsDe = ({ organismes, voeux, progres }: Scope): Exacts => ({
  responsables: organismes.totalResponsable,
  comptesCrees: organismes.totalResponsableConfirmed,
  comptesFinalises: organismes.totalResponsableActivated,
  responsablesDelegants: organismes.totalResponsableAvecDelegation,
  responsablesMulti: organismes.totalResponsableMultiOrganismes,
  delegations: organismes.totalDelegations,
  delegationsFinalisees: organismes.totalDelegationsActivated,
  formateurs: organismes.totalFormateur,
  formateursDelegues: organismes.totalFormateurAvecDelegation,
  accueils: organismes.totalAccueil,
  candidatures: voeux.nbVoeux,
  aJour: progres.fullDownload.nbVoeux,
  sansSiret: voeux.totalNonDiffusable,
  responsablesAJour: progres.fullDownload.nbResponsable,
  responsablesSansReception: progres.noDownload.nbResponsable,
  formateursAJour: progres.fullDownload.nbFormateur,
  formateursSansReception: progres.noDownload.nbFormateur,
});

/** Builds all the cells of one scope, whole before part. */
const cellulesDe = (value: (key: keyof Cellules) => Publie): Cellules => {
  const responsables = value('responsables');
  const comptesCrees = dansLaLimite(value('comptesCrees'), responsables);
  const delegations = value('delegations');
  const formateurs = value('formateurs');
  const candidatures = value('candidatures');
  return {
    responsables,
    comptesCrees,
    comptesFinalises: dansLaLimite(value('comptesFinalises'), comptesCrees),
    responsablesDelegants: dansLaLimite(value('responsablesDelegants'), responsables),
    responsablesMulti: dansLaLimite(value('responsablesMulti'), responsables),
    delegations,
    delegationsFinalisees: dansLaLimite(value('delegationsFinalisees'), delegations),
    formateurs,
    formateursDelegues: dansLaLimite(value('formateursDelegues'), formateurs),
    accueils: value('accueils'),
    candidatures,
    aJour: dansLaLimite(value('aJour'), candidatures),
    sansSiret: value('sansSiret'),
    responsablesAJour: dansLaLimite(value('responsablesAJour'), responsables),
    responsablesSansReception: dansLaLimite(value('responsablesSansReception'), responsables),
    formateursAJour: dansLaLimite(value('formateursAJour'), formateurs),
    formateursSansReception: dansLaLimite(value('formateursSansReception'), formateurs),
  };
};

/** What of the exact figures may be published. */
export function publier(chiffres: Chiffres, aJourPar: { responsable: number; delegue: number }): Publication {
  const scopes = new Map<string, Scope>();
  for (const { code, stats: organismes } of chiffres.organismes) {
    const voeux = chiffres.voeux.find((row) => row.code === code)?.stats;
    const progres = chiffres.progresses.find((row) => row.code === code)?.stats;
    if (voeux !== undefined && progres !== undefined) scopes.set(code, { organismes, voeux, progres });
  }
  const all = scopes.get('ALL');
  if (all === undefined) throw new Error('figures without a whole');
  const parCode = new Map<string, Cellules>();
  for (const [code, scope] of scopes) {
    if (code === 'ALL') continue;
    const exacts = exactsDe(scope);
    parCode.set(
      code,
      cellulesDe((key) => arrondir(exacts[key])),
    );
  }
  const academies = [...parCode.values()];
  const exacts = exactsDe(all);
  const whole = cellulesDe((key) =>
    nationale(
      exacts[key],
      academies.map((cellules) => cellules[key]),
    ),
  );
  parCode.set('ALL', whole);
  const { progres, organismes, voeux } = all;
  const parts = {
    aJour: exacts.aJour,
    enPartie: progres.partialDownload.nbVoeux,
    pasEncore: progres.noDownload.nbVoeux,
  };
  const { enPartie, pasEncore } = partition(parts, ['aJour', 'enPartie', 'pasEncore']);
  const { responsable, delegue } = partition(aJourPar, ['responsable', 'delegue']);
  return {
    campagne: chiffres.campagne,
    parCode,
    national: {
      delegues: dansLaLimite(arrondir(organismes.totalDelegues), whole.delegations),
      jeunes: dansLaLimite(arrondir(voeux.apprenants), whole.candidatures),
      generiques: arrondir(voeux.totalRecensement ?? 0),
      enPartie,
      pasEncore,
      aJourResponsable: responsable,
      aJourDelegue: delegue,
    },
  };
}
