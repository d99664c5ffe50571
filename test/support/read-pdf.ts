import { getDocumentProxy } from 'unpdf';
import { z } from 'zod';

export interface PdfPage {
  /** Millimetres, rounded. */
  widthMm: number;
  heightMm: number;
  text: string;
}

const millimetres = (points: number): number => Math.round((points / 72) * 25.4);
const textItem = z.object({ str: z.string(), hasEOL: z.boolean() });

/** What another program finds in a PDF file: its sheets, their size and the words on them. */
export async function readPdf(content: Uint8Array): Promise<PdfPage[]> {
  const document = await getDocumentProxy(new Uint8Array(content));
  const pages: PdfPage[] = [];
  for (let n = 1; n <= document.numPages; n += 1) {
    const page = await document.getPage(n);
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    const { items } = await page.getTextContent();
    const text = items
      .flatMap((item) => {
        const read = textItem.safeParse(item);
        return read.success ? [read.data.hasEOL ? `${read.data.str}\n` : read.data.str] : [];
      })
      .join('');
    pages.push({ widthMm: millimetres(right - left), heightMm: millimetres(top - bottom), text });
  }
  return pages;
}
