import { describe, expect, test } from 'vitest';
import { Presences, presenceMs } from '../../../sync-api/flux/presence.ts';
import { TestClock } from '../../support/flux-server.ts';

const karim = { operateur: 'k', poste_nom: 'Accueil' };
const lea = { operateur: null, poste_nom: 'Bureau' };

describe('presence', () => {
  test('shows the other postes on the same dossier, never oneself', () => {
    const presences = new Presences(new TestClock());
    expect(presences.signaler('d', 'p1', karim)).toEqual([]);
    expect(presences.signaler('d', 'p1', karim)).toEqual([]);
    expect(presences.signaler('d', 'p2', lea)).toEqual([karim]);
    expect(presences.signaler('autre', 'p3', lea)).toEqual([]);
  });

  test('is worth 60 seconds', () => {
    const clock = new TestClock();
    const presences = new Presences(clock);
    presences.signaler('d', 'p1', karim);
    clock.advance(presenceMs - 1);
    expect(presences.signaler('d', 'p2', lea)).toEqual([karim]);
    clock.advance(1);
    expect(presences.signaler('d', 'p2', lea)).toEqual([]);
  });

  test('a poste that opens another dossier has left the first', () => {
    const presences = new Presences(new TestClock());
    presences.signaler('d', 'p1', karim);
    presences.signaler('e', 'p1', karim);
    expect(presences.signaler('d', 'p2', lea)).toEqual([]);
  });
});
