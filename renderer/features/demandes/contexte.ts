import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { DemandeFiche } from '../../../shared/contract/ipc/demandes.ts';
import type { ReponseACandidat } from '../../../shared/domain/demandes/reponse-courriel.ts';
import type { ContexteModele } from './modeles.ts';
import { motifsDe } from './textes.ts';

/** Words of the server too, when a training has no name (sync-api: what is previewed is what is sent). */
const sansNom = 'demandée';

export const contexteModele = (
  demande: Pick<DemandeFiche, 'motifs' | 'ajouts' | 'auteur' | 'demandeur' | 'formation' | 'ville' | 'courriel'>,
  fiche: Pick<Fiche, 'identite'>,
  operateur: string | null,
): ContexteModele => ({
  motifs: motifsDe(demande),
  auteur: demande.auteur,
  // A parent who named nobody gave the dossier her own name.
  jeune: demande.auteur === 'parent' && demande.demandeur === null ? null : fiche.identite.prenom,
  formation: demande.formation ?? sansNom,
  ville: demande.ville,
  cfa: demande.courriel.cfa,
  operateur,
});

export const courrielDe = (demande: Pick<DemandeFiche, 'courriel' | 'formation'>, texte: string): ReponseACandidat => ({
  prenom: demande.courriel.prenom,
  cfa: demande.courriel.cfa,
  telephone: demande.courriel.telephone,
  formation: demande.formation ?? sansNom,
  texte,
});
