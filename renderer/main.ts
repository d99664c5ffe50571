import { readStyleNonce, secureThePage } from './page-security.ts';

// The contract builds its schemas when it is loaded: the page must be closed before that, hence the second load.
const nonce = readStyleNonce(document);
secureThePage(window, nonce, import.meta.env.PROD);
const { start } = await import('./start.tsx');
start(document, nonce);
