import { extname, join, normalize, sep } from 'node:path';
import { contentSecurityPolicy, type DevOrigin } from './content-security-policy.ts';
import { isPageUrl } from './page-address.ts';
import { parseUrl } from './parse-url.ts';

/** Vite writes this word at build; each answer replaces it by a nonce of its own. */
export const noncePlaceholder = '__CSP_NONCE__';

const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
]);

/** @returns the media type the page may be served, or null: what is not listed is not served. */
export const mediaTypeOf = (path: string): string | null => mediaTypes.get(extname(path).toLowerCase()) ?? null;

/** @returns the file below `root` that the URL names, or null when it is foreign, malformed or outside. */
export const filePathOf = (root: string, url: string): string | null => {
  const parsed = parseUrl(url);
  if (parsed === null || !isPageUrl(url)) return null;
  let path: string;
  try {
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const folder = normalize(root).replace(/[\\/]+$/, '') + sep;
  const file = join(folder, path);
  return file.startsWith(folder) && file !== folder ? file : null;
};

export interface PageRequest {
  method: string;
  url: string;
}

export interface PageFilesOptions {
  root: string;
  /** Rejects when the file does not exist. */
  readFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
  makeNonce(): string;
  /** Development only: the hot-reload server that answers in place of the folder. */
  dev: { origin: NonNullable<DevOrigin>; fetch: (url: string) => Promise<Response> } | null;
}

const headers = (type: string, more: Record<string, string> = {}): Record<string, string> => ({
  'content-type': type,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  ...more,
});

const refusal = (status: number): Response =>
  new Response(null, { status, headers: headers('text/plain; charset=utf-8') });

const htmlAnswer = (html: string, nonce: string, devOrigin: DevOrigin): Response =>
  new Response(html.replaceAll(noncePlaceholder, nonce), {
    headers: headers('text/html; charset=utf-8', {
      'content-security-policy': contentSecurityPolicy(nonce, devOrigin),
      'referrer-policy': 'no-referrer',
    }),
  });

const answerFromDevServer = async (
  request: PageRequest,
  dev: NonNullable<PageFilesOptions['dev']>,
  makeNonce: () => string,
): Promise<Response> => {
  const { pathname, search } = new URL(request.url);
  const answer = await dev.fetch(`${dev.origin}${pathname}${search}`);
  const type = answer.headers.get('content-type') ?? 'text/plain; charset=utf-8';
  if (type.startsWith('text/html')) return htmlAnswer(await answer.text(), makeNonce(), dev.origin);
  // The body comes decoded: its old length and encoding would no longer be true.
  return new Response(await answer.arrayBuffer(), { status: answer.status, headers: headers(type) });
};

/** The handler of app://, contained to its folder: GET only, listed media types only, nothing kept by the browser. */
export const createPageFiles =
  ({ root, readFile, makeNonce, dev }: PageFilesOptions) =>
  async (request: PageRequest): Promise<Response> => {
    if (!isPageUrl(request.url)) return refusal(404);
    if (request.method !== 'GET') return refusal(405);
    if (dev !== null) return await answerFromDevServer(request, dev, makeNonce);
    const file = filePathOf(root, request.url);
    const type = file === null ? null : mediaTypeOf(file);
    if (file === null || type === null) return refusal(404);
    let content: Uint8Array<ArrayBuffer>;
    try {
      content = await readFile(file);
    } catch {
      return refusal(404);
    }
    if (type.startsWith('text/html')) return htmlAnswer(new TextDecoder().decode(content), makeNonce(), null);
    return new Response(content, { headers: headers(type) });
  };
