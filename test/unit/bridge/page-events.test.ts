import { expect, it } from 'vitest';
import { parseEvent } from '../../../main/bridge/page-events.ts';

it('the page hears the events of the contract, as their schema says', () => {
  expect(parseEvent('systeme:noyau', { etat: 'arrete', pid: 3 })).toEqual({
    name: 'systeme:noyau',
    payload: { etat: 'arrete' },
  });
});

it('nothing else reaches the page', () => {
  expect(parseEvent('systeme:noyau', { etat: 'mort' })).toBeNull();
  expect(parseEvent('systeme:inconnu', {})).toBeNull();
  expect(parseEvent('constructor', {})).toBeNull();
});
