export type Queue = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs commands one after the other: two that change who is at the desk never interleave. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}
