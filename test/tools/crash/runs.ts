import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  type FileSystemCalls,
  hashOf,
  install,
  type Machine,
  type Processes,
  type Recovery,
  readHistory,
  recover,
  systemProcesses,
  WriteError,
  writeFileDurably,
} from '../../../src/node/index.js'
import { ROOT } from '../program.js'
import { systemError, type WatchedCall, watchedCalls } from '../watched-calls.js'
import { OPERATIONS, type Prepared, type WrittenFile } from './operations.js'

/** What a run of one operation, disturbed at one point, came to. */
export interface Run {
  /** What happens at the point. */
  readonly disturbance: string
  /** What is not as promised; empty when all is. */
  readonly violations: readonly string[]
  /** Whether the point was reached: behind the last one the operation is through. */
  readonly wasReached: boolean
}

/** The system's refusals that are tried at each call. */
export const REFUSALS = ['ENOSPC', 'EACCES', 'EROFS', 'EIO'] as const

/** Runs an operation in a copy of the corpus, and judges what is left. */
async function inCopy(
  name: string,
  run: (folder: string, prepared: Prepared) => Omit<Run, 'violations'> & Partial<Run>,
  judgement: { readonly strangers?: boolean } = {},
): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'ecconf-crash-'))
  try {
    cpSync(join(ROOT, 'corpus/cluster'), folder, { recursive: true })
    const operation = OPERATIONS[name]
    if (operation === undefined) throw new Error(`unknown operation ${name}`)
    const prepared = await operation(folder)
    const run_ = run(folder, prepared)
    const violations = [...(run_.violations ?? []), ...judge(prepared, judgement)]
    return { ...run_, violations }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Kills the process of an operation. @param program the bundle of `killed-process.ts` */
export function killed(
  program: string,
  name: string,
  where: 'before' | 'within',
  index: number,
): Promise<Run> {
  return inCopy(name, (folder) => {
    // The other process makes of the folder what this one has made of it already.
    rmSync(folder, { recursive: true })
    cpSync(join(ROOT, 'corpus/cluster'), folder, { recursive: true })
    const { signal, status, stderr } = spawnSync(
      process.execPath,
      [program, name, folder, where, String(index)],
      { encoding: 'utf8' },
    )
    const wasReached = signal === 'SIGKILL'
    const violations = wasReached || status === 0 ? [] : [`the process failed: ${stderr}`]
    return { disturbance: `killed ${where} call ${index}`, wasReached, violations }
  })
}

/** Lets the system refuse one call, and every later one if it is said to. */
export function refused(
  name: string,
  index: number,
  code: (typeof REFUSALS)[number],
  forGood: boolean,
): Promise<Run> {
  return inCopy(name, (_, prepared) => {
    let wasReached = false
    let stopped = false
    const calls = watchedCalls((call) => {
      if (stopped || call.index < index || (!forGood && call.index > index)) return
      wasReached = true
      throw systemError(code)
    })
    const violations = attempt(prepared, calls, () => {
      stopped = true
    })
    const when = forGood ? 'from then on' : 'once'
    return { disturbance: `${code} at call ${index}, ${when}`, wasReached, violations }
  })
}

/** What another program may do at any moment. */
export const STRANGERS = ['writes', 'removes'] as const

/** Lets another program step in before one call. @param which of the files of the operation */
export function steppedIn(
  name: string,
  index: number,
  deed: (typeof STRANGERS)[number],
  which: number,
): Promise<Run> {
  return inCopy(
    name,
    (_, prepared) => {
      let wasReached = false
      const calls = watchedCalls((call: WatchedCall) => {
        if (call.index !== index) return
        wasReached = true
        const { path } = prepared.files[which] as WrittenFile
        if (deed === 'writes') writeFileSync(path, STRANGE)
        else if (existsSync(path)) unlinkSync(path)
      })
      const violations = attempt(prepared, calls)
      return {
        disturbance: `another ${deed} file ${which} at call ${index}`,
        wasReached,
        violations,
      }
    },
    { strangers: true },
  )
}

const STRANGE = 'what somebody else has written\n'

/** A process that is no more as soon as it has written. */
const GONE = { ...systemProcesses.self(), pid: 2 ** 22 + 1 }
const mortal: Processes = {
  self: () => GONE,
  isAlive: (other) => other.pid === GONE.pid || systemProcesses.isAlive(other),
  now: () => new Date(),
}

function attempt(prepared: Prepared, calls: FileSystemCalls, end?: () => void): string[] {
  const machine: Machine = { calls, processes: mortal }
  try {
    const held = prepared.hold?.(machine)
    try {
      install(prepared.changeSet, prepared.write, machine, held)
    } finally {
      held?.release()
    }
    return []
  } catch (error) {
    return error instanceof WriteError ? [] : [`threw ${(error as Error).stack}`]
  } finally {
    end?.()
  }
}

/** What must hold after anything at all. */
function judge(
  { files, write }: Prepared,
  { strangers = false }: { readonly strangers?: boolean },
) {
  const violations: string[] = []
  const expect = (isSo: boolean, otherwise: string) => {
    if (!isSo) violations.push(otherwise)
  }
  const stateOf = ({ path, old, fresh }: WrittenFile) => {
    const now = existsSync(path) ? readFileSync(path) : undefined
    if (isSame(now, fresh)) return 'new'
    return isSame(now, old) ? 'old' : 'strange'
  }
  const expectWhole = (when: string) => {
    for (const file of files) {
      expect(
        strangers || stateOf(file) !== 'strange',
        `${when}: ${file.path} is neither old nor new`,
      )
    }
  }
  expectWhole('at once')
  const before = new Set(files.map(stateOf))
  const said = recover(write.folder)
  expectWhole('after the next run')
  const states = new Set(files.map(stateOf))
  states.delete('strange')
  expect(strangers || states.size === 1, `half of the files are new: ${files.map(stateOf)}`)
  const isNew = states.has('new')
  const { entries, damaged } = readHistory(write.folder)
  expect(damaged.length === 0, 'an entry of the history is damaged')
  if (!strangers) {
    expect(entries.length <= (isNew ? 1 : 0), `${entries.length} entries of the history`)
  }
  expect(said.length <= 1, `said ${said.length} things`)
  for (const recovery of said) expect(fits(recovery, before, isNew), `said ${recovery.text}`)
  expect(
    recover(write.folder).length === 0,
    'the run after the next one still has something to say',
  )
  for (const { path } of files) {
    if (!existsSync(path)) continue
    const bytes = readFileSync(path)
    try {
      writeFileDurably(path, bytes, { expectedHash: hashOf(bytes) })
    } catch (error) {
      violations.push(`the next write fails: ${(error as Error).message}`)
    }
  }
  for (const left of leftOvers(files, write.folder)) violations.push(`left over: ${left}`)
  return violations
}

function fits({ kind }: Recovery, before: ReadonlySet<string>, isNew: boolean): boolean {
  if (kind === 'nothing-written') return !before.has('new') && !isNew
  if (kind === 'finished') return isNew
  return kind === 'undone' && before.has('strange')
}

function leftOvers(files: readonly WrittenFile[], folder: string): string[] {
  const state = join(folder, '.ecconf')
  const namesIn = (path: string) => (existsSync(path) ? readdirSync(path) : [])
  const beside = [...new Set(files.map(({ path }) => dirname(path)))].flatMap(namesIn)
  return [
    ...beside.filter((name) => name.includes('.ecconf-')),
    ...namesIn(join(state, 'journal')),
    ...namesIn(join(state, 'history')).filter((name) => !/^\d{6}\.json$/.test(name)),
  ]
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0
}

/** How many calls to the system an operation makes when nothing disturbs it. */
export async function countCalls(name: string): Promise<number> {
  let count = 0
  await inCopy(name, (_, prepared) => {
    const violations = attempt(
      prepared,
      watchedCalls(() => count++),
    )
    return { disturbance: 'nothing', wasReached: true, violations }
  })
  return count
}
