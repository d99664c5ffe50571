import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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
async function reread(file: string, folder: string): Promise<string[][]> {
  const out = join(folder, 'relu');
  // Semicolons, quotes, UTF-8, cells as they are shown.
  const filter = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false';
  const profile = `-env:UserInstallation=file://${join(folder, 'profil')}`;
  await run('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', out, file], { timeout: 600_000 });
  const text = readFileSync(join(out, `${basename(file, '.xlsx')}.csv`), 'utf8');
  return Papa.parse<string[]>(text, { delimiter: ';', skipEmptyLines: true }).data;
}

/** @throws when a phone or a postcode lost its zero @returns the sentence of the report */
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
  return `LibreOffice opened the sheet: ${lines.length.toLocaleString('en')} lines, phones and postcodes are text.`;
}
