import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { type BilanReferentiel, bilanVide, noterChangement, type OptionsReferentiel } from './bilan.ts';
import { lireTable } from './texte-csv.ts';
import { ecrireOuSimuler } from './transaction.ts';

/** Columns of the BCN export N_MEF that are read; it is separated by `|` and its quotes are plain characters. */
export const colonnesMef = ['MEF', 'LIBELLE_LONG', 'FORMATION_DIPLOME'] as const;

interface Mef {
  mef: string;
  libelle: string;
  code_formation_diplome: string;
}

const rowsAtOnce = 500;

/**
 * Imports the MEF reference: adds and corrects, never removes. A MEF has 11 characters there and 10 in the vœux: the
 * first 10 are the key, and the first line of a key stays.
 *
 * @throws Refusal of the file readers, nothing changed
 */
export async function importerMef(
  db: Kysely<Tables>,
  source: AsyncIterable<Uint8Array>,
  options: OptionsReferentiel = {},
): Promise<BilanReferentiel> {
  const bilan = bilanVide(options);
  const read = new Map<string, Mef>();
  bilan.total = await lireTable(source, colonnesMef, { separateur: '|' }, ({ ligne }, value) => {
    const mef = value('MEF').slice(0, 10);
    const diplome = value('FORMATION_DIPLOME');
    const isMef = /^[0-9]{10}$/.test(mef);
    if (!isMef) bilan.anomalies.push({ ligne, champ: 'MEF', type: 'format' });
    if (!/^[0-9A-Z]{8}$/.test(diplome)) bilan.anomalies.push({ ligne, champ: 'FORMATION_DIPLOME', type: 'format' });
    if (!isMef || !/^[0-9A-Z]{8}$/.test(diplome)) {
      bilan.invalides += 1;
      return;
    }
    if (read.has(mef)) {
      bilan.inchanges += 1;
      return;
    }
    read.set(mef, { mef, libelle: value('LIBELLE_LONG'), code_formation_diplome: diplome });
  });
  await ecrireOuSimuler(db, options, async (trx) => {
    // A write first: SQLite then gives the writer lock at once.
    await trx.deleteFrom('mef').where('mef', '=', '').execute();
    const known = new Map((await trx.selectFrom('mef').selectAll().execute()).map((row) => [row.mef, row]));
    const changed: Mef[] = [];
    for (const row of read.values()) {
      const former = known.get(row.mef);
      const isSame = former?.libelle === row.libelle && former.code_formation_diplome === row.code_formation_diplome;
      if (isSame) bilan.inchanges += 1;
      else {
        noterChangement(bilan, row.mef, former === undefined ? 'ajout' : 'modification');
        changed.push(row);
      }
    }
    for (let start = 0; start < changed.length; start += rowsAtOnce) {
      await trx
        .insertInto('mef')
        .values(changed.slice(start, start + rowsAtOnce))
        .onConflict((conflict) =>
          conflict.column('mef').doUpdateSet((eb) => ({
            libelle: eb.ref('excluded.libelle'),
            code_formation_diplome: eb.ref('excluded.code_formation_diplome'),
          })),
        )
        .execute();
    }
  });
  return bilan;
}
