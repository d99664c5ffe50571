import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GuichetServeur } from '../../../sync-api/guichet/cote-serveur.ts';
import { openGuichet } from '../../../sync-api/guichet/ouvrir.ts';
import type { TablesGuichet } from '../../../sync-api/guichet/tables.ts';

let db: Kysely<TablesGuichet>;
let serveur: GuichetServeur;
beforeEach(async () => {
  db = await openGuichet({ url: 'sqlite::memory:', key: '' });
  serveur = new GuichetServeur(db);
});
afterEach(() => db.destroy());

const creneau = (id: string, debut = '2026-06-16T08:00:00.000Z'): TablesGuichet['creneau_offert'] => ({
  id,
  genre: 'reunion',
  titre: null,
  debut,
  fin: debut.replace('T08', 'T10'),
  fuseau: 'Europe/Paris',
  lieu: null,
  en_ligne: 0,
  capacite: 12,
  libres: 12,
  liste_attente: 1,
  origines: '["LBA"]',
});
const formations = async (id: string): Promise<string[]> =>
  (
    await db
      .selectFrom('creneau_formation')
      .select(['cle_ministere_educatif', 'debut'])
      .where('creneau_id', '=', id)
      .orderBy('cle_ministere_educatif')
      .execute()
  ).map((row) => `${row.cle_ministere_educatif} ${row.debut}`);

describe('an offer', () => {
  test('is written whole each time: its hours, and the trainings it is for', async () => {
    await serveur.ecrireOffre({ creneau: creneau('a'), formations: ['f1', 'f2', 'f1'] });
    await serveur.ecrireOffre({ creneau: creneau('b'), formations: ['f1'] });
    const moved = { ...creneau('a', '2026-06-17T08:00:00.000Z'), libres: 3 };
    await serveur.ecrireOffre({ creneau: moved, formations: ['f2', 'f3'] });
    expect(await formations('a')).toEqual(['f2 2026-06-17T08:00:00.000Z', 'f3 2026-06-17T08:00:00.000Z']);
    expect(await formations('b')).toEqual(['f1 2026-06-16T08:00:00.000Z']);
    expect(await db.selectFrom('creneau_offert').selectAll().where('id', '=', 'a').execute()).toEqual([moved]);
  });

  test('is for as many trainings as a catalogue has', async () => {
    const toutes = Array.from({ length: 1_001 }, (_, rang) => `f${rang}`);
    await serveur.ecrireOffre({ creneau: creneau('a'), formations: toutes });
    expect(await formations('a')).toHaveLength(toutes.length);
  });

  test('that cannot be written leaves the former one', async () => {
    await serveur.ecrireOffre({ creneau: creneau('a'), formations: ['f1'] });
    await db.schema.alterTable('creneau_formation').renameTo('ailleurs').execute();
    await expect(serveur.ecrireOffre({ creneau: { ...creneau('a'), libres: 0 }, formations: [] })).rejects.toThrow();
    expect(await db.selectFrom('creneau_offert').select('libres').execute()).toEqual([{ libres: 12 }]);
  });

  test('is listed, by its beginning when asked, and leaves with its trainings', async () => {
    await serveur.ecrireOffre({ creneau: creneau('a'), formations: ['f1'] });
    await serveur.ecrireOffre({ creneau: creneau('b', '2026-06-17T08:00:00.000Z'), formations: ['f1'] });
    expect(await serveur.listerOffres()).toEqual(['a', 'b']);
    expect(await serveur.listerOffres('2026-06-16T07:59:59.999Z')).toEqual([]);
    expect(await serveur.listerOffres('2026-06-16T08:00:00.000Z')).toEqual(['a']);
    await serveur.retirerOffres(['a', 'inconnu']);
    await serveur.retirerOffres([]);
    expect([await serveur.listerOffres(), await formations('a')]).toEqual([['b'], []]);
  });
});

describe('the page of a réservation', () => {
  const suivi = (empreinte_jeton: string): TablesGuichet['suivi_reservation'] => ({
    empreinte_jeton,
    cle_ministere_educatif: null,
    origine: null,
    intitule: null,
    raison_sociale: 'CFA du Rhône',
    creneau_id: 'a',
    genre: 'entretien',
    titre: null,
    debut: '2026-06-16T08:00:00.000Z',
    fin: '2026-06-16T09:00:00.000Z',
    fuseau: 'Europe/Paris',
    lieu: null,
    lien: null,
    consigne: null,
    etat: 'attente',
    motif: null,
    expire_le: null,
  });

  test('says what the server last wrote, until it leads nowhere', async () => {
    await serveur.ecrireSuiviReservation(suivi('un'));
    await serveur.ecrireSuiviReservation(suivi('deux'));
    await serveur.ecrireSuiviReservation({ ...suivi('un'), etat: 'offerte', expire_le: '2026-06-15T08:00:00.000Z' });
    const dites = await serveur.listerSuivisReservation();
    expect(new Map(dites.map(({ empreinte_jeton, etat }) => [empreinte_jeton, etat]))).toEqual(
      new Map([
        ['un', 'offerte'],
        ['deux', 'attente'],
      ]),
    );
    await serveur.retirerSuivi(['un']);
    expect(await serveur.listerSuivisReservation()).toEqual([{ empreinte_jeton: 'deux', etat: 'attente' }]);
  });
});
