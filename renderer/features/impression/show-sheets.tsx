import './page.css';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { personnesParFeuille } from '../../../shared/contract/ipc/impressions.ts';
import type { DocumentImprime } from '../../../shared/contract/ipc/systeme.ts';
import { type Bridge, windowBridge } from '../../bridge.ts';
import { sansLibelles } from '../partages/noms.ts';
import { Emargement } from './emargement.tsx';
import { shrinkToFit } from './fit.ts';
import { impressionOf, readEmargement, readSheets } from './read-sheets.ts';
import { Sheet } from './sheet.tsx';

const titres: Readonly<Record<DocumentImprime, string>> = {
  appel: 'Feuille d’appel',
  emargement: 'Feuille d’émargement',
};

async function drawCalls(bridge: Bridge, impression: string): Promise<ReactNode | null> {
  const feuilles = await readSheets(bridge, impression);
  // Names that could not be read are no reason to print nothing: the default ones mean the same.
  const partages = await bridge.invoke('partages:lire', {});
  const libelles = partages.ok ? partages.value.libelles : sansLibelles;
  return (
    feuilles?.map((feuille) => (
      <Sheet
        key={feuille.feuille}
        feuille={feuille}
        libelles={libelles}
        premier={(feuille.feuille - 1) * personnesParFeuille + 1}
      />
    )) ?? null
  );
}

async function drawEmargement(bridge: Bridge, impression: string): Promise<ReactNode | null> {
  const feuilles = await readEmargement(bridge, impression);
  return feuilles === null ? null : <Emargement feuilles={feuilles} />;
}

async function draw(page: Document, view: Window): Promise<boolean> {
  const place = page.getElementById('feuilles');
  const named = impressionOf(view.location.hash);
  if (place === null || named === null) return false;
  const bridge = windowBridge(view);
  const drawn =
    named.document === 'appel'
      ? await drawCalls(bridge, named.impression)
      : await drawEmargement(bridge, named.impression);
  if (drawn === null) return false;
  page.title = titres[named.document];
  flushSync(() => createRoot(place).render(drawn));
  for (const cell of place.querySelectorAll('[data-ajuste]')) if (cell instanceof HTMLElement) shrinkToFit(cell);
  return true;
}

/** Lays the whole document out once, then says on the root whether it can be printed. */
export const start = async (page: Document): Promise<void> => {
  const view = page.defaultView;
  const isDrawn = view === null ? false : await draw(page, view).catch(() => false);
  page.documentElement.dataset.impression = isDrawn ? 'prete' : 'echec';
};
