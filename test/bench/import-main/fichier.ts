import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { colonnes } from '../../../main/core/imports/colonnes.ts';
import { dossierLigne, voeuLigne } from '../../../shared/contract/lignes.ts';
import { benchRows } from '../rows.ts';

/** The rows of every part as the file of 27 columns that a CFA downloads: quoted, `;`, a line each vœu. */
type Line = Partial<Record<(typeof colonnes)[number], string | null>>;

const lineOf = (values: Line): string =>
  `${colonnes.map((name) => `"${(values[name] ?? '').replaceAll('"', '""')}"`).join(';')}\n`;

function* lines(voeux: number): Generator<string> {
  yield `${colonnes.map((name) => `"${name}"`).join(';')}\n`;
  let person: Line = {};
  let place = 0;
  for (const { type, corps } of benchRows(voeux)) {
    const body: unknown = JSON.parse(corps);
    if (type === 'dossier') {
      const {
        ine,
        nom,
        prenom,
        adresse,
        telephones,
        emails,
        etablissement_origine: college,
      } = dossierLigne.parse(body);
      const phone = (origine: string): string => telephones.find((one) => one.origine === origine)?.brut ?? '';
      person = {
        INE_APPRENANT: ine,
        NOM_APPRENANT: nom,
        PRENOM_APPRENANT: prenom,
        ADRESSE1_APPR: adresse.lignes[0] ?? '',
        CP_APPR: adresse.code_postal,
        VILLE_APPR: adresse.ville,
        ID_PAYS: adresse.pays,
        TEL1_APPR: phone('personnel'),
        TEL2_APPR: phone('portable'),
        NOM_REP_LEGAL: nom,
        TEL1_REP_LEGAL: phone('responsable_1'),
        TEL2_REP_LEGAL: phone('responsable_2'),
        EMAIL1_REP_LEGAL: emails[0] ?? '',
        ID_ETABLISSEMENT_ORIGINE: college?.uai ?? '',
        NOM_ETAB_ORIGINE: college?.nom ?? '',
        VILLE_ETAB_ORIGINE: college?.ville ?? '',
      };
      place = 0;
    }
    if (type !== 'voeu') continue;
    const { formation, etablissement_accueil: accueil } = voeuLigne.parse(body);
    place += 1;
    yield lineOf({
      ...person,
      ID_FORMATION_SOUHAIT1: formation.code_formation_diplome,
      LIBELLE_FORMATION_SOUHAIT1: formation.libelle,
      CODE_MEF_10_FORMATION_SOUHAIT1: formation.mef,
      CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: `069001P01319999800060001299998000600020-69266#L${String(place).padStart(2, '0')}`,
      ID_ETAB_ACCUEIL: accueil.uai,
      NOM_ETAB_ACCUEIL: accueil.nom,
      VILLE_ETAB_ACCUEIL: accueil.ville,
    });
  }
}

export const writeFile = (path: string, voeux: number): Promise<void> =>
  pipeline(Readable.from(lines(voeux)), createWriteStream(path));
