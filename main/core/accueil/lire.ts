import type { Avancement } from '../../../shared/contract/ipc/accueil.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { avancementCumule } from '../../../shared/domain/avancement.ts';
import { fuseauParDefaut, heureCivile } from '../../../shared/domain/fuseau.ts';
import { countEcheances } from '../demandes/compteurs.ts';
import { listDemandes } from '../demandes/liste.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { readAppels } from './appels-jours.ts';
import { type ParEtape, readInjoignables, readParFlux, readParFormation } from './avancement-compte.ts';
import { readCampagne } from './campagne.ts';
import { countAAppeler, countADepartager } from './files.ts';
import { prochainChangement } from './prochain-changement.ts';
import { countRappels } from './rappels.ts';
import { derniersJoursOuvres, joursAMontrer } from './semaine.ts';
import { readSites, type Site } from './sites.ts';

type Accueil = ResponseOf<'accueil:lire'>;

const barres = 200;
const demandesMontrees = 5;

const barre = (cle: string, nom: string, par: ParEtape): Avancement => ({ cle, nom, ...avancementCumule(par) });

/** One row for each list that holds somebody. */
const parEtablissement = (db: Sqlite, sites: readonly Site[], flux: string | null): Avancement[] => {
  const comptes = readParFlux(db, flux);
  return sites
    .flatMap((site) => {
      const par = comptes.get(site.flux);
      return par === undefined ? [] : [barre(site.flux, site.nom, par)];
    })
    .slice(0, barres);
};

/** Those that most people ask for first. */
const parFormation = (db: Sqlite, flux: string | null): Avancement[] =>
  [...readParFormation(db, flux)]
    .map(([nom, par]) => barre(nom, nom, par))
    .sort((a, b) => b.total - a.total || a.nom.localeCompare(b.nom, 'fr') || (a.nom < b.nom ? -1 : 1))
    .slice(0, barres);

function semaineDe(db: Sqlite, sites: readonly Site[], now: string, flux: string | null): Accueil['semaine'] {
  // Where the day begins first is where its calls are first counted.
  const [tot = { jour: heureCivile(now, fuseauParDefaut).jour, fuseau: fuseauParDefaut }] = sites
    .map(({ fuseau }) => ({ jour: heureCivile(now, fuseau).jour, fuseau }))
    .sort((a, b) => (a.jour < b.jour ? 1 : a.jour > b.jour ? -1 : 0));
  const ouvres = derniersJoursOuvres(tot.jour, tot.fuseau);
  const appels = readAppels(db, ouvres[0] ?? tot.jour, tot.jour, flux);
  return joursAMontrer(ouvres, appels.keys()).map((jour) => ({
    jour,
    ...(appels.get(jour) ?? { joints: 0, autres: 0 }),
  }));
}

/** Costs counters, lists and what is due today, whatever the number of people. `flux` null: every list. */
export function lireAccueil(db: Sqlite, flux: string | null, now: string): Accueil {
  const tous = readSites(db, null);
  const sites = flux === null ? tous : tous.filter((site) => site.flux === flux);
  const rappels = countRappels(db, sites, now, flux !== null);
  const echeances = countEcheances(db, sites, now);
  const demandes = listDemandes(
    db,
    { vue: 'ouvertes', ...(flux === null ? {} : { flux: [flux] }), apres: null, limite: demandesMontrees },
    now,
  );
  const lignes = demandes.ok ? demandes.value.lignes : [];
  return {
    aAppeler: countAAppeler(db, now, flux),
    rappelsDuJour: rappels.duJour,
    rappelsEnRetard: rappels.enRetard,
    demandesAvantCeSoir: echeances.avantCeSoir,
    demandesEnRetard: echeances.depassees,
    injoignables: readInjoignables(db, flux),
    aDepartager: countADepartager(db, flux),
    campagne: sites.length === 0 ? [] : readCampagne(db, sites),
    parEtablissement: parEtablissement(db, sites, flux),
    parFormation: parFormation(db, flux),
    semaine: semaineDe(db, sites, now, flux),
    demandes: lignes,
    flux: tous.slice(0, barres).map(({ flux: id, nom }) => ({ id, nom })),
    changeLe: prochainChangement(db, sites, now),
  };
}
