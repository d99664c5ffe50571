/**
 * V8's bounds for the core. Left alone it lets garbage pile up to hundreds of megabytes during a first sync, on an
 * office PC that runs a browser too. What is alive stays under 50 MB: the second bound is far, and its distance is what
 * makes V8 collect early.
 */
export const coreHeapOptions = ['--max-semi-space-size=16', '--max-old-space-size=512'] as const;
