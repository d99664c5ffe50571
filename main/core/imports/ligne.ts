import { createHash } from 'node:crypto';
import { lireCleMinistereEducatif } from '../../../shared/domain/identifiants.ts';
import type { VoeuSource } from '../../../shared/domain/listes/voeu-source.ts';
import { isScientific, nettoyer } from './cellules.ts';
import { type Colonne, colonnes, type Entete } from './colonnes.ts';
import { codeDe, type Lecteur, lireIne, lirePersonne, lireUai, type Notes } from './personne.ts';

export interface Remarque {
  colonne: Colonne | null;
  type: string;
  gravite: 'ecartee' | 'a-verifier' | 'reparee';
}

export interface LigneLue {
  etat: 'valide' | 'ecartee';
  /** `siretResponsable-siretFormateur`, '' when neither the line nor the file's name says. */
  couple: string;
  /** INE and weak key of the vœu (voeux-affelnet 5.2): null when the line names nobody. */
  cle: { ine: string; voeu: string } | null;
  /** DossierLigne and VoeuSource, JSON text; '' for a line that is put aside. */
  dossier: string;
  voeu: string;
  /** Of what the list says of the vœu: equal means unchanged. */
  empreinte: string;
  remarques: Remarque[];
  /** The cells as they are kept, in the order of our columns. */
  cellules: string[];
}

/** What a line is read with. */
export interface Contexte {
  entete: Entete;
  /** From the file's name; '' when it says none. */
  couple: string;
  campagne: number;
}

/** No list row needs more: a larger one would weigh on every fold. */
const bodyLimit = 16 * 1024;

/** How the fields of a vœu's anomalies are called everywhere else (server's import). */
const champs: Partial<Record<Colonne, string>> = {
  INE_APPRENANT: 'apprenant.ine',
  ADRESSE1_APPR: 'apprenant.adresse.libelle',
  CP_APPR: 'apprenant.adresse.code_postal',
  VILLE_APPR: 'apprenant.adresse.ville',
  TEL1_APPR: 'apprenant.telephone_personnel',
  TEL2_APPR: 'apprenant.telephone_portable',
  TEL1_REP_LEGAL: 'responsable.telephone_1',
  TEL2_REP_LEGAL: 'responsable.telephone_2',
  EMAIL1_REP_LEGAL: 'responsable.email_1',
  EMAIL2_REP_LEGAL: 'responsable.email_2',
  ID_FORMATION_SOUHAIT1: 'formation.code_formation_diplome',
  LIBELLE_FORMATION_SOUHAIT1: 'formation',
  CODE_MEF_10_FORMATION_SOUHAIT1: 'formation.mef',
  CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: 'formation.cle_ministere_educatif',
  ID_ETABLISSEMENT_ORIGINE: 'etablissement_origine.uai',
  ID_ETAB_ACCUEIL: 'etablissement_accueil.uai',
};
const natures: readonly [RegExp, string][] = [
  [/_ABSENTE?$/, 'absent'],
  [/_(SCIENTIFIQUE|ILLISIBLE)$/, 'illisible'],
  [/_DOUTEUX$/, 'douteux'],
];
const natureDe = (type: string): string => natures.find(([shape]) => shape.test(type))?.[1] ?? 'format';

const anomaliesDe = (remarques: readonly Remarque[]): VoeuSource['anomalies'] =>
  remarques
    .filter(({ gravite }) => gravite === 'a-verifier')
    .map(({ colonne, type }) => ({
      champ: (colonne === null ? undefined : champs[colonne]) ?? 'ligne',
      type: natureDe(type),
    }));

/** What the list says of a vœu, without what we remark of it: a new remark is no change of the list. */
export const empreinteDe = ({ anomalies: _remarked, ...listed }: VoeuSource): string =>
  createHash('sha256').update(JSON.stringify(listed)).digest('base64');

interface FormationLue {
  formation: VoeuSource['formation'];
  couple: string;
}

