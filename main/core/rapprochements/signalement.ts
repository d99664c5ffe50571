import { dossierCreeCorps } from '../../../shared/domain/actes/dossier-cree.ts';
import { type NomEcrit, type Signalement, signaler } from '../../../shared/domain/rapprochement.ts';
import type { FoldedDossier } from '../candidats/fold.ts';
import { identiteOf } from '../candidats/identite.ts';

/**
 * What a dossier is recognised by; null for one whose data may not be used: erasure was asked for, or their use is
 * limited (RGPD art. 17, 18).
 */
export function signalementOf(folded: FoldedDossier): Signalement | null {
  const { rows, etat } = folded;
  if (etat.efface || etat.limitation) return null;
  const identite = identiteOf(folded);
  const spellings: NomEcrit[] = [identite, ...(rows.ligne === null ? [] : [rows.ligne]), ...typedNames(folded)];
  const asked = rows.demandes.flatMap(({ corps }) => corps.demandeur ?? []);
  const isNamed = !bearsParentName(folded);
  return signaler({
    ine: identite.ine,
    noms: isNamed ? spellings : [],
    prenomsAutres: identite.prenoms_autres,
    demandeurs: isNamed ? asked : [...spellings, ...asked],
    // What the calls taught counts even under an opposition, which shows every number as locked.
    telephones: etat.numeros.flatMap(({ e164 }) =>
      e164 === null || etat.faits.get(`numero:${e164}`)?.valeur === 'invalide' ? [] : [e164],
    ),
    courriels: identite.emails,
  });
}

const typedNames = ({ etat }: FoldedDossier): NomEcrit[] =>
  etat.fil.flatMap(({ type, corps }) => {
    const typed = type === 'dossier-cree' ? dossierCreeCorps.safeParse(corps) : null;
    return typed?.success === true ? [typed.data] : [];
  });

/**
 * A parent who asks without naming the pupil leaves a dossier under their own name: `demandeur` is set as soon as
 * another name is borne. A list, a call or a rectification names the pupil for good.
 */
function bearsParentName({ rows, etat }: FoldedDossier): boolean {
  const isOnlyAsked = rows.demandes.length > 0 && rows.voeux.length === 0 && (rows.ligne?.ine ?? null) === null;
  const isRectified = etat.faits.has('champ:nom') || etat.faits.has('champ:prenom');
  if (!isOnlyAsked || isRectified || etat.fil.some(({ type }) => type === 'dossier-cree')) return false;
  return rows.demandes.every(({ corps }) => corps.auteur === 'parent' && corps.demandeur === null);
}
