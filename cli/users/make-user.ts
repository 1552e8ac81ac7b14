import { isatty } from 'node:tty'
import {
  type NewUser,
  refuseNames,
  type UserFileKind,
  UserRefused,
  userLine,
} from '../../src/manager/access/files/change-user.js'
import { type WrittenUser, writeUser } from '../../src/manager/access/files/write-user.js'
import { Failure } from '../../src/project/failure.js'
import { readBytes } from '../../src/project/read-bytes.js'
import { ConnectionFailed, Terminal } from '../../src/terminal/index.js'
import { workIsDone } from '../terminal/terminal.js'

/** What the command line says about a user. */
export interface AskedUser {
  readonly kind: UserFileKind
  readonly user: string | undefined
  readonly realm: string | undefined
  /** Without a file the line of the user is the answer. */
  readonly file: string | undefined
}

/** What came of it. */
export interface MadeUser {
  readonly user: string
  readonly realm: string
  /** The line, with a line end, where there is no file. */
  readonly line?: string
  readonly written?: WrittenUser
}

/**
 * Makes a user: for `passwd` and `ec_md5passwd`. What is missing is asked for at the terminal, the
 * password twice and unseen; where there is no terminal the password is all of standard input.
 * @throws Failure
 */
export async function makeUser({ kind, file, ...asked }: AskedUser): Promise<MadeUser> {
  const realm = asked.realm ?? (process.env.EC_DIGEST_REALM || 'Momentum Console')
  try {
    const named = await withPassword(kind, asked.user, realm)
    if (file === undefined) return { ...named, line: `${userLine(kind, named)}\n` }
    const written = await writeUser(file, kind, named)
    workIsDone()
    return { ...named, written }
  } catch (error) {
    const isRefused = error instanceof UserRefused || error instanceof ConnectionFailed
    throw isRefused ? new Failure(error.message) : error
  }
}

/** @throws Failure, UserRefused, ConnectionFailed */
async function withPassword(
  kind: UserFileKind,
  given: string | undefined,
  realm: string,
): Promise<NewUser> {
  if (!isatty(0)) {
    if (given === undefined) throw new Failure('Whose password? There is no terminal to ask at.')
    refuseNames(kind, { user: given, realm })
    return { user: given, realm, password: passwordFromInput() }
  }
  const terminal = Terminal.open()
  try {
    const user = given ?? (await terminal.read('Username: ', true))
    refuseNames(kind, { user, realm })
    const ask = (words: string) => terminal.read(`Please enter ${words}\nPassword: `, false)
    const password = await ask(`password for ${user}`)
    if ((await ask('the password again')) !== password) {
      throw new Failure('The two passwords are not the same; nothing was changed')
    }
    return { user, realm, password }
  } finally {
    terminal.rest()
  }
}

/** Bytes. */
const LONGEST = 4096

/** @throws Failure */
function passwordFromInput(): string {
  const bytes = readBytes('-', LONGEST)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Failure('standard input: the password is no UTF-8')
  }
  if (text === '') throw new Failure('standard input: no password came')
  const line = text.replace(/\r?\n$/, '')
  if (line.includes('\n')) throw new Failure('standard input: a password is one line')
  return line
}
