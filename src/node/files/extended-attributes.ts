import type { SpawnSyncReturns } from 'node:child_process'
import { closeSync, existsSync, fstatSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../programs/run-program.js'
import { nativePath } from './native-path.js'
import { O_PATH } from './open-to-read.js'
import { environmentError } from './system-error.js'

/**
 * What became of a file's access list (ACL) and extended attributes on its replacement. `kept`: the
 * replacement has exactly the same; `lost`: it has not; `unknown`: this machine cannot tell.
 */
export type KeptAttributes =
  | { readonly kind: 'kept' }
  | {
      readonly kind: 'lost' | 'unknown'
      /** The reason, in words that can follow a colon. */
      readonly reason: string
    }

/** Paths of programs that copy access lists and extended attributes: Node has no such calls. */
export interface AttributeTools {
  /** GNU `cp`: others drop attributes silently, or cannot copy attributes alone. */
  readonly cp: string
  readonly ls: string
  /** Absent where not installed; needed only in folders with a default access list. */
  readonly setfacl?: string
}

/** Not the administrator's PATH, where another program may have a known name. */
const FOLDERS = ['/usr/bin', '/bin']

/** How long a program may run, in ms, before its file system counts as dead. */
const PATIENCE = 30_000

/** How the programs reach the two files: by their own descriptors, so that no name is looked up. */
const OLD = '/proc/self/fd/3'
const FRESH = '/proc/self/fd/4'

const SET_ID = 0o6000

/**
 * Gives a file the access list and the extended attributes of another file, and its permission
 * bits, which are part of the meaning of an access list. Attributes that only the new file's folder
 * gave it are removed.
 *
 * The owner must be set before: a change of owner drops some attributes. Setting the permission
 * bits again afterwards changes no access list.
 * @param from descriptor of the old file, open for reading
 * @param to descriptor of the new file, open for writing, with permission to write
 * @param known those of this machine by default
 */
export function keepAttributes(from: number, to: number, known?: AttributeTools): KeptAttributes {
  let tools = known
  try {
    tools ??= systemTools()
  } catch (error) {
    if (error instanceof NotFoundOut) return lost(error.message)
    throw error
  }
  if (tools === undefined) return { kind: 'unknown', reason: 'there is no GNU cp to copy them' }
  if (!existsSync('/proc/self/fd')) return { kind: 'unknown', reason: '/proc is not there' }
  // The new text must not inherit a set-ID bit; `compareAccessLists` notices what is lost with the
  // other bits. The owner of the old file can set such a bit at any moment, also just before the
  // bits are copied, so the bits are copied only when the new file has that same owner.
  const [old, fresh] = [fstatSync(from), fstatSync(to)]
  const isSameOwner = old.uid === fresh.uid && old.gid === fresh.gid
  const hasSetId = (old.mode & SET_ID) !== 0
  const kinds = isSameOwner && !hasSetId ? 'mode,xattr' : 'xattr'
  const words = ['--attributes-only', `--preserve=${kinds}`, '--', OLD, FRESH]
  const copying = run(tools.cp, words, from, to)
  if (copying.status !== 0) return lost(reasonOf(copying, tools.cp))
  return compareAccessLists(from, to, tools)
}

/**
 * Compares the access lists of both files, and removes one that only the new file has: `cp` of
 * coreutils 9.2 and later leaves what the folder gave it.
 */
function compareAccessLists(from: number, to: number, tools: AttributeTools): KeptAttributes {
  const before = accessLists(from, to, tools)
  if (before === undefined) return lost(`${tools.ls} does not show access lists`)
  if (before.old === before.fresh) return { kind: 'kept' }
  if (before.old) return lost('the access list could not be copied')
  if (tools.setfacl === undefined) {
    return lost('its folder gives it another access list, which only setfacl can take off')
  }
  const removal = run(tools.setfacl, ['--remove-all', '--', FRESH], from, to)
  if (removal.status !== 0) return lost(reasonOf(removal, tools.setfacl))
  return accessLists(from, to, tools)?.fresh === false
    ? { kind: 'kept' }
    : lost('its folder gives it another access list')
}

/** Which of the two files has an access list; undefined when `ls` does not say. */
function accessLists(
  from: number,
  to: number,
  { ls }: AttributeTools,
): { readonly old: boolean; readonly fresh: boolean } | undefined {
  const { status, stdout } = run(ls, ['-d', '-L', '-l', '-n', '--', OLD, FRESH], from, to)
  // `-rw-r-----+ 1 0 0 ...`: a plus behind the permission bits stands for an access list.
  const signs = (stdout ?? '')
    .split('\n')
    .flatMap((line) => /^-[-rwxsStT]{9}(.)/.exec(line)?.[1] ?? [])
  const [old, fresh] = signs.map((sign) => sign === '+')
  if (status !== 0 || old === undefined || fresh === undefined) return undefined
  return { old, fresh }
}

/**
 * Whether a file or folder has an access list; undefined when this machine cannot tell.
 * @throws NotFoundOut, and the system's errors
 */
export function hasAccessList(path: string): boolean | undefined {
  const { ls } = systemTools() ?? {}
  if (ls === undefined || !existsSync('/proc/self/fd')) return undefined
  // A name need not be UTF-8, as the words of a program have to be.
  const file = openSync(nativePath(path), O_PATH)
  try {
    const { status, stdout } = run(ls, ['-d', '-L', '-l', '-n', '--', OLD], file)
    return status === 0 ? /^[-dlpsbc][-rwxsStT]{9}\+/.test(stdout ?? '') : undefined
  } finally {
    closeSync(file)
  }
}

function run(
  program: string,
  words: readonly string[],
  ...files: readonly number[]
): SpawnSyncReturns<string> {
  return runProgram(program, words, {
    cwd: '/',
    env: { LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe', ...files],
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024,
  })
}

function lost(reason: string): KeptAttributes {
  return { kind: 'lost', reason }
}

/** Why a program failed, from its error output: `security.capability: operation not permitted`. */
function reasonOf({ error, stderr }: SpawnSyncReturns<string>, program: string): string {
  if (error !== undefined) {
    const known = environmentError(error, program) as { readonly reason?: string }
    return `${program}: ${known.reason ?? 'cannot be run'}`
  }
  const [line = ''] = (stderr ?? '').split('\n')
  const why = /: ([A-Z][\w ,./-]*)$/.exec(line)?.[1] ?? `${program} failed`
  // The owner of the file chooses the names of attributes, so they may hold anything.
  const [, attribute] = /'((?:user|system|security|trusted)\.[\w.:-]{1,80})'/.exec(line) ?? []
  const reason = why.startsWith('/') ? why : why.charAt(0).toLowerCase() + why.slice(1)
  return attribute === undefined ? reason : `${attribute}: ${reason}`
}

let found: { readonly tools: AttributeTools | undefined } | undefined

/** It could not be found out which programs there are. The message says why, and can follow a colon. */
class NotFoundOut extends Error {}

/**
 * The attribute programs of this machine; undefined where none can be relied on.
 * @throws NotFoundOut when that cannot be said now
 */
export function systemTools(): AttributeTools | undefined {
  found ??= { tools: findTools() }
  return found.tools
}

function findTools(): AttributeTools | undefined {
  const cp = FOLDERS.map((folder) => join(folder, 'cp')).find(isOfGnu)
  const [ls] = existing('ls')
  const [setfacl] = existing('setfacl')
  if (cp === undefined || ls === undefined) return undefined
  return { cp, ls, ...(setfacl !== undefined && { setfacl }) }
}

function existing(name: string): string[] {
  return FOLDERS.map((folder) => join(folder, name)).filter((path) => existsSync(path))
}

/** What the system says of a program that is none; anything else can be over a moment later. */
const NO_PROGRAM = ['ENOENT', 'EACCES', 'ENOEXEC']

/**
 * Whether a `cp` is GNU `cp`, and not BusyBox or another program that claims to do the same.
 * @throws NotFoundOut for one that cannot be started now: anybody can use up all processes for a moment
 */
function isOfGnu(cp: string): boolean {
  if (!existsSync(cp)) return false
  const asking = run(cp, ['--version'])
  const { code } = (asking.error ?? {}) as NodeJS.ErrnoException
  if (asking.error !== undefined && !NO_PROGRAM.includes(code ?? '')) {
    throw new NotFoundOut(reasonOf(asking, cp))
  }
  return /\(GNU coreutils\)/.test(asking.stdout ?? '')
}
