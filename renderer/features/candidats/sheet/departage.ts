import type { Saisie } from '../../../../shared/contract/ipc/actes.ts';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { issue } from '../../../../shared/domain/actes/appel.ts';
import { prochaineActionCorps } from '../../../../shared/domain/actes/prochaine-action.ts';
import { champRectifiable } from '../../../../shared/domain/actes/rectification.ts';
import { assiduiteEtat } from '../../../../shared/domain/actes/reservation.ts';
import { afficherTelephone } from '../../../../shared/domain/telephone.ts';
import { issueTextes, numeroEtatTextes } from '../../../textes/appel.ts';
import { champMot } from '../../../textes/champs.ts';
import { majuscule } from '../../../textes/pluriel.ts';
import { assiduiteTextes } from '../../rendez-vous/etats.ts';
import { type FicheDossier, saisie } from '../saisie/builders.ts';
import { appelDuFil, type FilContexte, filTexte } from './fil-textes.ts';

export interface Choix {
  acte: string;
  texte: string;
  operateur: string | null;
  le: string;
  saisies: Saisie[];
}
export interface Departage {
  dossier: string;
  fait: string;
  titre: string;
  choix: Choix[];
}

const presence = 'assiduite:';

const titreDe = (fait: string): string => {
  if (fait === 'issue') return 'Ce qu’il ressort de l’appel';
  if (fait === 'prochaine-action') return 'Prochaine action';
  if (fait === 'affectation') return 'Confié à';
  if (fait === 'limitation') return 'Limitation';
  if (fait.startsWith(presence)) return 'Présence au rendez-vous';
  if (fait.startsWith('numero:')) return afficherTelephone(fait.slice('numero:'.length));
  return majuscule(champMot(fait.slice(fait.indexOf(':') + 1)));
};

interface Reglement {
  texte: string;
  saisies: Saisie[];
}

/**
 * How one value is made the only one: an acte of the fait's own type that replaces every head it saw. An issue
 * belongs to a call, so the other calls are corrected to say the same, and stay in the history.
 */
const reglement = (
  dossier: FicheDossier,
  fait: string,
  valeur: unknown,
  gagnant: string,
  fil: Fiche['fil'],
  contexte: FilContexte,
): Reglement | null => {
  if (fait === 'issue') {
    const lue = issue.safeParse(valeur);
    if (!lue.success) return null;
    const autres = (dossier.tetes[fait] ?? []).filter((tete) => tete.acte !== gagnant);
    const saisies = autres.flatMap((tete) => {
      const entree = fil.find((un) => un.id === tete.acte);
      const corps = entree === undefined ? null : appelDuFil(entree);
      return corps === null
        ? []
        : [saisie(dossier, 'correction', { acte: tete.acte, corps: { ...corps, issue: lue.data } })];
    });
    return saisies.length === autres.length ? { texte: (contexte.issues ?? issueTextes)[lue.data], saisies } : null;
  }
  if (fait === 'prochaine-action') {
    const lue = prochaineActionCorps.safeParse(valeur);
    if (!lue.success) return null;
    const { titre, detail } = filTexte({ genre: 'acte', type: 'prochaine-action', contenu: lue.data }, contexte);
    // Two plans for the same hour may differ by who calls, or by what for: each says it.
    const qui = lue.data.qui === null ? null : `par ${contexte.nom(lue.data.qui) ?? 'un collègue'}`;
    return {
      texte: [titre, qui, detail].filter((part) => part !== null).join(', '),
      saisies: [saisie(dossier, 'prochaine-action', { ...lue.data })],
    };
  }
  if (fait === 'affectation' && (valeur === null || typeof valeur === 'string')) {
    const nom = valeur === null ? 'Personne' : (contexte.nom(valeur) ?? 'Un collègue');
    return { texte: nom, saisies: [saisie(dossier, 'affectation', { operateur: valeur })] };
  }
  if (fait === 'limitation' && typeof valeur === 'boolean') {
    return { texte: valeur ? 'Limité' : 'Non limité', saisies: [saisie(dossier, 'limitation', { active: valeur })] };
  }
  if (fait.startsWith('numero:') && typeof valeur === 'string') {
    const texte = Object.entries(numeroEtatTextes).find(([etat]) => etat === valeur)?.[1] ?? valeur;
    const numero = fait.slice('numero:'.length);
    return { texte, saisies: [saisie(dossier, 'numero', { numero, etat: valeur })] };
  }
  if (fait.startsWith(presence)) {
    const etat = assiduiteEtat.safeParse(valeur);
    if (!etat.success) return null;
    const reservation = fait.slice(presence.length);
    return {
      texte: assiduiteTextes[etat.data],
      saisies: [saisie(dossier, 'assiduite', { reservation, etat: etat.data })],
    };
  }
  const champ = fait.startsWith('champ:') ? champRectifiable.safeParse(fait.slice('champ:'.length)) : null;
  if (champ?.success === true && typeof valeur === 'string') {
    return {
      texte: valeur,
      saisies: [saisie(dossier, 'rectification', { champ: champ.data, valeur, ancienne: null })],
    };
  }
  return null;
};

/** What becomes of a place, the server alone settles. */
const isSettledHere = (fait: string): boolean => !fait.startsWith('reservation:');

/** Every fait of the sheet with two different values, each value with what one press would write. */
export const departagesDe = (fiche: Pick<Fiche, 'dossiers' | 'fil'>, contexte: FilContexte): Departage[] =>
  fiche.dossiers.flatMap((dossier) =>
    dossier.aDepartager.filter(isSettledHere).map((fait) => ({
      dossier: dossier.id,
      fait,
      titre: titreDe(fait),
      choix: (dossier.tetes[fait] ?? []).flatMap((tete) => {
        const regle = reglement(dossier, fait, tete.valeur, tete.acte, fiche.fil, contexte);
        return regle === null ? [] : [{ acte: tete.acte, operateur: tete.operateur, le: tete.le, ...regle }];
      }),
    })),
  );
