/** The two names that cross Electron's own IPC; the channels of the contract travel inside. */
export const invokeWire = 'rappel:invoke';
export const eventWire = 'rappel:event';
