/**
 * Keeps Node from opening its debugger at the signal USR1: it listens to everybody on this machine, and
 * lets each of them run what they like in this process. To be called before the rights of another user
 * are taken on, who may send the signal from then on: that user would have the terminal of root, and
 * what was read with the rights of root.
 */
export function openNoDebugger(): void {
  if (process.listenerCount('SIGUSR1') === 0) process.on('SIGUSR1', () => undefined)
}
