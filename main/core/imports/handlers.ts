import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { importsChannels } from '../../../shared/contract/ipc/imports.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { Clock, Host, Random } from '../deps.ts';
import type { Store } from '../store/store.ts';
import type { Travaux } from '../travaux/travaux.ts';
import { appliquer, isPerime } from './application.ts';
import { type LectureFinie, lire } from './lecture.ts';
import { lireAnomalies, lireChangements } from './pages.ts';
import { plierLeReste } from './plier.ts';
import { oublierScene } from './scene.ts';

export interface ImportsDeps {
  store: Store;
  clock: Clock;
  random: Random;
  host: Pick<Host, 'pathOfToken'>;
  travaux: Pick<Travaux, 'start' | 'isBusy' | 'alone'>;
  breathe: () => Promise<void>;
  /** So many people changed that the page should ask again. */
  onCandidats: () => void;
}

type Answer<C extends keyof typeof importsChannels> = Result<ResponseOf<C>> | Promise<Result<ResponseOf<C>>>;
export type ImportsHandlers = {
  [C in keyof typeof importsChannels]: (request: RequestOf<C>) => Answer<C>;
};

/** The import by hand of one open file: one reading at a time, kept until it is applied, dropped or replaced. */
export function createImportsHandlers(deps: ImportsDeps): ImportsHandlers {
  const { store, host, travaux } = deps;
  let finie: LectureFinie | null = null;

  const current = (): LectureFinie | null => (finie !== null && !isPerime(store.bulk, finie) ? finie : null);
  const asked = (lecture: string): LectureFinie | null => {
    const found = current();
    return found?.apercu.lecture === lecture ? found : null;
  };
  /** One at a time. A first sync fills the file without its indexes: nothing else may meanwhile. */
  const refused = (): ReturnType<typeof failure> | null => {
    if (store.mode === 'premiere') return failure('TRAVAIL_EN_COURS', { motif: 'premiere-synchro' });
    return travaux.isBusy() ? failure('TRAVAIL_EN_COURS') : null;
  };

  return {
    'imports:lire': async ({ jeton }) => {
      const busy = refused();
      if (busy !== null) return busy;
      const path = await host.pathOfToken(jeton);
      if (path === null) return failure('JETON_INVALIDE');
      return (
        refused() ??
        travaux.start('lecture', async (travail) => {
          finie = null;
          const read = await lire(deps, path, travail);
          if (!read.ok) return read;
          finie = read.value;
          return success({ nombre: read.value.apercu.lignes.total, flux: [] });
        })
      );
    },
    'imports:apercu': () => {
      const found = current();
      return found === null ? failure('APERCU_PERIME') : success(found.apercu);
    },
    'imports:anomalies': ({ lecture, ...asking }) => {
      if (asked(lecture) === null) return failure('APERCU_PERIME');
      const page = lireAnomalies(store.bulk, asking);
      return page === null ? failure('REQUETE_INVALIDE', { champ: 'apres' }) : success(page);
    },
    'imports:changements': ({ lecture, ...page }) => {
      const found = asked(lecture);
      if (found === null) return failure('APERCU_PERIME');
      const lignes = lireChangements(store.bulk, found, page);
      return lignes === null ? failure('REQUETE_INVALIDE', { champ: 'apres' }) : success(lignes);
    },
    'imports:appliquer': ({ lecture, noms, confirmerRetraits }) => {
      const busy = refused();
      if (busy !== null) return busy;
      const found = asked(lecture);
      if (found === null) return failure('APERCU_PERIME');
      if (noms.length !== found.relations.length) return failure('RELATION_A_NOMMER');
      const unusual = found.relations.filter(({ lue }) => lue.retraitsInhabituels);
      if (unusual.length > 0 && !confirmerRetraits) {
        return failure('TROP_DE_RETRAITS', {
          relations: unusual.map(({ lue, avant }) => ({ nom: lue.nom, avant, retires: lue.retires })),
        });
      }
      return travaux.start('import', async (travail) => {
        const applied = await appliquer(deps, found, noms, travail);
        if (!applied.ok) return applied;
        finie = null;
        const folded = await plierLeReste(store, { signal: travail.signal, breathe: deps.breathe });
        deps.onCandidats();
        if (!folded.ok) return folded;
        // Its last step writes everything through to the disk: only then is it said to be done.
        const emptied = await oublierScene(store, deps.breathe);
        return emptied.ok ? success(applied.value) : emptied;
      });
    },
    'imports:abandonner': async () => {
      return travaux.alone(async () => {
        finie = null;
        const emptied = await oublierScene(store, deps.breathe);
        return emptied.ok ? success({}) : emptied;
      });
    },
  };
}
