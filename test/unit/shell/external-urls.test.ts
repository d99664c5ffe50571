import { describe, expect, it } from 'vitest';
import { isAllowedExternal, parseServerUrl } from '../../../main/shell/external-urls.ts';

const serveur = 'https://sync.cfa.example';

describe('what may leave the app', () => {
  it.each([
    'https://sync.cfa.example/auth?x=1',
    'mailto:a@b.fr?subject=x',
    'tel:+33639981202',
    'callto:0639981202',
    'sip:+33639981202@pbx.example',
  ])('opens %s', (url) => {
    expect(isAllowedExternal(url, serveur)).toBe(true);
  });

  it.each([
    'https://evil.example/',
    'https://sync.cfa.example.evil.example/',
    'https://sync.cfa.example@evil.example/',
    'https://user@sync.cfa.example/',
    'https://sync.cfa.example:8443/',
    'http://sync.cfa.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'ms-msdt:/id',
    'smb://sync.cfa.example/x',
    'tel:+33;rm -rf',
    'sip:x y@z',
    'nothing',
    '',
  ])('refuses %s', (url) => {
    expect(isAllowedExternal(url, serveur)).toBe(false);
  });

  it('opens no page at all before a server is configured', () => {
    expect(isAllowedExternal('https://sync.cfa.example/', null)).toBe(false);
  });

  it('follows the http loopback of the demo, and only the configured one', () => {
    expect(isAllowedExternal('http://127.0.0.1:4000/auth', 'http://127.0.0.1:4000')).toBe(true);
    expect(isAllowedExternal('http://127.0.0.1:4001/auth', 'http://127.0.0.1:4000')).toBe(false);
    expect(isAllowedExternal('http://sync.cfa.example/', 'http://sync.cfa.example')).toBe(false);
  });
});

describe('the address of a server', () => {
  it('is https, or http on the loopback, without its last slash', () => {
    expect(parseServerUrl(' https://sync.cfa.example/ ')).toBe('https://sync.cfa.example');
    expect(parseServerUrl('https://sync.cfa.example/base/')).toBe('https://sync.cfa.example/base');
    expect(parseServerUrl('http://127.0.0.1:4000')).toBe('http://127.0.0.1:4000');
    expect(parseServerUrl('http://[::1]:4000')).toBe('http://[::1]:4000');
  });

  it.each([
    'http://sync.cfa.example',
    'sync.cfa.example',
    'ftp://x',
    'https://a:b@x.fr',
    'https://x.fr/?a=1',
    'https://x.fr/#a',
  ])('is not %s', (text) => {
    expect(parseServerUrl(text)).toBeNull();
  });
});
