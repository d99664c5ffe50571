import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPageFiles, filePathOf, mediaTypeOf, noncePlaceholder } from '../../../main/shell/page-files.ts';

const root = join('/', 'opt', 'rappel', 'renderer');

describe('the folder of the page', () => {
  it('holds the files that its address names', () => {
    expect(filePathOf(root, 'app://rappel-cfa/index.html')).toBe(join(root, 'index.html'));
    expect(filePathOf(root, 'app://rappel-cfa/assets/a.js?v=1#x')).toBe(join(root, 'assets', 'a.js'));
    expect(filePathOf(root, 'app://rappel-cfa/a/../index.html')).toBe(join(root, 'index.html'));
  });

  it.each([
    'app://rappel-cfa/..%2f..%2fetc/passwd',
    'app://rappel-cfa/%2e%2e%2f%2e%2e%2fetc/passwd',
    'app://rappel-cfa/..%5c..%5cwindows',
    'app://rappel-cfa/index.html%00.js',
    'app://rappel-cfa/%E0%A4%A',
    'app://rappel-cfa/..%2frenderer-elsewhere/x.js',
    'app://rappel-cfa/',
    'app://autre/index.html',
    'file:///etc/passwd',
    'https://rappel-cfa/index.html',
    'index.html',
    '',
  ])('refuses %s', (url) => {
    expect(filePathOf(root, url)).toBeNull();
  });

  it('never leaves its root, whatever the dots', () => {
    for (const url of ['app://rappel-cfa/../../etc/passwd', 'app://rappel-cfa/%2e%2e/%2e%2e/etc/passwd'])
      expect(filePathOf(root, url)).toBe(join(root, 'etc', 'passwd'));
  });

  it('serves listed media types only', () => {
    expect(mediaTypeOf('a.JS')).toBe('text/javascript; charset=utf-8');
    for (const path of ['a', 'a.json', 'a.map', 'a.exe', 'a.htm', '.env']) expect(mediaTypeOf(path)).toBeNull();
  });
});

describe('the answers of app://', () => {
  let nonces = 0;
  const files = new Map([
    [join(root, 'index.html'), `<meta nonce="${noncePlaceholder}"><link nonce="${noncePlaceholder}">`],
    [join(root, 'secret.json'), '{}'],
    [join(root, 'a.css'), 'a{}'],
  ]);
  const answer = createPageFiles({
    root,
    readFile: async (path) => {
      const text = files.get(path);
      if (text === undefined) throw new Error('absent');
      return new Uint8Array(new TextEncoder().encode(text));
    },
    makeNonce: () => {
      nonces += 1;
      return `nonce${nonces}`;
    },
    dev: null,
  });
  const get = (path: string, method = 'GET') => answer({ method, url: `app://rappel-cfa/${path}` });

  it('puts one fresh nonce in the page and its policy', async () => {
    const first = await get('index.html');
    const html = await first.text();
    const policy = first.headers.get('content-security-policy') ?? '';
    const nonce = /nonce="(nonce\d+)"/.exec(html)?.[1] ?? 'absent';
    expect(html).not.toContain(noncePlaceholder);
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect((await get('index.html')).headers.get('content-security-policy')).not.toBe(policy);
  });

  it('forbids guessing types and keeping copies', async () => {
    for (const path of ['index.html', 'a.css', 'absent.js']) {
      const { headers } = await get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('refuses other methods, other types and absent files', async () => {
    expect((await get('index.html', 'POST')).status).toBe(405);
    expect((await get('secret.json')).status).toBe(404);
    expect((await get('absent.js')).status).toBe(404);
    expect((await answer({ method: 'GET', url: 'app://autre/index.html' })).status).toBe(404);
  });

  it('keeps the shape of the policy in front of the hot-reload server', async () => {
    const asked: string[] = [];
    const dev = createPageFiles({
      root,
      readFile: () => Promise.reject(new Error('not read in development')),
      makeNonce: () => 'n',
      dev: {
        origin: 'http://127.0.0.1:5173',
        fetch: async (url) => {
          asked.push(url);
          return new Response(`<p nonce="${noncePlaceholder}">`, {
            headers: { 'content-type': 'text/html', 'content-encoding': 'identity' },
          });
        },
      },
    });
    const page = await dev({ method: 'GET', url: 'app://rappel-cfa/index.html?t=1' });
    expect(asked).toEqual(['http://127.0.0.1:5173/index.html?t=1']);
    expect(await page.text()).toBe('<p nonce="n">');
    expect(page.headers.get('content-encoding')).toBeNull();
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self' ws://127.0.0.1:5173");
  });
});
