import { afficherTelephone, lireTelephone } from '../../../shared/domain/telephone.ts';

/** Every field that shared/domain/listes/ecarts.ts compares, as a secretary would call it. */
const labels: Readonly<Record<string, string>> = {
  nom: 'Nom',
  prenom: 'Prénom',
  prenoms_autres: 'Autres prénoms',
  'adresse.lignes': 'Adresse',
  'adresse.code_postal': 'Code postal',
  'adresse.ville': 'Ville',
  'adresse.pays': 'Pays',
  emails: 'Adresses électroniques',
  'etablissement_origine.uai': 'UAI du collège',
  'etablissement_origine.nom': 'Collège',
  'etablissement_origine.ville': 'Ville du collège',
  'telephones.responsable_1': 'Responsable légal, 1er numéro',
  'telephones.responsable_2': 'Responsable légal, 2e numéro',
  'telephones.personnel': 'Candidat·e, fixe',
  'telephones.portable': 'Candidat·e, portable',
  rang: 'Rang du vœu',
  'formation.libelle': 'Formation',
  'formation.mef': 'Code MEF',
  'formation.code_formation_diplome': 'Code formation-diplôme',
  'formation.cle_ministere_educatif': 'Clé ministère éducatif',
  'etablissement_accueil.uai': 'UAI de l’établissement d’accueil',
  'etablissement_accueil.nom': 'Établissement d’accueil',
  'etablissement_accueil.ville': 'Ville de l’établissement d’accueil',
};

/** A field that a newer server compares is shown under a plain word, never under its path. */
export const champLabel = (champ: string): string => labels[champ] ?? 'Autre donnée';

const telephone = (brut: string | null): string | null => {
  if (brut === null) return null;
  const { e164 } = lireTelephone(brut);
  return e164 === null ? brut : afficherTelephone(e164);
};

export interface AvantApres {
  label: string;
  /** null = empty. */
  avant: string | null;
  apres: string | null;
}

/** Phones in the form in which they are dialled, unless that would hide what changed. */
export const avantApres = (ecart: { champ: string; avant: string | null; apres: string | null }): AvantApres => {
  const label = champLabel(ecart.champ);
  const { avant, apres } = ecart;
  if (!ecart.champ.startsWith('telephones.')) return { label, avant, apres };
  const lus = { avant: telephone(avant), apres: telephone(apres) };
  return lus.avant === lus.apres ? { label, avant, apres } : { label, ...lus };
};
