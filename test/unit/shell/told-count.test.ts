import { expect, it } from 'vitest';
import { countAfter } from '../../../main/shell/told-count.ts';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { sessionFictive } from '../../support/session.ts';

const session = (etape: SessionEtat['etape']) =>
  sessionFictive(etape, { serveur: 'https://api.exemple.fr', nonEnvoyes: 4 });

it('counts the calls that became due, and says so', () => {
  expect(countAfter('appels:rappel-du', { nombre: 2 })).toEqual({ told: 2, isDue: true });
  expect(countAfter('appels:rappel-du', { nombre: 'deux' })).toBeNull();
});

it.each(['connexion', 'reconnexion', 'bail-expire', 'base-illisible'] as const)(
  'tells nothing more at « %s »',
  (etape) => {
    expect(countAfter('session:change', session(etape))).toEqual({ told: 0, isDue: false });
  },
);

it.each(['pret', 'verrouille', 'operateur', 'premiere-synchro', 'connexion-en-cours'] as const)(
  'keeps the number at « %s »',
  (etape) => {
    expect(countAfter('session:change', session(etape))).toBeNull();
  },
);

it('hears nothing else', () => {
  expect(countAfter('appels:change', {})).toBeNull();
  expect(countAfter('session:change', { etape: 'bail-expire' })).toBeNull();
});
