import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { estFluxLocal } from '../../../../shared/contract/primitives.ts';
import { compte } from '../../../textes/pluriel.ts';

export const effacerTextes = {
  titre: 'Effacer ses données',
  demande: 'La famille, ou la personne elle-même, demande l’effacement de ses données.',
  bouton: 'Effacer ses données',
  question:
    'Dernière question : la personne quitte ce poste maintenant, et le serveur efface tout dès qu’il accepte la demande.',
  confirmer: 'Oui, effacer maintenant',
  garder: 'Ne rien effacer',
  fait: 'Effacement demandé : la personne n’est plus nulle part sur ce poste',
} as const;

const dansListes = (fiche: Pick<Fiche, 'dossiers'>): string => {
  const listes = new Set(fiche.dossiers.map(({ flux }) => flux)).size;
  return listes > 1 ? `, dans ses ${compte(listes, 'liste', 'listes')} de l’établissement` : '';
};

/** A list imported by hand has nobody else to ask: with one of them, nothing is kept for later without a proof. */
const sansReseau = {
  serveur:
    'Sans réseau, la demande attend ; envoyée plus tard que cela, elle attend dans Synchronisation que quelqu’un se connecte et la renvoie.',
  mixte:
    'Sans réseau et sans connexion récente, rien n’est effacé. Partie plus tard que cela, la demande attend dans Synchronisation que quelqu’un se connecte et la renvoie.',
} as const;

/** What will happen, said before it does: here, elsewhere, later, and what nobody but the office can see to. */
export const suitesEffacement = (fiche: Pick<Fiche, 'dossiers'>): { quand: string; quoi: string }[] => {
  const locaux = fiche.dossiers.filter(({ flux }) => estFluxLocal(flux));
  const isOnlyLocal = locaux.length === fiche.dossiers.length;
  const ici = `elle disparaît des listes, de la recherche, de la file d’appels, des nombres, des feuilles d’appel et des exports${dansListes(fiche)}. Une note ou une réponse commencée est supprimée.`;
  return [
    { quand: 'Sur ce poste, tout de suite', quoi: ici },
    ...(isOnlyLocal
      ? []
      : [
          {
            quand: 'Sur le serveur, dès que ce poste est en ligne',
            quoi: `identité, numéros, appels, notes et rendez-vous sont effacés, puis sur les autres postes. Une connexion de moins de quinze minutes est demandée. ${locaux.length > 0 ? sansReseau.mixte : sansReseau.serveur}`,
          },
        ]),
    ...(locaux.length > 0
      ? [
          {
            quand: 'Liste importée à la main',
            quoi: 'l’effacement y est immédiat et ne s’annule pas ; le prochain fichier ne la fait pas revenir.',
          },
        ]
      : []),
    ...(isOnlyLocal
      ? []
      : [
          {
            quand: 'Plus tard',
            quoi: 'une nouvelle liste peut la nommer encore : elle revient alors sans note, sans appel et sans rien sur ses numéros.',
          },
          {
            quand: 'En cas d’erreur',
            quoi: '10 secondes pour annuler ; ensuite, l’écran Synchronisation le permet tant que rien n’est parti.',
          },
        ]),
    { quand: 'À faire vous-même', quoi: 'détruire les fichiers déjà exportés et les feuilles déjà imprimées.' },
  ];
};
