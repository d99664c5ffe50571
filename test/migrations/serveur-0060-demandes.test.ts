import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate, migrations } from '../../sync-api/store/migrate.ts';

const demande = (
  id: string,
  values: Partial<Record<'cle_courriel' | 'cle_telephone' | 'etat', string | null>> = {},
) => ({
  id,
  flux_id: 'f',
  dossier_id: 'd',
  cle_ministere_educatif: 'c',
  origine: 'LBA',
  mode: 'rappel' as const,
  cle_courriel: 'k',
  cle_telephone: 't',
  empreinte_jeton: `j${id}`,
  recue_le: '2026-06-08T08:00:00.000Z',
  echeance: '2026-06-12T16:00:00.000Z',
  repondue_le: null,
  annulee_le: null,
  ...values,
  etat: values.etat === 'repondue' ? ('repondue' as const) : ('ouverte' as const),
});

it('0060-demandes comes over a base in use, and lets one person have one open demande a training', async () => {
  const db = await openDatabase({ url: 'sqlite::memory:', key: '' });
  try {
    await migrate(db, Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0060')));
    await sql`insert into flux (id, genre, tete, nombre, empreinte, plancher) values ('f', 'relation', 3, 0, '', 0)`.execute(
      db,
    );
    await migrate(db);
    expect(await db.selectFrom('flux').select(['id', 'tete']).execute()).toEqual([{ id: 'f', tete: 3 }]);
    expect(await db.selectFrom('catalogue_version').selectAll().execute()).toEqual([{ id: 1, version: 0 }]);

    const insert = (row: ReturnType<typeof demande>) => db.insertInto('demande').values(row).execute();
    await insert(demande('1'));
    await expect(insert(demande('2', { cle_telephone: 'u' }))).rejects.toMatchObject({
      code: 'SQLITE_CONSTRAINT_UNIQUE',
    });
    await expect(insert(demande('2', { cle_courriel: 'l' }))).rejects.toMatchObject({
      code: 'SQLITE_CONSTRAINT_UNIQUE',
    });
    await insert(demande('3', { etat: 'repondue' }));
    // Erased ones have no digest any more: they stand in nobody's way.
    await insert(demande('4', { cle_courriel: null, cle_telephone: null }));
    await insert(demande('5', { cle_courriel: null, cle_telephone: null }));
    await db.updateTable('demande').set({ etat: 'annulee' }).where('id', '=', '1').execute();
    await insert(demande('6'));
  } finally {
    await db.destroy();
  }
});

it('0060-demandes finds what it asks for by an index', async () => {
  const db = await openDatabase({ url: 'sqlite::memory:', key: '' });
  try {
    await migrate(db);
    const plan = async (text: string): Promise<string> => {
      const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(text)}`.execute(db);
      return rows.map(({ detail }) => detail).join();
    };
    for (const where of [
      "demande where etat = 'ouverte' and cle_ministere_educatif = 'c' and cle_courriel = 'k'",
      "demande where etat = 'ouverte' and cle_ministere_educatif = 'c' and cle_telephone = 'k'",
      "demande where dossier_id = 'd'",
      "demande where empreinte_jeton = 'j'",
      "demande where flux_id = 'f' and cle_courriel = 'k'",
      "courriel where dossier_id = 'd'",
      "courriel where demande_id = 'd'",
      "courriel where destinataire = 'd' and cree_le > ''",
      "lien_moitie where lien_id = 'l'",
      "formation_catalogue where cle_ministere_educatif > 'c' order by cle_ministere_educatif limit 1",
      "ouverture where cle_ministere_educatif > 'c' and cle_ministere_educatif <= 'd'",
      'suivi_a_dire order by id limit 1',
    ])
      expect(await plan(`select * from ${where}`)).toMatch(/USING (INDEX|INTEGER PRIMARY KEY)|SCAN suivi_a_dire$/);
  } finally {
    await db.destroy();
  }
});
