import type { Disposition, Issue } from './actes/appel.ts';
import type { ProchaineActionCorps } from './actes/prochaine-action.ts';
import { heureCivile, instantCivil } from './fuseau.ts';
import { decaler } from './horloge.ts';
import {
  ajouterJoursOuvres,
  demiJournee,
  estJourOuvre,
  prochainJourOuvre,
  type Territoire,
  territoireDuFuseau,
} from './jours-ouvres.ts';

export interface ProchaineActionOptions {
  /** Default: the territory of the zone. Give it for Alsace-Moselle, that no zone tells. */
  territoire?: Territoire;
  /** How many numbers can still be dialled; only NUMERO_INVALIDE and MAUVAIS_CONTACT ask. Default: at least one. */
  numerosRestants?: number;
}

/** Hours of the soft window (users-and-rules 1.3): a try in the other half-day is set at its first hour. */
const heureDuMatin = 10;
const heureDeLApresMidi = 14;
const finDeJournee = 20;

const joursAvantRelance: Partial<Record<Issue, number>> = {
  // A meeting that no créneau tells: a week later somebody asks what came of it.
  RDV_FIXE: 5,
  REFLECHIT: 3,
  A_UNE_ENTREPRISE: 3,
  CHERCHE_ENTREPRISE: 5,
  DOSSIER_ENVOYE: 5,
};

const aucune: ProchaineActionCorps = { quoi: 'aucune', le: null, precision: null, qui: null };

/**
 * The next action proposed after a call (users-and-rules 1.3), always editable. Dates are working days of the site.
 * null after JOINT without an issue: the issue is asked first.
 */
export const prochaineActionParDefaut = (
  disposition: Disposition,
  issue: Issue | null,
  maintenant: string,
  fuseau: string,
  options: ProchaineActionOptions = {},
): ProchaineActionCorps | null => {
  const territoire = options.territoire ?? territoireDuFuseau(fuseau);
  const { jour, heure, minute } = heureCivile(maintenant, fuseau);
  const a = (jourVise: string, heureVisee: number): string =>
    instantCivil({ jour: jourVise, heure: heureVisee, minute: 0 }, fuseau);
  const rappelerA = (le: string): ProchaineActionCorps => ({ quoi: 'rappeler', le, precision: 'heure', qui: null });
  const dansJours = (quoi: 'rappeler' | 'relancer', nombre: number): ProchaineActionCorps => ({
    quoi,
    le: a(ajouterJoursOuvres(jour, nombre, territoire), heureDuMatin),
    precision: 'jour',
    qui: null,
  });
  const demain = prochainJourOuvre(jour, territoire);
  const matin = demiJournee(maintenant, fuseau) === 'matin';

  switch (disposition) {
    case 'JOINT': {
      if (issue === null) return null;
      const nombre = joursAvantRelance[issue];
      return nombre === undefined ? aucune : dansJours('relancer', nombre);
    }
    case 'MESSAGE':
      return rappelerA(a(demain, matin ? heureDeLApresMidi : heureDuMatin));
    case 'SANS_REPONSE':
      return rappelerA(
        matin && estJourOuvre(jour, territoire)
          ? a(jour, heureDeLApresMidi)
          : a(demain, matin ? heureDeLApresMidi : heureDuMatin),
      );
    case 'OCCUPE':
      return estJourOuvre(jour, territoire) && heure * 60 + minute + 30 < finDeJournee * 60
        ? rappelerA(decaler(maintenant, 30 * 60_000))
        : rappelerA(a(demain, heureDuMatin));
    case 'RAPPELER':
      return dansJours('rappeler', 1);
    case 'MAUVAIS_CONTACT':
    case 'NUMERO_INVALIDE':
      // Nothing left to dial: the family is written to instead.
      return (options.numerosRestants ?? 1) > 0 ? rappelerA(maintenant) : dansJours('relancer', 1);
    case 'OPPOSITION':
      return aucune;
  }
};

/** After a written answer, a mail, an SMS or a letter: three working days to let the family read it. */
export const prochaineActionApresEcrit = (
  maintenant: string,
  fuseau: string,
  territoire: Territoire = territoireDuFuseau(fuseau),
): ProchaineActionCorps => {
  const jour = ajouterJoursOuvres(heureCivile(maintenant, fuseau).jour, 3, territoire);
  return {
    quoi: 'attendre',
    le: instantCivil({ jour, heure: heureDuMatin, minute: 0 }, fuseau),
    precision: 'jour',
    qui: null,
  };
};
