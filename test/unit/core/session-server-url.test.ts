import { describe, expect, it } from 'vitest';
import { parseServerUrl } from '../../../main/core/session/server-url.ts';

describe('the address of a server', () => {
  it.each([
    ['https://cfa.exemple.fr', 'https://cfa.exemple.fr'],
    [' https://cfa.exemple.fr/ ', 'https://cfa.exemple.fr'],
    ['cfa.exemple.fr', 'https://cfa.exemple.fr'],
    ['https://cfa.exemple.fr:8443', 'https://cfa.exemple.fr:8443'],
    ['HTTPS://CFA.Exemple.FR', 'https://cfa.exemple.fr'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://[::1]:8787', 'http://[::1]:8787'],
    ['http://localhost:8787', 'http://localhost:8787'],
  ])('takes %s as %s', (text, origin) => {
    expect(parseServerUrl(text)).toEqual({ ok: true, value: origin });
  });

  it.each([
    ['', 'vide'],
    ['http://cfa.exemple.fr', 'protocole'],
    ['http://127.0.0.1.exemple.fr', 'protocole'],
    ['ftp://cfa.exemple.fr', 'protocole'],
    ['file:///etc/passwd', 'chemin'],
    ['https://cfa.exemple.fr/api', 'chemin'],
    ['https://cfa.exemple.fr/?a=1', 'chemin'],
    ['https://lea:secret@cfa.exemple.fr', 'identifiants'],
    ['https://', 'forme'],
    ['une adresse', 'forme'],
  ])('refuses %s', (text, motif) => {
    expect(parseServerUrl(text)).toEqual({
      ok: false,
      error: { code: 'REQUETE_INVALIDE', details: { champ: 'url', motif } },
    });
  });
});
