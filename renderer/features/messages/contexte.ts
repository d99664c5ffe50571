import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { estAdresse } from '../../../shared/domain/messages/mailto.ts';
import type { SourceDesDonnees } from '../../../shared/domain/messages/notice.ts';
import type { Valeurs } from '../../../shared/domain/messages/variables.ts';
import { deNom } from '../../textes/elision.ts';

export const canaux = ['courriel', 'sms', 'courrier'] as const;
export type Canal = (typeof canaux)[number];

/** Bound of the acte (shared/domain/actes/textes.ts): what was written and its notice together. */
export const texteMax = 4_000;
export const objetMax = 150;

type Qui = Pick<
  Fiche,
  'ligne' | 'identite' | 'dossiers' | 'dossierPrincipal' | 'demandes' | 'emails' | 'voeux' | 'indisponible'
>;

/** Why nothing may be written to this family; null when something may. */
export type Refus = 'OPPOSITION' | 'LIMITATION' | 'FLUX_RETIRE';

export const refusDe = ({ ligne, dossiers, indisponible }: Qui): Refus | null => {
  // An erasure that was asked shows as an opposition (situations.ts).
  if (ligne.situation === 'OPPOSITION') return 'OPPOSITION';
  const isFrozen = dossiers.some(({ tetes }) => tetes.limitation?.some(({ valeur }) => valeur === true) === true);
  if (isFrozen) return 'LIMITATION';
  return indisponible ? 'FLUX_RETIRE' : null;
};

const connu = (nom: string | null | undefined): string | null => (nom == null || nom.trim() === '' ? null : nom);

/**
 * The CFA as families know it: its name on the demande, else that of the list; its printed number when a demande has it.
 * null: nobody knows it here, and a blank stands in its place.
 */
export const cfaDe = ({
  dossiers,
  dossierPrincipal,
  demandes,
}: Qui): { nom: string | null; telephone: string | null } => {
  const dossier = dossiers.find(({ id }) => id === dossierPrincipal) ?? dossiers[0];
  const sienne = demandes.find((une) => une.dossier === dossier?.id) ?? demandes[0];
  return {
    nom: connu(sienne?.courriel.cfa) ?? connu(dossier?.fluxNom),
    telephone: demandes.find((une) => une.courriel.telephone !== null)?.courriel.telephone ?? null,
  };
};

/** The CFA that writes to many, of one list or of several: the only list of this poste, else the account. */
export const cfaDuGroupe = (
  flux: readonly { nom: string }[] | undefined,
  etablissement: string | null | undefined,
): string | null => (flux?.length === 1 ? connu(flux[0]?.nom) : null) ?? connu(etablissement);

/** What the variables are worth for this person. */
export const valeursDe = (fiche: Qui, operateur: string | null): Valeurs => {
  const { nom, telephone } = cfaDe(fiche);
  return {
    prenom: fiche.identite.prenom,
    nom: fiche.identite.nom,
    formation: fiche.ligne.formation,
    cfa: nom,
    telephone_cfa: telephone,
    operateur,
  };
};

export const sourcesDe = ({ voeux, demandes }: Pick<Fiche, 'voeux' | 'demandes'>): SourceDesDonnees[] => {
  const sources: SourceDesDonnees[] = [
    ...(voeux.length > 0 ? ['voeux' as const] : []),
    ...(demandes.length > 0 ? ['demande' as const] : []),
  ];
  return sources.length === 0 ? ['appel'] : sources;
};

/** Those a mail program takes, each once, and those it would not. */
export const adressesDe = ({ emails }: Pick<Fiche, 'emails'>): { bonnes: string[]; illisibles: string[] } => {
  const toutes = [...new Map(emails.map((un) => [un.trim().toLowerCase(), un.trim()])).values()];
  return { bonnes: toutes.filter(estAdresse), illisibles: toutes.filter((une) => !estAdresse(une)) };
};

/** As it is written on an envelope: lists name no adult, the family is at this address. */
export const enveloppeDe = ({ identite }: Pick<Fiche, 'identite'>): string[] => {
  const { lignes, code_postal, ville, pays } = identite.adresse;
  const commune = [code_postal, ville].filter((part) => part !== null && part !== '').join(' ');
  const adresse = [...lignes, commune, pays ?? ''].filter((ligne) => ligne.trim() !== '');
  return adresse.length === 0
    ? []
    : [`Aux responsables légaux ${deNom(`${identite.prenom} ${identite.nom}`)}`, ...adresse];
};

/** What is typed, then the notice under it. */
export const texteEntier = (texte: string, notice: string | null): string =>
  notice === null || notice.trim() === '' ? texte.trim() : `${texte.trim()}\n\n${notice.trim()}`;
