import type { DossierLigne } from '../../../shared/contract/lignes.ts';
import { dossierCreeCorps } from '../../../shared/domain/actes/dossier-cree.ts';
import type { FoldedDossier } from './fold.ts';

export interface Identite {
  ine: string | null;
  nom: string;
  prenom: string;
  prenoms_autres: string[];
  adresse: DossierLigne['adresse'];
  emails: string[];
}

const nowhere = { lignes: [], code_postal: null, ville: null, pays: null };

/** What the list says, under what people here rectified; a dossier created by hand has only its acte. */
export function identiteOf({ rows, etat }: FoldedDossier): Identite {
  const cree = etat.fil.find((entree) => entree.type === 'dossier-cree');
  const parHand = cree === undefined ? null : dossierCreeCorps.safeParse(cree.corps);
  const byHand = parHand?.success === true ? parHand.data : null;
  const rectified = (champ: string): string | null => {
    const valeur = etat.faits.get(`champ:${champ}`)?.valeur;
    return typeof valeur === 'string' ? valeur : null;
  };
  const adresse = rectified('adresse');
  const email = rectified('email');
  const emails = rows.ligne?.emails ?? [];
  return {
    ine: rows.ligne?.ine ?? null,
    nom: rectified('nom') ?? rows.ligne?.nom ?? byHand?.nom ?? '',
    prenom: rectified('prenom') ?? rows.ligne?.prenom ?? byHand?.prenom ?? '',
    prenoms_autres: rows.ligne?.prenoms_autres ?? [],
    adresse: adresse === null ? (rows.ligne?.adresse ?? nowhere) : { ...nowhere, lignes: [adresse] },
    emails: email === null ? emails : [email, ...emails.filter((known) => known !== email)],
  };
}

/**
 * The dossier that a person is drawn from: one that a list brought and still keeps, then the smallest id, so that
 * every poste with the same dossiers draws the same person.
 */
export function leading<T extends Pick<FoldedDossier, 'rows'>>(members: readonly T[]): T | null {
  const rank = ({ rows }: T): number => {
    if (rows.ligne === null) return 2;
    return rows.voeux.some((voeu) => voeu.corps.etat === 'actif') ? 0 : 1;
  };
  const sorted = [...members].sort((a, b) => rank(a) - rank(b) || (a.rows.id < b.rows.id ? -1 : 1));
  return sorted[0] ?? null;
}
