import { readStyleNonce, secureThePage } from './page-security.ts';

// As for the page of the desk: closed before the contract is loaded.
secureThePage(window, readStyleNonce(document), import.meta.env.PROD);
const { start } = await import('./features/impression/show-sheets.tsx');
await start(document);
