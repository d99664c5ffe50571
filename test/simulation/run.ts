import { parseArgs } from 'node:util';
import { assertNodeVersion } from '../../tools/node-version.ts';

/** npm run test:simulation -- --graines N --depuis S [--pas P] */
assertNodeVersion();
const { values } = parseArgs({
  options: {
    graines: { type: 'string', default: '60' },
    depuis: { type: 'string', default: '1' },
    pas: { type: 'string', default: '60' },
  },
});
const [seeds, first, steps] = [values.graines, values.depuis, values.pas].map(Number);
if (
  seeds === undefined ||
  first === undefined ||
  steps === undefined ||
  ![seeds, first, steps].every(Number.isInteger)
) {
  process.stderr.write('Usage : npm run test:simulation -- --graines 500 --depuis 1 [--pas 60]\n');
  process.exit(2);
}
const { runSeed } = await import('./one-seed.ts');
let failed = 0;
let actes = 0;
let crashes = 0;
const deeds = new Map<string, number>();
let onServer = 0;
let parked = 0;
for (let seed = first; seed < first + seeds; seed++) {
  try {
    const outcome = await runSeed(seed, steps);
    actes += outcome.actes;
    crashes += outcome.crashes;
    for (const [deed, times] of outcome.deeds) deeds.set(deed, (deeds.get(deed) ?? 0) + times);
    onServer += outcome.onServer;
    parked += outcome.parked;
  } catch (error: unknown) {
    failed += 1;
    process.stdout.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
}
process.stdout.write(
  `${actes} saisies promises, ${onServer} actes sur le serveur, ${parked} à revoir, ${crashes} arrêts brutaux\n${JSON.stringify(Object.fromEntries(deeds))}\n${seeds - failed} passed, ${failed} failed\n`,
);
process.exit(failed === 0 ? 0 : 1);
