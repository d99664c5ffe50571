import { expect, it } from 'vitest';
import { createDesk, protectContent } from '../../../main/shell/desk.ts';
import { sessionFictive } from '../../support/session.ts';

it('the desk is closed until the core says otherwise, and tells each change once', () => {
  const changes: boolean[] = [];
  const desk = createDesk(null, (isOpen) => changes.push(isOpen));
  expect(desk.isOpen()).toBe(false);
  for (const etape of [
    'connexion',
    'coffre',
    'operateur',
    'verrouille',
    'reconnexion',
    'bail-expire',
    'base-illisible',
  ] as const) {
    desk.learn(sessionFictive(etape));
    expect(desk.isOpen()).toBe(false);
  }
  for (const etape of ['premiere-synchro', 'pret'] as const) {
    desk.learn(sessionFictive(etape));
    expect(desk.isOpen()).toBe(true);
  }
  desk.learn(sessionFictive('verrouille'));
  expect(changes).toEqual([true, false]);
});

it('a core that died leaves the desk closed', () => {
  const desk = createDesk(null, () => undefined);
  desk.learn(sessionFictive('pret'));
  desk.forget();
  expect(desk.isOpen()).toBe(false);
});

it('what is no session state opens nothing', () => {
  const desk = createDesk('https://a.example', () => undefined);
  for (const state of [null, {}, { etape: 'pret' }, { ...sessionFictive('pret'), etape: 'ouvert' }]) desk.learn(state);
  expect(desk.isOpen()).toBe(false);
  expect(desk.serveur()).toBe('https://a.example');
});

it('the authority is the one that the person gave, else the configured one', () => {
  const desk = createDesk('https://a.example', () => undefined);
  desk.learn(sessionFictive('connexion', { serveur: 'https://b.example' }));
  expect(desk.serveur()).toBe('https://b.example');
  desk.learn(sessionFictive('connexion'));
  expect(desk.serveur()).toBe('https://a.example');
});

it('a PIN missed five times closes the desk', () => {
  const desk = createDesk(null, () => undefined);
  desk.learn(sessionFictive('pret'));
  desk.learn(sessionFictive('reconnexion', { raison: 'PIN_BLOQUE', essaisRestants: 0 }));
  expect(desk.isOpen()).toBe(false);
});

it('the window is kept from screen sharing whenever the desk is not open', () => {
  const set: boolean[] = [];
  const window = { setContentProtection: (isProtected: boolean) => set.push(isProtected) };
  const desk = createDesk(
    null,
    protectContent(() => window),
  );
  for (const etape of ['connexion', 'pret', 'verrouille', 'pret', 'reconnexion', 'pret'] as const)
    desk.learn(sessionFictive(etape));
  desk.forget();
  expect(set).toEqual([false, true, false, true, false, true]);
  const early = createDesk(
    null,
    protectContent(() => undefined),
  );
  early.learn(sessionFictive('pret'));
  expect(early.isOpen()).toBe(true);
});
