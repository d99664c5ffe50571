/** How a key is written beside what it does: « A », or « Ctrl A » when single keys are off. */
export const keyLabel = (key: string, singleKeys: boolean): string => (singleKeys ? key : `Ctrl ${key}`);

/** The same for whoever hears the page (`aria-keyshortcuts`). */
export const keyShortcut = (key: string, singleKeys: boolean): string => (singleKeys ? key : `Control+${key}`);

/**
 * The whole keyboard, as `?` shows it. `single` marks the keys that the setting moves behind Ctrl, `onlySingle` those
 * that are another key's place once it did.
 */
export const keyTable: readonly {
  titre: string;
  lignes: readonly { touches: readonly string[]; fait: string; single: boolean; onlySingle?: boolean }[];
}[] = [
  {
    titre: 'Aller',
    lignes: [
      { touches: ['J', 'K'], fait: 'personne suivante, précédente', single: true },
      { touches: ['↓', '↑'], fait: 'personne suivante, précédente', single: false },
      { touches: ['Début', 'Fin'], fait: 'première, dernière de la liste', single: false },
      { touches: ['Entrée'], fait: 'ouvrir la fiche', single: false },
      { touches: ['Échap'], fait: 'quitter la saisie, puis fermer la fiche', single: false },
      { touches: ['/'], fait: 'rechercher dans la liste', single: true },
      { touches: ['Ctrl K'], fait: 'palette : personnes, écrans, actions', single: false },
    ],
  },
  {
    titre: 'Ce poste',
    lignes: [
      { touches: ['Ctrl L'], fait: 'verrouiller', single: false },
      { touches: ['O', 'Entrée'], fait: 'changer d’opérateur', single: true },
      { touches: ['?'], fait: 'toutes les touches', single: true },
    ],
  },
  {
    titre: 'Noter un appel',
    lignes: [
      { touches: ['A'], fait: 'appeler', single: true },
      { touches: ['Maj A'], fait: 'noter un appel reçu', single: true },
      { touches: ['1', '…', '8'], fait: 'ce qui s’est passé', single: true },
      { touches: ['1', '…', '9'], fait: 'après « Joint » : ce qu’il en ressort', single: true },
      { touches: ['Ctrl 1', '…', 'Ctrl 9'], fait: 'la même chose depuis la note', single: false },
      { touches: ['Entrée'], fait: 'enregistrer (Ctrl Entrée depuis la note)', single: false },
      { touches: ['Retour arrière'], fait: 'revenir aux huit choix', single: false },
      { touches: ['M'], fait: 'noter aussi pour la même famille', single: true },
    ],
  },
  {
    titre: 'Accueil',
    lignes: [
      { touches: ['1', '…', '4'], fait: 'ouvrir un des quatre nombres', single: true },
      { touches: ['5'], fait: 'départager', single: true },
    ],
  },
  {
    titre: 'Appels',
    lignes: [
      { touches: ['→'], fait: 'passer à la personne suivante', single: false },
      { touches: ['←'], fait: 'revenir à la personne d’avant', single: false },
      { touches: ['1', '…', '8'], fait: 'ce qui s’est passé, sans rien ouvrir', single: true },
      { touches: ['Entrée'], fait: 'enregistrer, puis la personne suivante', single: false },
      { touches: ['↓', '↑'], fait: 'aller dans « À suivre »', single: false },
      { touches: ['A'], fait: 'composer le numéro', single: true },
      { touches: ['C'], fait: 'copier le numéro', single: true },
      { touches: ['F'], fait: 'affecter (puis Entrée : à soi)', single: true },
      { touches: ['S'], fait: 'écrire à la famille', single: true },
      { touches: ['U'], fait: 'voir toute la fiche', single: true },
    ],
  },
  {
    titre: 'Demandes',
    lignes: [
      { touches: ['D'], fait: 'répondre à la demande', single: true },
      { touches: ['F8'], fait: 'blanc suivant de la réponse', single: false },
      { touches: ['Ctrl Entrée'], fait: 'envoyer la réponse', single: false },
      { touches: ['T'], fait: 'j’ai répondu autrement', single: true },
      { touches: ['I'], fait: 'injoignable', single: true },
    ],
  },
  {
    titre: 'Agenda',
    lignes: [
      { touches: ['↓', '↑'], fait: 'créneau suivant, précédent', single: false },
      { touches: ['←', '→'], fait: 'dans la semaine : jour d’avant, d’après', single: false },
      { touches: ['Page ↑', 'Page ↓'], fait: 'semaine d’avant, d’après', single: false },
      { touches: ['Début'], fait: 'revenir à aujourd’hui', single: false },
      { touches: ['Entrée'], fait: 'ouvrir le créneau', single: false },
      { touches: ['N'], fait: 'nouveau créneau', single: true },
      { touches: ['G'], fait: 'générer une série de créneaux', single: true },
      { touches: ['Ctrl Entrée'], fait: 'poser, enregistrer ou annuler, depuis sa fenêtre', single: false },
    ],
  },
  {
    titre: 'Rendez-vous',
    lignes: [
      { touches: ['H'], fait: 'donner un créneau', single: true },
      {
        touches: ['P', 'A', 'E'],
        fait: 'présent, absent, excusé (liste de présence)',
        single: false,
        onlySingle: true,
      },
      { touches: ['↓', '↑', '←', '→'], fait: 'personne et case (liste de présence)', single: false },
      { touches: ['Espace'], fait: 'noter la case (liste de présence)', single: false },
    ],
  },
  {
    titre: 'Qui est qui',
    lignes: [
      { touches: ['Q'], fait: '« Qui m’appelle ? »', single: true },
      { touches: ['Ctrl V'], fait: '« Qui m’appelle ? » d’un numéro copié', single: false },
      {
        touches: ['Ctrl Alt Q'],
        fait: '« Qui m’appelle ? » depuis un autre logiciel (à choisir dans les réglages)',
        single: false,
      },
      { touches: ['Maj Entrée'], fait: 'noter l’appel reçu de la personne trouvée', single: false },
      { touches: ['M'], fait: 'fusionner, quand la fiche le propose', single: true },
      { touches: ['Maj M'], fait: 'ce n’est pas la même personne', single: true },
    ],
  },
  {
    titre: 'Équipe',
    lignes: [
      { touches: ['↓', '↑'], fait: 'personne de l’équipe suivante, précédente', single: false },
      { touches: ['Entrée'], fait: 'voir ses candidats', single: false },
      { touches: ['F'], fait: 'prendre la relève, confier ou répartir ses candidats', single: true },
    ],
  },
  {
    titre: 'Écrire à une famille',
    lignes: [
      { touches: ['S'], fait: 'écrire à la famille', single: true },
      { touches: ['F8'], fait: 'blanc suivant du texte', single: false },
      {
        touches: ['Ctrl Entrée'],
        fait: 'ouvrir dans la messagerie ou copier, puis dire que c’est envoyé',
        single: false,
      },
    ],
  },
  {
    titre: 'Choisir des personnes',
    lignes: [
      { touches: ['Espace'], fait: 'choisir la personne, ou ne plus la choisir', single: false },
      { touches: ['Maj ↓', 'Maj ↑'], fait: 'choisir jusqu’à la suivante, la précédente', single: false },
      { touches: ['Ctrl A'], fait: 'choisir toute la liste', single: false, onlySingle: true },
      { touches: ['Échap'], fait: 'ne plus choisir personne', single: false },
      { touches: ['Ctrl Entrée'], fait: 'prévoir ou répartir, depuis sa fenêtre', single: false },
      { touches: ['Ctrl P'], fait: 'imprimer la feuille d’appel', single: false },
    ],
  },
  {
    titre: 'Et aussi',
    lignes: [
      { touches: ['F'], fait: 'affecter', single: true },
      { touches: ['F', 'Entrée'], fait: 'prendre pour soi', single: true },
      { touches: ['R'], fait: 'prévoir un rappel', single: true },
      { touches: ['N'], fait: 'écrire une note', single: true },
      { touches: ['E'], fait: 'exporter', single: true },
      { touches: ['Alt ↑', 'Alt ↓'], fait: 'déplacer une colonne, sur sa case', single: false },
      { touches: ['Y'], fait: 'droits de la personne : effacer ses données', single: true },
      { touches: ['Ctrl Z'], fait: 'annuler la dernière saisie (10 s)', single: false },
    ],
  },
];
