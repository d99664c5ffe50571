import type { Store } from '../store/store.ts';
import { plierLeReste } from './plier.ts';
import { oublierScene } from './scene.ts';

export interface RepriseDeps {
  store: Store;
  breathe: () => Promise<void>;
  /** People were drawn that nobody had drawn before the last stop. */
  onCandidats: () => void;
  onBug: (error: unknown) => void;
}

export interface Reprise {
  ended: Promise<void>;
  /** Leaves the rest to the next start. */
  stop(): Promise<void>;
}

/**
 * What a kill left of an import: its staging names people and belongs to nobody, its people may not all be drawn. A
 * poste without a server has no exchange that would do it. A first sync draws its own people, at its own end.
 */
export function reprendreImports({ store, breathe, onCandidats, onBug }: RepriseDeps): Reprise {
  const stopped = new AbortController();
  const resume = async (): Promise<void> => {
    await oublierScene(store, breathe);
    if (store.mode === 'premiere') return;
    const folded = await plierLeReste(store, { signal: stopped.signal, breathe });
    if (folded.ok && folded.value > 0) onCandidats();
  };
  const ended = resume().catch(onBug);
  return {
    ended,
    async stop() {
      stopped.abort();
      await ended;
    },
  };
}
