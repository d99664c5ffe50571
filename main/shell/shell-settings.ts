import { z } from 'zod';
import type { SideFile } from './side-file.ts';

/** What the shell itself does for the settings of the poste, and whether it said once that it stays. */
const kept = z.object({
  notifierRappels: z.boolean(),
  resterEnVeille: z.boolean(),
  raccourciGlobal: z.boolean(),
  veilleDite: z.boolean(),
});
type Kept = z.infer<typeof kept>;

const learnt = kept.omit({ veilleDite: true });
export type ShellSettings = z.infer<typeof learnt>;

const initial: Kept = { notifierRappels: true, resterEnVeille: false, raccourciGlobal: false, veilleDite: false };

export interface KnownSettings {
  current(): ShellSettings;
  /** Each reply that holds the settings; anything else is left aside. */
  learn(value: unknown): void;
  /** @returns whether it is the first time, and remembers that it was. */
  firstStay(): boolean;
}

const parse = (text: string | null): Kept => {
  try {
    return kept.parse(JSON.parse(text ?? ''));
  } catch {
    return initial;
  }
};

/**
 * The window, the tray and the shortcut act before anybody unlocked, when the file of the poste answers no question: three
 * switches that name nobody are kept beside it in clear.
 */
export const createKnownSettings = (side: SideFile, onChange: (settings: ShellSettings) => void): KnownSettings => {
  let known = parse(side.read());
  const keep = (next: Kept): void => {
    known = next;
    side.write(JSON.stringify(known));
  };
  return {
    current: () => known,
    learn(value) {
      const parsed = learnt.safeParse(value);
      if (!parsed.success) return;
      const next = { ...known, ...parsed.data };
      if (JSON.stringify(next) === JSON.stringify(known)) return;
      keep(next);
      onChange(known);
    },
    firstStay() {
      if (known.veilleDite) return false;
      keep({ ...known, veilleDite: true });
      return true;
    },
  };
};
