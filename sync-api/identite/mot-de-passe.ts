import { hash, verify } from '@node-rs/argon2';

export type PasswordRefusal = 'TROP_COURT' | 'TROP_LONG' | 'TROP_COURANT' | 'IDENTIFIANT' | 'DIFFERENTS';

export const passwordLength = { min: 12, max: 200 } as const;

/**
 * Words that open the lists of leaked passwords in France, and those of this trade. A password is refused when
 * little remains of it once they are taken away: a list of whole passwords of 12 characters would miss
 * « motdepasse2026 » and keep « motdepasse2027 ».
 */
const commonParts = [
  'motdepasse',
  'password',
  'passw0rd',
  'azertyuiop',
  'azerty',
  'qwertyuiop',
  'qwerty',
  'qsdfghjklm',
  'wxcvbn',
  'bonjour',
  'soleil',
  'doudou',
  'loulou',
  'chouchou',
  'jetaime',
  'iloveyou',
  'princesse',
  'football',
  'marseille',
  'bienvenue',
  'welcome',
  'letmein',
  'admin',
  'administrateur',
  'administrator',
  'secret',
  'changeme',
  'dragon',
  'superman',
  'apprentissage',
  'apprenti',
  'directeur',
  'direction',
  'formation',
  'centre',
  'rappelcfa',
  'rappel',
  'cfa',
  'affelnet',
  'voeux',
  'lycee',
  'ecole',
  'france',
  'janvier',
  'fevrier',
  'mars',
  'avril',
  'juin',
  'juillet',
  'aout',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
  'printemps',
  'automne',
  'hiver',
].sort((left, right) => right.length - left.length);
const runs = [
  '01234567890',
  '09876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuiopasdfghjklzxcvbnm',
];
const minDistinct = 6;
const minRest = 6;

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * Why a password is refused, or null. Length counts Unicode characters after NFC, so that an accent typed in two
 * ways is one character (NIST SP 800-63B 3.1.1.2; the CNIL asks 12 characters when length is the only rule).
 *
 * @param identifiant SIRET or e-mail of the account: the password may not be made of it
 */
export function passwordRefusal(password: string, identifiant: string): PasswordRefusal | null {
  const length = [...password.normalize('NFC')].length;
  if (length < passwordLength.min) return 'TROP_COURT';
  if (length > passwordLength.max) return 'TROP_LONG';
  const folded = fold(password);
  const name = fold(identifiant).split('@')[0] ?? '';
  if (name.length >= 4 && folded.replaceAll(name, '').length < minRest) return 'IDENTIFIANT';
  let rest = folded.replace(/[^a-z0-9]/g, '');
  for (const part of commonParts) rest = rest.replaceAll(part, '');
  rest = withoutRuns(rest).replace(/(?:19|20)\d\d/g, '');
  if (new Set(folded).size < minDistinct || (rest.length < minRest && isPlain(folded))) return 'TROP_COURANT';
  return null;
}

/** Letters outside a-z (another alphabet) are not in our lists: they are judged by their variety only. */
const isPlain = (folded: string): boolean => !/[^\x20-\x7e]/.test(folded);

function withoutRuns(text: string): string {
  let rest = text;
  for (const run of runs) {
    for (let size = run.length; size >= 4; size -= 1) {
      for (let start = 0; start + size <= run.length; start += 1)
        rest = rest.replaceAll(run.slice(start, start + size), '');
    }
  }
  return rest;
}

/** Argon2id, the package's defaults (19 MiB, t=2, p=1): the first OWASP recommendation. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'));

export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  try {
    return await verify(stored, password.normalize('NFC'));
  } catch {
    // A damaged hash opens nothing; the package throws instead of answering false.
    return false;
  }
}
