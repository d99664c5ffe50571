import type { Vue } from '../../../shared/domain/partages.ts';
import type { Intent } from '../../keyboard/intent.ts';
import { keyLabel } from '../../keyboard/keys.ts';
import type { Screen } from '../desk/screens.tsx';

/** What choosing a line does. */
export type Geste =
  | { genre: 'ecran'; ecran: Screen }
  | { genre: 'intention'; intent: Intent }
  | { genre: 'fenetre'; fenetre: Fenetre }
  | { genre: 'vue'; id: string; vue: Vue };
export type Fenetre = 'reglages' | 'modeles' | 'libelles';

export interface Commande {
  id: string;
  groupe: 'Actions' | 'Écrans' | 'Vues enregistrées';
  mot: string;
  /** The key that does the same, as it must be pressed. */
  touche: string | null;
  geste: Geste;
}

/** What the desk is showing: a gesture that would do nothing there is not offered. */
export interface Contexte {
  ecran: Screen;
  /** Somebody's sheet is there and nothing is begun about her. */
  aPersonne: boolean;
  sansServeur: boolean;
  singleKeys: boolean;
  vues: readonly { id: string; valeur: Vue }[];
}

interface Action {
  mot: string;
  touche: string | null;
  /** The setting « Raccourcis à une touche » moves it behind Ctrl. */
  single: boolean;
  geste: Geste;
  quand: (contexte: Contexte) => boolean;
}

const toujours = (): boolean => true;
const surFiche = ({ aPersonne, ecran }: Contexte): boolean =>
  aPersonne && (ecran === 'candidats' || ecran === 'demandes');
const surFile = ({ aPersonne, ecran }: Contexte): boolean => aPersonne && ecran === 'appels';
const surPersonne = (contexte: Contexte): boolean => surFiche(contexte) || surFile(contexte);
const sur =
  (...ecrans: Screen[]) =>
  ({ ecran }: Contexte): boolean =>
    ecrans.includes(ecran);
const avecServeur = ({ sansServeur }: Contexte): boolean => !sansServeur;

const intention = (
  mot: string,
  touche: string,
  intent: Intent,
  quand: Action['quand'] = toujours,
  single = true,
): Action => ({ mot, touche, single, geste: { genre: 'intention', intent }, quand });
const fenetre = (mot: string, laquelle: Fenetre): Action => ({
  mot,
  touche: null,
  single: false,
  geste: { genre: 'fenetre', fenetre: laquelle },
  quand: toujours,
});

const actions: readonly Action[] = [
  intention('Appeler', 'A', { do: 'call', received: false }, surPersonne),
  intention('Noter un appel reçu', 'Maj A', { do: 'call', received: true }, surPersonne),
  intention('Prévoir un rappel', 'R', { do: 'callback' }, surPersonne),
  intention('Écrire une note', 'N', { do: 'note' }, surPersonne),
  intention('Affecter', 'F', { do: 'assign' }, surPersonne),
  intention('Écrire à la famille', 'S', { do: 'write' }, surPersonne),
  intention('Droits de la personne', 'Y', { do: 'rights' }, surFiche),
  intention('Donner un créneau', 'H', { do: 'give-slot' }, (contexte) => surFiche(contexte) && avecServeur(contexte)),
  intention('Ouvrir la fiche', 'U', { do: 'sheet' }, surFile),
  intention('Copier le numéro', 'C', { do: 'copy' }, surFile),
  intention('Passer à la personne suivante', '→', { do: 'right' }, surFile, false),
  intention('Revenir à la personne d’avant', '←', { do: 'left' }, surFile, false),
  intention('Nouveau créneau', 'N', { do: 'note' }, sur('agenda')),
  intention('Générer une série de créneaux', 'G', { do: 'generate' }, sur('agenda')),
  intention('Exporter', 'E', { do: 'export' }, sur('candidats', 'listes')),
  intention('Imprimer la feuille d’appel', 'Ctrl P', { do: 'print' }, sur('candidats'), false),
  intention('Qui m’appelle ?', 'Q', { do: 'who-calls' }),
  intention('Rechercher dans la liste', '/', { do: 'search' }),
  intention('Verrouiller', 'Ctrl L', { do: 'lock' }, toujours, false),
  intention('Changer d’opérateur', 'O', { do: 'operateur' }),
  intention('Toutes les touches', '?', { do: 'keys' }),
  fenetre('Réglages de ce poste', 'reglages'),
  fenetre('Modèles de messages', 'modeles'),
  fenetre('Noms des issues', 'libelles'),
];

const ecrans: readonly { ecran: Screen; mot: string; quand: Action['quand'] }[] = [
  { ecran: 'accueil', mot: 'Accueil', quand: toujours },
  { ecran: 'appels', mot: 'Appels', quand: toujours },
  { ecran: 'candidats', mot: 'Candidats', quand: toujours },
  { ecran: 'demandes', mot: 'Demandes', quand: avecServeur },
  { ecran: 'agenda', mot: 'Agenda', quand: avecServeur },
  { ecran: 'listes', mot: 'Listes', quand: toujours },
  { ecran: 'equipe', mot: 'Équipe', quand: toujours },
  { ecran: 'synchro', mot: 'Synchronisation', quand: toujours },
];

/** Everything that applies now, in the order it is shown. */
export const commandesDe = (contexte: Contexte): Commande[] => [
  ...actions
    .filter(({ quand }) => quand(contexte))
    .map(
      ({ mot, touche, single, geste }): Commande => ({
        id: `action-${mot}`,
        groupe: 'Actions',
        mot,
        touche: touche !== null && single ? keyLabel(touche, contexte.singleKeys) : touche,
        geste,
      }),
    ),
  ...ecrans
    .filter(({ ecran, quand }) => ecran !== contexte.ecran && quand(contexte))
    .map(
      ({ ecran, mot }): Commande => ({
        id: `ecran-${ecran}`,
        groupe: 'Écrans',
        mot,
        touche: null,
        geste: { genre: 'ecran', ecran },
      }),
    ),
  ...contexte.vues.map(
    ({ id, valeur }): Commande => ({
      id: `vue-${id}`,
      groupe: 'Vues enregistrées',
      mot: valeur.nom,
      touche: null,
      geste: { genre: 'vue', id, vue: valeur },
    }),
  ),
];

/** Without accents, capitals or apostrophes that curl: as it is typed in a hurry. */
const brut = (texte: string): string =>
  texte.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, ' ').toLowerCase();

/** Those that hold each word that was typed, at the beginning of one of theirs. */
export const trouver = (commandes: readonly Commande[], texte: string): Commande[] => {
  const cherches = brut(texte)
    .split(/\s+/)
    .filter((mot) => mot !== '');
  return commandes.filter(({ mot, groupe }) => {
    const mots = `${brut(mot)} ${brut(groupe)}`.split(/[^\p{L}\p{N}]+/u);
    return cherches.every((cherche) => mots.some((un) => un.startsWith(cherche)));
  });
};
