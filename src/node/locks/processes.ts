import { readFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { runProgram } from '../programs/run-program.js'
import { hasCode } from '../writing/write-error.js'

/** Identifies one process of one machine, also when its number is used again later. */
export interface ProcessIdentity {
  readonly pid: number
  readonly host: string
  /** Identifies the boot and the process start in it; absent where the system does not tell. */
  readonly start?: string
  readonly user: string
}

/** What a lock needs to know about processes. */
export interface Processes {
  self(): ProcessIdentity
  /** Whether a process is alive; undefined when it belongs to another machine. */
  isAlive(other: ProcessIdentity): boolean | undefined
  now(): Date
  /** The effective user of this process; undefined where the system has no user numbers. */
  uid(): number | undefined
  /**
   * The groups that another user is in, by their numbers, the one of new files first; none for one who is
   * not known here.
   * @param patience how long the program that knows users may take, in ms
   */
  groupsOf(uid: number, patience?: number): readonly number[]
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
    if (!processExists(other.pid) || hasEnded(other.pid)) return false
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

function groupsOf(uid: number, timeout = PATIENCE): readonly number[] {
  const { stdout } = runProgram('/usr/bin/id', ['-G', '--', String(uid)], {
    cwd: '/',
    env: {},
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout,
    killSignal: 'SIGKILL',
  })
  return /^\d+(?: \d+)*\n$/.test(stdout ?? '') ? stdout.trim().split(' ').map(Number) : []
}

/** Processes that ask for the groups of each user once: to ask starts a program. */
export function askingOnce(processes: Processes): Processes {
  const known = new Map<number, readonly number[]>()
  const groupsOf = (uid: number) => {
    const groups = known.get(uid) ?? processes.groupsOf(uid)
    known.set(uid, groups)
    return groups
  }
  return { ...processes, groupsOf }
}

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM means that the process exists and belongs to another user.
    return !hasCode(error, 'ESRCH')
  }
}

/** Whether a process has ended, and only its number is left: nobody has asked yet how it did. */
function hasEnded(pid: number): boolean {
  try {
    const [state] = fieldsOf(pid)
    return state === 'Z' || state === 'X'
  } catch {
    return false
  }
}

/** What Linux says of a process, beginning with its state. @throws where it says nothing */
function fieldsOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // The second field is the command in parentheses, which may itself hold blanks and parentheses.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** On Linux, the id of the boot and the process's start in clock ticks since then. */
function startOf(pid: number): string | undefined {
  try {
    const boot = bootId()
    const ticks = fieldsOf(pid)[19]
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
