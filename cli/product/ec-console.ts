import { homedir } from 'node:os'
import { join } from 'node:path'
import { isatty } from 'node:tty'
import { environmentFileVariable } from '../../src/config/index.js'
import { nodeEnvironment } from '../../src/node/index.js'
import {
  askCredentials,
  type BatchOutput,
  ConnectionFailed,
  ConsoleConnection,
  commandsIn,
  endedText,
  harmlessText,
  InteractiveSession,
  parseTarget,
  readTlsFiles,
  runBatch,
  TerminalEditor,
  type TlsPaths,
} from '../../src/terminal/index.js'
import { command } from '../arguments/command.js'
import { note, print } from '../terminal/terminal.js'
import { VERSION } from '../version.js'
import { DEFAULT_ADDRESS, MANUAL } from './console-manual.js'

/** `ec_console` (runtime spec 1). Whatever stands behind the address is the command. */
export const ecConsole = command({
  name: 'ec_console',
  describe: 'Open the console of a manager',
  positionals: [{ name: 'words', describe: 'The address, and a command', count: 'many' }],
  flags: {},
  plainWords: true,
  run: async ({ words }) => {
    if (words.length === 1 && /^(?:--man|--help|-h)$/.test(words[0] ?? '')) return print(MANUAL)
    const { paths, rest, problem } = tlsPaths(words)
    if (problem !== undefined) {
      process.exitCode = complain(problem)
      return
    }
    const [given, ...commandWords] = rest
    const address = given ?? (await defaultAddress())
    process.exitCode = await run(address, commandWords.join(' '), paths)
  },
})

const TLS_FLAGS = { '--tls-ca': 'ca', '--tls-cert': 'certificate', '--tls-key': 'key' } as const

/** The flags stand before the address: whatever is behind it is the command. */
function tlsPaths(words: readonly string[]): {
  readonly paths: TlsPaths
  readonly rest: readonly string[]
  /** Why they cannot be read, in one line. */
  readonly problem?: string
} {
  const paths: { -readonly [name in keyof TlsPaths]: TlsPaths[name] } = {}
  let at = 0
  for (; words[at]?.startsWith('--') === true; at++) {
    const [, flag = '', given] = /^(--[^=]*)(?:=(.*))?$/s.exec(words[at] ?? '') ?? []
    const name = TLS_FLAGS[flag as keyof typeof TLS_FLAGS]
    if (name === undefined) return { paths, rest: [], problem: `There is no flag ${flag}.` }
    const path = given ?? words[++at]
    if (!path) return { paths, rest: [], problem: `${flag} needs a file.` }
    paths[name] = path
  }
  return { paths, rest: words.slice(at) }
}

async function defaultAddress(): Promise<string> {
  const said = process.env.CONTROL
  if (said) return said
  const configured = await environmentFileVariable('CONTROL', { environment: nodeEnvironment() })
  return configured || DEFAULT_ADDRESS
}

async function run(address: string, commandLine: string, paths: TlsPaths): Promise<number> {
  const target = parseTarget(address)
  if (target.kind === 'problem') return complain(target.text)
  const isBatch = commandLine !== '' || !isatty(0)
  let onNotice = (text: string) => note(`${text}\n`)
  try {
    const tls = await readTlsFiles(paths)
    // Who has logged in before is not asked for the name again when the connection was lost.
    let known: string | undefined
    const connect = async () => {
      let asked: string | undefined
      const connection = await ConsoleConnection.open({
        target,
        address,
        tls,
        release: VERSION,
        ask: async (user, isAgain) => {
          const given = await askCredentials(user ?? (isAgain ? undefined : known), isAgain)
          asked = given.user
          return given
        },
        onNotice: (text) => onNotice(text),
      })
      known = asked
      return connection
    }
    const connection = await connect()
    const describeEnd = () => endedText(connection.ended ?? { kind: 'lost' }, address)
    try {
      if (isBatch) {
        const commands = commandLine === '' ? commandsIn(standardInput()) : [commandLine]
        return await runBatch(connection, commands, OUTPUT, describeEnd)
      }
      const session = new InteractiveSession(connection, connect, address)
      const editor = new TerminalEditor({
        input: process.stdin,
        output: process.stdout,
        historyPath: historyPath(),
        complete: (before, describe) => session.complete(before, describe),
      })
      onNotice = (text) => editor.write(`${harmlessText(text)}\n`)
      try {
        return await session.run(editor)
      } finally {
        session.close()
        editor.close()
      }
    } finally {
      connection.close()
    }
  } catch (error) {
    if (!(error instanceof ConnectionFailed)) throw error
    return complain(error.message)
  }
}

/** The file with the lines of earlier sessions; an empty name keeps none. */
function historyPath(): string | undefined {
  const path = process.env.EC_CONSOLE_HISTORY ?? join(homedir(), '.ec_console_history')
  return path === '' ? undefined : path
}

/** Other programs get an answer byte for byte. */
const OUTPUT: BatchOutput = {
  write: (text) => print(isatty(1) ? harmlessText(text) : text),
  complain: (text) => note(`${text}\n`),
}

function complain(text: string): 2 {
  note(`ec_console: ${text}\n`)
  return 2
}

function standardInput(): AsyncIterable<string> {
  return process.stdin.setEncoding('utf8')
}
