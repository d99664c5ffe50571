import { expect, it } from 'vitest';
import { electronParameters } from '../../../tools/launch-parameters.ts';

it('the folder of the app comes last, after its options', () => {
  const parameters = electronParameters({
    appFolder: '/app',
    userDataFolder: '/profil',
    options: ['serveur=http://127.0.0.1:4000'],
  });
  expect(parameters.slice(-3)).toEqual(['--user-data-dir=/profil', '--serveur=http://127.0.0.1:4000', '/app']);
  expect(electronParameters({ appFolder: '/app' }).join(' ')).not.toContain('user-data-dir');
});
