import { parseDigestFile, parseGroupsFile, parsePasswordFile } from '../../../../grammar/index.js'
import type { Diagnostic } from '../../../diagnostics/index.js'
import type { Credentials } from '../../../protocol/index.js'
import { credentialsFrom } from '../passwords/kinds.js'

/** Passwords of a file, as a mechanism can use them. Nothing of the file is read again. */
export interface PasswordFile {
  /** What the file knows of a user. Where two lines are of the same user, the first one counts. */
  lookup(user: string, realm: string): Credentials
  /** What is wrong with lines of the file; no secret is in them. Broken lines let nobody in. */
  readonly problems: readonly Diagnostic[]
}

/** Who is in which group. */
export interface GroupsFile {
  /** The groups of a user, each once, in the order of the file. */
  groupsOf(user: string): readonly string[]
  /** All groups, each once, in the order of the file. */
  readonly groups: readonly string[]
  readonly problems: readonly Diagnostic[]
}

const UNKNOWN: Credentials = { kind: 'unknown' }

/**
 * Reads what `digest:///path` names (runtime spec 2.1): lines of user, realm and hash, looked up by
 * user and realm. Never throws.
 * @param name the file as people should read it
 */
export function readDigestStore(text: string | Uint8Array, name?: string): PasswordFile {
  const { root, diagnostics } = parseDigestFile(text, named(name))
  const byRealm = new Map<string, Map<string, Credentials>>()
  for (const line of root.users) {
    const { user, realm, hash } = line
    if (line.broken || user === undefined || realm === undefined || hash === undefined) continue
    const users = byRealm.get(realm) ?? new Map<string, Credentials>()
    byRealm.set(realm, users)
    if (!users.has(user)) users.set(user, credentialsFrom('digest-md5', hash))
  }
  return {
    lookup: (user, realm) => byRealm.get(realm)?.get(user) ?? UNKNOWN,
    problems: diagnostics,
  }
}

/** Reads what `file:///path` names: lines of user and password. The realm does not count. Never throws. */
export function readPasswordStore(text: string | Uint8Array, name?: string): PasswordFile {
  const { root, diagnostics } = parsePasswordFile(text, named(name))
  const users = new Map<string, Credentials>()
  for (const line of root.users) {
    const { user, password } = line
    if (line.broken || user === undefined || password === undefined) continue
    if (!users.has(user)) users.set(user, credentialsFrom('clear', password))
  }
  return { lookup: (user) => users.get(user) ?? UNKNOWN, problems: diagnostics }
}

/** Reads what `groups:///path` names: lines of a group and its users. Never throws. */
export function readGroupsStore(text: string | Uint8Array, name?: string): GroupsFile {
  const { root, diagnostics } = parseGroupsFile(text, named(name))
  const groups = new Set<string>()
  const byUser = new Map<string, Set<string>>()
  for (const group of root.groups) {
    if (group.broken) continue
    groups.add(group.name)
    for (const member of group.members) {
      const of = byUser.get(member) ?? new Set<string>()
      byUser.set(member, of.add(group.name))
    }
  }
  return {
    groupsOf: (user) => [...(byUser.get(user) ?? [])],
    groups: [...groups],
    problems: diagnostics,
  }
}

function named(name: string | undefined): { name: string } | undefined {
  return name === undefined ? undefined : { name }
}
