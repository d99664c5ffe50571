import { academieDeLUai, academies } from '../referentiels/academies.ts';
import type { RelationComptee, Releve } from './releve.ts';

/**
 * The counters of section 8 of facts/voeux-affelnet, under their names there without accents. Where the old service
 * counted downloads begun, these count receptions proved by the main recipient (facts 5.5).
 *
 * An organisme counts in its own académie, a relation and its vœux in that of the formateur, a vœu that nobody receives
 * in its own, an accueil in that of its UAI. `UNKNOWN`: no académie. Vœux of generic offers are never in any of them.
 */
export interface ChiffresOrganismes {
  totalResponsable: number;
  /** With an account, whatever its state. */
  totalResponsableConfirmed: number;
  /** With an account that can sign in. */
  totalResponsableActivated: number;
  totalResponsableAvecDelegation: number;
  /** At least two formateurs. */
  totalResponsableMultiOrganismes: number;
  /** Accounts with a running délégation. */
  totalDelegues: number;
  totalDeleguesActivated: number;
  /** Running délégations, and those whose délégué can sign in. */
  totalDelegations: number;
  totalDelegationsActivated: number;
  totalFormateur: number;
  totalFormateurAvecDelegation: number;
  /** Distinct établissements d'accueil (UAI) of active vœux. */
  totalAccueil: number;
}

export interface ChiffresVoeux {
  /** Active vœux, generic offers left out: `totalDiffusable + totalNonDiffusable`. */
  total: number;
  /** Distinct INE of the vœux that a relation receives. */
  apprenants: number;
  /** Distinct SIRET with vœux that no imported établissement describes. */
  responsablesInconnus: number;
  responsablesInconnusNbVoeux: number;
  formateursInconnus: number;
  formateursInconnusNbVoeux: number;
  /** Vœux without the SIRET; here a couple is whole or absent, so that both are equal. */
  responsablesUndefinedNbVoeux: number;
  formateursUndefinedNbVoeux: number;
  /** Lines of generic offers in the last extraction; null per académie, where they are not known. */
  totalRecensement: number | null;
  totalDiffusable: number;
  totalNonDiffusable: number;
  nbVoeux: number;
  /** Received by the main recipient, then by who that is. */
  nbVoeuxDiffuses: number;
  nbVoeuxDiffusesResponsable: number;
  nbVoeuxDiffusesDelegue: number;
}

export interface Avancement {
  nbResponsable: number;
  nbFormateur: number;
  nbVoeux: number;
}

/** An organisme stands where all its relations with vœux stand, else in `partialDownload`. */
export interface ChiffresProgres {
  /** The last list is received. */
  fullDownload: Avancement;
  /** An older one is. */
  partialDownload: Avancement;
  noDownload: Avancement;
  noVoeux: Omit<Avancement, 'nbVoeux'>;
}

interface ParAcademie<T> {
  /** `ALL`, `UNKNOWN`, or the code of an académie. */
  code: string;
  stats: T;
}

export interface Chiffres {
  campagne: number;
  organismes: ParAcademie<ChiffresOrganismes>[];
  voeux: ParAcademie<ChiffresVoeux>[];
  progresses: ParAcademie<ChiffresProgres>[];
}

export const codesAcademies: readonly string[] = ['ALL', 'UNKNOWN', ...academies.map(({ code }) => code)];
const knownCodes = new Set(codesAcademies);

/** A code that no table knows is no académie: its rows would be in `ALL` and nowhere else. */
const codeOf = (academie: string | null): string =>
  academie !== null && knownCodes.has(academie) ? academie : 'UNKNOWN';

type Etat = RelationComptee['etat'];

