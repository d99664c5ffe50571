/** Where the hot-reload server of `npm run dev` listens; null in the product. */
export type DevOrigin = string | null;

/**
 * The strictest policy that renders the page without one violation. Styles that libraries insert carry the nonce;
 * the page reaches no network at all. Trusted Types are left out in development: the error overlay inserts HTML.
 */
export const contentSecurityPolicy = (nonce: string, devOrigin: DevOrigin = null): string => {
  const directives = [
    "default-src 'none'",
    devOrigin === null ? "script-src 'self'" : `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self'",
    "font-src 'self'",
    devOrigin === null ? "connect-src 'none'" : `connect-src 'self' ${devOrigin.replace(/^http:/, 'ws:')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ];
  if (devOrigin === null) directives.push("require-trusted-types-for 'script'", 'trusted-types default');
  return directives.join('; ');
};
