import { hash } from 'node:crypto';
import type { DossierLigne, VoeuLigne } from '../../shared/contract/lignes.ts';
import { uai as uaiShape } from '../../shared/contract/primitives.ts';
import type { VoeuSource } from '../../shared/domain/listes/voeu-source.ts';
import { type Academie, academieDuNom } from '../referentiels/academies.ts';
import { cleOffre } from '../referentiels/cle-offre.ts';
import type { Anomalie, Lecteur } from './anomalie.ts';
import { lireDossier } from './personne.ts';
import { estRecensement, lireRattachement, type OffreDeLigne, type Rattachement } from './rattachement.ts';
import type { Referentiel } from './referentiel.ts';

/** The key of a vœu in the source: académie, INE, offer. */
export interface CleVoeu {
  academie: string;
  ine: string;
  codeOffre: string;
}

export type LigneLue =
  | {
      etat: 'valide';
      cle: CleVoeu;
      relation: { responsable: string; formateur: string } | null;
      dossier: DossierLigne;
      voeu: VoeuSource;
      /** `dossier` and `voeu` as JSON: written once, a national list has 121,500 of each. */
      textes: { dossier: string; voeu: string };
      /** sha256 of all the above: equal means that nothing that we keep changed. */
      empreinte: string;
      anomalies: Anomalie[];
    }
  | {
      /** `recensement`: an offer of no real CFA, counted apart. */
      etat: 'invalide' | 'ignore' | 'recensement' | 'echec';
      /** null when the key itself cannot be read: the vœu it speaks of is unknown. */
      cle: CleVoeu | null;
      anomalies: Anomalie[];
    };

/** No list row needs more: a larger one would weigh on every pull. */
const bodyLimit = 16 * 1024;

/**
 * Fields whose fault makes the line unusable; the others are recorded and the line is kept (voeux-affelnet 4.4). The
 * code_formation_diplome comes from the MEF reference: a missing one is no anomaly, a wrong one is fatal.
 */
const fatalFields = new Set([
  'academie',
  'apprenant.ine',
  'apprenant.nom',
  'apprenant.prenom',
  'formation.code_affelnet',
  'formation.code_formation_diplome',
  'etablissement_accueil.uai',
  'etablissement_formateur.siret',
  'etablissement_responsable.siret',
]);

/** The faults of a missing SIRET are recorded only; a wrong one is fatal. */
const isFatal = ({ champ, type }: Anomalie): boolean =>
  fatalFields.has(champ) && type !== 'divergent' && !(champ.endsWith('.siret') && type === 'absent');

const readAccueilUai = (raw: string | null, note: (anomalie: Anomalie) => void): string | null => {
  const champ = 'etablissement_accueil.uai';
  if (raw === null) {
    note({ champ, type: 'absent' });
    return null;
  }
  const value = raw.toUpperCase();
  if (uaiShape.safeParse(value).success) return value;
  note({ champ, type: 'format' });
  return null;
};

function readFormation(
  read: Lecteur,
  mefs: Referentiel['mefs'],
  cle: string | null,
  note: (anomalie: Anomalie) => void,
): VoeuLigne['formation'] {
  const libelle = read('libelle');
  const mef = read('mef')?.slice(0, 10) ?? null;
  const diplome = mef === null ? undefined : mefs.get(mef);
  if (mef !== null && diplome === undefined) note({ champ: 'formation.mef', type: 'inconnu' });
  if (diplome !== undefined && !/^[0-9]{8}$/.test(diplome)) {
    note({ champ: 'formation.code_formation_diplome', type: 'format' });
  }
  if (libelle === null) {
    note({ champ: diplome === undefined ? 'formation' : 'formation.libelle', type: 'absent' });
  }
  return {
    libelle: libelle ?? '',
    mef: diplome === undefined ? null : mef,
    code_formation_diplome: diplome ?? null,
    cle_ministere_educatif: cle,
  };
}

const joined = (...parts: (string | null)[]): string => parts.filter((part) => part !== null).join(' ');

