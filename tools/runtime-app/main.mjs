// Stands where Electron's own default app would: the development runtime has none. Keeping the choice of the app on
// the command line lets every clone share one runtime. Same contract as the original: `electron [-r FILE] FOLDER`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const preloads = [];
let folder = null;
for (let index = 1; index < process.argv.length; index += 1) {
  const argument = process.argv[index];
  if (argument === '-r') {
    preloads.push(process.argv[index + 1]);
    index += 1;
  } else if (!argument.startsWith('-')) {
    folder = resolve(argument);
    break;
  }
}

if (folder === null) {
  process.stderr.write('The development runtime needs the folder of an app: electron FOLDER.\n');
  app.exit(1);
} else {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setAppPath(folder);
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  const require = createRequire(import.meta.url);
  for (const file of preloads) require(file);
  // Electron holds `ready` until this module is evaluated, so the app still registers its scheme in time.
  await import(pathToFileURL(join(folder, manifest.main)).href);
}
