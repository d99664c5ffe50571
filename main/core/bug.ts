import { createHash } from 'node:crypto';

/**
 * Eight digits that stand for where a bug happened: the frames of the stack without the message, which may quote a
 * person's data. The same bug gives the same code on every poste of one version.
 */
export function bugCode(error: unknown): string {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const name = error instanceof Error ? error.constructor.name : typeof error;
  return createHash('sha256')
    .update([name, ...frames.slice(0, 6)].join('\n'), 'utf8')
    .digest('hex')
    .slice(0, 8);
}
