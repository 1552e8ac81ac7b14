import type { Manager } from './manager.js'

/** TERM and INT stop the manager cleanly, HUP makes it read its files again. */
export function followSignals(manager: Manager): void {
  const stop = (signal: NodeJS.Signals) => void manager.stop(`the signal ${signal.slice(3)}`)
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('SIGHUP', () => void manager.reload('the signal HUP'))
  // Whoever reads standard error may go.
  process.on('SIGPIPE', () => undefined)
}
