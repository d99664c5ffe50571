import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemRandom } from '../../../sync-api/context.ts';
import { GuichetPublic } from '../../../sync-api/guichet/cote-public.ts';
import { GuichetServeur } from '../../../sync-api/guichet/cote-serveur.ts';
import { loadGuichetKey, openGuichet } from '../../../sync-api/guichet/ouvrir.ts';
import { openDatabase } from '../../../sync-api/store/database.ts';
import { migrate } from '../../../sync-api/store/migrate.ts';
import { cleGuichet, formationOuverte } from '../../support/accueil.ts';
import { TestClock } from '../../support/server.ts';

let folder: string;
let url: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-guichet-'));
  url = `sqlite:${join(folder, 'guichet.sqlite')}`;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const clock = new TestClock();
const demande = {
  cle_ministere_educatif: formationOuverte.cleMinistereEducatif,
  origine: 'LBA',
  mode: 'message',
  auteur: 'etudiant',
  nom: 'Vauquelin',
  prenom: 'Inès',
  jeune: null,
  telephone: '+33639980112',
  courriel: 'ines@example.org',
  motifs: ['place'],
  message: 'Bonjour',
  souhaits: [],
  consentement: '2026-11',
  a_confirmer: false,
} as const;

/** The two roles, each with its own handle on one file. */
const openBoth = async () => {
  const [a, b] = await Promise.all([openGuichet({ url, key: cleGuichet }), openGuichet({ url, key: cleGuichet })]);
  return {
    accueil: new GuichetPublic({ db: a, clock, random: systemRandom }),
    serveur: new GuichetServeur(b),
    close: () => Promise.all([a.destroy(), b.destroy()]),
  };
};

describe('the file', () => {
  test('is encrypted, private to its user, and holds no word of a deposit that left', async () => {
    const { accueil, serveur, close } = await openBoth();
    const id = await accueil.deposer('demande', { ...demande, motifs: ['place'], souhaits: [] });
    expect((await serveur.prendre(1)).map((one) => one.id)).toEqual([id]);
    await serveur.oublier([id]);
    // The journal was emptied with it.
    expect(statSync(join(folder, 'guichet.sqlite-wal')).size).toBe(0);
    await close();
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name));
      for (const word of ['SQLite format 3', 'Vauquelin', '639980112', 'ines@'])
        expect(bytes.includes(word)).toBe(false);
      if (process.platform !== 'win32') expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    }
  });

  test('is shared: each side sees what the other committed', async () => {
    const { accueil, serveur, close } = await openBoth();
    await serveur.publier([formationOuverte]);
    expect(await accueil.trouverFormation({ parcoursupId: '99901' })).toMatchObject({ cfd: '32032409' });
    const ids = [];
    for (let n = 0; n < 20; n += 1) {
      ids.push(await accueil.deposer('demande', { ...demande, motifs: ['place'], souhaits: [] }));
      if (n % 5 === 0) await serveur.passer(clock.now());
    }
    expect((await serveur.prendre(50)).map(({ id }) => id)).toEqual(ids);
    await close();
  });

  test('with another key, or of another kind, is BASE_ILLISIBLE and stays as it was', async () => {
    await (await openGuichet({ url, key: cleGuichet })).destroy();
    const before = readFileSync(join(folder, 'guichet.sqlite'));
    await expect(openGuichet({ url, key: 'cd'.repeat(32) })).rejects.toMatchObject({ code: 'BASE_ILLISIBLE' });
    expect(readFileSync(join(folder, 'guichet.sqlite')).equals(before)).toBe(true);
    await expect(openGuichet({ url: 'postgres://x', key: cleGuichet })).rejects.toMatchObject({
      code: 'REQUETE_INVALIDE',
    });
  });
});

describe('what the public handle can reach', () => {
  test('has eight tables, and none of the lists', async () => {
    const db = await openGuichet({ url, key: cleGuichet });
    const names = (await db.introspection.getTables()).map(({ name }) => name).sort();
    expect(names).toEqual([
      'creneau_formation',
      'creneau_offert',
      'depot',
      'depot_garde',
      'formation',
      'passage',
      'suivi',
      'suivi_reservation',
    ]);
    for (const table of ['ligne', 'voeu', 'dossier', 'acte', 'demande', 'courriel', 'compte']) {
      await expect(sql`select * from ${sql.table(table)}`.execute(db)).rejects.toThrow('no such table');
    }
    await db.destroy();
  });

  test('is not the base: the key of the guichet does not open it', async () => {
    const base = join(folder, 'base.sqlite');
    const keyOfBase = '5a'.repeat(32);
    const lists = await openDatabase({ url: `sqlite:${base}`, key: keyOfBase });
    await migrate(lists);
    await lists.destroy();
    const before = readFileSync(base);
    await expect(openGuichet({ url: `sqlite:${base}`, key: cleGuichet })).rejects.toMatchObject({
      code: 'BASE_ILLISIBLE',
    });
    // Attached to an open guichet, it says no more.
    const db = await openGuichet({ url, key: cleGuichet });
    await expect(
      sql`attach database ${base} as base`.execute(db).then(() => sql`select * from base.ligne`.execute(db)),
    ).rejects.toThrow();
    await db.destroy();
    expect(readFileSync(base).equals(before)).toBe(true);
  });

  test('is what its methods say: none of them gives a deposit back', () => {
    const methods = Object.getOwnPropertyNames(GuichetPublic.prototype).sort();
    expect(methods).toEqual([
      'constructor',
      'deposer',
      'dernierPassage',
      'lireCreneau',
      'lireReservation',
      'lireSuivi',
      'listerCreneaux',
      'listerParcoursup',
      'trouverFormation',
      'trouverParDebut',
    ]);
  });
});

describe('the key', () => {
  const source = (bytes = (count: number) => systemRandom.bytes(count)) => ({
    url,
    file: join(folder, 'guichet.cle'),
    bytes,
  });

  test('is made once, for its user only, apart from that of the base', () => {
    const made = loadGuichetKey(source());
    expect(made).toMatch(/^[0-9a-f]{64}$/);
    expect(loadGuichetKey(source())).toBe(made);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'guichet.cle')).mode & 0o077).toBe(0);
  });

  test('made by the other role at the same moment is taken', () => {
    const other = 'ef'.repeat(32);
    const raced = loadGuichetKey(
      source((count) => {
        writeFileSync(join(folder, 'guichet.cle'), `${other}\n`, { mode: 0o600 });
        return systemRandom.bytes(count);
      }),
    );
    expect(raced).toBe(other);
  });

  test('is never made for a guichet that already stands there', async () => {
    await (await openGuichet({ url, key: cleGuichet })).destroy();
    expect(() => loadGuichetKey(source())).toThrow('CLE_ABSENTE');
  });

  test('of another shape, or that others may read, is refused', () => {
    writeFileSync(join(folder, 'guichet.cle'), 'abcd', { mode: 0o600 });
    expect(() => loadGuichetKey(source())).toThrow(
      expect.objectContaining({ code: 'REQUETE_INVALIDE', details: { champ: 'GUICHET_CLE_FILE' } }),
    );
    if (process.platform === 'win32') return;
    chmodSync(join(folder, 'guichet.cle'), 0o644);
    expect(() => loadGuichetKey(source())).toThrow('CLE_ABSENTE');
  });

  test('of a guichet in memory is none', () => {
    expect(loadGuichetKey({ ...source(), url: 'sqlite::memory:' })).toBe('');
    expect(readdirSync(folder)).toEqual([]);
  });
});
