import type { Result } from '../../shared/contract/errors.ts';

/** What was answered; a refusal fails the test, and says which it was. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.details)}`);
  return result.value;
}
