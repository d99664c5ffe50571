import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { Travail, travauxChannels } from '../../../shared/contract/ipc/travaux.ts';
import type { Clock, Random } from '../deps.ts';

/** What a long work tells while it runs, and whether it must stop. */
export interface TravailEnCours {
  /** Aborted by a cancel, a lock-out or the closing of the file. */
  readonly signal: AbortSignal;
  /** Rows done so far; `total` once it is known. Told to the page at most ten times a second. */
  progress(fait: number, total: number | null): void;
  /** Lets the person's commands run; throws the signal's reason when the work must stop. */
  breathe(): Promise<void>;
}

export interface TravauxDeps {
  clock: Clock;
  random: Random;
  breathe: () => Promise<void>;
  onChange: (travail: Travail) => void;
  onBug: (error: unknown) => void;
}

export interface Travaux {
  /**
   * Starts a work of this genre. `run` answers what it wrote, or why it wrote nothing; it undoes its own leavings when
   * it is aborted. Failure: TRAVAIL_EN_COURS.
   */
  start(
    genre: Travail['genre'],
    run: (travail: TravailEnCours) => Promise<Result<NonNullable<Travail['resultat']>>>,
  ): Result<{ travail: string }>;
  /** Whether `start` would refuse this genre now. */
  isRunning(genre: Travail['genre']): boolean;
  /** Whether something that changes the lists of this poste runs: a reading, an import, a rattachement, a removal. */
  isBusy(): boolean;
  /** Runs something short that changes them too, and that nobody follows. Failure: TRAVAIL_EN_COURS. */
  alone<T>(run: () => Promise<Result<T>>): Promise<Result<T>>;
  handlers: {
    [C in keyof typeof travauxChannels]: (request: RequestOf<C>) => Result<ResponseOf<C>>;
  };
  /** Stops everything and waits for it. */
  stop(): Promise<void>;
}

const toldEveryMs = 100;
/** Ended works that a page which missed the event may still ask for. */
const keptEnded = 10;

interface Running {
  etat: Travail;
  controller: AbortController;
  ended: Promise<void>;
}

export function createTravaux({ clock, random, breathe, onChange, onBug }: TravauxDeps): Travaux {
  const running = new Map<string, Running>();
  const silent = new Set<Promise<unknown>>();
  let ended: Travail[] = [];

  const isRunning = (genre: Travail['genre']): boolean =>
    [...running.values()].some(({ etat }) => etat.genre === genre);

  /** An export only reads. */
  const isBusy = (): boolean => silent.size > 0 || [...running.values()].some(({ etat }) => etat.genre !== 'export');

  const alone: Travaux['alone'] = async (run) => {
    if (isBusy()) return failure('TRAVAIL_EN_COURS');
    const work = run();
    silent.add(work);
    try {
      return await work;
    } finally {
      silent.delete(work);
    }
  };

  const start: Travaux['start'] = (genre, run) => {
    if (isRunning(genre)) return failure('TRAVAIL_EN_COURS');
    const id = random.uuid();
    const controller = new AbortController();
    const etat: Travail = {
      travail: id,
      genre,
      etat: 'en-cours',
      fait: 0,
      total: null,
      code: null,
      details: null,
      resultat: null,
    };
    let toldAt = clock.monotonic();
    const work: TravailEnCours = {
      signal: controller.signal,
      progress(fait, total) {
        etat.fait = fait;
        etat.total = total;
        if (clock.monotonic() - toldAt < toldEveryMs) return;
        toldAt = clock.monotonic();
        onChange({ ...etat });
      },
      async breathe() {
        await breathe();
        controller.signal.throwIfAborted();
      },
    };
    const finish = (end: Partial<Travail>): void => {
      running.delete(id);
      const last = { ...etat, ...end };
      ended = [...ended, last].slice(-keptEnded);
      onChange(last);
    };
    const follow = async (): Promise<void> => {
      try {
        // The caller first learns the id that the events will name.
        await breathe();
        const outcome = controller.signal.aborted ? failure('ANNULE') : await run(work);
        if (outcome.ok) finish({ etat: 'fini', fait: outcome.value.nombre, resultat: outcome.value });
        else if (outcome.error.code === 'ANNULE') finish({ etat: 'annule' });
        else finish({ etat: 'echec', code: outcome.error.code, details: outcome.error.details ?? null });
      } catch (error: unknown) {
        if (controller.signal.aborted) finish({ etat: 'annule' });
        else {
          onBug(error);
          finish({ etat: 'echec', code: 'ERREUR_INTERNE' });
        }
      }
    };
    const entry: Running = { etat, controller, ended: Promise.resolve() };
    running.set(id, entry);
    entry.ended = follow();
    onChange({ ...etat });
    return success({ travail: id });
  };

  return {
    start,
    isRunning,
    isBusy,
    alone,
    handlers: {
      'travaux:liste': () =>
        success({ travaux: [...ended, ...[...running.values()].map(({ etat }) => ({ ...etat }))].slice(-20) }),
      'travaux:annuler': ({ travail }) => {
        const found = running.get(travail);
        if (found === undefined) return failure('TRAVAIL_INCONNU');
        found.controller.abort();
        return success({});
      },
    },
    async stop() {
      const all = [...running.values()];
      for (const { controller } of all) controller.abort();
      await Promise.allSettled([...all.map((work) => work.ended), ...silent]);
    },
  };
}
