import type { CandidatLigne, Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche } from '../../../../shared/contract/ipc/demandes.ts';
import { dispositionMot, essaiMot } from '../../../textes/appel.ts';
import { heureDansFuseau, heureDeTexte, jourEtHeure } from '../../../textes/dates.ts';
import { majuscule } from '../../../textes/pluriel.ts';
import { sources } from '../textes.ts';

type Sources = Pick<CandidatLigne, 'nbVoeux' | 'nbDemandes'>;

/**
 * « 2 vœux · 1 demande · collège Honoré Fictif, Lyon »; who has neither is known from a call, or took her demande back,
 * and it is said.
 */
export const sousTitreFiche = (ligne: Sources | undefined, college: string | null, hasDemande = false): string => {
  if (ligne === undefined) return college ?? '';
  return [sources(ligne) || (hasDemande ? 'Demande annulée' : 'Ni vœu ni demande'), college ?? '']
    .filter((part) => part !== '')
    .join(' · ');
};

/** « 3e essai · jamais joint · dernier appel hier 17 h 40, pas de réponse (Léa) ». */
export const resumeAppels = (
  fiche: Pick<Fiche, 'essais' | 'jamaisJoint'> & { ligne: Pick<CandidatLigne, 'dernierAppel'> },
  now: number,
): string => {
  const { dernierAppel } = fiche.ligne;
  if (dernierAppel === null) return 'Jamais d’appel';
  const qui = dernierAppel.operateur === null ? '' : ` (${dernierAppel.operateur})`;
  const essai = essaiMot(fiche.essais);
  const parts = [
    ...(essai === null ? [] : [essai]),
    fiche.jamaisJoint ? 'jamais joint' : 'déjà joint',
    `dernier appel ${jourEtHeure(dernierAppel.le, now)}, ${dispositionMot(dernierAppel.disposition)}${qui}`,
  ];
  return majuscule(parts.join(' · '));
};

/** « il est 14 h 12 chez la famille »; null when nobody knows where they live. */
export const heureFamille = (famille: Fiche['famille'], now: number): string | null => {
  const heure =
    (famille.fuseau === null ? null : heureDansFuseau(now, famille.fuseau)) ??
    (famille.heureLocale === null ? null : heureDeTexte(famille.heureLocale));
  return heure === null ? null : `il est ${heure} chez la famille`;
};

/** One flow of parts: no line ends or begins with a « · », and an hour stays whole. */
export const dUnTrait = (texte: string): string =>
  texte
    .replaceAll(' · ', '\u00a0·\u00a0')
    .replace(/(\d) h(?: (\d\d))?(?!\w)/g, (_, hours: string, minutes?: string) =>
      [hours, 'h', ...(minutes === undefined ? [] : [minutes])].join('\u00a0'),
    );

/** Whether the family's clock differs from this poste's, so that the sentence must be seen. */
export const isElsewhere = (fuseau: string | null, now: number, here: string): boolean =>
  fuseau !== null && heureDansFuseau(now, fuseau) !== heureDansFuseau(now, here);

/**
 * The lists name no parent; one who asked to be called gave a name. Beside the numbers of a list nobody knows whose each
 * one is: the name then stands with the demande alone.
 */
export const titreResponsable = ({
  demandes,
  voeux,
}: {
  demandes: readonly Pick<DemandeFiche, 'auteur' | 'demandeur'>[];
  voeux: readonly unknown[];
}): string => {
  const noms = (voeux.length > 0 ? [] : demandes).flatMap(({ auteur, demandeur }) =>
    auteur === 'parent' && demandeur !== null ? [`${demandeur.prenom} ${demandeur.nom}`] : [],
  );
  return noms.length === 0
    ? 'Responsable légal (nom non transmis)'
    : `Responsable légal, d’après sa demande : ${[...new Set(noms)].join(', ')}`;
};
