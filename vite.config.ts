import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// The endings matter: an unpacked core has no package.json beside it, and a sandboxed preload must be one CommonJS file.
const processEnvironment = (
  input: string,
  folder: string,
  format: 'es' | 'cjs',
  target = 'node20.18',
): EnvironmentOptions => ({
  consumer: 'server',
  resolve: { noExternal: true },
  build: {
    target,
    outDir: here(`dist/${folder}`),
    emptyOutDir: true,
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: here(input),
      platform: 'node',
      external: ['electron', 'better-sqlite3', /^keytar/, /^@node-rs\/argon2/, ...builtinModules, /^node:/],
      output: {
        format,
        entryFileNames: format === 'cjs' ? 'index.cjs' : 'index.mjs',
        codeSplitting: false,
      },
    },
  },
});

export default defineConfig({
  root: here('renderer'),
  plugins: [react()],
  // Replaced at each answer by the app:// handler with a fresh nonce.
  html: { cspNonce: '__CSP_NONCE__' },
  builder: {},
  environments: {
    client: {
      build: {
        // One build must run on the development Electron (Chrome 130) and on the official one.
        target: 'chrome130',
        outDir: here('dist/renderer'),
        emptyOutDir: true,
        // The CSP allows no data: URL.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        // The desk, and the call sheet of the hidden print window.
        rolldownOptions: { input: [here('renderer/index.html'), here('renderer/impression.html')] },
      },
    },
    main: processEnvironment('main/index.ts', 'main', 'es'),
    preload: processEnvironment('main/bridge/preload.ts', 'preload', 'cjs'),
    core: processEnvironment('main/shell/core-in-utility.ts', 'core', 'es'),
    coreOnNode: processEnvironment('main/shell/core-on-node.ts', 'core-on-node', 'es', 'node24'),
  },
});
