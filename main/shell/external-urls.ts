import { parseUrl } from './parse-url.ts';

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const phoneSchemes: ReadonlySet<string> = new Set(['tel:', 'callto:', 'sip:']);

const isSecureOrLoopback = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHosts.has(url.hostname));

/** @returns the base URL of a sync API as a person or a policy may give it, without trailing slash, or null when refused. */
export const parseServerUrl = (text: string): string | null => {
  const url = parseUrl(text.trim());
  if (url === null || !isSecureOrLoopback(url)) return null;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  return url.href.replace(/\/+$/, '');
};

/**
 * What may leave the app through the operating system: pages of the configured authority, mails and calls. Anything
 * else could start any program that registered a scheme.
 */
export const isAllowedExternal = (text: string, serveur: string | null): boolean => {
  const url = parseUrl(text);
  if (url === null) return false;
  if (url.protocol === 'mailto:') return true;
  if (phoneSchemes.has(url.protocol)) return /^\+?[0-9]{3,16}(@[a-z0-9.-]+)?$/i.test(url.pathname);
  if (serveur === null || url.username !== '' || url.password !== '') return false;
  const authority = parseUrl(serveur);
  return authority !== null && isSecureOrLoopback(url) && url.origin === authority.origin;
};
