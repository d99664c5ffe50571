import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate, migrations } from '../../sync-api/store/migrate.ts';
import type { Tables } from '../../sync-api/store/tables.ts';

const reservation = (id: string, values: Partial<Tables['reservation']> = {}): Tables['reservation'] => ({
  id,
  flux_id: 'f',
  dossier_id: 'd',
  creneau_id: 'c',
  demande_id: null,
  etat: 'confirmee',
  motif: null,
  rang: 1,
  demandee_le: '2026-06-08T08:00:00.000Z',
  etat_le: '2026-06-08T08:00:00.000Z',
  expire_le: null,
  source: 'poste',
  remplace_id: null,
  empreinte_jeton: `j${id}`,
  boite: null,
  ...values,
});

it('0080-agenda comes over a base in use, and gives one person one place at one créneau', async () => {
  const db = await openDatabase({ url: 'sqlite::memory:', key: '' });
  try {
    await migrate(db, Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0080')));
    await sql`insert into flux (id, genre, tete, nombre, empreinte, plancher) values ('f', 'relation', 3, 0, '', 0)`.execute(
      db,
    );
    await sql`insert into courriel (id, message_id, genre, donnees, etat, envoyable_le, essais, cree_le)
      values ('m', '<m>', 'cfa-nouvelle', '{}', 'a_envoyer', '2026-06-08T08:00:00.000Z', 0, '2026-06-08T08:00:00.000Z')`.execute(
      db,
    );
    await migrate(db);
    expect(await db.selectFrom('courriel').select(['id', 'reservation_id']).execute()).toEqual([
      { id: 'm', reservation_id: null },
    ]);

    const insert = (row: Tables['reservation']) => db.insertInto('reservation').values(row).execute();
    await insert(reservation('1'));
    for (const etat of ['confirmee', 'attente', 'offerte', 'a_reconfirmer'] as const)
      await expect(insert(reservation('2', { etat }))).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' });
    for (const [index, etat] of (['annulee', 'complet', 'expiree'] as const).entries())
      await insert(reservation(`fini${index}`, { etat }));
    await insert(reservation('autre', { dossier_id: 'e' }));
    await insert(reservation('ailleurs', { creneau_id: 'x' }));
    await expect(insert(reservation('jeton', { dossier_id: 'g', empreinte_jeton: 'j1' }))).rejects.toMatchObject({
      code: 'SQLITE_CONSTRAINT_UNIQUE',
    });
    await expect(insert(reservation('perdue', { flux_id: 'inconnu', dossier_id: 'h' }))).rejects.toMatchObject({
      code: 'SQLITE_CONSTRAINT_FOREIGNKEY',
    });
    await db.updateTable('reservation').set({ etat: 'annulee' }).where('id', '=', '1').execute();
    await insert(reservation('2'));
  } finally {
    await db.destroy();
  }
});

it('0080-agenda finds what it asks for by an index', async () => {
  const db = await openDatabase({ url: 'sqlite::memory:', key: '' });
  try {
    await migrate(db);
    const plan = async (query: string): Promise<string> => {
      const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(query)}`.execute(db);
      return rows.map(({ detail }) => detail).join(' | ');
    };
    const etats = "('confirmee', 'attente', 'offerte', 'a_reconfirmer')";
    expect(await plan(`select etat, count(*), max(rang) from reservation where creneau_id = 'c' group by etat`)).toBe(
      'SEARCH reservation USING COVERING INDEX reservation_par_creneau (creneau_id=?)',
    );
    for (const [query, index] of [
      [`select * from reservation where creneau_id = 'c' and etat = 'attente' order by rang limit 3`, 'par_creneau'],
      [`select * from reservation where creneau_id = 'c' and dossier_id = 'd' and etat in ${etats}`, 'active'],
      [`select * from reservation where dossier_id = 'd'`, 'par_dossier'],
      [`select * from reservation where demande_id = 'd'`, 'par_demande'],
      [`select * from reservation where flux_id = 'f'`, 'par_flux'],
      [`select * from reservation where empreinte_jeton = 'j'`, 'par_jeton'],
      [`select * from reservation where etat = 'offerte' and expire_le <= 'l' order by expire_le`, 'offerte'],
    ] as const) {
      const detail = await plan(query);
      expect(detail).toMatch(new RegExp(`SEARCH reservation USING INDEX reservation_${index}`));
      expect(detail).not.toMatch(/SCAN|TEMP B-TREE/);
    }
    expect(await plan(`select * from creneau where flux_id = 'f' and debut >= 'd' order by debut`)).toMatch(
      /SEARCH creneau USING INDEX creneau_par_flux/,
    );
    expect(await plan(`select * from courriel where reservation_id = 'r'`)).toMatch(
      /SEARCH courriel USING INDEX courriel_par_reservation/,
    );
  } finally {
    await db.destroy();
  }
});
