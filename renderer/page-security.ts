import { setNonce } from 'get-nonce';
import { z } from 'zod';

interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML: (html: string) => string }): unknown;
}

const hasPolicies = (page: Window): page is Window & { trustedTypes: PolicyFactory } => 'trustedTypes' in page;

/** Style elements pass through innerHTML: plain CSS is let through, anything that could open a tag is not. */
export const refuseMarkup = (html: string): string => {
  if (/[<&]/.test(html)) throw new TypeError('Markup is refused by the page policy.');
  return html;
};

/** The nonce that the app:// handler put in this answer; empty when the page is served without one. */
export const readStyleNonce = (page: Document): string => {
  const meta = page.querySelector('meta[property="csp-nonce"]');
  return meta instanceof HTMLMetaElement ? meta.nonce : '';
};

/** Must run before the first render: the scroll lock of overlays writes its own style element. */
export const secureThePage = (page: Window, nonce: string, isProduction: boolean): void => {
  // Schemas would try to compile themselves, which the policy refuses: a violation at each start, for nothing.
  z.config({ jitless: true });
  if (nonce !== '') setNonce(nonce);
  // The development server draws its error overlay with HTML, so the policy exists in the built page only.
  if (isProduction && hasPolicies(page)) page.trustedTypes.createPolicy('default', { createHTML: refuseMarkup });
};
