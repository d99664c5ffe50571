import { describe, expect, test } from 'vitest';
import { runCommand } from '../../../tools/run-command.ts';

const node = (script: string, input?: string) =>
  runCommand(process.execPath, ['-e', script], { output: 'keep', ...(input === undefined ? {} : { input }) });
const echo = 'process.stdin.pipe(process.stdout)';

describe('a command', () => {
  test('reads what it is given on its standard input', async () => {
    expect(await node(echo, 'quatre mots sans rapport')).toEqual({ code: 0, output: 'quatre mots sans rapport' });
  });

  test('given nothing does not wait for a person', async () => {
    expect(await node(echo)).toEqual({ code: 0, output: '' });
  });

  test('that ends without reading keeps its own code', async () => {
    expect(await node('process.exit(3)', 'x'.repeat(1_000_000))).toMatchObject({ code: 3 });
  });
});
