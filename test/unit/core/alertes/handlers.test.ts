import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAlertesHandlers } from '../../../../main/core/alertes/handlers.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { fluxId, openPoste, type Poste, putFlux, putLigne } from '../candidats/poste.ts';

const now = '2026-06-08T09:00:00.000Z';
const id = (rang: number): string => `00000000-0000-4000-8000-${String(rang).padStart(12, '0')}`;
const compte = fluxId(1);

let poste: Poste;
beforeEach(() => {
  poste = openPoste();
  putFlux(poste.store, 1, 'compte');
  putFlux(poste.store, 2, 'relation');
});
afterEach(() => poste.close());

const tell = (rang: number, message: string, du: string, au: string | null, flux = compte): void =>
  putLigne(poste.store, { id: id(rang), flux, type: 'alerte', corps: { message, du, au } });

const read = () => {
  const answer = createAlertesHandlers({ store: poste.store, clock: new ManualClock(Date.parse(now)) })[
    'alertes:lire'
  ]();
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value.alertes;
};

test('tells those of the account that have begun and not ended, the oldest first', () => {
  tell(1, 'récente', '2026-06-08T08:00:00.000Z', null);
  tell(2, 'ancienne', '2026-06-01T08:00:00.000Z', '2026-06-09T00:00:00.000Z');
  tell(3, 'finie', '2026-06-01T08:00:00.000Z', now);
  tell(4, 'à venir', '2026-06-08T09:00:00.001Z', null);
  tell(5, 'd’un autre flux', '2026-06-01T08:00:00.000Z', null, fluxId(2));
  expect(read().map(({ message }) => message)).toEqual(['ancienne', 'récente']);
});

test('gives another key to an alert that is told again, so that putting one away never hides the next', () => {
  tell(1, 'aucune adresse', '2026-06-01T08:00:00.000Z', null);
  const [first] = read();
  tell(1, 'aucune adresse', '2026-06-02T08:00:00.000Z', null);
  const [again] = read();
  expect(again?.id).toBe(first?.id);
  expect(again?.cle).not.toBe(first?.cle);
});
