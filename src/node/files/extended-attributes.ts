import type { SpawnSyncReturns } from 'node:child_process'
import { existsSync, fstatSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../programs/run-program.js'
import { environmentError } from './system-error.js'

/**
 * What became of the access list (ACL) and the extended attributes of a file when another one is to
 * take its place. `kept`: the other one has exactly the same; `lost`: it has not; `unknown`: nothing
 * here can tell.
 */
export type KeptAttributes =
  | { readonly kind: 'kept' }
  | {
      readonly kind: 'lost' | 'unknown'
      /** Why, in words that can stand behind a colon. */
      readonly reason: string
    }

/** Programs that know of access lists and extended attributes, by path: Node has no such calls. */
export interface AttributeTools {
  /** That of GNU: others leave out attributes without a word, or have no way to copy only them. */
  readonly cp: string
  readonly ls: string
  /** Absent where it is not installed: it is needed only in folders that give their files a list. */
  readonly setfacl?: string
}

/** An administrator's PATH is no matter: another program under a known name must not be run. */
const FOLDERS = ['/usr/bin', '/bin']

/** In ms. A file system that does not answer by then does not answer at all. */
const PATIENCE = 30_000

/** What the programs call the two files: descriptors of theirs, so that no name is looked up. */
const OLD = '/proc/self/fd/3'
const FRESH = '/proc/self/fd/4'

const SET_ID = 0o6000

/**
 * Gives a file the access list and the extended attributes of another one; the permission bits too,
 * without which an access list means something else. What the folder gave the new file and the old
 * one has not is taken off.
 *
 * The owner must be set before: a change of owner drops some attributes. Permission bits are set
 * afterwards to what they are then, which changes no access list.
 * @param from the descriptor of the old file, open to be read
 * @param to that of the new one, open to be written, with permission to do so
 * @param tools undefined where there are none
 */
export function keepAttributes(
  from: number,
  to: number,
  tools: AttributeTools | undefined = systemTools(),
): KeptAttributes {
  if (tools === undefined) return { kind: 'unknown', reason: 'there is no GNU cp to copy them' }
  if (!existsSync('/proc/self/fd')) return { kind: 'unknown', reason: '/proc is not there' }
  // The new text has not earned the rights of the old program, so it gets no set-ID bit; what is lost
  // with the rest of the bits is seen below. The owner of the old file can give that one such bits at
  // any moment, also just before they are copied: the new one must be that owner's by then.
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
 * `cp` of coreutils 9.2 and later leaves an access list that the file got from its folder where the
 * old one has none.
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

/** Which of the two has an access list; undefined when `ls` does not say. */
function accessLists(
  from: number,
  to: number,
  { ls }: AttributeTools,
): { readonly old: boolean; readonly fresh: boolean } | undefined {
  const { status, stdout } = run(ls, ['-d', '-L', '-l', '-n', '--', OLD, FRESH], from, to)
  // `-rw-r-----+ 1 0 0 ...`: the sign behind the bits is a plus where more than they count.
  const signs = (stdout ?? '')
    .split('\n')
    .flatMap((line) => /^-[-rwxsStT]{9}(.)/.exec(line)?.[1] ?? [])
  const [old, fresh] = signs.map((sign) => sign === '+')
  if (status !== 0 || old === undefined || fresh === undefined) return undefined
  return { old, fresh }
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

/** `security.capability: operation not permitted`, of what a program says when it fails. */
function reasonOf({ error, stderr }: SpawnSyncReturns<string>, program: string): string {
  if (error !== undefined) {
    const known = environmentError(error, program) as { readonly reason?: string }
    return `${program}: ${known.reason ?? 'cannot be run'}`
  }
  const [line = ''] = (stderr ?? '').split('\n')
  const why = /: ([A-Z][\w ,./-]*)$/.exec(line)?.[1] ?? `${program} failed`
  // Names of attributes are the owner's of the file, and may hold anything.
  const [, attribute] = /'((?:user|system|security|trusted)\.[\w.:-]{1,80})'/.exec(line) ?? []
  const reason = why.startsWith('/') ? why : why.charAt(0).toLowerCase() + why.slice(1)
  return attribute === undefined ? reason : `${attribute}: ${reason}`
}

let found: { readonly tools: AttributeTools | undefined } | undefined

/** The programs of this machine; undefined where there are none that can be relied on. */
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

/** Whether a `cp` is that of GNU, and not one that is a part of BusyBox or says it does the same. */
function isOfGnu(cp: string): boolean {
  return existsSync(cp) && /\(GNU coreutils\)/.test(run(cp, ['--version']).stdout ?? '')
}
