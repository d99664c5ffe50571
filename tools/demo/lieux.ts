import type { Zone } from './hasard.ts';

const uaiLetters = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** Seven digits and their control letter. */
export const uaiDe = (digits: string): string => `${digits}${uaiLetters[Number(digits) % 23] ?? ''}`;

export const responsable = { siret: '99998000600012', uai: '0699901M' } as const;

export interface Formation {
  code: string;
  mef: string;
  diplome: string;
  mnemonique: string;
  libelle: string;
  longue: string;
}

const formation = (code: string, mef: string, diplome: string, libelle: string, longue: string): Formation => ({
  code,
  mef,
  diplome,
  mnemonique: libelle.startsWith('1CAP2') ? '1CAP2' : '2NDPRO',
  libelle,
  longue,
});

const cuisine = (code: string) => formation(code, '22122134310', '50022137', '1CAP2  CUISINE', 'CUISINE');
const service = (code: string) =>
  formation(
    code,
    '24133404210',
    '50033445',
    '1CAP2  COM. SERV. HOTEL-CAFE-REST.',
    'COMMERCIALISATION ET SERVICES EN HOTEL-CAFE-RESTAURANT',
  );
const boulanger = (code: string) => formation(code, '22122105310', '50022139', '1CAP2  BOULANGER', 'BOULANGER');
const patissier = (code: string) => formation(code, '22122106310', '50022140', '1CAP2  PATISSIER', 'PATISSIER');
const boucher = (code: string) => formation(code, '22122107310', '50022141', '1CAP2  BOUCHER', 'BOUCHER');
const chocolatier = (code: string) =>
  formation(code, '22122108310', '50022142', '1CAP2  CHOCOLATERIE CONFISERIE', 'CHOCOLATIER CONFISEUR');
const crepier = (code: string) => formation(code, '22122109310', '50022143', '1CAP2  CREPIER', 'CREPIER');
const alimentation = (code: string) =>
  formation(code, '24722101310', '40022106', "2NDPRO METIERS DE L'ALIMENTATION", "METIERS DE L'ALIMENTATION");
const hotellerie = (code: string) =>
  formation(
    code,
    '24733401310',
    '40033405',
    '2NDPRO METIERS HOTELLERIE-RESTAURATION',
    'METIERS DE L HOTELLERIE-RESTAURATION',
  );

export interface Formateur {
  zone: Zone;
  academie: string;
  siret: string;
  uai: string;
  accueil: { uai: string; type: string; libelle: string; ville: string };
  /** Prefix (11 characters) and INSEE commune of its clés ministère éducatif. */
  prefixe: string;
  commune: string;
  cio: string;
  cioLibelle: string;
  formations: readonly [Formation, ...Formation[]];
  etablissement: { raisonSociale: string; enseigne: string; adresse: string; codePostal: string; ville: string };
}

export const villeurbanne: Formateur = {
  zone: 'lyon',
  academie: 'LYON',
  siret: '99998000600020',
  uai: '0699902N',
  accueil: { uai: '0699904R', type: 'CFA', libelle: 'LES TROIS FOURNEAUX', ville: 'VILLEURBANNE' },
  prefixe: '069001P0131',
  commune: '69266',
  cio: '0699921J',
  cioLibelle: 'CIO LYON FICTIF',
  formations: [
    cuisine('69A00101'),
    service('69A00102'),
    boulanger('69A00104'),
    patissier('69A00105'),
    boucher('69A00106'),
    chocolatier('69A00107'),
    alimentation('69A00108'),
  ],
  etablissement: {
    raisonSociale: 'ASSOCIATION DES TROIS FOURNEAUX',
    enseigne: 'CFA des Trois Fourneaux – Villeurbanne',
    adresse: '14 rue des Maîtres-Queux',
    codePostal: '69100',
    ville: 'VILLEURBANNE',
  },
};

