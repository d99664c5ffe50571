import { type Chiffres, codesAcademies } from '../../../sync-api/stats/chiffres.ts';

/** Exact figures made up for the tests of what is published of them. */
export interface Exact {
  responsables: number;
  actifs: number;
  formateurs: number;
  /** Vœux of relations, by state. */
  complet: number;
  partiel: number;
  aucun: number;
  delegations: number;
}

export const codes = codesAcademies;

export const academie = (parts: Partial<Exact>): Exact => ({
  responsables: 0,
  actifs: 0,
  formateurs: 0,
  complet: 0,
  partiel: 0,
  aucun: 0,
  delegations: 0,
  ...parts,
});

const add = (left: Exact, right: Exact): Exact => ({
  responsables: left.responsables + right.responsables,
  actifs: left.actifs + right.actifs,
  formateurs: left.formateurs + right.formateurs,
  complet: left.complet + right.complet,
  partiel: left.partiel + right.partiel,
  aucun: left.aucun + right.aucun,
  delegations: left.delegations + right.delegations,
});

/** The counters that such académies give; accounts are never more than organismes. */
export const chiffresDe = (drawn: Readonly<Record<string, Exact>>): Chiffres => {
  const exacts = new Map(
    Object.entries(drawn).map(([code, one]) => [code, { ...one, actifs: Math.min(one.actifs, one.responsables) }]),
  );
  exacts.set('ALL', [...exacts.values()].reduce(add, academie({})));
  const rows = codesAcademies.map((code) => ({ code, exact: exacts.get(code) ?? academie({}) }));
  const none = { nbResponsable: 0, nbFormateur: 0 };
  return {
    campagne: 2026,
    organismes: rows.map(({ code, exact }) => ({
      code,
      stats: {
        totalResponsable: exact.responsables,
        totalResponsableConfirmed: exact.responsables,
        totalResponsableActivated: exact.actifs,
        totalResponsableAvecDelegation: 0,
        totalResponsableMultiOrganismes: 0,
        totalDelegues: Math.min(1, exact.delegations),
        totalDeleguesActivated: 0,
        totalDelegations: exact.delegations,
        totalDelegationsActivated: 0,
        totalFormateur: exact.formateurs,
        totalFormateurAvecDelegation: 0,
        totalAccueil: exact.formateurs,
      },
    })),
    voeux: rows.map(({ code, exact }) => {
      const nbVoeux = exact.complet + exact.partiel + exact.aucun;
      return {
        code,
        stats: {
          total: nbVoeux,
          apprenants: nbVoeux,
          responsablesInconnus: 0,
          responsablesInconnusNbVoeux: 0,
          formateursInconnus: 0,
          formateursInconnusNbVoeux: 0,
          responsablesUndefinedNbVoeux: 0,
          formateursUndefinedNbVoeux: 0,
          totalRecensement: code === 'ALL' ? 0 : null,
          totalDiffusable: nbVoeux,
          totalNonDiffusable: 0,
          nbVoeux,
          nbVoeuxDiffuses: exact.complet,
          nbVoeuxDiffusesResponsable: exact.complet,
          nbVoeuxDiffusesDelegue: 0,
        },
      };
    }),
    progresses: rows.map(({ code, exact }) => ({
      code,
      stats: {
        fullDownload: { ...none, nbVoeux: exact.complet },
        partialDownload: { ...none, nbVoeux: exact.partiel },
        noDownload: { ...none, nbVoeux: exact.aucun },
        noVoeux: none,
      },
    })),
  };
};
