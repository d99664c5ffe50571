/** The native SQLite addon ends an older Node without a word: better to say so first. */
export const NODE_MAJOR = 24;

/** @returns the sentence to print when `version` (as in `process.versions.node`) is too old, or null. */
export const nodeVersionProblem = (version: string): string | null => {
  const major = Number.parseInt(version, 10);
  if (major >= NODE_MAJOR) return null;
  return `This needs Node ${NODE_MAJOR} and runs on ${version}: use the pinned one, through \`npm run …\` or node_modules/.bin/node.`;
};

export const assertNodeVersion = (): void => {
  const problem = nodeVersionProblem(process.versions.node);
  if (problem === null) return;
  console.error(problem);
  process.exit(1);
};
