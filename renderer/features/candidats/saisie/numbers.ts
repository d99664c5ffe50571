import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { origineTextes } from '../../../textes/appel.ts';
import type { Interlocuteur } from './call-draft.ts';

export interface CallableNumber {
  e164: string;
  interlocuteur: Interlocuteur;
  label: string;
}

const short = { responsable: 'responsable légal', candidat: 'candidat·e' } as const;

/** A number as the sheet knows it, and who answers it as far as the lists tell. */
export interface PhoneInOrder {
  phone: Fiche['responsableTelephones'][number];
  interlocuteur: 'responsable' | 'candidat';
  qui: string;
}

const lastFirst = ({ etat, e164 }: PhoneInOrder['phone']): number =>
  e164 === null ? 3 : etat === 'invalide' || etat === 'verrouille' ? 2 : etat === 'a_verifier' ? 1 : 0;

/** Each once, in dialling order: the adults first; wrong or closed ones, then what cannot be read, come last. */
export const phonesInOrder = (fiche: Pick<Fiche, 'responsableTelephones' | 'candidatTelephones'>): PhoneInOrder[] => {
  const as =
    (interlocuteur: PhoneInOrder['interlocuteur']) =>
    (phone: PhoneInOrder['phone']): PhoneInOrder => ({
      phone,
      interlocuteur,
      qui: phone.origine === 'ajoute' ? origineTextes.ajoute.toLowerCase() : short[interlocuteur],
    });
  const seen = new Set<string>();
  return [...fiche.responsableTelephones.map(as('responsable')), ...fiche.candidatTelephones.map(as('candidat'))]
    .toSorted((a, b) => lastFirst(a.phone) - lastFirst(b.phone))
    .filter(({ phone }) => {
      const key = phone.e164 ?? phone.brut;
      return !seen.has(key) && seen.add(key);
    });
};

export const callableNumbers = (fiche: Pick<Fiche, 'responsableTelephones' | 'candidatTelephones'>): CallableNumber[] =>
  phonesInOrder(fiche).flatMap(({ phone: { e164, affiche }, interlocuteur, qui }) =>
    e164 === null ? [] : [{ e164, interlocuteur, label: `${affiche} — ${qui}` }],
  );
