import { isListenError } from '../ecoute.ts';
import { fail, type Io } from './io.ts';

/**
 * Says which address could not be listened to, and by which settings it is changed.
 *
 * @throws the error itself when the address is not the cause
 */
export function refuserEcoute(
  io: Io,
  isJson: boolean,
  { host, port }: { host: string; port: number },
  error: unknown,
): void {
  if (!isListenError(error)) throw error;
  const sentence = `L’adresse ${host}:${port} ne peut pas être écoutée : elle est déjà prise ou interdite. Changez HOST ou PORT.`;
  fail(io, isJson, 'OCCUPE', { host, port }, undefined, sentence);
}
