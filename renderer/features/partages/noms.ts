import { type Issue, issues } from '../../../shared/domain/actes/appel.ts';
import type { Libelles } from '../../../shared/domain/partages.ts';
import { situationParIssue } from '../../../shared/domain/situations.ts';
import { issueTextes } from '../../textes/appel.ts';
import { situationMot } from '../../ui/situation-mot.ts';

/** Nobody renamed anything, or nothing was read yet: what each issue is called anywhere. */
export const sansLibelles: Libelles = { issues: {} };

/** The names of the issues, with those that this organisme gave over the default ones; the codes never change. */
export const issueTextesAvec = ({ issues: noms }: Libelles): Readonly<Record<Issue, string>> => ({
  ...issueTextes,
  ...noms,
});

/** The word of a situation: that of the issue it comes from, where this organisme gave one. */
export const motDeSituation = (code: string, { issues: noms }: Libelles): string => {
  const issue = issues.find((une) => situationParIssue[une] === code);
  return (issue === undefined ? undefined : noms[issue]) ?? situationMot(code);
};
