/** Repetition as an object, so that tests decide when time passes. */
export interface Minuterie {
  /** Calls `run` every `periodMs` until the returned function is called. */
  every(periodMs: number, run: () => void): () => void;
}

export const systemMinuterie: Minuterie = {
  every: (periodMs, run) => {
    const timer = setInterval(run, periodMs);
    // A heartbeat is no reason to keep the process alive.
    timer.unref();
    return () => clearInterval(timer);
  },
};
