/**
 * What may be logged of a bug: its class and where it happened. Never its message, which may quote a person's data
 * (SECURITY, logs by allow-list).
 */
export const describeBug = (error: unknown): string => {
  if (!(error instanceof Error)) return 'bug NonError';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`bug ${error.name}`, ...frames.slice(0, 12)].join('\n');
};

export const logBug = (error: unknown): void => {
  process.stderr.write(`${describeBug(error)}\n`);
};
