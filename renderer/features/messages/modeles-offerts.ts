import { modelesFournis } from '../../../shared/domain/messages/modeles-fournis.ts';
import type { Modele } from '../../../shared/domain/partages.ts';
import type { Partage } from '../partages/use-partages.ts';
import type { Canal } from './contexte.ts';

/** A modèle of this organisme, or one that comes with the application. */
export interface ModeleOffert extends Modele {
  cle: string;
  /** Id of the shared document; null for one that comes with the application. */
  id: string | null;
}

/** Those of this organisme first, then those that came with the application; a letter is written as a mail is. */
export const modelesOfferts = (partages: readonly Partage<Modele>[], canal: Canal): ModeleOffert[] =>
  [
    ...partages.map(({ id, valeur }): ModeleOffert => ({ ...valeur, cle: id, id })),
    ...modelesFournis.map((fourni): ModeleOffert => ({ ...fourni, id: null })),
  ].filter((modele) => (modele.canal === 'sms') === (canal === 'sms'));
