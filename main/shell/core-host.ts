import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

const coreHostFile = z.strictObject({ node: z.string().min(1) });

/**
 * Which process hosts the core. A file written when the app is built for an Electron without Node-API 10 names the Node
 * to fork; release builds have no such file, and no environment variable can stand in for it (SECURITY).
 */
export type CoreHost = { kind: 'utility' } | { kind: 'node'; execPath: string };

/** @param text the content of `core-host.json` beside the built app, null when there is none. */
export const parseCoreHost = (text: string | null, folder: string): CoreHost => {
  if (text === null) return { kind: 'utility' };
  const { node } = coreHostFile.parse(JSON.parse(text));
  return { kind: 'node', execPath: isAbsolute(node) ? node : resolve(folder, node) };
};

/** Each of these would let whoever starts the app run code in the core, switch off TLS, or print what it says. */
const neverForTheCore: ReadonlySet<string> = new Set([
  'NODE_OPTIONS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_DEBUG',
  'NODE_PATH',
]);

/** What a core forked on Node inherits. NODE_EXTRA_CA_CERTS stays: an establishment's proxy may need it. */
export const coreEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !neverForTheCore.has(name.toUpperCase())));
