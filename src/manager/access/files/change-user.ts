import { parseDigestFile, parsePasswordFile } from '../../../../grammar/index.js'
import { digestHash } from '../../../protocol/index.js'
import { applyEdits, type Range, Source, type TextEdit } from '../../../syntax/index.js'
import { readDigestStore, readPasswordStore } from './stores.js'

/** The two kinds of files that hold users (runtime spec 2.1): `digest://` and `file://`. */
export type UserFileKind = 'digest' | 'plain'

/** A user as a file is to hold him. */
export interface NewUser {
  readonly user: string
  /** Heeded in digest files only. */
  readonly realm: string
  readonly password: string
}

/** What a file is to hold, and what that does to the lines that it has. */
export interface ChangedUsers {
  readonly bytes: Uint8Array
  /** How many lines of the user there were. */
  readonly replaced: number
}

/** Why a user cannot be put into a file, in words without anything of the password. */
export class UserRefused extends Error {
  override readonly name = 'UserRefused'
}

/**
 * The line of a user, without a line end. The password goes into it as the mechanisms take it from a
 * client: as UTF-8, not prepared any further.
 * @throws UserRefused for what no line can hold
 */
export function userLine(kind: UserFileKind, { user, realm, password }: NewUser): string {
  refuseNames(kind, { user, realm })
  if (password === '') throw new UserRefused('The password is empty')
  if (/[\0\r\n]/.test(password)) {
    throw new UserRefused('A password cannot hold a line break or a NUL')
  }
  if (kind === 'plain') return `${user}:${password}`
  return `${user}:${realm}:${digestHash(user, realm, password)}`
}

/** @throws UserRefused for names that no line can hold */
export function refuseNames(kind: UserFileKind, { user, realm }: Omit<NewUser, 'password'>): void {
  refuseName('user', user)
  if (user.startsWith('#')) throw new UserRefused('The name of a user cannot begin with "#"')
  if (kind === 'digest') refuseName('realm', realm)
}

/** Where the name of a user ends and the next part begins is found by the colons. @throws UserRefused */
function refuseName(what: 'user' | 'realm', name: string): void {
  const of = what === 'user' ? 'The name of a user' : 'A realm'
  if (name === '') throw new UserRefused(`${of} cannot be empty`)
  if (name.includes(':')) throw new UserRefused(`${of} cannot hold a ":"`)
  if (/\p{Cc}/u.test(name)) throw new UserRefused(`${of} cannot hold a control character`)
  if (name.trim() !== name) throw new UserRefused(`${of} cannot begin or end with a blank`)
}

/**
 * Puts a user into the text of a file: in the place of his line, or behind the last one. All other lines
 * stay byte for byte; further lines of the same user, which never count, go.
 * @throws UserRefused also for a file that is not of this kind
 */
export function withUser(kind: UserFileKind, before: Uint8Array, user: NewUser): ChangedUsers {
  const line = userLine(kind, user)
  refuseOtherKind(kind, before)
  const source = Source.fromBytes(before)
  const { text } = source
  const [first, ...others] = linesOf(kind, text, user)
  const after =
    first === undefined
      ? appended(source, line)
      : applyEdits(text, [{ ...first, text: line }, ...others.map((each) => removal(text, each))])
  const { bytes } = new Source(after)
  refuseUnreadable(kind, bytes, user)
  return { bytes, replaced: first === undefined ? 0 : 1 + others.length }
}

/** The lines of a user, also broken ones, from his name to the end of the text in the line. */
function linesOf(kind: UserFileKind, text: string, { user, realm }: NewUser): Range[] {
  const found: Range[] = []
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    const [blanks = ''] = /^[ \t\ufeff]*/.exec(line) ?? []
    const content = line.slice(blanks.length).replace(/\r$/, '')
    const [name, second] = content.split(':', 2)
    if (name !== user || (kind === 'digest' && second !== realm)) continue
    const start = index + blanks.length
    found.push({ start, end: start + content.length })
  }
  return found
}

/** Takes a line out, with its line end. */
function removal(text: string, { start, end }: Range): TextEdit {
  const next = text.indexOf('\n', end)
  const from = text.lastIndexOf('\n', start) + 1
  return { start: from, end: next < 0 ? text.length : next + 1, text: '' }
}

/** Behind the last line, with a line end as the file has them. */
function appended({ text, newline }: Source, line: string): string {
  const needsEnd = text !== '' && !text.endsWith('\n')
  return `${text}${needsEnd ? newline : ''}${line}${newline}`
}

/**
 * A line of one kind means something else in a file of the other: `user:realm:hash` there is a password
 * that nobody knows, and a password is a realm.
 * @throws UserRefused
 */
function refuseOtherKind(kind: UserFileKind, before: Uint8Array): void {
  const digest = parseDigestFile(before).root.users
  const isDigest = (line: (typeof digest)[number]) =>
    !line.broken && /^[\da-f]{32}$/i.test(line.hash ?? '')
  if (kind === 'digest') {
    const plain = parsePasswordFile(before).root.users.filter(({ broken }) => !broken)
    if (plain.length > 0 && !digest.some(({ broken }) => !broken)) {
      throw new UserRefused(
        'it has lines of user:password, and none of user:realm:hash; --plain is for such a file',
      )
    }
  } else if (digest.length > 0 && digest.every(isDigest)) {
    throw new UserRefused('all its lines are user:realm:hash, and --plain is for user:password')
  }
}

/** What was written is read again as the manager reads it. @throws UserRefused */
function refuseUnreadable(kind: UserFileKind, bytes: Uint8Array, user: NewUser): void {
  const store = kind === 'digest' ? readDigestStore(bytes) : readPasswordStore(bytes)
  const found = store.lookup(user.user, user.realm)
  const isThere =
    kind === 'digest'
      ? found.kind === 'ha1' && found.ha1 === digestHash(user.user, user.realm, user.password)
      : found.kind === 'clear' && found.password === user.password
  if (!isThere) throw new UserRefused('it cannot be read as a file of users')
}
