import { packApp } from '../../tools/package-app.ts';
import { type Bench, type BenchContext, figure, type Measured, ratio } from './measure.ts';

/** What the packed application weighs on the disk, and how much of it is Electron. */
async function run({ folder }: BenchContext): Promise<Measured> {
  const { sizes } = await packApp({ outputFolder: folder });
  const megabytes = (bytes: number): number[] => [bytes / 1e6];
  return {
    figures: [
      figure('whole folder', 'MB', megabytes(sizes.total)),
      figure('Electron itself', 'MB', megabytes(sizes.electron)),
      figure('app.asar: page, shell and core', 'MB', megabytes(sizes.archive)),
      figure('app.asar.unpacked: native files and the core that another Node hosts', 'MB', megabytes(sizes.unpacked)),
    ],
    ratios: [ratio('whole folder against Electron alone', sizes.total / sizes.electron, 'at_most', null)],
    notes: ['Sizes do not vary from one round to the next: packed once.'],
  };
}

export const taille: Bench = { name: 'taille', run };
