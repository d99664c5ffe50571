import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Disque, disqueDuPoste, FichierPartiel, partDe } from '../../../../main/core/exports/fichier.ts';
import { retenirPart, retirerRestes } from '../../../../main/core/exports/restes.ts';
import { dossierId } from '../candidats/poste.ts';
import { type Banc, openBanc } from './banc.ts';
import { putPerson } from './personne.ts';

let banc: Banc | null = null;
const open = (disque: Partial<Disque> = {}): Banc => {
  banc = openBanc(disque);
  putPerson(banc, 1, { nom: 'ALPHA' });
  return banc;
};
const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-restes-'));
  folders.push(folder);
  return folder;
};
afterEach(async () => {
  await banc?.close();
  banc = null;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const tout = { genre: 'tout' } as const;
const refused = (code: string, syscall: string): Error => Object.assign(new Error(code), { code, syscall });
const noted = (poste: Banc): unknown =>
  poste.store.persons.prepare("SELECT valeur FROM local WHERE cle = 'exports-en-cours'").pluck().get();

/** A disk whose n-th write of a file fails. */
const failing = (method: 'write' | 'sync', error: Error): Partial<Disque> => ({
  async open(path, flags, mode) {
    const file = await disqueDuPoste.open(path, flags, mode);
    if (flags === 'r') return file;
    return {
      write: (bytes, from) => (method === 'write' ? Promise.reject(error) : file.write(bytes, from)),
      sync: () => (method === 'sync' ? Promise.reject(error) : file.sync()),
      close: () => file.close(),
    };
  },
});

describe('a disk that refuses', () => {
  test.each([
    ['ENOSPC', 'write', 'DISQUE_PLEIN'],
    ['EDQUOT', 'sync', 'DISQUE_PLEIN'],
    ['EIO', 'write', 'ECRITURE_REFUSEE'],
  ] as const)('%s at %s: %s, the old file stays, no part is left', async (code, method, expected) => {
    const poste = open(failing(method, refused(code, method)));
    writeFileSync(poste.target('x.csv'), 'ancien');
    expect(await poste.export(tout, 'ypareo', 'x.csv')).toMatchObject({ etat: 'echec', code: expected });
    expect(poste.read('x.csv')).toBe('ancien');
    expect(poste.files()).toEqual(['x.csv']);
    expect(noted(poste)).toBe(undefined);
    expect(poste.bugs).toEqual([]);
  });

  test.each(['EBUSY', 'EPERM', 'EACCES'])(
    '%s at the rename (the file is open in a spreadsheet): ECRITURE_REFUSEE',
    async (code) => {
      const poste = open({ rename: () => Promise.reject(refused(code, 'rename')) });
      writeFileSync(poste.target('x.csv'), 'ancien');
      expect(await poste.export(tout, 'ypareo', 'x.csv')).toMatchObject({
        etat: 'echec',
        code: 'ECRITURE_REFUSEE',
        details: { motif: code },
      });
      expect(poste.files()).toEqual(['x.csv']);
    },
  );

  test('a folder that is not there: ECRITURE_REFUSEE', async () => {
    const poste = open();
    expect(await poste.export(tout, 'ypareo', join('absent', 'x.csv'))).toMatchObject({
      etat: 'echec',
      code: 'ECRITURE_REFUSEE',
      details: { motif: 'ENOENT' },
    });
  });

  test('a folder in the place of the file: ECRITURE_REFUSEE, and it stays', async () => {
    const poste = open();
    mkdirSync(poste.target('x.csv'));
    expect(await poste.export(tout, 'ypareo', 'x.csv')).toMatchObject({ code: 'ECRITURE_REFUSEE' });
    expect(poste.files()).toEqual(['x.csv']);
  });

  test('a bug is told as one, and leaves no part either', async () => {
    const poste = open(failing('write', new TypeError('bug')));
    expect(await poste.export(tout, 'ypareo', 'x.csv')).toMatchObject({ etat: 'echec', code: 'ERREUR_INTERNE' });
    expect(poste.bugs).toEqual([expect.any(TypeError)]);
    expect(poste.files()).toEqual([]);
  });

  test('a write that takes part of the bytes goes on with the rest', async () => {
    const poste = open({
      async open(path, flags, mode) {
        const file = await disqueDuPoste.open(path, flags, mode);
        if (flags === 'r') return file;
        return {
          write: (bytes, from) => file.write(bytes.subarray(from, from + 7), 0),
          sync: () => file.sync(),
          close: () => file.close(),
        };
      },
    });
    await poste.export(tout, 'ypareo', 'peu.csv');
    expect(poste.read('peu.csv')).toMatch(/^"INE_APPRENANT";.*"ALPHA".*\r\n$/s);
  });

  test('everything is on the disk before the name', async () => {
    const order: string[] = [];
    const poste = open({
      async open(path, flags, mode) {
        const file = await disqueDuPoste.open(path, flags, mode);
        const what = flags === 'r' ? 'folder' : 'part';
        return {
          write: (bytes, from) => file.write(bytes, from),
          sync: async () => {
            order.push(`sync ${what}`);
            await file.sync();
          },
          close: () => file.close(),
        };
      },
      async rename(from, to) {
        order.push('rename');
        await disqueDuPoste.rename(from, to);
      },
    });
    await poste.export(tout, 'ypareo');
    expect(order).toEqual(['sync part', 'rename', 'sync folder']);
  });

  test.each(['open', 'sync'] as const)(
    'an erasure while the disk answers to %s: the file starts again without them',
    async (when) => {
      let isErased = false;
      const erase = (): void => {
        if (isErased) return;
        isErased = true;
        poste.store.bulk.prepare('DELETE FROM ligne WHERE id = ? OR dossier = ?').run(dossierId(1), dossierId(1));
        poste.project([dossierId(1)]);
        poste.store.scrub();
      };
      const poste = open({
        async open(path, flags, mode) {
          const file = await disqueDuPoste.open(path, flags, mode);
          if (flags === 'r') return file;
          return {
            write: async (bytes, from) => {
              if (when === 'open') erase();
              return file.write(bytes, from);
            },
            sync: async () => {
              if (when === 'sync') erase();
              await file.sync();
            },
            close: () => file.close(),
          };
        },
      });
      putPerson(poste, 2, { nom: 'BETA' });
      expect(await poste.export(tout, 'ypareo', 'x.csv')).toMatchObject({ etat: 'fini', resultat: { nombre: 1 } });
      expect(poste.read('x.csv')).toContain('BETA');
      expect(poste.read('x.csv')).not.toContain('ALPHA');
      expect(poste.files()).toEqual(['x.csv']);
      expect(poste.bugs).toEqual([]);
    },
  );

  test('a part that is there already is not ours: it stays', async () => {
    const folder = newFolder();
    const cible = join(folder, 'x.csv');
    const part = partDe(cible, 'abc');
    writeFileSync(part, 'autre');
    await expect(FichierPartiel.create(disqueDuPoste, cible, part)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(existsSync(part)).toBe(true);
  });
});

describe('what a kill left', () => {
  const kill = (poste: Banc, folder: string): string => {
    const part = partDe(join(folder, 'x.csv'), '0b1c');
    poste.store.write(poste.store.persons, () => retenirPart(poste.store.persons, part));
    return part;
  };

  test('is removed by the next start, and nothing that merely looks alike', async () => {
    const poste = open();
    const folder = newFolder();
    const part = kill(poste, folder);
    const others = ['rappel-cfa-autre.part', 'x.csv', 'telechargement.part'].map((name) => join(folder, name));
    for (const path of [part, ...others]) writeFileSync(path, 'x');
    await retirerRestes(poste.store, disqueDuPoste);
    expect(existsSync(part)).toBe(false);
    for (const path of others) expect(existsSync(path)).toBe(true);
    expect(noted(poste)).toBe(undefined);
  });

  test('was never written: it is forgotten', async () => {
    const poste = open();
    kill(poste, newFolder());
    await retirerRestes(poste.store, disqueDuPoste);
    expect(noted(poste)).toBe(undefined);
  });

  test('is on a key that is unplugged: it is tried again', async () => {
    const poste = open();
    const folder = newFolder();
    const part = kill(poste, folder);
    rmSync(folder, { recursive: true });
    await retirerRestes(poste.store, disqueDuPoste);
    expect(noted(poste)).toBe(JSON.stringify([part]));
    mkdirSync(folder);
    writeFileSync(part, 'x');
    await retirerRestes(poste.store, disqueDuPoste);
    expect(existsSync(part)).toBe(false);
    expect(noted(poste)).toBe(undefined);
  });

  test('is noted in the transaction of the audit line, before the part exists, and forgotten at the end', async () => {
    let during: unknown;
    const poste = open({
      async open(path, flags, mode) {
        if (flags !== 'r') during = noted(poste);
        return disqueDuPoste.open(path, flags, mode);
      },
    });
    await poste.export(tout, 'ypareo', 'x.csv');
    expect(String(during)).toMatch(/rappel-cfa-[0-9a-f-]{36}\.part/);
    expect(noted(poste)).toBe(undefined);
  });

  test('of an export whose part could not be removed stays noted', async () => {
    const poste = open({
      rename: () => Promise.reject(refused('EPERM', 'rename')),
      rm: () => Promise.reject(refused('EPERM', 'unlink')),
    });
    expect(await poste.export(tout, 'ypareo', 'x.csv')).toMatchObject({ code: 'ECRITURE_REFUSEE' });
    expect(String(noted(poste))).toContain('.part');
    await retirerRestes(poste.store, disqueDuPoste);
    expect(poste.files()).toEqual([]);
  });
});
