import type { Valeurs } from '../../../shared/domain/messages/variables.ts';

/** Somebody who does not exist, to show what a modèle becomes. */
export const exemple: Valeurs = {
  prenom: 'Camille',
  nom: 'EXEMPLE',
  formation: 'CAP Boulanger',
  cfa: 'CFA de l’exemple',
  telephone_cfa: '01 99 00 12 34',
  operateur: 'Léa M.',
};