const readRang = (raw: string | null, note: (anomalie: Anomalie) => void): number | null => {
  if (raw === null) return null;
  if (/^[0-9]{1,3}$/.test(raw)) return Number(raw);
  note({ champ: 'rang', type: 'format' });
  return null;
};

const readCle = (academie: Academie | null, ine: string | null, codeOffre: string | null): CleVoeu | null =>
  academie === null || ine === null || codeOffre === null ? null : { academie: academie.code, ine, codeOffre };

/** What is known of the offer of a line, from the operator's files. */
function findOffreDeLigne(cle: string | null, { offres, remplacements }: Referentiel): OffreDeLigne {
  if (cle === null) return { offre: null, remplacement: null };
  return { offre: offres.get(cle) ?? null, remplacement: remplacements.pour(cle) };
}

/** What only the operator can mend: said in the report, kept out of the row, which would change with each reference. */
const missingUais = ({ siret, uai }: Rattachement): Anomalie[] =>
  (['responsable', 'formateur'] as const)
    .filter((role) => siret[role] !== null && uai[role] === null)
    .map((role) => ({ champ: `etablissement_${role}.uai`, type: 'inconnu' }));

/** Reads one line (facts/voeux-affelnet 4.2 to 4.4); pure, so that the same line always gives the same empreinte. */
export function lireLigne(read: Lecteur, referentiel: Referentiel): LigneLue {
  const anomalies: Anomalie[] = [];
  const note = (anomalie: Anomalie): void => {
    anomalies.push(anomalie);
  };
  const academieNom = read('academie');
  const academie = academieNom === null ? null : academieDuNom(academieNom);
  if (academie === null) note({ champ: 'academie', type: academieNom === null ? 'absent' : 'inconnu' });
  const codeOffre = read('codeOffre');
  if (codeOffre === null) note({ champ: 'formation.code_affelnet', type: 'absent' });
  const cleDeLOffre = academie === null || codeOffre === null ? null : cleOffre(academie.code, codeOffre);
  const offreDeLigne = findOffreDeLigne(cleDeLOffre, referentiel);

  const dossier = lireDossier(read, referentiel.campagne, note);
  const rattachement = lireRattachement(read, offreDeLigne, referentiel, note);
  const formation = readFormation(read, referentiel.mefs, rattachement.cle, note);
  const accueilUai = readAccueilUai(offreDeLigne.remplacement?.uaiAccueil ?? read('accueilUai'), note);
  const accueilNom = joined(read('accueilType'), read('accueilLibelle'));
  if (accueilNom === '') note({ champ: 'etablissement_accueil.nom', type: 'absent' });
  const rang = readRang(read('rang'), note);

  const cle = readCle(academie, dossier.ine, codeOffre);
  if (academie === null || cle === null || anomalies.some(isFatal)) return { etat: 'invalide', cle, anomalies };
  if (offreDeLigne.offre?.capacite === 0) {
    return { etat: 'ignore', cle, anomalies: [...anomalies, { champ: 'formation.capacite', type: 'sans_place' }] };
  }
  if (estRecensement(rattachement, accueilUai, offreDeLigne)) {
    return { etat: 'recensement', cle, anomalies: [...anomalies, { champ: 'relation', type: 'recensement' }] };
  }
  const { responsable, formateur } = rattachement.siret;
  const relation = responsable === null || formateur === null ? null : { responsable, formateur };
  const voeu: VoeuSource = {
    rang,
    code_offre: cle.codeOffre,
    academie,
    formation,
    etablissement_accueil: { uai: accueilUai, nom: accueilNom, ville: read('accueilVille') },
    anomalies,
  };
  const textes = { dossier: JSON.stringify(dossier), voeu: JSON.stringify(voeu) };
  const text = `[${JSON.stringify(relation)},${textes.dossier},${textes.voeu}]`;
  if (text.length > bodyLimit) {
    return { etat: 'echec', cle, anomalies: [...anomalies, { champ: 'ligne', type: 'trop_long' }] };
  }
  return {
    etat: 'valide',
    cle,
    relation,
    dossier,
    voeu,
    textes,
    empreinte: hash('sha256', text, 'hex'),
    anomalies: [...anomalies, ...missingUais(rattachement)],
  };
}
