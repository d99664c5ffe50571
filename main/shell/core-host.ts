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

/**
 * Many of these would let whoever starts the app run code in the core, switch off TLS, or write down what it says: whole
 * families go, since each version of Node adds some. NAPI_RS_* is read by the keychain and the Argon2 packages, which
 * load the library that one of them names. SSLKEYLOGFILE writes down the keys of every connection.
 */
const familiesRefused = ['NODE_', 'ELECTRON_', 'NAPI_RS_'];
const isForTheCore = (name: string): boolean =>
  name === 'NODE_EXTRA_CA_CERTS' ||
  (name !== 'SSLKEYLOGFILE' && !familiesRefused.some((family) => name.startsWith(family)));

/** What the core inherits. NODE_EXTRA_CA_CERTS stays: an establishment's proxy may need it. */
export const coreEnvironment = (env: NodeJS.ProcessEnv): Record<string, string> => {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && isForTheCore(name.toUpperCase())) kept[name] = value;
  return kept;
};
