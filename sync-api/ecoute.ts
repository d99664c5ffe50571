import type { FastifyInstance } from 'fastify';

/** The address in clear, for a server without a public address: loopback and tests. */
export function listeningOrigin(app: FastifyInstance, host: string): string {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen yet');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

/** `listen` failed because of the address, which the operator can change. */
export const isListenError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'].includes(String(error.code));
