import { RECOVERY_KINDS, type Recovery, THIS_MACHINE, userText } from '../../node/index.js'
import { runProgram } from '../../node/programs/run-program.js'
import { END_AS } from './end-as-name.js'
import type { Patience } from './patience.js'

/**
 * How long all other processes of a run may take together, in ms: any number of users may have left
 * something that takes long. What is not ended by then is ended by that user, or by the next runs.
 */
export const PATIENCE = 5000

/** How much each of them may say, in bytes. */
const MOST = 64 * 1024

/** What of it is told: a user may have left any number of things, and call them anything. */
const MOST_LINES = 20
const LONGEST_LINE = 1000

/**
 * Ends what a user has left in a folder in a process that has the rights of that user and no more, a
 * clean environment and none of the files that this process has open. What it says is that user's
 * word: so much of it is told, and nothing else is done about it.
 * @param program what Node is to run, without the command
 * @param patience with all such processes together
 */
export function endAs(
  program: readonly string[],
  uid: number,
  folder: string,
  known: ReadonlySet<string>,
  patience: Patience,
): readonly Recovery[] {
  return (
    patience.spend((left) => endWithin(left, program, uid, folder, known)) ?? [
      notEnded(uid, folder, 'what others have left took too long'),
    ]
  )
}

function endWithin(
  timeout: number,
  program: readonly string[],
  uid: number,
  folder: string,
  known: ReadonlySet<string>,
): readonly Recovery[] {
  const [gid] = THIS_MACHINE.processes.groupsOf(uid, timeout)
  if (gid === undefined) {
    return [notEnded(uid, folder, `${userText(uid)} is not known on this machine`)]
  }
  const words = [...program, END_AS, String(uid), String(gid), folder]
  const { error, status, stdout } = runProgram(process.execPath, words, {
    cwd: '/',
    env: {},
    input: JSON.stringify([...known]),
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout,
    killSignal: 'SIGKILL',
    maxBuffer: MOST,
  })
  if (error !== undefined || status !== 0) {
    return [notEnded(uid, folder, 'a process with the rights of that user did not end it')]
  }
  const said = recoveriesIn(stdout)
  if (said === undefined) return [notEnded(uid, folder, 'what was said of it is not understood')]
  return said.map(({ kind, text }) => ({ kind, text: `As ${userText(uid)}: ${text}` }))
}

function notEnded(uid: number, folder: string, why: string): Recovery {
  const text = `What ${userText(uid)} has left in ${folder} cannot be ended: ${why}`
  return { kind: 'blocked', text }
}

function recoveriesIn(text: string): readonly Recovery[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(value) || !value.every(isRecovery)) return undefined
  return value.slice(0, MOST_LINES).map(({ kind, text }) => {
    return { kind, text: text.slice(0, LONGEST_LINE) }
  })
}

function isRecovery(value: unknown): value is Recovery {
  const { kind, text } = (value ?? {}) as Partial<Recovery>
  return RECOVERY_KINDS.some((known) => known === kind) && typeof text === 'string'
}
