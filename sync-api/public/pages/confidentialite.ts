import { html } from '../../pages/html.ts';
import { page } from './gabarit.ts';

/** Version of the consent and of the notice it refers to, stored with every demande. Changes with their text. */
export const versionConsentement = '2026-11';

export const pageConfidentialite = (): string => page('Vos données', html`<h1>Vos données</h1>`);
