import type { Saisie } from '../../../../shared/contract/ipc/actes.ts';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import type { NumeroEtat } from '../../../../shared/domain/actes/numero.ts';
import { lireTelephone } from '../../../../shared/domain/telephone.ts';
import { saisie } from '../saisie/builders.ts';

/** What a person may say of a number by hand; `verrouille` comes from an opposition alone. */
export const etatsChoisis = ['confirme', 'a_verifier', 'invalide'] as const satisfies readonly NumeroEtat[];
export type EtatChoisi = (typeof etatsChoisis)[number];

export const etatChoisiTextes: Readonly<Record<EtatChoisi, string>> = {
  confirme: 'C’est le bon numéro',
  a_verifier: 'À vérifier',
  invalide: 'Faux numéro',
};

/** The overseas plans, longest prefix first: Mayotte shares that of La Réunion. */
const territoires: readonly (readonly [prefixe: string, nom: string])[] = [
  ['+262639', 'Mayotte'],
  ['+262269', 'Mayotte'],
  ['+262', 'La Réunion'],
  ['+590', 'Guadeloupe, Saint-Martin ou Saint-Barthélemy'],
  ['+594', 'Guyane'],
  ['+596', 'Martinique'],
  ['+508', 'Saint-Pierre-et-Miquelon'],
];

/** Where an overseas number is: its family lives by another clock. null for a number of anywhere else. */
export const territoireDuNumero = (e164: string): string | null =>
  territoires.find(([prefixe]) => e164.startsWith(prefixe))?.[1] ?? null;

/**
 * What is known of a number, written where new actes go and on each other dossier that already says something of it: of
 * two words, the more careful one would otherwise stay.
 */
export const saisiesNumero = (
  fiche: Pick<Fiche, 'dossiers' | 'dossierPrincipal'>,
  e164: string,
  etat: EtatChoisi,
): Saisie[] =>
  fiche.dossiers
    .filter(({ id, tetes }) => id === fiche.dossierPrincipal || (tetes[`numero:${e164}`]?.length ?? 0) > 0)
    .map((dossier) => saisie(dossier, 'numero', { numero: e164, etat }));

export type Ajout =
  | { genre: 'ajout'; saisies: Saisie[]; e164: string }
  /** Nothing that can be dialled was read, or it is on the sheet already. */
  | { genre: 'illisible' | 'connu' };

type FicheAvecNumeros = Pick<Fiche, 'dossiers' | 'dossierPrincipal'> & {
  responsableTelephones: readonly { e164: string | null }[];
  candidatTelephones: readonly { e164: string | null }[];
};

/** One more number of the family, as it was typed. */
export const ajouteNumero = (fiche: FicheAvecNumeros, tape: string): Ajout => {
  const { e164 } = lireTelephone(tape.trim());
  const dossier = fiche.dossiers.find(({ id }) => id === fiche.dossierPrincipal) ?? fiche.dossiers[0] ?? null;
  if (e164 === null || dossier === null) return { genre: 'illisible' };
  const connus = [...fiche.responsableTelephones, ...fiche.candidatTelephones];
  if (connus.some((phone) => phone.e164 === e164)) return { genre: 'connu' };
  const corps = { champ: 'telephone', valeur: tape.trim(), ancienne: null };
  return { genre: 'ajout', e164, saisies: [saisie(dossier, 'rectification', corps)] };
};
