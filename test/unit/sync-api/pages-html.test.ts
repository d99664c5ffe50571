import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { invitationScript } from '../../../sync-api/pages/fichiers.ts';
import { alert, html, nothing, phrase } from '../../../sync-api/pages/html.ts';

test('every value put into a page is escaped', () => {
  expect(html`<p title="${`"'&<>`}">${'<b>'}</p>`.text).toBe('<p title="&quot;&#39;&amp;&lt;&gt;">&lt;b&gt;</p>');
});

test('parts of a page, alone or in a list, are put as they are', () => {
  expect(html`<ul>${['a', '<b>'].map((item) => html`<li>${item}</li>`)}</ul>${nothing}${3}`.text).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>3',
  );
});

test('our words get French spaces and apostrophes, what a person wrote stays as it is', () => {
  expect(html`<p>« ${"l'un : l'autre"} » : l'heure ?</p>`.text).toBe(
    '<p>«\u00a0l&#39;un : l&#39;autre\u00a0»\u00a0: l’heure\u00a0?</p>',
  );
  expect(phrase("L'un : l'autre").text).toBe('L’un\u00a0: l’autre');
});

test('a refusal is announced, its absence is nothing', () => {
  expect(alert('Non & non').text).toBe('<p class="refus" role="alert">Non &amp; non</p>');
  expect(alert(null).text).toBe('');
});

test('the script of the link moves the token from the address to the form', () => {
  class HTMLInputElement {
    value = '';
  }
  const champ = new HTMLInputElement();
  const addresses: string[] = [];
  runInNewContext(invitationScript, {
    HTMLInputElement,
    document: { getElementById: (id: string) => (id === 'jeton' ? champ : null) },
    location: { hash: '#le-jeton', pathname: '/invitation' },
    history: { replaceState: (_state: null, _title: string, address: string) => addresses.push(address) },
  });
  expect(champ.value).toBe('le-jeton');
  expect(addresses).toEqual(['/invitation']);
});
