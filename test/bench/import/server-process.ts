import { parseArgs } from 'node:util';
import { createCompte, createDossier, createRelation } from '../../support/flux-fixtures.ts';
import { startFluxServer } from '../../support/flux-server.ts';

/** The real sync API on the file that an import writes to, in a process of its own, with one person to call. */
const { values } = parseArgs({ options: { base: { type: 'string' } } });
const server = await startFluxServer(`sqlite:${values.base ?? ''}`);
const responsable = await createCompte(server.db, 'responsable', 'banc');
const { flux } = await createRelation(server.db, responsable);
const dossier = await createDossier(server.db, flux, 'personne du banc');
server.allow('banc', responsable.acces);
process.stdout.write(`${JSON.stringify({ origin: server.origin, flux, dossier })}\n`);
process.stdin.on('end', () => void server.close()).resume();
