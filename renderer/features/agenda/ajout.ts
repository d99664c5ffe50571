import type { CreneauVu, Inscription } from '../../../shared/contract/ipc/agenda.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { estActif, reponseProbable } from '../rendez-vous/etats.ts';

interface Quelquun {
  candidat: string;
  nom: string;
}

/** Why adding her would lead to nothing, said instead of writing it; null when it may lead to something. */
export const refusAjout = (
  creneau: CreneauVu,
  inscriptions: readonly Inscription[],
  { candidat, nom }: Quelquun,
  now: number,
): string | null => {
  if (inscriptions.some((une) => une.candidat === candidat && estActif(une))) return `${nom} est déjà à ce créneau.`;
  switch (reponseProbable(creneau, now)) {
    case 'annulee':
      return `${nom} n’est pas ajouté·e : le créneau est annulé.`;
    case 'complet':
      return `${nom} n’est pas ajouté·e : le créneau est complet${creneau.listeAttente ? ', et sa liste d’attente aussi' : ', sans liste d’attente'}.`;
    default:
      return null;
  }
};

/** What became of who was added, as far as this poste knows. */
export const motAjout = (prevue: ResponseOf<'agenda:inscrire'>['prevue'], nom: string, enLigne: boolean): string => {
  const suite = enLigne ? '.' : ', à confirmer par le serveur.';
  switch (prevue) {
    case 'confirmee':
      return `Ajouté·e : ${nom}${suite}`;
    case 'a_reconfirmer':
      return `Ajouté·e, à reconfirmer : ${nom}${suite}`;
    case 'attente':
      return `Créneau complet, mis·e en liste d’attente : ${nom}${suite}`;
    case 'complet':
      return `${nom} n’a pas de place : le créneau est complet.`;
    case 'annulee':
      return `${nom} n’a pas de place : le créneau est annulé.`;
  }
};
