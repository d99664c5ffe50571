import type { Kysely, Selectable } from 'kysely';
import { siret as siretShape, uai as uaiShape } from '../../shared/contract/primitives.ts';
import type { Random } from '../context.ts';
import type { Tables } from '../store/tables.ts';
import { academieDeLUai, academieDuNom } from './academies.ts';
import { type BilanReferentiel, bilanVide, noterChangement, type OptionsReferentiel } from './bilan.ts';
import { publierEtablissements } from './publication.ts';
import { lireTable } from './texte-csv.ts';
import { ecrireOuSimuler } from './transaction.ts';

/**
 * Columns of the établissement file, separated by `;`: `siret` and `raison_sociale` are filled, the others may be
 * empty. `academie` is a name; without it the UAI tells.
 */
export const colonnesEtablissement = [
  'siret',
  'uai',
  'raison_sociale',
  'enseigne',
  'adresse',
  'code_postal',
  'ville',
  'academie',
] as const;

type Etablissement = Selectable<Tables['etablissement']>;

const orNull = (value: string): string | null => (value === '' ? null : value);

function readEtablissement(
  value: (name: string) => string,
  note: (champ: string, type: 'absent' | 'format' | 'inconnu') => void,
): Etablissement | null {
  const siret = value('siret').replaceAll(' ', '');
  const raisonSociale = value('raison_sociale');
  if (!siretShape.safeParse(siret).success) note('siret', siret === '' ? 'absent' : 'format');
  if (raisonSociale === '') note('raison_sociale', 'absent');
  if (!siretShape.safeParse(siret).success || raisonSociale === '') return null;
  const rawUai = value('uai').toUpperCase();
  const uai = uaiShape.safeParse(rawUai).success ? rawUai : null;
  if (uai === null && rawUai !== '') note('uai', 'format');
  const codePostal = value('code_postal');
  const academieNom = value('academie');
  const academie = academieNom === '' ? (uai === null ? null : academieDeLUai(uai)) : academieDuNom(academieNom);
  if (academie === null && academieNom !== '') note('academie', 'inconnu');
  return {
    siret,
    uai,
    raison_sociale: raisonSociale,
    enseigne: orNull(value('enseigne')),
    adresse: orNull(value('adresse')),
    code_postal: orNull(/^[0-9]{4}$/.test(codePostal) ? `0${codePostal}` : codePostal),
    ville: orNull(value('ville')),
    academie_code: academie?.code ?? null,
  };
}

const isSame = (a: Etablissement, b: Etablissement): boolean => {
  const flat = (row: Etablissement): string =>
    JSON.stringify([
      row.uai,
      row.raison_sociale,
      row.enseigne,
      row.adresse,
      row.code_postal,
      row.ville,
      row.academie_code,
    ]);
  return flat(a) === flat(b);
};

/**
 * Imports établissements: adds and corrects, never removes, then writes them into the organisme flux of each
 * responsable that has a relation with them.
 *
 * @throws Refusal of the file readers, nothing changed
 */
export async function importerEtablissements(
  db: Kysely<Tables>,
  random: Random,
  source: AsyncIterable<Uint8Array>,
  options: OptionsReferentiel = {},
): Promise<BilanReferentiel> {
  const bilan = bilanVide(options);
  const read = new Map<string, Etablissement>();
  bilan.total = await lireTable(source, colonnesEtablissement, { separateur: ';' }, ({ ligne }, value) => {
    const row = readEtablissement(value, (champ, type) => bilan.anomalies.push({ ligne, champ, type }));
    if (row === null) bilan.invalides += 1;
    else if (read.has(row.siret)) {
      bilan.invalides += 1;
      bilan.anomalies.push({ ligne, champ: 'siret', type: 'doublon' });
    } else read.set(row.siret, row);
  });
  await ecrireOuSimuler(db, options, async (trx) => {
    await trx.deleteFrom('etablissement').where('siret', '=', '').execute();
    for (const row of read.values()) {
      const former = await trx
        .selectFrom('etablissement')
        .selectAll()
        .where('siret', '=', row.siret)
        .executeTakeFirst();
      if (former !== undefined && isSame(former, row)) {
        bilan.inchanges += 1;
        continue;
      }
      noterChangement(bilan, row.siret, former === undefined ? 'ajout' : 'modification');
      const { siret, ...fields } = row;
      if (former === undefined) await trx.insertInto('etablissement').values(row).execute();
      else await trx.updateTable('etablissement').set(fields).where('siret', '=', siret).execute();
    }
    await publierEtablissements(trx, random, await listResponsables(trx));
  });
  return bilan;
}

async function listResponsables(trx: Kysely<Tables>): Promise<string[]> {
  const rows = await trx.selectFrom('relation').select('siret_responsable').distinct().execute();
  return rows.map((row) => row.siret_responsable);
}
