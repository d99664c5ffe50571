import type { ImportReport } from './demo-server.ts';
import type { ShownPerson } from './desk.ts';
import type { ListChanges } from './lists.ts';

export interface ReceivedRelation {
  /** SIRET_RESPONSABLE-SIRET_FORMATEUR. */
  relation: string;
  nom: string;
  /** What the server holds, what the poste shows. */
  serveur: number;
  poste: number;
}

export interface WrittenFile {
  /** Relative to the work folder. */
  fichier: string;
  quoi: 'ypareo' | 'excel-csv' | 'excel-xlsx' | 'feuille-appel' | 'emargement' | 'ics';
  /** Vœux of an export, people of a sheet, events of a calendar file. */
  nombre: number;
}

/** rapport.json: what the tour saw, beside the screenshots. */
export interface TourReport {
  resultat: 'reussi' | 'echoue';
  /** The step that failed and why, null after a success. */
  echec: { etape: string; raison: string } | null;
  electron: string;
  electron_source: string;
  coeur: 'utility' | 'node';
  node: string;
  application: string;
  campagne: number;
  voeux_recus: ReceivedRelation[];
  progression_vue: string | null;
  appels_hors_ligne: { nom: string; chiffres: string }[];
  saisies_hors_ligne: string | null;
  actes_pousses: { total: number; par_type: Record<string, number>; en_double: number } | null;
  seconde_liste: (ImportReport & { nouveaux: number; modifies: number; retires: number }) | null;
  troisieme_liste: ImportReport | null;
  /** Lists 2 and 3 of each relation, equal to what their maker recorded. */
  comparaisons: ListChanges[];
  /** Every file that a person asked for, below the work folder: the only ones that may name somebody. */
  fichiers_sortis: WrittenFile[];
  second_poste: { nom: string; personnes: ShownPerson[]; identique: boolean } | null;
  /** A list imported by hand, then given to the server: people, and what was written about them. */
  import_a_la_main: { personnes: number; appels_rattaches: number } | null;
  demandes: {
    /** How long after the form was sent the poste showed it by itself. */
    vues_apres_ms: number[];
    /** The answer written offline reached the mail server, word for word as previewed. */
    reponse_recue: boolean;
  };
  /** The feed that other calendars read. */
  agenda: { flux: { statut: number; evenements: number } | null };
  etapes: { etape: string; duree_ms: number }[];
  duree_ms: number;
  captures: string[];
}

export const emptyReport = (): TourReport => ({
  resultat: 'echoue',
  echec: null,
  electron: '',
  electron_source: '',
  coeur: 'node',
  node: process.versions.node,
  application: '',
  campagne: 0,
  voeux_recus: [],
  progression_vue: null,
  appels_hors_ligne: [],
  saisies_hors_ligne: null,
  actes_pousses: null,
  seconde_liste: null,
  troisieme_liste: null,
  comparaisons: [],
  fichiers_sortis: [],
  second_poste: null,
  import_a_la_main: null,
  demandes: { vues_apres_ms: [], reponse_recue: false },
  agenda: { flux: null },
  etapes: [],
  duree_ms: 0,
  captures: [],
});
