import type { Selectable } from 'kysely';
import { z } from 'zod';
import { siret as siretShape } from '../../shared/contract/primitives.ts';
import { lireOrigine, type Origine } from '../../shared/domain/demandes/origines.ts';
import { lireCleMinistereEducatif } from '../../shared/domain/identifiants.ts';
import type { Tables } from '../store/tables.ts';

/** Columns of the catalogue of trainings, separated by `;`; its other columns are ignored. */
export const colonnesCatalogue = [
  'cle_ministere_educatif',
  'parcoursup_id',
  'onisep_id',
  'intitule_long',
  'cfd',
  'etablissement_gestionnaire_siret',
  'etablissement_formateur_siret',
  'etablissement_formateur_raison_sociale',
  'lieu_formation_adresse',
  'code_postal',
  'localite',
  'num_tel',
  'email',
  'etablissement_gestionnaire_courriel',
  'origines',
] as const;

type Colonne = (typeof colonnesCatalogue)[number];
/** What the file says of a training; when it was seen is not its business. */
export type FormationLue = Omit<Selectable<Tables['formation_catalogue']>, 'vue_le' | 'retiree_le'>;
type Note = (champ: Colonne, type: 'absent' | 'format' | 'inconnu') => void;

/** Joins the several contacts of one place. */
const entreCourriels = '##';
const adresse = z.email().max(254);

const orNull = (value: string): string | null => (value === '' ? null : value);

const lireCourriels = (texte: string, champ: Colonne, note: Note): string[] => {
  const lus = texte
    .split(entreCourriels)
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');
  const bons = lus.filter((courriel) => adresse.safeParse(courriel).success);
  if (bons.length < lus.length) note(champ, 'format');
  return [...new Set(bons)];
};

/** For whom the catalogue opens a training. An origine of a newer catalogue opens nothing here. */
export const lireOrigines = (texte: string, note: Note): Origine[] => {
  const noms = texte.split(',').filter((nom) => nom.trim() !== '');
  const lues = noms.flatMap((nom) => lireOrigine(nom) ?? []);
  if (lues.length < noms.length) note('origines', 'inconnu');
  return [...new Set(lues)];
};

/**
 * One line of the catalogue. The SIRET of the clé win over the columns when it has its long shape: the clé is what
 * platforms send, and its relation must receive the demande.
 *
 * @returns null for a line that names no training, no relation or no title; each reason was noted
 */
export const lireFormation = (value: (name: Colonne) => string, note: Note): FormationLue | null => {
  const cle = value('cle_ministere_educatif');
  const lue = lireCleMinistereEducatif(cle);
  const siret = (champ: Colonne, deLaCle: string | undefined): string | null => {
    const texte = deLaCle ?? value(champ).replaceAll(' ', '');
    if (siretShape.safeParse(texte).success) return texte;
    note(champ, texte === '' ? 'absent' : 'format');
    return null;
  };
  const responsable = siret('etablissement_gestionnaire_siret', lue?.siretResponsable);
  const formateur = siret('etablissement_formateur_siret', lue?.siretFormateur);
  const intitule = value('intitule_long');
  if (cle === '') note('cle_ministere_educatif', 'absent');
  if (intitule === '') note('intitule_long', 'absent');
  if (cle === '' || intitule === '' || responsable === null || formateur === null) return null;
  const codePostal = value('code_postal');
  return {
    cle_ministere_educatif: cle,
    parcoursup_id: orNull(value('parcoursup_id')),
    onisep_id: orNull(value('onisep_id')),
    intitule,
    cfd: orNull(value('cfd')),
    siret_responsable: responsable,
    siret_formateur: formateur,
    raison_sociale: value('etablissement_formateur_raison_sociale') || formateur,
    adresse: orNull(value('lieu_formation_adresse')),
    // A spreadsheet drops the first zero of Ain.
    code_postal: orNull(/^[0-9]{4}$/.test(codePostal) ? `0${codePostal}` : codePostal),
    ville: orNull(value('localite')),
    telephone: orNull(value('num_tel')),
    courriels_lieu: JSON.stringify(lireCourriels(value('email'), 'email', note)),
    courriel_gestionnaire:
      lireCourriels(value('etablissement_gestionnaire_courriel'), 'etablissement_gestionnaire_courriel', note)[0] ??
      null,
  };
};
