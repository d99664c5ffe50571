import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { benchRows } from '../rows.ts';
import { type Pulled, recordOf } from './watermelon-tables.ts';

/**
 * The pull endpoint of WatermelonDB's manual, in a process of its own: everything is `created` on a first sync. The
 * records wait in memory, as the text that is sent: the server's own database and its JSON cost this contender nothing.
 * Prints one JSON line when it listens; stops when its standard input closes.
 */
const { values } = parseArgs({ options: { voeux: { type: 'string', default: '0' } } });
const nothing = () => ({ created: [], updated: [], deleted: [] });
const pulled: Pulled = {
  changes: { transmissions: nothing(), dossiers: nothing(), voeux: nothing() },
  timestamp: Date.now(),
};
let rows = 0;
for (const row of benchRows(Number(values.voeux))) {
  const { table, record } = recordOf(row);
  pulled.changes[table].created.push(record);
  rows += 1;
}
const body = JSON.stringify(pulled);
const server = createServer((_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.stdout.write(`${JSON.stringify({ origin: `http://127.0.0.1:${address.port}`, rows })}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
