import { createReadStream, readFileSync } from 'node:fs';
import { Unzip, UnzipInflate } from 'fflate';
import Papa from 'papaparse';
import type { FormatExport } from '../../../shared/contract/ipc/exports.ts';

/** Lines under the header of a file that was exported, read as it stands on the disk. */
export const linesOf = (format: FormatExport, file: string): Promise<number> =>
  format === 'excel-xlsx' ? sheetLines(file) : csvLines(file);

function csvLines(file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let lines = -1;
    let width: number | null = null;
    Papa.parse<string[]>(createReadStream(file), {
      delimiter: ';',
      skipEmptyLines: true,
      step: ({ data, errors }) => {
        width ??= data.length;
        if (errors.length > 0 || data.length !== width) reject(new Error(`a line of ${file} is not whole`));
        lines += 1;
      },
      complete: () => resolve(lines),
      error: reject,
    });
  });
}

/** A hundred megabytes of sheet are counted, never held. */
async function sheetLines(file: string): Promise<number> {
  let lines = -1;
  let kept = '';
  const unzip = new Unzip((part) => {
    if (part.name !== 'xl/worksheets/sheet1.xml') return;
    part.ondata = (error, chunk) => {
      if (error !== null) throw error;
      const text = kept + Buffer.from(chunk).toString('latin1');
      lines += text.split('<row ').length - 1;
      // A mark may be cut between two chunks.
      kept = text.slice(Math.max(text.lastIndexOf('<row ') + 1, text.length - 5));
    };
    part.start();
  });
  unzip.register(UnzipInflate);
  unzip.push(readFileSync(file), true);
  return lines;
}
