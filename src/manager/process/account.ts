import { readFile } from 'node:fs/promises'
import type { Configuration } from '../../config/index.js'
import { openNoDebugger } from '../../node/programs/no-debugger.js'
import { outputOf } from '../../node/programs/output-of.js'
import { textOf, textsOf } from '../settings.js'
import { StartRefused } from './start-refused.js'

/** Whom the manager is to run as. */
export interface Account {
  readonly user: string
  readonly uid: number
  readonly gid: number
  /** The further groups that `Security` names. */
  readonly supplementalGroups: readonly number[]
}

const SECURITY = [{ name: 'Security' }] as const

/**
 * Whom `Security` names, by what the system knows of users and groups.
 * @returns why that is nobody, in one line, when a name is not known
 */
export async function accountOf(configuration: Configuration): Promise<Account | string> {
  const user = textOf(configuration, SECURITY, 'User') ?? ''
  const group = textOf(configuration, SECURITY, 'Group') ?? ''
  const uid = (await entryOf('passwd', user))?.id
  if (uid === undefined) return `Security.User: there is no user ${JSON.stringify(user)}`
  const gid = await groupOf(group)
  if (gid === undefined) return `Security.Group: there is no group ${JSON.stringify(group)}`
  const supplementalGroups: number[] = []
  for (const name of textsOf(configuration, SECURITY, 'Supplemental_Groups')) {
    const id = await groupOf(name)
    if (id === undefined) {
      return `Security.supplemental_groups: there is no group ${JSON.stringify(name)}`
    }
    supplementalGroups.push(id)
  }
  return { user, uid, gid, supplementalGroups }
}

async function groupOf(name: string): Promise<number | undefined> {
  return (await entryOf('group', name))?.id
}

/** Entries of the file come first: nearly every account of a service is in it. */
async function entryOf(
  database: 'passwd' | 'group',
  name: string,
): Promise<{ readonly id: number } | undefined> {
  if (name === '' || /[:\n\0]/.test(name)) return undefined
  const local = await readFile(`/etc/${database}`, 'utf8').catch(() => '')
  return entryIn(local, name) ?? entryIn(await asked(database, name), name)
}

/** Both kinds of lines have the name first and the number third. */
function entryIn(text: string, name: string): { readonly id: number } | undefined {
  for (const line of text.split('\n')) {
    const [first, , number = ''] = line.split(':')
    if (first === name && /^\d{1,10}$/.test(number)) return { id: Number(number) }
  }
  return undefined
}

/** How long the program that knows users may take, in ms. */
const PATIENCE = 10_000

/** What other places than the file say. */
async function asked(database: 'passwd' | 'group', name: string): Promise<string> {
  const words = ['--', database, name]
  return (await outputOf('/usr/bin/getent', words, { timeout: PATIENCE })) ?? ''
}

/**
 * Becomes an account for good: groups first, since nobody but root may change them.
 * @throws StartRefused
 */
export function become({ user, uid, gid, supplementalGroups }: Account): void {
  openNoDebugger()
  try {
    takeGroups(user, gid, supplementalGroups)
    process.setgid?.(gid)
    process.setuid?.(uid)
  } catch (error) {
    throw new StartRefused([`Cannot run as ${user}: ${(error as Error).message}`])
  }
}

/**
 * Does something with the rights of an account and no others, as far as the system is asked for them, and
 * has those of root again behind it. Only root can.
 * @throws the system's errors
 */
export async function withRightsOf<Result>(
  { user, uid, gid, supplementalGroups }: Account,
  action: () => Promise<Result>,
): Promise<Result> {
  const before = { gid: process.getegid?.() ?? 0, groups: process.getgroups?.() ?? [] }
  try {
    takeGroups(user, gid, supplementalGroups)
    process.setegid?.(gid)
    process.seteuid?.(uid)
    return await action()
  } finally {
    process.seteuid?.(0)
    process.setegid?.(before.gid)
    process.setgroups?.(before.groups)
  }
}

function takeGroups(user: string, gid: number, more: readonly number[]): void {
  const { initgroups } = process as { initgroups?: (user: string, group: number) => void }
  initgroups?.call(process, user, gid)
  if (more.length > 0)
    process.setgroups?.([...new Set([...(process.getgroups?.() ?? []), ...more])])
}
