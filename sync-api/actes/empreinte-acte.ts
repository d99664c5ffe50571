import { hash } from 'node:crypto';
import type { Acte } from '../../shared/domain/actes/acte.ts';
import { texteCanonique } from '../../shared/domain/texte-canonique.ts';

/**
 * What makes two sendings of one id the same acte (PROTOCOL 3, deja_recu). The measured offset and the sending
 * order are left out: they describe the moment of sending, and may change between two tries.
 * @returns sha256, 64 hexadecimal digits.
 */
export const empreinteActe = (acte: Acte): string => {
  const { decalage_ms: _offset, depend: _order, ...said } = acte;
  return hash('sha256', texteCanonique(said), 'hex');
};
