import type { DocumentImprime } from '../../shared/contract/ipc/systeme.ts';
import { parseUrl } from './parse-url.ts';

/** The page has one origin of its own; nothing else is ever loaded in the window. */
export const pageScheme = 'app';
export const pageHost = 'rappel-cfa';
export const pageOrigin = `${pageScheme}://${pageHost}`;
export const pageUrl = `${pageOrigin}/index.html`;

/** The page that lays out one prepared sheet, in the hidden print window only. */
export const printPageUrl = (impression: string, document: DocumentImprime): string =>
  `${pageOrigin}/impression.html#${document}-${impression}`;

export const isPageUrl = (url: string): boolean => {
  const parsed = parseUrl(url);
  return parsed !== null && parsed.protocol === `${pageScheme}:` && parsed.host === pageHost;
};
