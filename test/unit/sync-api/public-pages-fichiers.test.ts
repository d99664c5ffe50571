import { runInNewContext, Script } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { valeursVides } from '../../../sync-api/public/pages/champs.ts';
import { fichiersPublics } from '../../../sync-api/public/pages/fichiers.ts';
import { pageFormulaire } from '../../../sync-api/public/pages/formulaire.ts';
import { fichiers } from '../../../sync-api/public/pages/noms-fichiers.ts';
import { scriptCleCoupee, scriptJeton } from '../../../sync-api/public/pages/script-jeton.ts';

const limitBytes = 15_000;
const texteDe = (path: string): string => fichiersPublics[path]?.texte ?? '';
const gzipped = (text: string): number => gzipSync(text).length;

const scripts = Object.entries(fichiersPublics).filter(([path]) => path.endsWith('.js'));

test('every file that a page names is served, with its type', () => {
  expect(Object.keys(fichiersPublics).sort()).toEqual(Object.values(fichiers).sort());
  expect(fichiersPublics[fichiers.style]?.type).toBe('text/css; charset=utf-8');
});

test.each(scripts)('%s is a script', (_path, { type, texte }) => {
  expect(type).toBe('text/javascript; charset=utf-8');
  expect(() => new Script(texte)).not.toThrow();
});

test.each(scripts)('%s keeps nothing on the machine of a family and writes no log', (_path, { texte }) => {
  expect(texte).not.toMatch(/cookie|localStorage|sessionStorage|indexedDB|sendBeacon|console\./);
});

test('only the button, and the list of créneaux for its places, ask the network for something', () => {
  const asking = scripts.filter(([, { texte }]) => /fetch\(|XMLHttpRequest|WebSocket|import\(/.test(texte));
  expect(asking.map(([path]) => path)).toEqual([fichiers.places, fichiers.bouton]);
});

test('the button weighs less than 15 kB once compressed', () => {
  const bytes = gzipped(texteDe(fichiers.bouton));
  expect(bytes).toBeGreaterThan(200);
  expect(bytes).toBeLessThan(limitBytes);
});

test('the heaviest page with all it loads weighs less than 15 kB once compressed', () => {
  const text = pageFormulaire({
    formation: {
      cle: '900002P01210000002080002500000020800025-35238#L01',
      intitule: 'MAINTENANCE DES VEHICULES OPTION A VOITURES PARTICULIERES (BAC PRO)',
      raisonSociale: 'CFA des Trois Fourneaux',
      adresse: '12 rue des Apprentis',
      codePostal: '69004',
      ville: 'Lyon 4e',
    },
    origine: 'LBA',
    valeurs: valeursVides,
    erreurs: {},
    suggestion: null,
    envoi: '0d6b2c9e-5f3a-4b1c-8e7d-2a9f4c6b8e10',
    defi: { jeton: 'a'.repeat(80), sel: 'b'.repeat(20), empreinte: 'ab'.repeat(32), max: 20_000 },
  });
  const loaded = [...text.matchAll(/(?:src|href)="(\/accueil\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(loaded).toEqual([fichiers.style, fichiers.formulaire, fichiers.preuve]);
  const bytes = [text, ...loaded.map(texteDe)].map(gzipped).reduce((sum, one) => sum + one, 0);
  expect(bytes).toBeLessThan(limitBytes);
});

class HTMLInputElement {
  value = '';
}
class HTMLFormElement {
  sent = 0;
  readonly attributes: readonly string[];
  constructor(attributes: readonly string[]) {
    this.attributes = attributes;
  }
  hasAttribute(name: string): boolean {
    return this.attributes.includes(name);
  }
  requestSubmit(): void {
    this.sent += 1;
  }
}

const openLink = (hash: string, attributes: readonly string[]) => {
  const champ = new HTMLInputElement();
  const form = new HTMLFormElement(attributes);
  const groupe = { hidden: false };
  const addresses: string[] = [];
  const elements = new Map<string, unknown>([
    ['jeton', champ],
    ['jeton-formulaire', form],
    ['champ-jeton', groupe],
  ]);
  runInNewContext(scriptJeton, {
    HTMLInputElement,
    HTMLFormElement,
    document: { getElementById: (id: string) => elements.get(id) ?? null },
    location: { hash, pathname: '/suivi' },
    history: { replaceState: (_state: null, _title: string, address: string) => addresses.push(address) },
  });
  return { jeton: champ.value, sent: form.sent, hidden: groupe.hidden, addresses };
};

test('the token leaves the address bar for the form, and only a page that reads is asked for at once', () => {
  const moved = { jeton: 'le-jeton', hidden: true, addresses: ['/suivi'] };
  expect(openLink('#le-jeton', ['data-lire'])).toEqual({ ...moved, sent: 1 });
  expect(openLink('#le-jeton', [])).toEqual({ ...moved, sent: 0 });
});

test('without a token, the field stays to be typed in', () => {
  expect(openLink('', ['data-lire'])).toEqual({ jeton: '', sent: 0, hidden: false, addresses: [] });
});

const openCut = (href: string): string | null => {
  let asked: string | null = null;
  const location = {
    href,
    replace: (url: unknown) => {
      asked = String(url);
    },
  };
  runInNewContext(scriptCleCoupee, { location, URL });
  return asked;
};

test('a clé that was cut at « # » is put together again', () => {
  expect(openCut('https://accueil.example/demande?cle=900002P0121-35238&origine=LBA#L01')).toBe(
    'https://accueil.example/demande?cle=900002P0121-35238%23L01&origine=LBA',
  );
  expect(openCut('https://accueil.example/demande?referrer=lba&cleMinistereEducatif=900-35238#L02')).toBe(
    'https://accueil.example/demande?referrer=lba&cleMinistereEducatif=900-35238%23L02',
  );
});

test.each([
  'https://accueil.example/demande?cle=900%23L01&origine=LBA#L01',
  'https://accueil.example/demande?cle=900&origine=LBA',
  'https://accueil.example/demande?parcoursup_id=12#L01',
  'https://accueil.example/demande?cle=900#une-ancre',
])('%s is left as it is', (href) => {
  expect(openCut(href)).toBeNull();
});
