import { describe, expect, test } from 'vitest';
import { createTrust } from '../../../main/bridge/senders.ts';
import { type Channel, contract } from '../../../shared/contract/ipc/index.ts';

const isChannel = (name: string): name is Channel => Object.hasOwn(contract, name);
const channels = Object.keys(contract).filter(isChannel);
const printed: Channel[] = ['agenda:feuille', 'impressions:feuille'];
const others = channels.filter((channel) => !printed.includes(channel));
const from = (webContentsId: number) => ({ isMainFrame: true, url: 'app://rappel-cfa/x.html', webContentsId });

const isPageUrl = (url: string): boolean => url.startsWith('app://rappel-cfa/');
const trust = createTrust({ isPageUrl, page: () => 1, print: () => 2 });
const allowed = (webContentsId: number): Channel[] => channels.filter((channel) => trust(from(webContentsId), channel));

describe('who may ask what', () => {
  test('the page asks everything but the pages of a printed sheet', () => {
    expect(allowed(1)).toEqual(others);
  });
  test('the print window asks the pages of what it prints and nothing else', () => {
    expect(allowed(2).toSorted()).toEqual(printed);
  });
  test('another window asks nothing', () => {
    expect(allowed(3)).toEqual([]);
  });
  test('nobody asks for the pages once the print window is closed', () => {
    const without = createTrust({ isPageUrl, page: () => 1, print: () => undefined });
    for (const channel of printed) expect([1, 2].map((id) => without(from(id), channel))).toEqual([false, false]);
  });
  test.each([1, 2])('window %i is nobody in a frame or at another address', (id) => {
    for (const channel of channels) {
      expect(trust({ ...from(id), isMainFrame: false }, channel)).toBe(false);
      expect(trust({ ...from(id), url: 'https://evil.example/' }, channel)).toBe(false);
    }
  });
  test('a channel that does not exist is the page’s alone to hear about', () => {
    expect([1, 2, 3].map((id) => trust(from(id), null))).toEqual([true, false, false]);
  });
});