export const saintEtienne: Formateur = {
  zone: 'stephanois',
  academie: 'LYON',
  siret: '99998100400016',
  uai: '0429903L',
  accueil: { uai: '0429905N', type: 'LP', libelle: "LYCEE DES METIERS DE L'INVENTION", ville: 'SAINT ETIENNE' },
  prefixe: '069001P0131',
  commune: '42218',
  cio: '0699921J',
  cioLibelle: 'CIO LYON FICTIF',
  formations: [service('42B00201'), cuisine('42B00202'), boulanger('42B00203'), hotellerie('42B00204')],
  etablissement: {
    raisonSociale: "LYCEE DES METIERS DE L'INVENTION",
    enseigne: 'UFA de l’Invention – Saint-Étienne',
    adresse: '3 place de la Bobine',
    codePostal: '42000',
    ville: 'SAINT-ETIENNE',
  },
};

export const saintPaul: Formateur = {
  zone: 'reunion',
  academie: 'LA REUNION',
  siret: '99998200200019',
  uai: uaiDe('9749901'),
  accueil: { uai: uaiDe('9749902'), type: 'CFA', libelle: 'LES TROIS FOURNEAUX DE L OUEST', ville: 'SAINT PAUL' },
  prefixe: '974001P0131',
  commune: '97415',
  cio: uaiDe('9749921'),
  cioLibelle: 'CIO SAINT PAUL FICTIF',
  formations: [cuisine('974R0301'), service('974R0302'), patissier('974R0303'), crepier('974R0304')],
  etablissement: {
    raisonSociale: 'ASSOCIATION DES TROIS FOURNEAUX',
    enseigne: 'CFA des Trois Fourneaux – Saint-Paul',
    adresse: '27 chemin des Épices',
    codePostal: '97460',
    ville: 'SAINT-PAUL',
  },
};

export const formateurs = [villeurbanne, saintEtienne, saintPaul] as const;

interface College {
  uai: string;
  libelle: string;
  ville: string;
}
type Commune = readonly [codePostal: string, ville: string];

export const communes: Record<Zone, readonly [Commune, ...Commune[]]> = {
  lyon: [
    ['69100', 'VILLEURBANNE'],
    ['69003', 'LYON'],
    ['69008', 'LYON'],
    ['69120', 'VAULX EN VELIN'],
    ['69500', 'BRON'],
    ['69800', 'SAINT PRIEST'],
    ['69150', 'DECINES CHARPIEU'],
    ['01700', 'MIRIBEL'],
    ['38230', 'PONT DE CHERUY'],
  ],
  stephanois: [
    ['42000', 'SAINT ETIENNE'],
    ['42100', 'SAINT ETIENNE'],
    ['42400', 'SAINT CHAMOND'],
    ['42700', 'FIRMINY'],
    ['42800', 'RIVE DE GIER'],
    ['42160', 'ANDREZIEUX BOUTHEON'],
  ],
  reunion: [
    ['97460', 'SAINT PAUL'],
    ['97435', 'SAINT GILLES LES HAUTS'],
    ['97436', 'SAINT LEU'],
    ['97419', 'LA POSSESSION'],
    ['97420', 'LE PORT'],
    ['97411', 'BOIS DE NEFLES SAINT PAUL'],
  ],
};

const college = (digits: string, libelle: string, ville: string): College => ({ uai: uaiDe(digits), libelle, ville });

export const colleges: Record<Zone, readonly [College, ...College[]]> = {
  lyon: [
    college('0699911', 'HONORE FICTIF', 'LYON 4E'),
    college('0699912', 'LOUISE INVENTEE', 'VILLEURBANNE'),
    college('0699913', 'DES MERVEILLES', 'BRON'),
    college('0019912', 'DES ETANGS IMAGINAIRES', 'VILLARS LES DOMBES'),
    college('0699914', 'JEANNE SONGE', 'VAULX EN VELIN'),
  ],
  stephanois: [
    college('0429913', 'MARCEL INVENTE', 'SAINT ETIENNE'),
    college('0429914', 'DES RUBANS', 'SAINT CHAMOND'),
    college('0429915', 'DU PILAT REVE', 'FIRMINY'),
  ],
  reunion: [
    college('9749911', 'DES FILAOS INVENTES', 'SAINT PAUL'),
    college('9749912', 'PITON FICTIF', 'SAINT LEU'),
    college('9749913', 'DES SALINES SONGEES', 'LE PORT'),
  ],
};
