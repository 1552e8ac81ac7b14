import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { hasCode } from '../writing/write-error.js'

/** One process of one machine, so that a later process with the same number is not taken for it. */
export interface ProcessIdentity {
  readonly pid: number
  readonly host: string
  /** Which start of the machine, and which process with this number in it; not known everywhere. */
  readonly start?: string
  readonly user: string
}

/** What a lock needs to know about processes. */
export interface Processes {
  self(): ProcessIdentity
  /** Undefined when it cannot be known: the process belongs to another machine. */
  isAlive(other: ProcessIdentity): boolean | undefined
  now(): Date
  /** The number of the user with whose rights this process acts; undefined where there are none. */
  uid(): number | undefined
  /** The groups that another user is in, by their numbers; none for one who is not known here. */
  groupsOf(uid: number): readonly number[]
  /** Which start of the machine this is; not known everywhere. */
  boot(): string | undefined
}

export const systemProcesses: Processes = {
  self() {
    const start = startOf(process.pid)
    const { pid } = process
    const identity = { pid, host: hostname(), user: userName() }
    return start === undefined ? identity : { ...identity, start }
  },

  isAlive(other) {
    if (other.host !== hostname()) return undefined
    if (!exists(other.pid)) return false
    const start = startOf(other.pid)
    return start === undefined || other.start === undefined || start === other.start
  },

  now: () => new Date(),

  uid: () => process.geteuid?.(),

  groupsOf,

  boot: bootId,
}

/** How long the program that knows users may take, in ms. */
const PATIENCE = 30_000

function groupsOf(uid: number): readonly number[] {
  const { stdout } = spawnSync('/usr/bin/id', ['-G', '--', String(uid)], {
    cwd: '/',
    env: {},
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
    encoding: 'latin1',
  })
  return /^\d+(?: \d+)*\n$/.test(stdout ?? '') ? stdout.trim().split(' ').map(Number) : []
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there, and belongs to somebody else.
    return !hasCode(error, 'ESRCH')
  }
}

/** Linux only: the boot's id, and the process's start in clock ticks since then. */
function startOf(pid: number): string | undefined {
  try {
    const boot = bootId()
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The second field is the command in brackets, which may hold blanks and brackets itself.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return boot === undefined || ticks === undefined ? undefined : `${boot}:${ticks}`
  } catch {
    return undefined
  }
}

function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
  } catch {
    return undefined
  }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // The user has no entry in the password file.
    return String(process.getuid?.() ?? 'unknown')
  }
}
