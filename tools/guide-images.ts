import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { runTool, ToolFailure } from './failure.ts';
import { assertNodeVersion } from './node-version.ts';
import { repositoryFolder } from './repository.ts';
import { runCommand } from './run-command.ts';

// The pictures of docs/guide-utilisateur.md and of the README are the tour's own: `npm start -- --capture DIR`, then
// `node tools/guide-images.ts DIR`. With pngquant on the machine they are made small.

/** File of docs/images, without its ending, and the capture it is. */
const images: Readonly<Record<string, string>> = {
  accueil: 'journee',
  appels: 'appels-demande',
  'appels-joint': 'appels-joint',
  'qui-appelle': 'qui-m-appelle-un-parent',
  palette: 'palette',
  'lot-window': 'lot-affecter',
  messages: 'message-courriel',
  equipe: 'equipe',
  departager: 'departager',
  candidats: 'candidats-et-fiche',
  demandes: 'demande-ouverte',
  changements: 'changements-liste-2',
};
const maxBytes = 120_000;

const shrink = async (from: string, to: string): Promise<void> => {
  const parameters = ['--force', '--strip', '--speed', '1', '--quality', '60-95', '--output', to, from];
  const { code } = await runCommand('pngquant', parameters, { output: 'keep' });
  if (code !== 0) await copyFile(from, to);
};

await runTool(async () => {
  assertNodeVersion();
  const folder = process.argv[2];
  if (folder === undefined) throw new ToolFailure('Say where the captures are: node tools/guide-images.ts FOLDER.');
  const captures = await readdir(resolve(folder));
  const target = join(repositoryFolder, 'docs', 'images');
  await mkdir(target, { recursive: true });
  for (const [image, name] of Object.entries(images)) {
    const capture = captures.find((file) => file.replace(/^\d+-/, '') === `${name}-clair.png`);
    if (capture === undefined) throw new ToolFailure(`The tour took no capture « ${name} ».`);
    const file = join(target, `${image}.png`);
    await shrink(join(resolve(folder), capture), file);
    const { size } = await stat(file);
    console.log(`${relative(repositoryFolder, file)}: ${Math.round(size / 1000)} kB, from ${capture}`);
    if (size > maxBytes)
      throw new ToolFailure('A picture of the docs stays under 120 kB: install pngquant, run again.');
  }
  return 0;
});
