import { describe, expect, it } from 'vitest';
import { createVeille, type TrayEntry, type VeilleDeps } from '../../../main/shell/veille.ts';

const make = (changes: Partial<VeilleDeps> & { wanted?: boolean; area?: boolean } = {}) => {
  const done: string[] = [];
  const state = { wanted: changes.wanted ?? true, stays: 0, bugs: 0, icons: 0 };
  let entries: readonly TrayEntry[] = [];
  let hint = '';
  const veille = createVeille({
    isWanted: () => state.wanted,
    hasArea: async () => changes.area ?? true,
    makeTray: (onPress) => {
      state.icons += 1;
      done.push('icon');
      onPress();
      return {
        setEntries: (next) => {
          entries = next;
        },
        setHint: (next) => {
          hint = next;
        },
        remove: () => void done.push('removed'),
      };
    },
    open: () => void done.push('open'),
    openAppels: () => void done.push('appels'),
    lock: () => void done.push('lock'),
    quit: () => void done.push('quit'),
    hide: () => void done.push('hide'),
    firstStay: () => {
      state.stays += 1;
      return state.stays === 1;
    },
    notify: (titre) => void done.push(`told: ${titre}`),
    onBug: () => {
      state.bugs += 1;
    },
    ...changes,
  });
  const press = (label: string): void => entries.find((entry) => entry.label === label)?.press?.();
  return { veille, done, state, press, labels: () => entries.map(({ label }) => label), hint: () => hint };
};

describe('closing the window', () => {
  it('hides it, and says so the first time only', async () => {
    const { veille, done } = make();
    await veille.apply();
    expect(veille.stays()).toBe(true);
    expect(veille.stays()).toBe(true);
    expect(done.slice(2)).toEqual(['hide', 'told: Rappel CFA reste ouvert', 'hide']);
  });

  it('closes it where the setting is off', async () => {
    const { veille, done } = make({ wanted: false });
    await veille.apply();
    expect(veille.stays()).toBe(false);
    expect(done).toEqual([]);
  });

  it('closes it where nothing would show the icon', async () => {
    const { veille, done } = make({ area: false });
    await veille.apply();
    expect(await veille.area()).toBe(false);
    expect(veille.stays()).toBe(false);
    expect(done).toEqual([]);
  });

  it('closes it before the icon is there, and where it could not be made', async () => {
    const early = make();
    expect(early.veille.stays()).toBe(false);
    const broken = make({
      makeTray: () => {
        throw new Error('no icon');
      },
    });
    await broken.veille.apply();
    expect(broken.veille.stays()).toBe(false);
    expect(broken.state.bugs).toBe(1);
  });

  it('closes it once the app is being left', async () => {
    const { veille, done } = make();
    await veille.apply();
    veille.leave();
    expect(veille.stays()).toBe(false);
    expect(done).toContain('removed');
    await veille.apply();
    expect(done.filter((what) => what === 'icon')).toHaveLength(1);
  });

  it('takes an area that cannot be asked for none', async () => {
    const { veille, state } = make({ hasArea: () => Promise.reject(new Error('no bus')) });
    await veille.apply();
    expect(await veille.area()).toBe(false);
    expect(veille.stays()).toBe(false);
    expect(state.bugs).toBe(1);
  });
});

describe('the icon', () => {
  it('comes and goes with the setting, one at a time', async () => {
    const { veille, done, state } = make();
    await veille.apply();
    await veille.apply();
    state.wanted = false;
    await veille.apply();
    expect(veille.stays()).toBe(false);
    state.wanted = true;
    await veille.apply();
    expect(done.filter((what) => what !== 'open')).toEqual(['icon', 'removed', 'icon']);
  });

  it('does not come when the setting was switched off while the bus was asked', async () => {
    const { veille, done, state } = make();
    const applied = veille.apply();
    state.wanted = false;
    await applied;
    expect(done).toEqual([]);
  });

  it('opens, counts, locks and quits by its menu', async () => {
    const { veille, done, press, labels, hint } = make();
    await veille.apply();
    expect(labels()).toEqual(['Ouvrir Rappel CFA', 'Aucun rappel à faire', null, 'Verrouiller', 'Quitter Rappel CFA']);
    press('Aucun rappel à faire');
    veille.count(3);
    expect(labels()[1]).toBe('3 rappels à faire');
    expect(hint()).toBe('Rappel CFA – 3 rappels à faire');
    done.length = 0;
    for (const label of ['Ouvrir Rappel CFA', '3 rappels à faire', 'Verrouiller', 'Quitter Rappel CFA']) press(label);
    expect(done).toEqual(['open', 'appels', 'lock', 'quit']);
    veille.count(1);
    expect(labels()[1]).toBe('1 rappel à faire');
  });
});
