import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

// Allowed by its hash: this page loads nothing and runs nothing.
const style =
  ':root{color-scheme:light dark}body{display:grid;place-content:center;min-height:90vh;font:16px system-ui,sans-serif;text-align:center}h1{font-size:22px}';
const page = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Rappel CFA</title><style>${style}</style></head>
<body><h1>Vous pouvez fermer cet onglet</h1><p>La suite se passe dans Rappel CFA.</p></body></html>
`;

const headers = () => ({
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
});

export interface Loopback {
  redirectUri: string;
  /** The first GET of the redirect path with the expected state, whole URL; rejects with the signal's reason. */
  hit: Promise<URL>;
  close(): void;
}

/**
 * Waits for the browser on 127.0.0.1 and a free port (RFC 8252, section 7.3): the IP literal, because `localhost` may
 * be resolved elsewhere. One hit, then the port is closed. Another path, another Host header, or a state that is not
 * the one sent gets 404 and ends nothing: neither a favicon nor a page or program that guesses the port stops a sign-in.
 */
export async function listenOnLoopback(path: string, state: string, signal: AbortSignal): Promise<Loopback> {
  signal.throwIfAborted();
  const { promise: hit, resolve, reject } = Promise.withResolvers<URL>();
  // Nobody may be waiting yet when the sign-in is cancelled.
  hit.catch(() => undefined);
  let origin = '';
  const server = createServer((request, response) => {
    const url = URL.canParse(request.url ?? '', origin) ? new URL(request.url ?? '', origin) : null;
    const isOurs = url !== null && url.pathname === path && `http://${request.headers.host}` === origin;
    const states = url?.searchParams.getAll('state') ?? [];
    if (!isOurs || states.length !== 1 || states[0] !== state || request.method !== 'GET') {
      response.writeHead(404, { connection: 'close' }).end();
      return;
    }
    response.writeHead(200, headers()).end(page, () => server.close());
    resolve(url);
  });
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  const onAbort = (): void => {
    close();
    reject(signal.reason);
  };
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, done);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the loopback listener has no port');
  origin = `http://127.0.0.1:${address.port}`;
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return {
    redirectUri: `${origin}${path}`,
    hit,
    close: () => {
      signal.removeEventListener('abort', onAbort);
      close();
    },
  };
}
