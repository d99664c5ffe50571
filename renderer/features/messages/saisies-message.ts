import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche } from '../../../shared/contract/ipc/demandes.ts';
import { dossierPrincipal, saisie } from '../candidats/saisie/builders.ts';
import { saisieReponse } from '../demandes/saisie-reponse.ts';
import { type Canal, objetMax } from './contexte.ts';

export interface MessageEcrit {
  canal: Canal;
  objet: string;
  /** Whole: with its notice. */
  texte: string;
  /** Id of the shared modèle; null for one that comes with the application, or for none. */
  modele: string | null;
  informe: boolean;
  /** The open demandes that it answers. */
  repond: readonly DemandeFiche[];
}

/** What is noted once the person said that it left: the message, that the family was told, the demandes it answers. */
export const saisiesMessage = (
  fiche: Fiche,
  { canal, objet, texte, modele, informe, repond }: MessageEcrit,
): Saisie[] => {
  const dossier = dossierPrincipal(fiche);
  if (dossier === null) return [];
  const sujet = canal === 'courriel' ? objet.trim().slice(0, objetMax) : '';
  return [
    saisie(dossier, 'message', { canal, ...(sujet === '' ? {} : { objet: sujet }), texte, modele }),
    ...(informe ? [saisie(dossier, 'informe', { canal })] : []),
    ...repond.flatMap((demande) => saisieReponse(fiche, demande, 'autre_canal', null) ?? []),
  ];
};
