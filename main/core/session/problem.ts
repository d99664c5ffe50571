import type { ErrorCode } from '../../../shared/contract/errors.ts';

/** Why the file of an account is not open. */
export interface Problem {
  code: ErrorCode;
}

/**
 * Only a file that no key opens, or whose key is gone, is set aside when the person starts again. A keychain that does
 * not answer, a full disk, a second window or a newer version are waited out: the file is good.
 */
export const isFileProblem = (code: ErrorCode): boolean => code === 'BASE_ILLISIBLE' || code === 'CLE_ABSENTE';
