import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../sync-api/config.ts';
import { settingLines, settingNames } from '../../../sync-api/settings.ts';

const read = (environment: Record<string, string>, flags: Record<string, string> = {}) => {
  const result = readConfig(environment, flags);
  if (!result.ok) throw new Error(result.problems.map(({ sentence }) => sentence).join('\n'));
  return result.config;
};
const problems = (environment: Record<string, string>): string[] => {
  const result = readConfig(environment);
  return result.ok ? [] : result.problems.map(({ setting }) => setting);
};

describe('configuration', () => {
  test('without any variable listens on loopback with enrolment off', () => {
    expect(read({})).toMatchObject({
      databaseUrl: 'sqlite:rappel-cfa.sqlite',
      databaseKey: null,
      databaseKeyFile: 'rappel-cfa.sqlite.cle',
      keyFolder: 'cles',
      host: '127.0.0.1',
      port: 8787,
      publicUrl: null,
      trustProxy: false,
      enrolement: false,
    });
  });

  test('keeps the guichet beside the base, in a file of its own', () => {
    expect(read({ DATABASE_URL: 'sqlite:/srv/rappel/base.sqlite' })).toMatchObject({
      guichetUrl: 'sqlite:/srv/rappel/guichet.sqlite',
      guichetCleFile: '/srv/rappel/guichet.sqlite.cle',
      accueilUrl: null,
      smtpUrl: '',
    });
  });

  test('a flag wins over the environment, an empty variable counts as absent', () => {
    expect(read({ PORT: '9000' }, { PORT: '9001' }).port).toBe(9001);
    expect(read({ PORT: '' }).port).toBe(8787);
  });

  test('yes and no are read in French', () => {
    expect(read({ ENROLEMENT: 'oui', TRUST_PROXY: 'non' })).toMatchObject({ enrolement: true, trustProxy: false });
  });

  test('the public address loses its trailing slash', () => {
    expect(read({ PUBLIC_URL: 'https://cfa.example.org/' }).publicUrl).toBe('https://cfa.example.org');
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', 'abc'],
    ['DATABASE_URL', 'postgres://serveur/base'],
    ['DATABASE_URL', 'sqlite:'],
    ['ENROLEMENT', 'peut-être'],
    ['RETENTION_MOIS', '13'],
    ['VERSION_MINIMALE', '1.2'],
    ['SYNC_API_DB_KEY', 'abcd'],
    ['ESSAIS_PAR_COMPTE', '0'],
    ['GUICHET_URL', 'sqlite:./rappel-cfa.sqlite'],
    ['GUICHET_URL', 'postgres://serveur/guichet'],
    ['ACCUEIL_URL', 'http://accueil.example.org'],
    ['ACCUEIL_URL', 'https://accueil.example.org/chemin'],
    ['SMTP_URL', 'https://courriel.example.org'],
    ['COURRIEL_EXPEDITEUR', 'Rappel CFA'],
    ['COURRIEL_EXPEDITEUR', 'Rappel\r\nBcc: <a@b.example>'],
    ['DEPOTS_PAR_ADRESSE', '0'],
  ])('%s=%s is refused', (name, value) => {
    expect(problems({ [name]: value })).toEqual([name]);
  });

  test.each([
    'http://cfa.example.org',
    'https://cfa.example.org/chemin',
    'https://cfa.example.org/?a=1',
    'https://quelqu@cfa.example.org',
    'ftp://cfa.example.org',
  ])('the public address %s is refused', (value) => {
    expect(problems({ PUBLIC_URL: value })).toEqual(['PUBLIC_URL']);
  });

  test('listening beyond loopback asks for the public address', () => {
    expect(problems({ HOST: '0.0.0.0' })).toEqual(['PUBLIC_URL']);
    expect(problems({ HOST: '0.0.0.0', PUBLIC_URL: 'https://cfa.example.org' })).toEqual([]);
  });

  test('each bad value has one sentence that never repeats it', () => {
    const result = readConfig({ PORT: '-1', SYNC_API_DB_KEY: 'valeur-secrete' });
    if (result.ok) throw new Error('accepted');
    expect(result.problems.map(({ setting }) => setting)).toEqual(['SYNC_API_DB_KEY', 'PORT']);
    expect(JSON.stringify(result.problems)).not.toContain('valeur-secrete');
    for (const { setting, sentence } of result.problems)
      expect(sentence).toMatch(new RegExp(`^${setting} : attendu .+\\.$`));
  });

  test('help lists every setting with its default, and no flag for the key', () => {
    const lines = settingLines();
    for (const name of settingNames) {
      expect(lines.filter((line) => line.includes(` ${name} `) && line.includes('par défaut'))).toHaveLength(1);
    }
    expect(lines.join('\n')).not.toContain('--sync-api-db-key ');
  });
});