function lireFormation(read: Lecteur, notes: Notes): FormationLue {
  const codeOf = (colonne: Colonne, code: string, shape: RegExp): string | null => {
    const raw = codeDe(read, notes, colonne);
    if (raw === null) return null;
    const isLost = isScientific(raw);
    if (isLost || !shape.test(raw)) notes.verifier(colonne, `${code}_${isLost ? 'SCIENTIFIQUE' : 'FORME'}`);
    return isLost ? null : raw;
  };
  const diplome = codeOf('ID_FORMATION_SOUHAIT1', 'DIPLOME', /^[0-9]{8}$/);
  const mef = codeOf('CODE_MEF_10_FORMATION_SOUHAIT1', 'MEF', /^[0-9]{10,11}$/)?.slice(0, 10) ?? null;
  const libelle = read('LIBELLE_FORMATION_SOUHAIT1');
  if (libelle === null && mef === null && diplome === null) {
    notes.verifier('LIBELLE_FORMATION_SOUHAIT1', 'FORMATION_ABSENTE');
  }
  const raw = read('CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1')?.toUpperCase() ?? null;
  const cle = raw === null ? null : lireCleMinistereEducatif(raw);
  if (raw !== null && cle === null) notes.verifier('CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1', 'CLE_FORME');
  return {
    formation: {
      libelle: libelle ?? '',
      mef,
      code_formation_diplome: diplome,
      cle_ministere_educatif: cle === null ? null : raw,
    },
    couple: cle === null ? '' : `${cle.siretResponsable}-${cle.siretFormateur}`,
  };
}

/** Clé ministère éducatif, else MEF and UAI accueil; the older files may have neither, and then the label tells. */
const weakKey = ({ formation }: FormationLue, uai: string | null): string =>
  formation.cle_ministere_educatif ??
  `${formation.mef ?? formation.code_formation_diplome ?? formation.libelle}:${uai ?? ''}`;

/** Reads one line; pure, so that the same line always gives the same texts. */
export function lireLigne(values: readonly string[], { entete, couple, campagne }: Contexte): LigneLue {
  const remarques: Remarque[] = [];
  const cellules = new Map<Colonne, string | null>();
  const notes: Notes = {
    ecarter: (colonne, type) => remarques.push({ colonne, type, gravite: 'ecartee' }),
    verifier: (colonne, type) => remarques.push({ colonne, type, gravite: 'a-verifier' }),
    reparer: (colonne, type, apres) => {
      cellules.set(colonne, apres);
      remarques.push({ colonne, type, gravite: 'reparee' });
    },
  };
  for (const [colonne, place] of entete.places) {
    const cell = nettoyer(values[place] ?? '', (type) => remarques.push({ colonne, type, gravite: 'reparee' }));
    cellules.set(colonne, cell);
  }
  const read: Lecteur = (colonne) => cellules.get(colonne) ?? null;
  const ine = lireIne(read, notes);
  const dossier = lirePersonne(read, notes, ine ?? '', campagne);
  const formation = lireFormation(read, notes);
  const is27 = entete.format === '27';
  const uai = lireUai(read, notes, 'ID_ETAB_ACCUEIL', is27 ? 'UAI_ABSENT' : null);
  const accueil = { uai, nom: read('NOM_ETAB_ACCUEIL') ?? '', ville: read('VILLE_ETAB_ACCUEIL') };
  const code = weakKey(formation, uai);
  const line = {
    couple: formation.couple === '' ? couple : formation.couple,
    cle: ine === null ? null : { ine, voeu: code },
    cellules: colonnes.map((colonne) => cellules.get(colonne) ?? ''),
  };
  const voeu: VoeuSource = {
    rang: null,
    code_offre: code,
    academie: { code: '', nom: '' },
    formation: formation.formation,
    etablissement_accueil: accueil,
    anomalies: anomaliesDe(remarques),
  };
  const texts = { dossier: JSON.stringify(dossier), voeu: JSON.stringify(voeu) };
  if (texts.dossier.length + texts.voeu.length > bodyLimit) {
    remarques.push({ colonne: null, type: 'LIGNE_TROP_LONGUE', gravite: 'ecartee' });
  }
  if (remarques.some(({ gravite }) => gravite === 'ecartee')) {
    return { ...line, etat: 'ecartee', dossier: '', voeu: '', empreinte: '', remarques };
  }
  return { ...line, etat: 'valide', ...texts, empreinte: empreinteDe(voeu), remarques };
}

/** A line that names somebody who was erased from this poste: nothing of it is read any further. */
export const ecarterEffacee = (lue: LigneLue, isEffacee: (ine: string) => boolean): LigneLue =>
  lue.cle === null || !isEffacee(lue.cle.ine)
    ? lue
    : {
        etat: 'ecartee',
        couple: lue.couple,
        cle: null,
        dossier: '',
        voeu: '',
        empreinte: '',
        remarques: [{ colonne: 'INE_APPRENANT', type: 'PERSONNE_EFFACEE', gravite: 'ecartee' }],
        cellules: [],
      };
