import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { origineTextes } from '../../../textes/appel.ts';
import type { Interlocuteur } from './call-draft.ts';

export interface CallableNumber {
  e164: string;
  interlocuteur: Interlocuteur;
  label: string;
}

const short = { responsable: 'responsable légal', candidat: 'candidat·e' } as const;

/** Numbers in dialling order, the adults first; the ones known to be wrong or closed come last. */
export const callableNumbers = (
  fiche: Pick<Fiche, 'responsableTelephones' | 'candidatTelephones'>,
): CallableNumber[] => {
  const all = [
    ...fiche.responsableTelephones.map((phone) => ({ phone, qui: 'responsable' as const })),
    ...fiche.candidatTelephones.map((phone) => ({ phone, qui: 'candidat' as const })),
  ];
  const closed = ({ phone }: (typeof all)[number]): number =>
    phone.etat === 'invalide' || phone.etat === 'verrouille' ? 2 : phone.etat === 'a_verifier' ? 1 : 0;
  const seen = new Set<string>();
  return all
    .toSorted((a, b) => closed(a) - closed(b))
    .flatMap(({ phone, qui }) => {
      if (phone.e164 === null || seen.has(phone.e164)) return [];
      seen.add(phone.e164);
      const who = phone.origine === 'ajoute' ? origineTextes.ajoute.toLowerCase() : short[qui];
      return [{ e164: phone.e164, interlocuteur: qui, label: `${phone.affiche} — ${who}` }];
    });
};
