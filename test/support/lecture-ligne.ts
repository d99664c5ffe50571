import { type Remplacement, Remplacements } from '../../sync-api/referentiels/remplacements.ts';
import { colonnes } from '../../sync-api/voeux/colonnes.ts';
import { lireLigne } from '../../sync-api/voeux/normalisation.ts';
import { cleComparable, type Offre, type Referentiel, referentielVide } from '../../sync-api/voeux/referentiel.ts';
import type { Ligne } from '../../tools/demo/entete.ts';
import { ligneDe } from './extraction.ts';

export const responsable = '99998000600012';
export const formateur = '99998000600020';
export const cle = `069001P0131${responsable}${formateur}-69266#L01`;
/** A line that names no couple, or no UAI of its two établissements. */
export const sansCouple = { 'clé ministère éducatif': '-', 'SIRET UAI gestionnaire': '-', 'SIRET UAI formateur': '-' };
export const sansUai = { 'UAI Établissement responsable': '-', 'UAI Établissement formateur': '-' };

export const offre = (values: Partial<Offre> = {}): Offre => ({
  academie_code: '10',
  code_offre: '69A00101',
  cle_ministere_educatif: cle,
  uai: '0699904R',
  siret_responsable: responsable,
  siret_formateur: formateur,
  uai_responsable: '0699901M',
  uai_formateur: '0699902N',
  type_etablissement: 'CFA',
  capacite: 12,
  ...values,
});

export const connaissant = (offres: readonly Offre[], more: Partial<Referentiel> = {}): Referentiel => ({
  ...referentielVide(2026),
  mefs: new Map([['2212213431', '50022137']]),
  offres: new Map(offres.map((one) => [`${one.academie_code}/${one.code_offre}`, one])),
  offresParCle: new Map(offres.map((one) => [cleComparable(one.cle_ministere_educatif ?? ''), one])),
  ...more,
});

export const remplacant = (values: Partial<Remplacement>): Partial<Referentiel> => ({
  remplacements: new Remplacements(
    new Map([
      [
        '10/69A00101',
        {
          affelnetId: 'LYON/69A00101',
          uaiAccueil: null,
          siret: { responsable: null, formateur: null },
          uai: { responsable: null, formateur: null },
          ...values,
        },
      ],
    ]),
  ),
});

/** Reads a line in order but for `values`. */
export const lire = (values: Partial<Ligne>, referentiel: Referentiel = connaissant([])) => {
  const ligne = new Map(Object.entries({ ...ligneDe({ ine: '240000001AB' }), ...values }));
  return lireLigne((colonne) => {
    const value = ligne.get(colonnes[colonne]) ?? '';
    return value === '' || value === '-' ? null : value;
  }, referentiel);
};

export const valide = (values: Partial<Ligne>, referentiel?: Referentiel) => {
  const lue = lire(values, referentiel);
  if (lue.etat !== 'valide') throw new Error(`expected a valid line, not ${lue.etat}`);
  return lue;
};
