import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import {
  type FileSystemCalls,
  hashOf,
  type Processes,
  type ProcessIdentity,
  recover,
  systemProcesses,
  WriteError,
  writeFileDurably,
} from '../../../src/node/index.js'
import { systemError, type WatchedCall, watchedCalls } from '../watched-calls.js'
import { CALLS, WITHOUT_PROGRAMS } from './calls.js'
import { judge, type Stranger } from './judgement.js'
import { closingWhatStaysOpen } from './open-files.js'
import type { WrittenFile } from './operations.js'
import { filesOf, perform } from './perform.js'
import type { Site } from './site.js'

/** Processes that are no more as soon as they have written; while they write they are alive. */
const GONE = { ...systemProcesses.self(), pid: 2 ** 22 + 1 }
const NEXT = { ...GONE, pid: 2 ** 22 + 2 }
export const mortal = living(GONE)

function living(self: ProcessIdentity): Processes {
  return {
    ...systemProcesses,
    self: () => self,
    isAlive: (other) => other.pid === self.pid || systemProcesses.isAlive(other),
    now: () => new Date(),
  }
}

/** What a run of one operation, disturbed at one point, came to. */
export interface Run {
  /** What happens at the point. */
  readonly disturbance: string
  /** What is not as promised; empty when all is. */
  readonly violations: readonly string[]
}

/** The calls to the system that an operation makes when nothing disturbs it. */
export function callsOf(site: Site): WatchedCall[] {
  const seen: WatchedCall[] = []
  site.reset()
  attempt(
    site,
    watchedCalls((call) => seen.push(call), WITHOUT_PROGRAMS),
  )
  return seen
}

/** Kills the process of an operation. @param program the bundle of `killed-process.ts` */
export function killed(
  site: Site,
  program: string,
  where: 'before' | 'within',
  index: number,
): Run {
  site.reset()
  const words = [program, site.write, where, String(index)]
  const { signal, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  const failure = signal === 'SIGKILL' ? [] : [`the process was not killed: ${stderr}`]
  return {
    disturbance: `killed ${where} call ${index}`,
    violations: [...failure, ...judge(site.prepared)],
  }
}

/**
 * Kills the process of an operation before a call, and that of the next run, which has to end it,
 * before a call too.
 * @returns undefined when the next run makes fewer calls
 */
export function killedTwice(site: Site, first: number, second: number): Run | undefined {
  site.reset()
  dieAt(first, (calls) => perform(site.prepared, { calls, processes: mortal }))
  const { folder } = site.prepared.write
  const processes = living(NEXT)
  if (!dieAt(second, (calls) => recover(folder, { calls, processes }, filesOf(site.prepared))))
    return undefined
  return {
    disturbance: `killed before call ${first}, the next run killed before call ${second}`,
    violations: judge(site.prepared),
  }
}

/** Stands for the death of a process: nothing that it does afterwards comes to the disk. */
class Killed extends Error {}

/** @returns whether the process came to that call */
export function dieAt(index: number, action: (calls: FileSystemCalls) => void): boolean {
  return closingWhatStaysOpen(() => dieBefore(index, action))
}

function dieBefore(index: number, action: (calls: FileSystemCalls) => void): boolean {
  let isDead = false
  const calls = watchedCalls((call) => {
    isDead ||= call.index === index
    if (isDead) throw new Killed()
  }, WITHOUT_PROGRAMS)
  try {
    action(calls)
  } catch (error) {
    if (!(error instanceof Killed)) throw error
  }
  return isDead
}

/** The system's refusals that are tried at each call. */
export const REFUSALS = ['ENOSPC', 'EACCES', 'EROFS', 'EIO'] as const

/** Lets the system refuse one call, and every later one if it is said to. */
export function refused(
  site: Site,
  index: number,
  code: (typeof REFUSALS)[number],
  forGood: boolean,
): Run {
  site.reset()
  const calls = watchedCalls((call) => {
    if (call.index === index || (forGood && call.index > index)) throw systemError(code)
  }, WITHOUT_PROGRAMS)
  const when = forGood ? 'from then on' : 'once'
  return {
    disturbance: `${code} at call ${index}, ${when}`,
    violations: [...attempt(site, calls), ...judge(site.prepared)],
  }
}

/** What somebody else may do at any moment: with a program that knows no lock, or with this one. */
export const STRANGERS = ['writes', 'removes', 'runs ecconf on'] as const

/** Lets somebody else step in before one call. @param which of the files of the operation */
export function steppedIn(
  site: Site,
  index: number,
  deed: (typeof STRANGERS)[number],
  which: number,
): Run {
  site.reset()
  const { path } = site.prepared.files[which] as WrittenFile
  let stranger: Stranger | undefined
  const calls = watchedCalls((call) => {
    if (call.index === index) stranger = stepIn(path, deed, call)
  }, WITHOUT_PROGRAMS)
  return {
    disturbance: `another ${deed} file ${which} at call ${index}`,
    violations: [...attempt(site, calls), ...judge(site.prepared, stranger)],
  }
}

const STRANGE = new TextEncoder().encode('what somebody else has written\n')

/** @returns undefined when it was not let in */
function stepIn(
  path: string,
  deed: (typeof STRANGERS)[number],
  { name, args }: WatchedCall,
): Stranger | undefined {
  const cameLast =
    (name === 'remove' && args[0] === path) ||
    ((name === 'rename' || name === 'link') && args[1] === path)
  if (deed === 'removes') {
    if (!existsSync(path)) return undefined
    unlinkSync(path)
    return { path, bytes: undefined, cameLast }
  }
  if (deed === 'writes') {
    writeFileSync(path, STRANGE)
    return { path, bytes: STRANGE, cameLast }
  }
  const expectedHash = existsSync(path) ? hashOf(readFileSync(path)) : undefined
  const processes = { ...mortal, self: systemProcesses.self }
  try {
    writeFileDurably(path, STRANGE, { expectedHash }, { calls: CALLS, processes })
  } catch (error) {
    if (error instanceof WriteError && error.code === 'locked') return undefined
    throw error
  }
  // Who has the lock does not come between.
  return { path, bytes: STRANGE, cameLast: false }
}

function attempt(site: Site, calls: FileSystemCalls): string[] {
  try {
    closingWhatStaysOpen(() => perform(site.prepared, { calls, processes: mortal }))
    return []
  } catch (error) {
    return error instanceof WriteError ? [] : [`threw ${(error as Error).stack}`]
  }
}
