import type { ApercuImport, ChangementLu, RelationLue } from '../../../shared/contract/ipc/imports.ts';
import { compte, nombre } from '../../textes/pluriel.ts';

type Fichier = ApercuImport['fichier'];

export const encodageTextes: Readonly<Record<Fichier['encodage'], string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252, réenregistré par Excel',
  'utf-16le': 'UTF-16, « Texte Unicode » d’Excel',
};
export const separateurTextes: Readonly<Record<Fichier['separateur'], string>> = {
  ';': 'point-virgule',
  ',': 'virgule',
  tabulation: 'tabulation',
};
export const formatTextes: Readonly<Record<Fichier['format'], string>> = {
  '27': '27 colonnes, le format actuel',
  '22': '22 colonnes, le format d’avant juin 2023',
};

const kilo = 1024;
/** « 850 octets », « 45 Ko », « 3,2 Mo ». */
export const taille = (octets: number): string => {
  if (octets < kilo) return compte(octets, 'octet', 'octets');
  const [size, unit] = octets < kilo * kilo ? [octets / kilo, 'Ko'] : [octets / kilo / kilo, 'Mo'];
  return `${size.toLocaleString('fr-FR', { maximumFractionDigits: size < 10 ? 1 : 0 })} ${unit}`;
};

/** « 391 lignes lues : 388 utilisables, 2 écartées, 1 en double »; what is zero is left out. */
export const phraseLignes = ({ total, valides, ecartees, doublons }: ApercuImport['lignes']): string => {
  const lues = compte(total, 'ligne lue', 'lignes lues');
  if (valides === total) return total === 1 ? `${lues}, utilisable` : `${lues}, toutes utilisables`;
  const parts = [
    compte(valides, 'utilisable', 'utilisables'),
    ...(ecartees > 0 ? [compte(ecartees, 'écartée', 'écartées')] : []),
    ...(doublons > 0 ? [`${nombre(doublons)} en double`] : []),
  ];
  return `${lues} : ${parts.join(', ')}`;
};

export interface Bilan {
  ajoutes: number;
  modifies: number;
  retires: number;
}

/** What the whole file changes, all its lists together. */
export const bilanDe = (relations: readonly RelationLue[]): Bilan =>
  relations.reduce(
    (sum, { ajoutes, modifies, retires }) => ({
      ajoutes: sum.ajoutes + ajoutes,
      modifies: sum.modifies + modifies,
      retires: sum.retires + retires,
    }),
    { ajoutes: 0, modifies: 0, retires: 0 },
  );

export const total = ({ ajoutes, modifies, retires }: Bilan): number => ajoutes + modifies + retires;
export const isChanged = (relation: RelationLue): boolean => total(relation) > 0;

/** What becomes of one list, before its counts. */
export const phraseCible = ({ flux, couple }: Pick<RelationLue, 'flux' | 'couple'>): string => {
  if (flux !== null) return 'Met à jour la liste de ce poste';
  return couple === null ? 'Nouvelle liste : le fichier ne dit pas laquelle' : 'Nouvelle liste sur ce poste';
};

/** « responsable 999 980 006 00012, formateur 999 980 006 00020 »; null when the file names no couple. */
export const phraseCouple = (couple: RelationLue['couple']): string | null => {
  if (couple === null) return null;
  const { responsable, formateur } = couple;
  return responsable === formateur
    ? `SIRET ${responsable}, responsable et formateur`
    : `SIRET responsable ${responsable}, formateur ${formateur}`;
};

/** « 80 vœux sur 100 seraient retirés »; `avant` is what the list holds now, null while it is unknown. */
export const phraseRetraits = (retires: number, avant: number | null): string => {
  const sur = avant === null ? '' : ` sur ${nombre(avant)}`;
  const verbe = retires < 2 ? 'serait retiré' : 'seraient retirés';
  return `${compte(retires, 'vœu', 'vœux')}${sur} ${verbe} : c’est inhabituel. Le fichier est peut-être incomplet, ou celui d’une autre liste.`;
};

export const changementTextes: Readonly<Record<ChangementLu['genre'], { un: string; filtre: string }>> = {
  ajoute: { un: 'ajouté', filtre: 'Ajoutés' },
  modifie: { un: 'modifié', filtre: 'Modifiés' },
  retire: { un: 'retiré', filtre: 'Retirés' },
};

/** What the end of an import says; `null` when this screen did not see it begin. */
export const phraseFin = (bilan: Bilan | null, listes: number): string => {
  const ou = listes < 2 ? 'La liste est sur ce poste.' : `${compte(listes, 'liste', 'listes')} sont sur ce poste.`;
  if (bilan === null) return ou;
  const parts = (
    [
      [bilan.ajoutes, 'ajouté', 'ajoutés'],
      [bilan.modifies, 'modifié', 'modifiés'],
      [bilan.retires, 'retiré', 'retirés'],
    ] as const
  ).filter(([n]) => n > 0);
  const said = parts.map(([n, un, plusieurs], index) =>
    index === 0 ? `${compte(n, 'vœu', 'vœux')} ${n < 2 ? un : plusieurs}` : compte(n, un, plusieurs),
  );
  return `${said.join(', ')}. ${ou}`;
};
