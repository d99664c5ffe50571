import { expect, it } from 'vitest';
import { coreEnvironment, parseCoreHost } from '../../../main/shell/core-host.ts';

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

it('a core inherits nothing that runs code in it or switches TLS off', () => {
  const env = coreEnvironment({
    NODE_OPTIONS: '--require /tmp/x.cjs',
    Node_Options: '--inspect',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    NODE_DEBUG: 'http',
    NODE_PATH: '/tmp',
    NODE_V8_COVERAGE: '/tmp/coverage',
    NODE_REPL_EXTERNAL_MODULE: '/tmp/x.cjs',
    NODE_USE_ENV_PROXY: '1',
    SSLKEYLOGFILE: '/tmp/keys',
    SslKeyLogFile: '/tmp/keys',
    ELECTRON_RUN_AS_NODE: '1',
    NAPI_RS_NATIVE_LIBRARY_PATH: '/tmp/x.node',
    napi_rs_force_wasi: 'true',
    NODE_EXTRA_CA_CERTS: '/etc/ca.pem',
    HOME: '/home/lea',
    NODENAME: 'poste',
  });
  expect(env).toEqual({ NODE_EXTRA_CA_CERTS: '/etc/ca.pem', HOME: '/home/lea', NODENAME: 'poste' });
});
