import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool, ToolFailure } from './failure.ts';
import { runInGroup } from './process-group.ts';

export const hasDisplay = (env: NodeJS.ProcessEnv, platform: string): boolean =>
  platform !== 'linux' || (env.DISPLAY ?? '') !== '' || (env.WAYLAND_DISPLAY ?? '') !== '';

// Runs inside dbus-run-session. The keyring is opened with an empty password given as one empty line; its files and
// its socket live in the temporary folder, so the person's own keyring is neither read nor changed. The last line
// tells the caller's command from the session's: dbus-run-session hands on the exit code.
const sessionScript = `
printf '\\n' | XDG_DATA_HOME="$RAPPEL_KEYRING" XDG_CACHE_HOME="$RAPPEL_KEYRING" \\
  gnome-keyring-daemon --foreground --unlock --components=secrets --control-directory="$RAPPEL_KEYRING" >/dev/null 2>&1 &
keyring=$!
tries=0
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \\
  string:org.freedesktop.secrets 2>/dev/null | grep -q true; do
  tries=$((tries + 1)); [ "$tries" -gt 100 ] && break; sleep 0.05
done
"$@" 2>&3 3>&-
code=$?
kill "$keyring" 2>/dev/null
exit "$code"
`;

const readDisplayNumber = async (server: ChildProcess): Promise<string> => {
  const channel = server.stdio[3];
  if (channel === null || channel === undefined || !('setEncoding' in channel))
    throw new Error('Xvfb has no display channel');
  channel.setEncoding('utf8');
  let text = '';
  for await (const chunk of channel) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.trim();
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};

/** A screen that nobody sees, with a clipboard of its own. */
export interface HiddenDisplay {
  /** As `DISPLAY` names it. */
  name: string;
  close(): Promise<void>;
}

/** @param detached outlives an interruption of this process, which closes it itself. */
export const openHiddenDisplay = async (detached: boolean): Promise<HiddenDisplay> => {
  const server = spawn(
    'Xvfb',
    // `-s 0`: after ten minutes without a real key its screen saver begins, which reads as a locked screen and locks the desk.
    ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset', '-s', '0'],
    // fd 3: the server picks a free number itself, so two runs at once never fight for one.
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached },
  );
  const missing = new Promise<never>((_, reject) => {
    server.on('error', () => reject(new ToolFailure('Xvfb is missing: run `node tools/system-packages.ts` first.')));
  });
  const display = await Promise.race([readDisplayNumber(server), missing]);
  if (!/^\d+$/.test(display)) throw new ToolFailure('Xvfb did not start: check that /tmp/.X11-unix can be written.');
  return { name: `:${display}`, close: () => stop(server) };
};

/**
 * Runs a command on a display of its own, with a message bus and an unlocked keychain, and stops all three.
 * @returns the command's exit code.
 */
export const runOnVirtualDesktop = async (
  command: string,
  parameters: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> => {
  const keyring = await mkdtemp(join(tmpdir(), 'rappel-cfa-keyring-'));
  const display = await openHiddenDisplay(true);
  try {
    return await runInGroup(
      'dbus-run-session',
      ['--', 'sh', '-c', sessionScript, 'sh', command, ...parameters],
      { ...env, DISPLAY: display.name, RAPPEL_KEYRING: keyring },
      // fd 3 is the command's error output: the message bus has things to say there that help nobody.
      ['inherit', 'inherit', 'ignore', 2],
    );
  } finally {
    await display.close();
    await rm(keyring, { recursive: true, force: true });
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runTool(() => {
    const [command, ...parameters] = process.argv.slice(2);
    if (command === undefined) throw new ToolFailure('Say what to run: node tools/display.ts COMMAND [ARGUMENTS].');
    return runOnVirtualDesktop(command, parameters);
  });
}
