import type { ModeDepot } from '../../guichet/depot.ts';
import { html } from '../../pages/html.ts';
import { page } from './gabarit.ts';

/** What follows a form that was accepted: the same words whatever is made of it (new, completed, caught). */
export const pageMerci = (_: { mode: ModeDepot; cfa: string }): string => page('Merci', html`<h1>Merci</h1>`);

/** Throttled and without proof: nothing is made before the button of the mail. */
export const pageAConfirmer = (_: { cfa: string }): string => page('Confirmez', html`<h1>Confirmez</h1>`);

/** Closed for this origine; null when the training is unknown (404). */
export const pageFermee = (_: { raisonSociale: string; intitule: string } | null): string =>
  page('Fermé', html`<h1>Fermé</h1>`);

/** Beyond every throttle (429). */
export const pageTrop = (): string => page('Trop', html`<h1>Trop</h1>`);

/** An address that is none of ours (404). */
export const pageIntrouvable = (): string => page('Introuvable', html`<h1>Introuvable</h1>`);

/** Something of ours does not work (500, 503). */
export const pagePanne = (): string => page('Panne', html`<h1>Panne</h1>`);
