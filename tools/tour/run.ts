import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findElectron } from '../electron-runtime.ts';
import { runTool, ToolFailure } from '../failure.ts';
import { assertNodeVersion } from '../node-version.ts';
import { runTour } from './tour.ts';

// The tour by itself, on the display and the keychain that are there: tools/start.ts brings both.
await runTool(async () => {
  assertNodeVersion();
  const { values } = parseArgs({ options: { capture: { type: 'string' }, travail: { type: 'string' } } });
  if (values.capture === undefined || values.travail === undefined)
    throw new ToolFailure('Say where to write: node tools/tour/run.ts --capture FOLDER --travail FOLDER.');
  const report = await runTour({
    runtime: await findElectron(),
    workFolder: resolve(values.travail),
    captureFolder: resolve(values.capture),
    say: (line) => console.log(line),
  });
  if (report.echec !== null) {
    console.error(`The tour failed at « ${report.echec.etape} »: ${report.echec.raison}`);
    return 1;
  }
  console.log(
    `The tour passed in ${Math.round(report.duree_ms / 1000)} s: ${report.captures.length} screenshots and rapport.json in ${values.capture}`,
  );
  return 0;
});
