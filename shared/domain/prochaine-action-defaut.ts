import type { Disposition, Issue } from './actes/appel.ts';
import type { ProchaineActionCorps } from './actes/prochaine-action.ts';
import { heureCivile, instantCivil } from './fuseau.ts';
import { decaler } from './horloge.ts';
import {
  ajouterJours,
  ajouterJoursOuvres,
  type DemiJournee,
  demiJournee,
  estJourOuvre,
  type Territoire,
  territoireDuFuseau,
} from './jours-ouvres.ts';
import { plagesDAppel } from './plages-dappel.ts';

export interface ProchaineActionOptions {
  /** Default: the territory of the zone. Give it for Alsace-Moselle, that no zone tells. */
  territoire?: Territoire;
  /** How many numbers can still be dialled; only NUMERO_INVALIDE and MAUVAIS_CONTACT ask. Default: at least one. */
  numerosRestants?: number;
  /** IANA zone of the family: a retry falls in the other half-day where she lives. Default: that of the site. */
  fuseauFamille?: string;
}

const heureDuMatin = plagesDAppel.matin.de;
const finDeJournee = plagesDAppel['apres-midi'].a;

/**
 * Hours at which the soft window holds a call, where the family lives: a try in the other half-day is set at the first
 * of them at which somebody is in the office, else at the nearest to those hours.
 */
const heuresDAppel = (demi: DemiJournee): number[] => {
  const { de, a } = plagesDAppel[demi];
  return Array.from({ length: a - de }, (_, at) => de + at);
};
const heuresDeBureau = { debut: 9, fin: 18 } as const;

const joursAvantRelance: Partial<Record<Issue, number>> = {
  // A meeting that no créneau tells: a week later somebody asks what came of it.
  RDV_FIXE: 5,
  REFLECHIT: 3,
  A_UNE_ENTREPRISE: 3,
  CHERCHE_ENTREPRISE: 5,
  DOSSIER_ENVOYE: 5,
};

const aucune: ProchaineActionCorps = { quoi: 'aucune', le: null, precision: null, qui: null };

interface Lieux {
  /** IANA zone of the site, and its public holidays. */
  fuseau: string;
  territoire: Territoire;
  fuseauFamille: string;
}

/** In hours: 0 while somebody is in the office. */
const horsDuBureau = (instant: string, fuseau: string): number => {
  const { heure, minute } = heureCivile(instant, fuseau);
  const decimale = heure + minute / 60;
  return Math.max(0, heuresDeBureau.debut - decimale, decimale - heuresDeBureau.fin);
};

/**
 * When the family is tried again in one of her half-days, on a working day here as there: holidays are those of the site.
 *
 * @param depuis first day, YYYY-MM-DD where the family lives
 */
const essaiDans = (demi: DemiJournee, depuis: string, apres: string, lieux: Lieux): string => {
  const { fuseau, territoire, fuseauFamille } = lieux;
  for (let jour = depuis; ; jour = ajouterJours(jour, 1)) {
    const heures = heuresDAppel(demi)
      .map((heure) => instantCivil({ jour, heure, minute: 0 }, fuseauFamille))
      .filter((le) => le > apres && [jour, heureCivile(le, fuseau).jour].every((un) => estJourOuvre(un, territoire)))
      .map((le) => ({ le, ecart: horsDuBureau(le, fuseau) }));
    // A stable sort: the first of those that are as near.
    const choisi = heures.sort((a, b) => a.ecart - b.ecart)[0];
    if (choisi !== undefined) return choisi.le;
  }
};

/**
 * The next action proposed after a call (users-and-rules 1.3), always editable. Dates are working days of the site; a
 * retry falls in the other half-day of the family.
 * null after JOINT without an issue: the issue is asked first.
 */
export const prochaineActionParDefaut = (
  disposition: Disposition,
  issue: Issue | null,
  maintenant: string,
  fuseau: string,
  options: ProchaineActionOptions = {},
): ProchaineActionCorps | null => {
  const { territoire = territoireDuFuseau(fuseau), fuseauFamille = fuseau } = options;
  const { jour } = heureCivile(maintenant, fuseau);
  const a = (jourVise: string, heureVisee: number): string =>
    instantCivil({ jour: jourVise, heure: heureVisee, minute: 0 }, fuseau);
  const rappelerA = (le: string): ProchaineActionCorps => ({ quoi: 'rappeler', le, precision: 'heure', qui: null });
  const dansJours = (quoi: 'rappeler' | 'relancer', nombre: number): ProchaineActionCorps => ({
    quoi,
    le: a(ajouterJoursOuvres(jour, nombre, territoire), heureDuMatin),
    precision: 'jour',
    qui: null,
  });
  const chezElle = heureCivile(maintenant, fuseauFamille).jour;
  const lendemain = ajouterJours(chezElle, 1);
  const essayer = (demi: DemiJournee, depuis: string): ProchaineActionCorps =>
    rappelerA(essaiDans(demi, depuis, maintenant, { fuseau, territoire, fuseauFamille }));
  const autre: DemiJournee = demiJournee(maintenant, fuseauFamille) === 'matin' ? 'apres-midi' : 'matin';

  switch (disposition) {
    case 'JOINT': {
      if (issue === null) return null;
      const nombre = joursAvantRelance[issue];
      return nombre === undefined ? aucune : dansJours('relancer', nombre);
    }
    case 'MESSAGE':
      return essayer(autre, lendemain);
    case 'SANS_REPONSE':
      return essayer(autre, chezElle);
    case 'OCCUPE':
      return estJourOuvre(jour, territoire) &&
        [fuseau, fuseauFamille].every((zone) => resteUneDemiHeure(maintenant, zone))
        ? rappelerA(decaler(maintenant, 30 * 60_000))
        : essayer('matin', lendemain);
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

const resteUneDemiHeure = (instant: string, fuseau: string): boolean => {
  const { heure, minute } = heureCivile(instant, fuseau);
  return heure * 60 + minute + 30 < finDeJournee * 60;
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
