import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import Papa from 'papaparse';
import { colonnesExcel } from '../../../main/core/exports/colonnes-excel.ts';
import type { FormatExport } from '../../../shared/contract/ipc/exports.ts';

const run = promisify(execFile);
const absent = 'LibreOffice is not installed here: that a spreadsheet reads the fields as text was not looked at.';

async function isInstalled(): Promise<boolean> {
  try {
    await run('soffice', ['--version']);
    return true;
  } catch {
    return false;
  }
}

interface Exported {
  format: FormatExport;
  file: string;
}

/** What the sheet holds once LibreOffice has opened it and written it again as CSV. */
async function reread(file: string, folder: string, how: readonly string[] = []): Promise<string[][]> {
  const out = join(folder, 'relu');
  // Semicolons, quotes, UTF-8, cells as they are shown.
  const filter = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false';
  const profile = `-env:UserInstallation=file://${join(folder, 'profil')}`;
  await run('soffice', [profile, '--headless', ...how, '--convert-to', filter, '--outdir', out, file], {
    timeout: 600_000,
  });
  return rowsOf(readFileSync(join(out, `${basename(file, extname(file))}.csv`), 'utf8'));
}

const rowsOf = (text: string): string[][] =>
  Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimiter: ';', skipEmptyLines: true }).data;

/** A CSV file opened with each of its columns as text and written again. @throws when one cell of it is another */
async function compareCsv({ format, file }: Exported, folder: string): Promise<number> {
  const written = rowsOf(readFileSync(file, 'utf8'));
  const columns = (written[0] ?? []).map((_, index) => `${index + 1}/2`).join('/');
  // Semicolons, quotes, UTF-8, from the first line.
  const read = await reread(file, join(folder, format), [`--infilter=CSV:59,34,76,1,${columns}`]);
  const at = written.findIndex((line, index) => JSON.stringify(line) !== JSON.stringify(read[index]));
  if (at !== -1 || read.length !== written.length)
    throw new Error(`LibreOffice reads another cell in ${format}, line ${at + 1}`);
  return written.length - 1;
}

/**
 * @throws when a phone or a postcode lost its zero, or when a cell of a CSV file is not what was written
 * @returns the sentence of the report
 */
export async function openInCalc(files: readonly Exported[], folder: string): Promise<string> {
  if (!(await isInstalled())) return absent;
  const sheet = files.find(({ format }) => format === 'excel-xlsx');
  if (sheet === undefined) return absent;
  const [header = [], ...lines] = await reread(sheet.file, folder);
  if (header.join() !== colonnesExcel.map(({ titre }) => titre).join())
    throw new Error('another header in LibreOffice');
  const place = (titre: string): number => colonnesExcel.findIndex((colonne) => colonne.titre === titre);
  for (const line of lines) {
    const postcode = line[place('Code postal')] ?? '';
    const phone = line[place('Téléphone responsable 1')] ?? '';
    if (!/^[0-9]{5}$/.test(postcode) || !/^0[0-9 ]{13}$/.test(phone))
      throw new Error('LibreOffice took a code or a phone for a quantity');
  }
  for (const csv of files.filter(({ format }) => format !== 'excel-xlsx')) await compareCsv(csv, folder);
  return `LibreOffice opened the three files: ${lines.length.toLocaleString('en')} lines; in the sheet phones and postcodes are text, in the two others every cell is the one written (columns read as text).`;
}
