import { Failure, Refusal } from './failure.js'
import { note } from './terminal.js'

/** Says in one line why the program stops, and sets its exit status. */
export function explainFailure(error: unknown): void {
  if (error instanceof Refusal) {
    note(`${error.message}\n`)
    process.exitCode = 1
    return
  }
  process.exitCode = 2
  if (error instanceof Failure) {
    note(`ecconf: ${error.message}\n`)
    return
  }
  const what = error instanceof Error ? error.message : String(error)
  note(
    `ecconf: internal error: ${what}\n` +
      'This is a mistake of ecconf. Please report it, with what ECCONF_DEBUG=1 adds.\n',
  )
  if (process.env.ECCONF_DEBUG && error instanceof Error) note(`${error.stack}\n`)
}
