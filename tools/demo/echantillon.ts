import { entete, type Ligne } from './entete.ts';
import { saintEtienne, villeurbanne } from './lieux.ts';
import { ligneVide, remplirOffre } from './ligne.ts';

/** The five rows of the specification (facts/voeux-affelnet 11.2): four invented pupils, kept to the letter. */
interface Eleve {
  ine: string;
  nom: string;
  prenom: string;
  adresse: readonly [string, string, string, string];
  commune: readonly [string, string];
  telephones: readonly [personnel: string, portable: string, responsable1: string, responsable2: string];
  emails: readonly [string, string];
  origine: readonly [uai: string, libelle: string, ville: string];
}

const remplir = (eleve: Eleve): Ligne => {
  const ligne = ligneVide();
  const values: Partial<Ligne> = {
    INE: eleve.ine,
    "Nom de l'élève": eleve.nom,
    'Prénom 1': eleve.prenom,
    "Adresse de l'élève - Ligne 1": eleve.adresse[0],
    "Adresse de l'élève - Ligne 2": eleve.adresse[1],
    "Adresse de l'élève - Ligne 3": eleve.adresse[2],
    "Adresse de l'élève - Ligne 4": eleve.adresse[3],
    'Code postal': eleve.commune[0],
    VILLE: eleve.commune[1],
    'Téléphone personnel': eleve.telephones[0],
    'Téléphone portable': eleve.telephones[1],
    'Téléphone responsable 1': eleve.telephones[2],
    'Téléphone responsable 2': eleve.telephones[3],
    'Mail responsable 1': eleve.emails[0],
    'Mail responsable 2': eleve.emails[1],
    'Code UAI étab. origine': eleve.origine[0],
    'Libellé étab. origine': eleve.origine[1],
    'Ville étab. origine': eleve.origine[2],
  };
  for (const name of entete) ligne[name] = values[name] ?? ligne[name];
  return ligne;
};

const tardivel: Eleve = {
  ine: '240000001AB',
  nom: 'TARDIVEL',
  prenom: 'Maëlys',
  adresse: ['12 impasse des Tisserands', '-', '-', '-'],
  commune: ['69004', 'LYON'],
  telephones: ['+33199001201', '+33639981201', '+33639981202', '+33639981203'],
  emails: ['c.tardivel@example.com', 'p.tardivel@example.com'],
  origine: ['0699911Y', 'HONORE FICTIF', 'LYON 4E'],
};
const belkhadra: Eleve = {
  ine: '240000002CD',
  nom: 'BELKHADRA-NOUVEL',
  prenom: 'Ilyès',
  adresse: ['-', '-', '7 chemin du Vieux Four', 'Lieu-dit Les Granges'],
  commune: ['1330', 'VILLARS LES DOMBES'],
  telephones: ['-', '+33 639 98 13 01', '0639981302', '-'],
  emails: ['famille.bn@example.com', '-'],
  origine: ['0019912u', 'DES ETANGS IMAGINAIRES', 'VILLARS LES DOMBES'],
};
const querrec: Eleve = {
  ine: '240000003EF',
  nom: 'QUERREC',
  prenom: 'Noé',
  adresse: ['Résidence Le Grand Pré', 'Bât. C - Appt 14', '58 avenue des Charmilles', '-'],
  commune: ['42100', 'SAINT ETIENNE'],
  telephones: ['0199001401', '-', '0639981401', '-'],
  emails: ['m.querrec(at)example.org', '-'],
  origine: ['0429913X', 'MARCEL INVENTE', 'SAINT ETIENNE'],
};
const vanDerAuwera: Eleve = {
  ine: '240000004GH',
  nom: 'VAN DER AUWERA',
  prenom: 'Séléna',
  adresse: ['3 place de la Bobine', '-', '-', '-'],
  commune: ['42000', 'SAINT ETIENNE'],
  telephones: ['-', '0639981501', '0639981502', '0199001502'],
  emails: ['sva.parents@example.net', '-'],
  origine: ['0429913X', 'MARCEL INVENTE', 'SAINT ETIENNE'],
};

/** An offer that MEF reference does not know. */
const boulangerInconnu = {
  code: '69A00103',
  mef: '99999999990',
  diplome: '50022133',
  mnemonique: '1CAP2',
  libelle: '1CAP2  BOULANGER',
};

export const echantillon = (): Ligne[] => {
  const [cuisine, service] = villeurbanne.formations;
  const [serviceStEtienne] = saintEtienne.formations;
  const second = service ?? cuisine;
  return [
    remplirOffre(remplir(tardivel), villeurbanne, cuisine, 1, 'L01'),
    remplirOffre(remplir(tardivel), villeurbanne, second, 2, 'L02'),
    remplirOffre(remplir(belkhadra), villeurbanne, cuisine, 1, 'L01'),
    remplirOffre(remplir(querrec), villeurbanne, boulangerInconnu, 3, 'L03'),
    remplirOffre(remplir(vanDerAuwera), saintEtienne, serviceStEtienne, 1, 'L01'),
  ];
};
