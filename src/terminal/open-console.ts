import { parseTarget } from './address.js'
import { ConnectionFailed } from './connection-failed.js'
import { ConsoleConnection, endedText } from './console-connection.js'
import { readTlsFiles } from './tls.js'
import type { TlsPaths } from './tls-paths.js'

export interface ConsoleSettings {
  /** The version that the manager is told. */
  readonly version: string
  /** Who logs in where a login is wanted. */
  readonly credentials?: { readonly user: string; readonly password: string }
  /** The files for TLS, where the address asks for it (`tls://`). */
  readonly tls?: TlsPaths
  /** Takes what the manager says unasked: a line or more, without a line end. */
  readonly onNotice?: (text: string) => void
}

/** What came of a command. */
export interface CommandAnswer {
  /** The whole answer, with its line ends. */
  readonly text: string
  /** Whether it was done, has failed, or is not allowed. */
  readonly status: 'ok' | 'failed' | 'denied'
}

/** A session at the console of a manager. */
export interface Console {
  /** The lines of the banner. */
  readonly banner: readonly string[]
  /** Whom the manager takes this session for. */
  readonly user: string
  /**
   * Runs a command and waits for its answer. Commands run one at a time, in the order in which they came.
   * @throws ConnectionFailed when the command is too long, or the connection ends before the answer has
   */
  run(command: string): Promise<CommandAnswer>
  /** Ends the session. What is pending in its transaction is gone. */
  close(): void
}

/**
 * Opens a session, as `ec_console` does (runtime spec 1).
 * @param address `/path`, `host:port`, `user@host:port`, `tls://host:port` or `ssh://gate/host:port`
 * @throws ConnectionFailed
 */
export async function openConsole(address: string, settings: ConsoleSettings): Promise<Console> {
  const target = parseTarget(address)
  if (target.kind === 'problem') throw new ConnectionFailed(target.text)
  const { version, credentials, tls, onNotice } = settings
  const connection = await ConsoleConnection.open({
    target,
    address,
    ...(tls !== undefined && { tls: await readTlsFiles(tls) }),
    release: version,
    ask: async (user, isAgain) => {
      if (credentials !== undefined && !isAgain) return credentials
      const whom = user === undefined ? '' : ` of ${user}`
      const what = isAgain ? 'The login is refused' : `A password${whom} is wanted`
      throw new ConnectionFailed(`${what} at ${address}.`)
    },
    onNotice: onNotice ?? (() => undefined),
  })
  let last: Promise<unknown> = Promise.resolve()
  return {
    banner: connection.banner,
    get user() {
      return connection.user
    },
    run: (command) => {
      const answer = last.then(() => answerOf(connection, address, command))
      last = answer.catch(() => undefined)
      return answer
    },
    close: () => connection.close(),
  }
}

async function answerOf(
  connection: ConsoleConnection,
  address: string,
  command: string,
): Promise<CommandAnswer> {
  let text = ''
  const end = await connection.run(command, {
    write: (part) => {
      text += part
    },
  })
  if (end === 'too-long') throw new ConnectionFailed(`The command is too long for ${address}.`)
  if (end === undefined) {
    throw new ConnectionFailed(endedText(connection.ended ?? { kind: 'lost' }, address))
  }
  return { text, status: end.status }
}
