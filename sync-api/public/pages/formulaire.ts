import type { Origine } from '../../../shared/domain/demandes/origines.ts';
import { html } from '../../pages/html.ts';
import type { Defi, Erreurs, FormationMontree, Valeurs } from './champs.ts';
import { page } from './gabarit.ts';

export interface Formulaire {
  formation: FormationMontree;
  origine: Origine;
  valeurs: Valeurs;
  erreurs: Erreurs;
  /** The whole address that was probably meant (suggestion.ts), with `erreurs.courriel` = SUGGESTION. */
  suggestion: string | null;
  /** Throttling has tripped: the page computes a proof, or says that the address will be confirmed by mail. */
  defi: Defi | null;
}

/** The form of a training; 422 when `erreurs` is not empty. */
export const pageFormulaire = ({ formation }: Formulaire): string =>
  page(formation.intitule, html`<h1>${formation.intitule}</h1>`);
