import { expect, it } from 'vitest';
import { parseCoreHost } from '../../../main/shell/core-host.ts';

it('without a file the core lives in a utility process', () => {
  expect(parseCoreHost(null, '/app')).toEqual({ kind: 'utility' });
});

it('a file names the Node, beside the app or anywhere', () => {
  expect(parseCoreHost('{"node":"/usr/bin/node"}', '/app')).toEqual({ kind: 'node', execPath: '/usr/bin/node' });
  expect(parseCoreHost('{"node":"../node/bin/node"}', '/app/dist')).toEqual({
    kind: 'node',
    execPath: '/app/node/bin/node',
  });
});

it.each(['', '{}', '{"node":""}', '{"node":"a","args":["x"]}'])('refuses %s', (text) => {
  expect(() => parseCoreHost(text, '/app')).toThrow();
});
