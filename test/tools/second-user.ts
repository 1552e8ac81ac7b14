import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { builtProgram, type Run, type RunOptions } from './program.js'
import { scratch } from './scratch.js'

/** Somebody who may do nothing in particular: a number needs no account. */
export interface User {
  readonly uid: number
  readonly gid: number
}

export const ROOT: User = { uid: 0, gid: 0 }
export const SECOND_USER: User = { uid: 61_234, gid: 61_234 }
export const THIRD_USER: User = { uid: 61_235, gid: 61_235 }

/** A user who has an account on every machine, as root needs it to act for a user. */
export const NOBODY: User = { uid: 65_534, gid: 65_534 }

/** A new folder that belongs to a user; others may look into it. */
export function folderOf({ uid, gid }: User, mode = 0o755): string {
  needsRoot()
  const folder = scratch()
  chmodSync(folder, mode)
  chownSync(folder, uid, gid)
  return folder
}

/** Runs a program as a user, without supplementary groups. */
export function runAs(
  { uid, gid }: User,
  program: string,
  words: readonly string[],
  { cwd = '/', env, input = '' }: RunOptions & { readonly input?: string } = {},
): Run {
  needsRoot()
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    uid,
    gid,
    cwd,
    env: { ...process.env, HOME: '/', ...env },
    input,
    encoding: 'utf8',
    timeout: 60_000,
  })
  if (error) throw error
  return { status, stdout, stderr }
}

/** Runs the built `ecconf` as a user. */
export function ecconfAs(
  user: User,
  words: readonly string[],
  options?: RunOptions & { readonly input?: string },
): Run {
  return runAs(user, process.execPath, [readableProgram(), ...words], options)
}

/** Runs the built `ecconf` as root, where others may read the program too. */
export function ecconfAsRoot(words: readonly string[], options: RunOptions = {}): Run {
  return runAs(ROOT, process.execPath, [readableProgram(), ...words], options)
}

/** Starts the built `ecconf` beside others. */
export function ecconfStarted(words: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, [readableProgram(), ...words], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, ...said }))
  })
}

let copy: string | undefined

/** The checkout may lie where nobody else may look. */
export function readableProgram(): string {
  if (copy !== undefined) return copy
  const program = builtProgram()
  const folder = scratch()
  cpSync(dirname(program), folder, { recursive: true })
  chmodSync(folder, 0o755)
  copy = join(folder, 'ecconf.cjs')
  return copy
}

function needsRoot(): void {
  if (process.getuid?.() === 0) return
  throw new Error('only root can run a program as another user: run this test as root')
}
