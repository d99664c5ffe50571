import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { runTool } from './failure.ts';
import { icnsOf, icoOf, type Picture } from './icon-files.ts';
import { repositoryFolder } from './repository.ts';
import { findChromium } from './tour/browser.ts';

// Draws the icons of the installers from the one SVG, in the browser of the tests. Run by hand when the SVG changes:
// `node tools/draw-icons.ts`; its results are committed.

const folder = join(repositoryFolder, 'resources', 'icons');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;
/** macOS icons keep a margin around their shape (Apple's icon grid: 824 of 1024). */
const macShare = 824 / 1024;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runTool(async () => {
    const svg = await readFile(join(folder, 'icon.svg'), 'utf8');
    const browser = await chromium.launch({ executablePath: findChromium(process.env.PATH), args: ['--no-sandbox'] });
    const page = await browser.newPage();
    const draw = async (size: number, share: number): Promise<Picture> => {
      const edge = Math.round(size * share);
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(
        `<body style="margin:0;display:grid;place-items:center;height:100vh"><div style="width:${edge}px;height:${edge}px">${svg}</div></body>`,
      );
      return { size, png: await page.screenshot({ omitBackground: true }) };
    };
    const plain: Picture[] = [];
    const mac: Picture[] = [];
    for (const size of sizes) {
      plain.push(await draw(size, 1));
      mac.push(await draw(size, macShare));
    }
    await browser.close();
    for (const { size, png } of plain.filter(({ size }) => size <= 512))
      await writeFile(join(folder, 'png', `${size}x${size}.png`), png);
    await writeFile(join(folder, 'icon.ico'), icoOf(plain.filter(({ size }) => size <= 256)));
    await writeFile(join(folder, 'icon.icns'), icnsOf(mac));
    return 0;
  });
}
