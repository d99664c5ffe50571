import type { LigneAEcrire } from '../../sync-api/store/flux.ts';
import { nomsMetropole, prenoms } from '../../tools/demo/noms.ts';
import { Seeded } from '../simulation/seeded.ts';

/**
 * The rows that every contender receives: `voeux` vœux of three quarters as many pupils (one pupil in three has two),
 * with the names, colleges and formations of a whole académie, so that a search index has words to index.
 * Seeded: the same number of vœux gives the same bytes, whoever asks.
 */
const seed = 20_260_608;

const formations = [
  ['1CAP2  CUISINE', '2212213431', '50022137'],
  ['1CAP2  BOULANGER', '2212210531', '50022139'],
  ['1CAP2  PATISSIER', '2212210631', '50022140'],
  ['1CAP2  BOUCHER', '2212210731', '50022141'],
  ['1CAP2  COM. SERV. HOTEL-CAFE-REST.', '2413340421', '50033445'],
  ["2NDPRO METIERS DE L'ALIMENTATION", '2472210131', '40022106'],
  ['2NDPRO METIERS HOTELLERIE-RESTAURATION', '2473340131', '40033405'],
  ['1CAP2  FLEURISTE', '2212310131', '50031212'],
] as const;
const accueils = [
  ['0699904R', 'CFA LES TROIS FOURNEAUX', 'VILLEURBANNE'],
  ['0429901H', 'UFA DE L INVENTION', 'SAINT-ETIENNE'],
  ['0699907U', 'ANTENNE DU CONFLUENT', 'LYON'],
  ['0019902C', 'UFA DES ETANGS', 'BOURG-EN-BRESSE'],
  ['0699909W', 'CFA DU MARCHE COUVERT', 'GIVORS'],
] as const;
const villes = [
  'LYON',
  'VILLEURBANNE',
  'BRON',
  'VENISSIEUX',
  'OULLINS',
  'GIVORS',
  'TARARE',
  'VIENNE',
  'ROANNE',
] as const;
const rues = ['RUE DES TISSERANDS', 'IMPASSE DES LILAS', 'AVENUE DE LA GARE', 'CHEMIN DU MOULIN', 'PLACE DU MARCHE'];
const saints = ['HONORE FICTIF', 'JEANNE INVENTEE', 'PAUL IMAGINE', 'SIMONE SUPPOSEE', 'VICTOR HYPOTHETIQUE'];
const origines = ['responsable_1', 'responsable_2', 'personnel'] as const;

export const pupilsOf = (voeux: number): number => Math.ceil((voeux * 3) / 4);

export interface Row extends LigneAEcrire {
  type: 'transmission' | 'dossier' | 'voeu';
}

export function* benchRows(voeux: number): Generator<Row> {
  const random = new Seeded(seed);
  const transmission = random.uuid();
  const row = (type: Row['type'], id: string, dossierId: string | null, corps: object): Row => ({
    type,
    id,
    v: 1,
    dossierId,
    corps: JSON.stringify(corps),
  });
  const pupils = pupilsOf(voeux);
  let left = voeux;
  for (let rank = 0; rank < pupils; rank += 1) {
    const dossier = random.uuid();
    yield row('dossier', dossier, dossier, dossierCorps(random, rank));
    const wishes = Math.min(left, rank % 3 === 0 ? 2 : 1);
    left -= wishes;
    for (let rang = 1; rang <= wishes; rang += 1) {
      yield row('voeu', random.uuid(), dossier, voeuCorps(random, dossier, rang, transmission));
    }
  }
  // Last, as an import writes it.
  yield row('transmission', transmission, null, {
    numero: 1,
    genre: 'premiere',
    recue_le: '2026-06-08T06:00:00.000Z',
    total: voeux,
    ajoutes: voeux,
    modifies: 0,
    retires: 0,
  });
}

function dossierCorps(random: Seeded, rank: number): object {
  const nom = random.pick(nomsMetropole).toUpperCase();
  const ville = random.pick(villes);
  return {
    ine: `24${String(rank).padStart(7, '0')}AB`,
    nom: random.chance(0.2) ? `${nom} ${random.pick(nomsMetropole).toUpperCase()}` : nom,
    prenom: random.pick(prenoms),
    prenoms_autres: random.chance(0.3) ? [random.pick(prenoms)] : [],
    adresse: {
      lignes: [`${1 + random.below(140)} ${random.pick(rues)}`],
      code_postal: `69${String(random.below(400)).padStart(3, '0')}`,
      ville,
      pays: 'FRANCE',
    },
    telephones: origines.slice(0, 1 + random.below(3)).map((origine) => {
      const digits = `63998${String(random.below(10_000)).padStart(4, '0')}`;
      return { brut: `0${digits}`, e164: `+33${digits}`, confiance: 'sure', correction: null, origine };
    }),
    emails: [`famille.${rank}@example.org`],
    etablissement_origine: {
      uai: `069${String(9900 + random.below(90))}Y`,
      nom: `COLLEGE ${random.pick(saints)}`,
      ville,
    },
    campagne: 2026,
  };
}

function voeuCorps(random: Seeded, dossier: string, rang: number, transmission: string): object {
  const [libelle, mef, diplome] = random.pick(formations);
  const [uai, nom, ville] = random.pick(accueils);
  return {
    dossier,
    etat: 'actif',
    retire_par: null,
    deplace: null,
    rang,
    code_offre: `69A${random.below(100)}`,
    academie: { code: '10', nom: 'Lyon' },
    formation: { libelle, mef, code_formation_diplome: diplome, cle_ministere_educatif: null },
    etablissement_accueil: { uai, nom, ville },
    anomalies: [],
    premiere_transmission: transmission,
    derniere_transmission: transmission,
  };
}
