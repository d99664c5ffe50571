import { html } from '../../pages/html.ts';
import type { EtatSuivi } from './champs.ts';
import { page } from './gabarit.ts';

/**
 * Why the page of a personal link cannot do it. INCONNU: no demande has this code (never existed, or was erased).
 * INCOMPLET: no code was given. REFUSE: what was asked to change cannot be read.
 */
export type ErreurSuivi = 'INCONNU' | 'INCOMPLET' | 'REFUSE';

/** What was just done by a button of the page. */
export type FaitSuivi = 'change' | 'annule';

/** The page of a personal link: asks for the code when `etat` is null, else shows what became of the demande. */
export const pageSuivi = (_: { etat: EtatSuivi | null; erreur: ErreurSuivi | null; fait?: FaitSuivi }): string =>
  page('Votre demande', html`<h1>Votre demande</h1>`);

/** Where the link of a confirmation mail leads: one button, nothing happens without it. */
export const pageConfirmer = (_: { erreur: 'INCOMPLET' | null }): string => page('Confirmer', html`<h1>Confirmer</h1>`);

/** After the button: the same words whether the token was right or not. */
export const pageConfirmee = (): string => page('Confirmée', html`<h1>Confirmée</h1>`);