/** Where an organisme stands, from its relations. */
const etatDe = (relations: readonly RelationComptee[]): Etat => {
  const etats = new Set(relations.map(({ etat }) => etat).filter((etat) => etat !== 'sans_voeux'));
  const [only = 'sans_voeux', other] = etats;
  return other === undefined ? only : 'partiel';
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const voeuxOf = (relations: readonly RelationComptee[]): number => sum(relations.map(({ voeux }) => voeux));

interface Organisme {
  siret: string;
  code: string;
  connu: boolean;
  relations: RelationComptee[];
  etat: Etat;
}

const organismesDe = (relations: readonly RelationComptee[], cote: 'responsable' | 'formateur'): Organisme[] =>
  [...Map.groupBy(relations, (relation) => relation[cote].siret)].map(([siret, mine]) => {
    const { academie = null, connu = false } = mine[0]?.[cote] ?? {};
    return { siret, code: codeOf(academie), connu, relations: mine, etat: etatDe(mine) };
  });

/** Counts everything from the rows of the relations: nothing is asked of the database. */
export function chiffrer(releve: Releve): Chiffres {
  const responsables = organismesDe(releve.relations, 'responsable');
  const formateurs = organismesDe(releve.relations, 'formateur');
  const delegations = Map.groupBy(releve.destinataires.delegations, ({ relationId }) => relationId);
  const withDelegation = ({ relations }: Organisme): boolean =>
    relations.some(({ relationId }) => delegations.has(relationId));
  const accueils = new Set(releve.relations.flatMap((relation) => relation.accueils));

  const inScope = (code: string) => {
    const of = <T>(items: readonly T[], codeDe: (item: T) => string): T[] =>
      code === 'ALL' ? [...items] : items.filter((item) => codeDe(item) === code);
    return {
      relations: of(releve.relations, ({ formateur }) => codeOf(formateur.academie)),
      responsables: of(responsables, (organisme) => organisme.code),
      formateurs: of(formateurs, (organisme) => organisme.code),
      accueils: of([...accueils], (uai) => codeOf(academieDeLUai(uai)?.code ?? null)).length,
      sansRelation: sum(of([...releve.sansRelation], ([academie]) => codeOf(academie)).map(([, nombre]) => nombre)),
    };
  };
  type Scope = ReturnType<typeof inScope>;

  const organismes = (scope: Scope): ChiffresOrganismes => {
    const statuts = scope.responsables.map(({ siret }) => releve.destinataires.responsables.get(siret)?.statut ?? null);
    const running = scope.relations.flatMap(({ relationId }) => delegations.get(relationId) ?? []);
    const active = running.filter(({ statut }) => statut === 'actif');
    const formateursOf = ({ relations }: Organisme): number =>
      new Set(relations.map(({ formateur }) => formateur.siret)).size;
    return {
      totalResponsable: scope.responsables.length,
      totalResponsableConfirmed: statuts.filter((statut) => statut !== null).length,
      totalResponsableActivated: statuts.filter((statut) => statut === 'actif').length,
      totalResponsableAvecDelegation: scope.responsables.filter(withDelegation).length,
      totalResponsableMultiOrganismes: scope.responsables.filter((organisme) => formateursOf(organisme) > 1).length,
      totalDelegues: new Set(running.map(({ compteId }) => compteId)).size,
      totalDeleguesActivated: new Set(active.map(({ compteId }) => compteId)).size,
      totalDelegations: running.length,
      totalDelegationsActivated: active.length,
      totalFormateur: scope.formateurs.length,
      totalFormateurAvecDelegation: scope.formateurs.filter(withDelegation).length,
      totalAccueil: scope.accueils,
    };
  };

  const voeux = (scope: Scope, code: string): ChiffresVoeux => {
    const nbVoeux = voeuxOf(scope.relations);
    const unknown = (cote: 'responsable' | 'formateur') => {
      const rows = scope.relations.filter((relation) => relation.voeux > 0 && !relation[cote].connu);
      return { nombre: new Set(rows.map((relation) => relation[cote].siret)).size, nbVoeux: voeuxOf(rows) };
    };
    const recusPar = (par: RelationComptee['par']): number =>
      sum(scope.relations.filter((relation) => relation.par === par).map(({ recus }) => recus));
    const [responsablesInconnus, formateursInconnus] = [unknown('responsable'), unknown('formateur')];
    return {
      total: nbVoeux + scope.sansRelation,
      apprenants: releve.apprenants.get(code) ?? 0,
      responsablesInconnus: responsablesInconnus.nombre,
      responsablesInconnusNbVoeux: responsablesInconnus.nbVoeux,
      formateursInconnus: formateursInconnus.nombre,
      formateursInconnusNbVoeux: formateursInconnus.nbVoeux,
      responsablesUndefinedNbVoeux: scope.sansRelation,
      formateursUndefinedNbVoeux: scope.sansRelation,
      totalRecensement: code === 'ALL' ? releve.recensement : null,
      totalDiffusable: nbVoeux,
      totalNonDiffusable: scope.sansRelation,
      nbVoeux,
      nbVoeuxDiffuses: recusPar('responsable') + recusPar('delegue'),
      nbVoeuxDiffusesResponsable: recusPar('responsable'),
      nbVoeuxDiffusesDelegue: recusPar('delegue'),
    };
  };

  const progresses = (scope: Scope): ChiffresProgres => {
    const at = (etat: Etat): Avancement => ({
      nbResponsable: scope.responsables.filter((organisme) => organisme.etat === etat).length,
      nbFormateur: scope.formateurs.filter((organisme) => organisme.etat === etat).length,
      nbVoeux: voeuxOf(scope.relations.filter((relation) => relation.etat === etat)),
    });
    const { nbVoeux: _none, ...noVoeux } = at('sans_voeux');
    return { fullDownload: at('complet'), partialDownload: at('partiel'), noDownload: at('aucun'), noVoeux };
  };

  const scopes = codesAcademies.map((code) => ({ code, scope: inScope(code) }));
  return {
    campagne: releve.campagne,
    organismes: scopes.map(({ code, scope }) => ({ code, stats: organismes(scope) })),
    voeux: scopes.map(({ code, scope }) => ({ code, stats: voeux(scope, code) })),
    progresses: scopes.map(({ code, scope }) => ({ code, stats: progresses(scope) })),
  };
}
