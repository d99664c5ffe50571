import { useMemo } from 'react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { useAsk } from '../../../ask.tsx';
import { useIssueTextes } from '../../partages/mots.ts';
import { autreCote, nomDe } from '../../rapprochements/textes.ts';
import type { FilContexte } from './fil-textes.ts';

/** What the words of the fil need beside its lines: names, merges, meetings, the organisme's own labels. */
export const useFilContexte = (candidat: string, fiche: Fiche | undefined, now: number) => {
  const options = useAsk('candidats:options', {});
  const rapprochements = useAsk('rapprochements:pour', { candidat });
  const issues = useIssueTextes();
  return useMemo(
    () =>
      ({
        now,
        issues,
        nom: (id: string) => options.data?.operateurs.find((one) => one.id === id)?.nom ?? null,
        fusionneAvec: (lien: string) => {
          const fusion = rapprochements.data?.fusions.find((one) => one.lien === lien);
          return fusion === undefined ? null : nomDe(autreCote(fusion, fiche?.dossierPrincipal ?? ''));
        },
        typeDe: (acte: string) => fiche?.fil.find((entree) => entree.id === acte)?.type ?? null,
        rendezVousDe: (id: string) => fiche?.rendezVous.find(({ reservation }) => reservation === id) ?? null,
      }) satisfies FilContexte,
    [now, issues, options.data, rapprochements.data, fiche],
  );
};
