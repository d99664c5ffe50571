import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { heureCivile } from '../../../../shared/domain/fuseau.ts';
import { estJourOuvre, territoireDuFuseau } from '../../../../shared/domain/jours-ouvres.ts';
import { plagesDAppel } from '../../../../shared/domain/plages-dappel.ts';

/** Why calling there now is unusual; null when it is usual. A warning, never a block. */
export const horsDesHeures = (now: number, fuseau: string): 'jour' | 'heure' | null => {
  const { jour, heure } = heureCivile(new Date(now).toISOString(), fuseau);
  if (!estJourOuvre(jour, territoireDuFuseau(fuseau))) return 'jour';
  return Object.values(plagesDAppel).some(({ de, a }) => heure >= de && heure < a) ? null : 'heure';
};

const habituelles = 'd’habitude\u00a0: lundi à vendredi, 10\u00a0h–13\u00a0h, 14\u00a0h–20\u00a0h';

/** One line, in a small window too: what is under it is what the person is here for. */
export const phraseHorsDesHeures = (pourquoi: 'jour' | 'heure'): string =>
  pourquoi === 'jour'
    ? `Jour de repos chez la famille (${habituelles})`
    : `Heure inhabituelle chez la famille (${habituelles})`;

/** The family's zone when it is known, else that of the site: where « usual hours » are counted. */
export const fuseauDeLaFamille = ({ famille, fuseauSite }: Pick<Fiche, 'famille' | 'fuseauSite'>): string =>
  famille.fuseau ?? fuseauSite;
