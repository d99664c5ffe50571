import { hash } from 'node:crypto';
import type { Acte } from '../../shared/domain/actes/acte.ts';

/** JSON with sorted keys: the same acte written by another version of the poste gives the same text. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
};

/**
 * What makes two sendings of one id the same acte (PROTOCOL 3, deja_recu). The measured offset and the sending
 * order are left out: they describe the moment of sending, and may change between two tries.
 * @returns sha256, 64 hexadecimal digits.
 */
export const empreinteActe = (acte: Acte): string => {
  const { decalage_ms: _offset, depend: _order, ...said } = acte;
  return hash('sha256', canonical(said), 'hex');
};
