/** Whoever draws icons near the clock on a Linux desktop says so on its bus under this name. */
const watcher = 'org.kde.StatusNotifierWatcher';

const questions: readonly { program: string; parameters: readonly string[] }[] = [
  {
    program: 'gdbus',
    parameters: [
      ...['call', '--session', '--timeout', '2', '--dest', 'org.freedesktop.DBus'],
      ...['--object-path', '/org/freedesktop/DBus', '--method', 'org.freedesktop.DBus.NameHasOwner', watcher],
    ],
  },
  {
    program: 'dbus-send',
    parameters: [
      ...['--session', '--print-reply', '--reply-timeout=2000', '--dest=org.freedesktop.DBus'],
      ...['/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', `string:${watcher}`],
    ],
  },
];

/**
 * Whether an icon near the clock would be seen. On Linux Electron makes one without a word where nobody draws it, and a
 * window hidden behind it would be lost: the bus is asked, and no answer is a no.
 *
 * @param ask runs a program and answers what it printed; rejects when it is absent or fails
 */
export const hasNotificationArea = async (
  platform: string,
  ask: (program: string, parameters: readonly string[]) => Promise<string>,
): Promise<boolean> => {
  if (platform !== 'linux') return true;
  for (const { program, parameters } of questions) {
    try {
      return /\btrue\b/.test(await ask(program, parameters));
    } catch {
      // The next program may be there.
    }
  }
  return false;
};
