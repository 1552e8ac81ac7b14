import { EnvironmentError } from '../../src/config/index.js'
import { environmentError } from '../../src/node/files/system-error.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import { lostOutput, note } from './terminal.js'

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
  const refused = refusedBySystem(error)
  if (refused !== undefined) {
    note(`ecconf: ${refused}\n`)
    return
  }
  const what = error instanceof Error ? error.message : String(error)
  note(
    `ecconf: internal error: ${what}\n` +
      'This is a mistake of ecconf. Please report it, with what ECCONF_DEBUG=1 adds.\n',
  )
  if (process.env.ECCONF_DEBUG && error instanceof Error) note(`${error.stack}\n`)
}

/**
 * Says that standard output could not be written, where that is what the run was for. To be called
 * when everything else is done.
 */
export function explainLostOutput(): void {
  const error = lostOutput()
  if (error === undefined) return
  process.exitCode = 2
  note(`ecconf: ${refusedBySystem(error, 'standard output') ?? String(error)}\n`)
}

/**
 * What the system refused, in one line; undefined for any other error. That a file, a folder or a
 * descriptor is not as it should be is no mistake of the program, wherever it shows.
 * @param name what it is about, where the error does not say it
 */
function refusedBySystem(error: unknown, name?: string): string | undefined {
  const { path, dest, syscall } = Object(error) as NodeJS.ErrnoException & { dest?: string }
  const subject = name ?? path ?? dest ?? syscall ?? 'the system'
  const known = environmentError(error, subject)
  return known instanceof EnvironmentError ? `${known.path}: ${known.reason}` : undefined
}
