import { createHash } from 'node:crypto';
import type { DossierLigne, VoeuLigne } from '../../shared/contract/lignes.ts';
import { siret as siretShape, uai as uaiShape } from '../../shared/contract/primitives.ts';
import { lireCleMinistereEducatif } from '../../shared/domain/identifiants.ts';
import type { VoeuSource } from '../../shared/domain/listes/voeu-source.ts';
import { type Academie, academieDuNom } from '../referentiels/academies.ts';
import type { Anomalie, Lecteur } from './anomalie.ts';
import type { Colonne } from './colonnes.ts';
import { lireDossier } from './personne.ts';

/** SIRET of the offers that belong to no real CFA (« recensement »): their vœux are delivered to nobody. */
export const siretRecensement = '99999999999999';

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
      /** sha256 of all the above: equal means that nothing that we keep changed. */
      empreinte: string;
      anomalies: Anomalie[];
    }
  | {
      etat: 'invalide' | 'ignore' | 'echec';
      /** null when the key itself cannot be read: the vœu it speaks of is unknown. */
      cle: CleVoeu | null;
      anomalies: Anomalie[];
    };

export interface Referentiel {
  campagne: number;
  /** code_formation_diplome by 10-digit MEF. */
  mefs: ReadonlyMap<string, string>;
}

/** No list row needs more: a larger one would weigh on every pull. */
const bodyLimit = 16 * 1024;

/** Fields whose fault makes the line unusable; the others are recorded and the line is kept. */
const fatalFields = new Set([
  'academie',
  'apprenant.ine',
  'apprenant.nom',
  'apprenant.prenom',
  'formation.code_affelnet',
  'etablissement_accueil.uai',
  'etablissement_formateur.siret',
  'etablissement_responsable.siret',
]);

/** The faults of a missing SIRET are recorded only; a wrong one is fatal. */
const isFatal = ({ champ, type }: Anomalie): boolean =>
  fatalFields.has(champ) && type !== 'divergent' && !(champ.endsWith('.siret') && type === 'absent');

const readUai = (raw: string | null, champ: string, note: (anomalie: Anomalie) => void): string | null => {
  if (raw === null) {
    note({ champ, type: 'absent' });
    return null;
  }
  const value = raw.toUpperCase();
  if (uaiShape.safeParse(value).success) return value;
  note({ champ, type: 'format' });
  return null;
};

const coupleOf = (cle: string): { responsable: string; formateur: string } | null => {
  const lue = lireCleMinistereEducatif(cle);
  return lue === null ? null : { responsable: lue.siretResponsable, formateur: lue.siretFormateur };
};

/** The couple: the clé ministère éducatif wins over the SIRET columns, which serve only without a readable key. */
function readRelation(
  read: Lecteur,
  note: (anomalie: Anomalie) => void,
): { cle: string | null; responsable: string | null; formateur: string | null } {
  const cle = read('cle')?.toUpperCase() ?? null;
  const couple = cle === null ? null : coupleOf(cle);
  if (cle !== null && couple === null) note({ champ: 'formation.cle_ministere_educatif', type: 'format' });
  const readSiret = (colonne: Colonne, role: 'responsable' | 'formateur'): string | null => {
    const champ = `etablissement_${role}.siret`;
    const raw = read(colonne)?.toUpperCase() ?? null;
    if (couple !== null) {
      if (raw !== null && raw !== couple[role]) note({ champ, type: 'divergent' });
      return couple[role];
    }
    if (raw === null) {
      note({ champ, type: 'absent' });
      return null;
    }
    if (siretShape.safeParse(raw).success) return raw;
    note({ champ, type: 'format' });
    return null;
  };
  const responsable = readSiret('siretResponsable', 'responsable');
  const formateur = readSiret('siretFormateur', 'formateur');
  for (const [colonne, role] of [
    ['uaiResponsable', 'responsable'],
    ['uaiFormateur', 'formateur'],
  ] as const) {
    const raw = read(colonne);
    if (raw !== null) readUai(raw, `etablissement_${role}.uai`, note);
  }
  return { cle: couple === null ? null : cle, responsable, formateur };
}

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

/** Reads one line (facts/voeux-affelnet 4.3, 4.4); pure, so that the same line always gives the same empreinte. */
export function lireLigne(read: Lecteur, { campagne, mefs }: Referentiel): LigneLue {
  const anomalies: Anomalie[] = [];
  const note = (anomalie: Anomalie): void => {
    anomalies.push(anomalie);
  };
  const academieNom = read('academie');
  const academie = academieNom === null ? null : academieDuNom(academieNom);
  if (academie === null) note({ champ: 'academie', type: academieNom === null ? 'absent' : 'inconnu' });
  const codeOffre = read('codeOffre');
  if (codeOffre === null) note({ champ: 'formation.code_affelnet', type: 'absent' });

  const dossier = lireDossier(read, campagne, note);
  const couple = readRelation(read, note);
  const formation = readFormation(read, mefs, couple.cle, note);
  const accueilUai = readUai(read('accueilUai'), 'etablissement_accueil.uai', note);
  const accueilNom = joined(read('accueilType'), read('accueilLibelle'));
  if (accueilNom === '') note({ champ: 'etablissement_accueil.nom', type: 'absent' });
  const rang = readRang(read('rang'), note);

  const cle = readCle(academie, dossier.ine, codeOffre);
  if (academie === null || cle === null || anomalies.some(isFatal)) return { etat: 'invalide', cle, anomalies };
  if (couple.responsable === siretRecensement || couple.formateur === siretRecensement) {
    return { etat: 'ignore', cle, anomalies: [...anomalies, { champ: 'relation', type: 'recensement' }] };
  }
  const relation =
    couple.responsable === null || couple.formateur === null
      ? null
      : { responsable: couple.responsable, formateur: couple.formateur };
  const voeu: VoeuSource = {
    rang,
    code_offre: cle.codeOffre,
    academie,
    formation,
    etablissement_accueil: { uai: accueilUai, nom: accueilNom, ville: read('accueilVille') },
    anomalies,
  };
  const text = JSON.stringify([relation, dossier, voeu]);
  if (text.length > bodyLimit) {
    return { etat: 'echec', cle, anomalies: [...anomalies, { champ: 'ligne', type: 'trop_long' }] };
  }
  return {
    etat: 'valide',
    cle,
    relation,
    dossier,
    voeu,
    empreinte: createHash('sha256').update(text).digest('hex'),
    anomalies,
  };
}
