// Loaded before a server of a tool (`node --import`): it ends with that tool, even one that was killed and could stop
// nothing. The pipe on its standard input closes whatever the end was.
process.stdin.once('end', () => process.kill(process.pid, 'SIGKILL'));
process.stdin.once('error', () => process.kill(process.pid, 'SIGKILL'));
process.stdin.resume();
if ('unref' in process.stdin && typeof process.stdin.unref === 'function') process.stdin.unref();
