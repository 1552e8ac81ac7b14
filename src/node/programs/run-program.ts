import type {
  ChildProcess,
  SpawnOptions,
  SpawnSyncOptions,
  SpawnSyncReturns,
  StdioOptions,
} from 'node:child_process'
import { closeSync, constants, openSync, readdirSync, readFileSync } from 'node:fs'

/**
 * Programs are started here and nowhere else: none of them gets a file that this process was started
 * with, but for those that it is given. Node closes its own files in them, and not all that came from
 * whoever has started it: what root has open is not for a process with the rights of another user. Nor is
 * the terminal, which a process of its session can open by `/dev/tty` and type into for root: a program
 * that gets none of the standard streams is in a session of its own.
 */

/** The descriptors of a program, from 0. */
export type Descriptors = Extract<StdioOptions, readonly unknown[]>

type WithDescriptors<Options> = Omit<Options, 'stdio'> & { readonly stdio: Descriptors }

/** Runs a program to its end. */
export function runProgram(
  program: string,
  words: readonly string[],
  options: WithDescriptors<SpawnSyncOptions>,
): SpawnSyncReturns<string> {
  return withoutInherited(options.stdio, (stdio) =>
    childProcess().spawnSync(program, words, {
      encoding: 'utf8',
      ...session(stdio),
      ...options,
      stdio,
    }),
  ) as SpawnSyncReturns<string>
}

/** Starts a program. */
export function startProgram(
  program: string,
  words: readonly string[],
  options: WithDescriptors<SpawnOptions>,
): ChildProcess {
  return withoutInherited(options.stdio, (stdio) =>
    childProcess().spawn(program, words, { ...session(stdio), ...options, stdio }),
  )
}

/** In which session a program is to be: `spawnSync` knows this as well, and its types do not. */
function session(stdio: Descriptors): { readonly detached: boolean } {
  return { detached: !stdio.includes('inherit') }
}

/** Loading it takes as long as reading a small configuration, and most commands start nothing. */
function childProcess(): typeof import('node:child_process') {
  return process.getBuiltinModule('node:child_process')
}

/** Starts something with `/dev/null` in the place of each file that it would inherit. */
function withoutInherited<T>(given: Descriptors, start: (stdio: Descriptors) => T): T {
  inherited ??= inheritedFiles()
  const left = inherited.filter((file) => file >= given.length)
  if (left.length === 0) return start(given)
  const nothing = openSync('/dev/null', constants.O_RDWR)
  try {
    const stdio = [...given]
    // A number that is not passed on is left as it is.
    while (stdio.length <= Math.max(...left)) stdio.push('ignore')
    for (const file of left) stdio[file] = nothing
    return start(stdio)
  } finally {
    closeSync(nothing)
  }
}

/** What this process was started with; Node opens nothing that a program would inherit. */
let inherited: readonly number[] | undefined

const FILES = '/proc/self/fd'
const CLOSES = 0o2000000

/** The open files, behind the standard streams, that a program would inherit. */
function inheritedFiles(): number[] {
  try {
    return readdirSync(FILES)
      .map(Number)
      .filter((file) => file > 2 && isInherited(file))
  } catch {
    // Elsewhere than on Linux nobody can tell.
    return []
  }
}

function isInherited(file: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${file}`, 'latin1'))
    return flags !== null && (Number.parseInt(flags[1] ?? '', 8) & CLOSES) === 0
  } catch {
    // That of the look at the folder is closed by now.
    return false
  }
}
