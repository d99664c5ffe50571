import { expect, test } from 'vitest';
import { alert, html, nothing } from '../../../sync-api/pages/html.ts';

test('every value put into a page is escaped', () => {
  expect(html`<p title="${`"'&<>`}">${'<b>'}</p>`.text).toBe('<p title="&quot;&#39;&amp;&lt;&gt;">&lt;b&gt;</p>');
});

test('parts of a page, alone or in a list, are put as they are', () => {
  expect(html`<ul>${['a', '<b>'].map((item) => html`<li>${item}</li>`)}</ul>${nothing}${3}`.text).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>3',
  );
});

test('a refusal is announced, its absence is nothing', () => {
  expect(alert('Non & non').text).toBe('<p class="refus" role="alert">Non &amp; non</p>');
  expect(alert(null).text).toBe('');
});
