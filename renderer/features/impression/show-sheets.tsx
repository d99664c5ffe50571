import './page.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { personnesParFeuille } from '../../../shared/contract/ipc/impressions.ts';
import { windowBridge } from '../../bridge.ts';
import { shrinkToFit } from './fit.ts';
import { impressionOf, readSheets } from './read-sheets.ts';
import { Sheet } from './sheet.tsx';

async function draw(page: Document, view: Window): Promise<boolean> {
  const place = page.getElementById('feuilles');
  const impression = impressionOf(view.location.hash);
  if (place === null || impression === null) return false;
  const feuilles = await readSheets(windowBridge(view), impression);
  if (feuilles === null) return false;
  flushSync(() =>
    createRoot(place).render(
      feuilles.map((feuille) => (
        <Sheet key={feuille.feuille} feuille={feuille} premier={(feuille.feuille - 1) * personnesParFeuille + 1} />
      )),
    ),
  );
  for (const cell of place.querySelectorAll('[data-ajuste]')) if (cell instanceof HTMLElement) shrinkToFit(cell);
  return true;
}

/** Lays the whole call sheet out once, then says on the root whether it can be printed. */
export const start = async (page: Document): Promise<void> => {
  const view = page.defaultView;
  const isDrawn = view === null ? false : await draw(page, view).catch(() => false);
  page.documentElement.dataset.impression = isDrawn ? 'prete' : 'echec';
};
