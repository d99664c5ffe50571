import { describe, expect, it } from 'vitest';
import { createSystemeSource, type SystemeDeps, safeFileName } from '../../../main/shell/systeme-handlers.ts';

const make = (changes: Partial<SystemeDeps> = {}) => {
  const done: string[] = [];
  const source = createSystemeSource({
    infos: { version: '1.0.0', electron: '45.0.0', plateforme: 'linux' },
    clipboard: {
      copy: async (text, isSensitive) => void done.push(`copy ${text} ${isSensitive}`),
      clearNow: async () => undefined,
    },
    tokens: { issue: (path) => `jeton de ${path}`, redeem: () => null },
    openExternal: async (url) => {
      done.push(`open ${url}`);
      return true;
    },
    askSavePath: async (fileName) => `/choisi/${fileName}`,
    askOpenPath: async ([extension]) => `/choisi/liste.${extension}`,
    print: async ({ sortie }) => {
      done.push(`print ${sortie}`);
      return { ok: true, value: { etat: 'annulee' } };
    },
    showCount: (count) => void done.push(`count ${count}`),
    posteState: async () => ({ raccourci: 'pris', zone: 'absente' }),
    quit: () => void done.push('quit'),
    ...changes,
  });
  return { done, source };
};

describe('what the shell answers itself', () => {
  it('composes, writes and copies through the system', async () => {
    const { done, source } = make();
    await source.handle('systeme:composer', { numero: '+33639981202' });
    await source.handle('systeme:ecrire-courriel', { a: ['a@b.fr'], cci: true, objet: '', texte: '' });
    await source.handle('systeme:copier', { texte: '06', sensible: true });
    expect(done).toEqual(['open tel:+33639981202', 'open mailto:?bcc=a%40b.fr', 'copy 06 true']);
  });

  it('says so when nothing could open the address', async () => {
    const { source } = make({ openExternal: async () => false });
    expect(await source.handle('systeme:composer', { numero: '+33639981202' })).toMatchObject({
      ok: false,
      error: { code: 'INTROUVABLE' },
    });
  });

  it('gives the page a token, never a path', async () => {
    const { source } = make();
    expect(await source.handle('systeme:choisir-enregistrement', { nom: 'diagnostic', extension: 'txt' })).toEqual({
      ok: true,
      value: { jeton: 'jeton de /choisi/diagnostic.txt' },
    });
    const cancelled = make({ askSavePath: async () => null });
    expect(
      await cancelled.source.handle('systeme:choisir-enregistrement', { nom: 'diagnostic', extension: 'txt' }),
    ).toEqual({ ok: true, value: { jeton: null } });
  });

  it('hands a print on, and refuses a place of the page’s choosing', async () => {
    const { done, source } = make();
    const request = { impression: '00000000-0000-4000-8000-000000000001', sortie: 'imprimante' };
    expect(await source.handle('systeme:imprimer', request)).toEqual({ ok: true, value: { etat: 'annulee' } });
    const refused = { ok: false, error: { code: 'REQUETE_INVALIDE' } };
    expect(await source.handle('systeme:imprimer', { ...request, sortie: '/tmp/x.pdf' })).toMatchObject(refused);
    expect(await source.handle('systeme:imprimer', { ...request, chemin: '/tmp/x.pdf' })).toMatchObject(refused);
    expect(done).toEqual(['print imprimante']);
  });

  it('refuses what is not its own', async () => {
    const { done, source } = make();
    expect(await source.handle('session:etat', {})).toMatchObject({ ok: false, error: { code: 'REQUETE_INVALIDE' } });
    expect(await source.handle('systeme:composer', { numero: '0639' })).toMatchObject({ ok: false });
    expect(done).toEqual([]);
  });

  it('proposes a name without folder', () => {
    expect(safeFileName('../../etc/passwd', 'txt')).toBe('-..-etc-passwd.txt');
    expect(safeFileName('C:\\x', 'csv')).toBe('C--x.csv');
    expect(safeFileName('liste.csv', 'csv')).toBe('liste.csv');
    expect(safeFileName('  ..', 'csv')).not.toMatch(/^\./);
    expect(safeFileName('', 'csv')).toBe('rappel-cfa.csv');
  });
});
