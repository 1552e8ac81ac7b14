import type { Manager } from './manager.js'

/**
 * TERM and INT stop the manager cleanly, HUP makes it read its files again. A signal that comes while
 * it starts waits for that. USR1 does nothing.
 */
export function followSignals(starting: Promise<Manager>): void {
  const then = (act: (manager: Manager) => Promise<unknown>) => {
    // Why a start is refused is told by whoever has asked for it.
    starting.then(act).catch(() => undefined)
  }
  const stop = (signal: NodeJS.Signals) =>
    then((manager) => manager.stop(`the signal ${signal.slice(3)}`))
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('SIGHUP', () => then((manager) => manager.reload('the signal HUP')))
  // Node would open its debugger, to everybody on this machine.
  process.on('SIGUSR1', () => undefined)
  // Whoever reads standard error may go.
  process.on('SIGPIPE', () => undefined)
}
