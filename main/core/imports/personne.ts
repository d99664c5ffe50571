import type { DossierLigne, OrigineTelephone } from '../../../shared/contract/lignes.ts';
import { estFormeIne } from '../../../shared/domain/identifiants.ts';
import { formeEmail, garderColonnes, lireColonnes } from '../../../shared/domain/listes/colonnes-source.ts';
import { lireTelephone } from '../../../shared/domain/telephone.ts';
import { isScientific, nettoyerCode, reparerCodePostal, reparerTelephone, reparerUai } from './cellules.ts';
import type { Colonne } from './colonnes.ts';

/** What a line says in one column, cleaned; null when it says nothing. */
export type Lecteur = (colonne: Colonne) => string | null;

/** Three kinds of remarks on a line; `type` is a stable code that the page words. */
export interface Notes {
  /** The line cannot be kept. */
  ecarter(colonne: Colonne, type: string): void;
  /** Kept as it stands, or left empty: somebody should look. */
  verifier(colonne: Colonne, type: string): void;
  /** What a spreadsheet did was undone. `avant` is replaced by `apres` in what is shown. */
  reparer(colonne: Colonne, type: string, apres: string): void;
}

/** In dialling order: the responsables légaux first, then the pupil (users-and-rules 1.3). */
const phones: readonly { colonne: Colonne; origine: OrigineTelephone }[] = [
  { colonne: 'TEL1_REP_LEGAL', origine: 'responsable_1' },
  { colonne: 'TEL2_REP_LEGAL', origine: 'responsable_2' },
  { colonne: 'TEL1_APPR', origine: 'personnel' },
  { colonne: 'TEL2_APPR', origine: 'portable' },
];
const emailColumns: readonly Colonne[] = ['EMAIL1_REP_LEGAL', 'EMAIL2_REP_LEGAL'];
const addressColumns: readonly Colonne[] = ['ADRESSE1_APPR', 'ADRESSE2_APPR', 'ADRESSE3_APPR', 'ADRESSE4_APPR'];
/** A code that may have lost its zero or its apostrophe. */
export const codeDe = (read: Lecteur, notes: Notes, colonne: Colonne): string | null => {
  const raw = read(colonne);
  return nettoyerCode(raw, (type) => notes.reparer(colonne, type, (raw ?? '').slice(1)));
};

/** null when it is absent or cannot be one; `absent` is what to say when it is not there. */
export function lireUai(read: Lecteur, notes: Notes, colonne: Colonne, absent: string | null): string | null {
  const raw = codeDe(read, notes, colonne);
  if (raw === null) {
    if (absent !== null) notes.verifier(colonne, absent);
    return null;
  }
  const { texte, repare } = reparerUai(raw);
  if (texte === null) notes.verifier(colonne, 'UAI_FORME');
  else if (repare) notes.reparer(colonne, 'UAI_ZERO', texte);
  return texte;
}

/** null when the line names nobody, or names them by a code that a spreadsheet destroyed. */
export function lireIne(read: Lecteur, notes: Notes): string | null {
  const ine = codeDe(read, notes, 'INE_APPRENANT')?.toUpperCase() ?? null;
  if (ine === null) notes.ecarter('INE_APPRENANT', 'INE_ABSENT');
  else if (isScientific(ine)) notes.ecarter('INE_APPRENANT', 'INE_SCIENTIFIQUE');
  else {
    if (!estFormeIne(ine)) notes.verifier('INE_APPRENANT', 'INE_FORME');
    return ine;
  }
  return null;
}

function lireTelephones(read: Lecteur, notes: Notes): DossierLigne['telephones'] {
  const found: DossierLigne['telephones'] = [];
  for (const { colonne, origine } of phones) {
    const raw = codeDe(read, notes, colonne);
    if (raw === null) continue;
    const { texte, repare } = reparerTelephone(raw);
    if (repare) notes.reparer(colonne, 'TELEPHONE_ZERO', texte);
    const phone = lireTelephone(texte);
    if (isScientific(raw)) notes.verifier(colonne, 'TELEPHONE_SCIENTIFIQUE');
    else if (phone.e164 === null) notes.verifier(colonne, 'TELEPHONE_ILLISIBLE');
    else if (phone.confiance === 'douteuse') notes.verifier(colonne, 'TELEPHONE_DOUTEUX');
    else if (phone.correction !== null) notes.reparer(colonne, `TELEPHONE_${phone.correction}`, texte);
    found.push({ ...phone, origine });
  }
  if (found.every(({ e164 }) => e164 === null)) notes.verifier('TEL1_REP_LEGAL', 'TELEPHONE_ABSENT');
  return found;
}

function lireCodePostal(read: Lecteur, notes: Notes, pays: string | null): string | null {
  const raw = codeDe(read, notes, 'CP_APPR');
  if (raw === null) {
    notes.verifier('CP_APPR', 'CODE_POSTAL_ABSENT');
    return null;
  }
  const { texte, repare } = reparerCodePostal(raw, pays);
  if (repare) notes.reparer('CP_APPR', 'CODE_POSTAL_ZERO', texte);
  else if ((pays === null || pays.toUpperCase() === 'FRANCE') && !/^[0-9]{5}$/.test(texte)) {
    notes.verifier('CP_APPR', 'CODE_POSTAL_FORME');
  }
  return texte;
}

/** The person of a line, in the order of the keys of a row: equal people give equal texts. */
export function lirePersonne(read: Lecteur, notes: Notes, ine: string, campagne: number): DossierLigne {
  const nom = read('NOM_APPRENANT');
  const prenom = read('PRENOM_APPRENANT');
  if (nom === null) notes.ecarter('NOM_APPRENANT', 'NOM_ABSENT');
  if (prenom === null) notes.ecarter('PRENOM_APPRENANT', 'PRENOM_ABSENT');
  const adresse = lireColonnes(read, addressColumns);
  if (adresse.valeurs.length === 0) notes.verifier('ADRESSE1_APPR', 'ADRESSE_ABSENTE');
  const pays = read('ID_PAYS');
  const codePostal = lireCodePostal(read, notes, pays);
  const ville = read('VILLE_APPR');
  if (ville === null) notes.verifier('VILLE_APPR', 'VILLE_ABSENTE');
  const telephones = lireTelephones(read, notes);
  const emails = lireColonnes(read, emailColumns);
  for (const colonne of emailColumns) {
    const email = read(colonne);
    if (email !== null && !formeEmail.test(email)) notes.verifier(colonne, 'EMAIL_FORME');
  }
  const uai = lireUai(read, notes, 'ID_ETABLISSEMENT_ORIGINE', null);
  const college = read('NOM_ETAB_ORIGINE');
  const dossier: DossierLigne = {
    ine,
    nom: nom ?? '',
    prenom: prenom ?? '',
    prenoms_autres: [],
    adresse: { lignes: adresse.valeurs, code_postal: codePostal, ville, pays },
    telephones,
    emails: emails.valeurs,
    etablissement_origine:
      uai === null && college === null ? null : { uai, nom: college ?? '', ville: read('VILLE_ETAB_ORIGINE') },
    campagne,
  };
  return garderColonnes(dossier, adresse, emails);
}
