import { useQuery } from '@tanstack/react-query';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { askOrThrow, useBridge } from '../../ask.tsx';
import { bornesDe } from './semaine.ts';

/** More than that on a few months of one site: the rest is not compared. */
const pagesMax = 12;

/**
 * Créneaux that take place between two days at one site, cancelled ones left out: read until there is no more, since a
 * view holds so many only.
 *
 * @param du @param au YYYY-MM-DD; nothing is asked while one is empty
 */
export const usePrevus = (flux: string, du: string, au: string): readonly CreneauVu[] | undefined => {
  const bridge = useBridge();
  const enabled = flux !== '' && du !== '' && au >= du;
  return useQuery({
    queryKey: ['agenda:periode', { flux, du, au, tout: true }],
    queryFn: async () => {
      const trouves = new Map<string, CreneauVu>();
      const fin = bornesDe(au).au;
      let depuis = bornesDe(du).du;
      for (let page = 0; page < pagesMax; page += 1) {
        const { creneaux, plus } = await askOrThrow(bridge, 'agenda:periode', { du: depuis, au: fin, flux: [flux] });
        for (const creneau of creneaux) trouves.set(creneau.id, creneau);
        const dernier = creneaux.at(-1)?.debut;
        if (!plus || dernier === undefined || dernier <= depuis) break;
        depuis = dernier;
      }
      return [...trouves.values()].filter(({ etat }) => etat === 'prevu');
    },
    enabled,
    // What a window read before is not what exists when it opens again: one would make it twice.
    gcTime: 0,
  }).data;
};
