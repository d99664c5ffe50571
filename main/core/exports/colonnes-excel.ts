import type { OrigineTelephone } from '../../../shared/contract/lignes.ts';
import { afficherTelephone } from '../../../shared/domain/telephone.ts';
import { type Identite, identiteOf } from '../candidats/identite.ts';
import type { LigneExport } from './personnes.ts';
import {
  appelTexte,
  dateTexte,
  nouveauteTexte,
  numeroTexte,
  prochaineTexte,
  situationTexte,
  voeuTexte,
} from './textes.ts';

/**
 * The columns of the two files that a person opens in a spreadsheet. `code` is made of digits that are no quantity:
 * a leading zero counts. Only ranks and tries are numbers.
 */
export interface ColonneExcel {
  titre: string;
  genre: 'texte' | 'code' | 'nombre';
  /** Characters. */
  largeur: number;
  lire(source: Source): string | number | null;
}

/** What several columns ask of one line is worked out once. */
export interface Source extends LigneExport {
  identite: Identite;
}

/**
 * A spreadsheet has no lock: whoever asked not to be contacted leaves no way of it in one. The name and the word of the
 * situation stay, so that nobody adds the person again by hand.
 */
const sansCoordonnees = (identite: Identite): Identite => ({
  ...identite,
  emails: [],
  adresse: { lignes: [], code_postal: null, ville: null, pays: null },
});

export const sourceOf = (line: LigneExport): Source => {
  const identite = identiteOf(line.dossier);
  return { ...line, identite: line.personne.opposition ? sansCoordonnees(identite) : identite };
};

type Numero = LigneExport['dossier']['etat']['numeros'][number];

const affiche = ({ e164, brut }: Pick<Numero, 'e164' | 'brut'>): string =>
  e164 === null ? brut : afficherTelephone(e164);

const numerosOf = ({ personne, dossier }: Source): readonly Numero[] =>
  personne.opposition ? [] : dossier.etat.numeros;

const telephone =
  (origine: OrigineTelephone) =>
  (source: Source): string | null => {
    const found = numerosOf(source).find((numero) => numero.origine === origine);
    return found === undefined ? null : affiche(found);
  };

const autresTelephones = (source: Source): string =>
  numerosOf(source)
    .filter(({ origine }) => origine === 'saisi')
    .map(affiche)
    .join(', ');

function remarques(source: Source): string {
  if (source.personne.opposition) return 'Ne plus contacter : les coordonnées ne sont pas exportées';
  return numerosOf(source)
    .flatMap((numero) => {
      const said = numero.e164 === null ? 'illisible' : numeroTexte(numero.etat);
      return said === '' ? [] : [`${affiche(numero)} : ${said}`];
    })
    .join(', ');
}

const texte = (titre: string, largeur: number, lire: ColonneExcel['lire']): ColonneExcel => ({
  titre,
  genre: 'texte',
  largeur,
  lire,
});
const code = (titre: string, largeur: number, lire: ColonneExcel['lire']): ColonneExcel => ({
  titre,
  genre: 'code',
  largeur,
  lire,
});
const nombre = (titre: string, lire: ColonneExcel['lire']): ColonneExcel => ({
  titre,
  genre: 'nombre',
  largeur: 9,
  lire,
});

export const colonnesExcel: readonly ColonneExcel[] = [
  texte('Nom', 22, ({ identite }) => identite.nom),
  texte('Prénom', 18, ({ identite }) => identite.prenom),
  code('INE', 14, ({ identite }) => identite.ine),
  texte('Situation', 20, ({ personne }) => situationTexte(personne.situation)),
  // Nobody planned to call again whoever was never called: the situation says it.
  texte('Prochaine action', 18, ({ personne: { prochaineAction } }) =>
    prochaineAction === null || (prochaineAction.deduite && prochaineAction.le === null)
      ? null
      : prochaineTexte(prochaineAction.quoi),
  ),
  texte('Prévue le', 17, ({ personne: { prochaineAction }, dossier }) =>
    prochaineAction?.le == null ? null : dateTexte(prochaineAction.le, prochaineAction.precision, dossier.fuseau),
  ),
  texte('Dernier appel', 17, ({ personne: { dernierAppel }, dossier }) =>
    dernierAppel === null ? null : dateTexte(dernierAppel.le, 'heure', dossier.fuseau),
  ),
  texte('Résultat du dernier appel', 24, ({ personne: { dernierAppel } }) =>
    dernierAppel === null ? null : appelTexte(dernierAppel.disposition),
  ),
  nombre('Essais', ({ personne }) => personne.essais),
  texte('Affecté à', 18, ({ personne }) => personne.affecteA),
  texte('Nouveauté', 12, ({ personne }) => nouveauteTexte(personne.nouveaute)),
  nombre('Rang du vœu', ({ voeu }) => voeu?.rang ?? null),
  texte('État du vœu', 22, ({ voeu }) => (voeu === null ? null : voeuTexte(voeu))),
  texte('Formation', 36, ({ voeu }) => voeu?.formation.libelle ?? null),
  texte('Établissement d’accueil', 30, ({ voeu }) => voeu?.etablissement_accueil.nom ?? null),
  texte('Ville de l’accueil', 20, ({ voeu }) => voeu?.etablissement_accueil.ville ?? null),
  code('UAI de l’accueil', 12, ({ voeu }) => voeu?.etablissement_accueil.uai ?? null),
  texte('Liste', 30, ({ liste }) => liste),
  code('Téléphone responsable 1', 18, telephone('responsable_1')),
  code('Téléphone responsable 2', 18, telephone('responsable_2')),
  code('Téléphone candidat', 18, telephone('personnel')),
  code('Portable candidat', 18, telephone('portable')),
  code('Autres téléphones', 18, autresTelephones),
  texte('Remarques sur les téléphones', 32, remarques),
  texte('Courriel 1', 30, ({ identite }) => identite.emails[0] ?? null),
  texte('Courriel 2', 30, ({ identite }) => identite.emails.slice(1).join(', ')),
  // The lists name nobody: the column is there for whoever asks on the phone.
  texte('Nom du responsable légal', 22, () => null),
  texte('Adresse', 40, ({ identite }) => identite.adresse.lignes.join(', ')),
  code('Code postal', 12, ({ identite }) => identite.adresse.code_postal),
  texte('Ville', 24, ({ identite }) => identite.adresse.ville),
  texte('Pays', 12, ({ identite }) => identite.adresse.pays),
  texte('Collège', 30, ({ dossier }) => dossier.rows.ligne?.etablissement_origine?.nom ?? null),
  texte('Ville du collège', 20, ({ dossier }) => dossier.rows.ligne?.etablissement_origine?.ville ?? null),
  code('UAI du collège', 12, ({ dossier }) => dossier.rows.ligne?.etablissement_origine?.uai ?? null),
  code('Code diplôme', 12, ({ voeu }) => voeu?.formation.code_formation_diplome ?? null),
  code('Code MEF', 13, ({ voeu }) => voeu?.formation.mef ?? null),
  texte('Clé ministère éducatif', 52, ({ voeu }) => voeu?.formation.cle_ministere_educatif ?? null),
];
