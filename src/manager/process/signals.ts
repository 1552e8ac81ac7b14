import { openNoDebugger } from '../../node/programs/no-debugger.js'

/** A program that runs until it is stopped, and reads its files again when it is told to. */
interface Stoppable {
  stop(why: string): Promise<unknown>
  reload(by: string): Promise<unknown>
}

/**
 * TERM and INT stop a program cleanly, HUP makes it read its files again. A signal that comes while
 * it starts waits for that. USR1 does nothing.
 */
export function followSignals(starting: Promise<Stoppable>): void {
  const then = (act: (program: Stoppable) => Promise<unknown>) => {
    // Why a start is refused is told by whoever has asked for it.
    starting.then(act).catch(() => undefined)
  }
  const stop = (signal: NodeJS.Signals) =>
    then((program) => program.stop(`the signal ${signal.slice(3)}`))
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('SIGHUP', () => then((program) => program.reload('the signal HUP')))
  openNoDebugger()
  // Whoever reads standard error may go.
  process.on('SIGPIPE', () => undefined)
}
