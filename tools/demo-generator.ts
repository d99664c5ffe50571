import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { texteCatalogue } from './demo/catalogue.ts';
import { texteDemandes } from './demo/demandes.ts';
import { echantillon } from './demo/echantillon.ts';
import { Classe, type Eleve, lignesDe } from './demo/eleves.ts';
import { type Ligne, texteExtraction } from './demo/entete.ts';
import { Annuaire, Hasard, type Zone } from './demo/hasard.ts';
import { formateurs, responsable, saintEtienne, villeurbanne } from './demo/lieux.ts';
import { type Changement, deuxiemeListe, troisiemeListe } from './demo/listes-suivantes.ts';

/**
 * Writes the fictional demo CFA of resources/demo, in the real formats. Seeded: running it again gives the same bytes.
 * The three extractions hold 400 different vœux: 391 at first, then 9 more, 7 fewer, some changed and one moved; the
 * last one mostly takes away.
 */
const seed = 20_260_601;
const firstVoeux = 391;

const pupils: Record<Zone, number> = { lyon: 140, stephanois: 78, reunion: 68 };

function enrolAll(classe: Classe, hasard: Hasard): Eleve[] {
  const eleves: Eleve[] = [];
  for (const [zone, count] of [
    ['lyon', pupils.lyon],
    ['stephanois', pupils.stephanois],
    ['reunion', pupils.reunion],
  ] as const) {
    for (let index = 0; index < count; index += 1) {
      const former = eleves.at(-1);
      const sibling = index > 0 && hasard.chance(0.05) ? former : undefined;
      const eleve = classe.enrol(zone, sibling);
      classe.wish(eleve);
      eleves.push(eleve);
    }
  }
  return eleves;
}

/** Second and third wishes, some of them in the other metropolitan site, until the count is reached. */
function wishMore(classe: Classe, hasard: Hasard, eleves: readonly Eleve[], count: number): void {
  let missing = count - eleves.reduce((sum, { voeux }) => sum + voeux.length, 0);
  for (let index = 0; missing > 0; index = (index + 1 + hasard.below(3)) % eleves.length) {
    const eleve = eleves[index];
    if (eleve === undefined || eleve.voeux.length >= 3) continue;
    const elsewhere = eleve.zone === 'lyon' ? saintEtienne : eleve.zone === 'stephanois' ? villeurbanne : undefined;
    if (classe.wish(eleve, hasard.chance(0.12) ? elsewhere : undefined)) missing -= 1;
  }
}

const edited = (ligne: Ligne, values: Partial<Ligne>): Ligne => ({ ...ligne, ...values });

/** Lines that the import must report: missing data, an unreadable key, an offer of no real CFA. */
function damage(lignes: Ligne[]): void {
  const damages: [index: number, values: Partial<Ligne>][] = [
    [31, { 'Code postal': '-' }],
    [47, { 'Code UAI étab. origine': '-' }],
    [66, { "Adresse de l'élève - Ligne 1": '-', "Adresse de l'élève - Ligne 2": '-' }],
    [90, { 'Téléphone responsable 1': '06 39 98 20 01 / 06 39 98 20 02' }],
    [121, { 'SIRET UAI formateur': '-', 'UAI Établissement formateur': '-' }],
    [154, { 'Code MEF': '99999999990' }],
  ];
  for (const [index, values] of damages) {
    const ligne = lignes[index];
    if (ligne !== undefined) lignes[index] = edited(ligne, values);
  }
}

/** Lines that are no vœu of anybody: counted `invalides` and `ignores`. */
function unusable(model: Ligne): Ligne[] {
  const person: Partial<Ligne> = { INE: '240009999ZZ', "Nom de l'élève": 'SANS-OBJET', 'Prénom 1': 'Ligne' };
  return [
    edited(model, { ...person, "Académie possédant le dossier élève et l'offre de formation": 'ATLANTIDE' }),
    edited(model, {
      ...person,
      'Code offre de formation (vœu)': '69R99999',
      'clé ministère éducatif': '-',
      'SIRET UAI gestionnaire': '99999999999999',
      'SIRET UAI formateur': '99999999999999',
    }),
  ];
}

function texteMef(): string {
  const known = new Map(formateurs.flatMap(({ formations }) => formations.map((one) => [one.mef, one] as const)));
  const lines = [...known.values()].map(
    ({ mef, longue, diplome, mnemonique }) => `"${mef}"|"${mnemonique}"|"${longue}"|"${diplome}"|"01/09/2019"|""`,
  );
  const header = '"MEF"|"LIBELLE_COURT"|"LIBELLE_LONG"|"FORMATION_DIPLOME"|"DATE_OUVERTURE"|"DATE_FERMETURE"';
  return [header, ...lines, ''].join('\n');
}

const texteRelations = (): string =>
  [
    'siret_responsable;email_responsable;siret_formateurs',
    `${responsable.siret};direction@example.org;${formateurs.map(({ siret }) => siret).join(',')}`,
    '',
  ].join('\n');

function texteEtablissements(): string {
  const rows = [
    [
      responsable.siret,
      responsable.uai,
      'CFA DES TROIS FOURNEAUX',
      'CFA des Trois Fourneaux',
      '14 rue des Maîtres-Queux',
      '69100',
      'VILLEURBANNE',
      'Lyon',
    ],
    ...formateurs.map(({ siret, uai, academie, etablissement: one }) => [
      siret,
      uai,
      one.raisonSociale,
      one.enseigne,
      one.adresse,
      one.codePostal,
      one.ville,
      academie === 'LYON' ? 'Lyon' : 'La Réunion',
    ]),
  ];
  const header = 'siret;uai;raison_sociale;enseigne;adresse;code_postal;ville;academie';
  return [header, ...rows.map((row) => row.map((value) => `"${value}"`).join(';')), ''].join('\n');
}

interface Demo {
  /** Every file of resources/demo, by name. */
  fichiers: ReadonlyMap<string, string>;
  /** What the second and the third list change, told by who changed it. */
  changements: readonly [readonly Changement[], readonly Changement[]];
}

export function genererDemo(): Demo {
  const hasard = new Hasard(seed);
  const classe = new Classe(hasard, new Annuaire(hasard));
  const eleves = enrolAll(classe, hasard);
  const sample = echantillon();
  wishMore(classe, hasard, eleves, firstVoeux - sample.length);
  const lignes = [...sample, ...eleves.flatMap(lignesDe)];
  damage(lignes);
  const [model] = lignes;
  const waste = model === undefined ? [] : unusable(model);
  const second = deuxiemeListe(classe, hasard, lignes, ['lyon', 'stephanois', 'reunion']);
  const third = troisiemeListe(classe, second);
  return {
    fichiers: new Map([
      ['n_mef.csv', texteMef()],
      ['etablissements.csv', texteEtablissements()],
      ['relations.csv', texteRelations()],
      ['catalogue.csv', texteCatalogue()],
      ['demandes.json', texteDemandes()],
      ['extraction-1.csv', texteExtraction([...lignes, ...waste])],
      ['extraction-2.csv', texteExtraction([...second.lignes, ...waste])],
      ['extraction-3.csv', texteExtraction([...third.lignes, ...waste])],
    ]),
    changements: [second.changements, third.changements],
  };
}

if (import.meta.main) {
  const folder = fileURLToPath(new URL('../resources/demo', import.meta.url));
  await mkdir(folder, { recursive: true });
  for (const [name, text] of genererDemo().fichiers) await writeFile(join(folder, name), text);
}
