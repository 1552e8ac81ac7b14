import { type ChildProcess, spawn } from 'node:child_process'
import { ConsoleConnection, parseTarget } from '../src/terminal/index.js'

/** What of a manager has to be known to start it. */
export interface StartedManager {
  /** The program `eccmgr` as it is shipped. */
  readonly program: string
  /** The root of the file system for it, and the main file in it. */
  readonly root: string
  readonly main: string
}

/** Starts a manager. @param node words for Node itself @returns it, ready */
export async function started(
  { program, main, root }: StartedManager,
  node: readonly string[] = [],
): Promise<ChildProcess> {
  const words = [...node, program, '-d', '-vv', '-c', main, '--sysroot', root]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('] ready\n')) resolve()
    })
    child.on('exit', () => reject(new Error(`eccmgr has ended:\n${said}`)))
  })
  return child
}

/** A session at a Unix socket. */
export async function connected(socket: string): Promise<ConsoleConnection> {
  const target = parseTarget(socket)
  if (target.kind === 'problem') throw new Error(target.text)
  return ConsoleConnection.open({
    target,
    address: socket,
    release: 'bench',
    ask: () => Promise.reject(new Error('it asks for a password')),
    onNotice: () => undefined,
  })
}

/** Runs a command that has to succeed. */
export async function answered(connection: ConsoleConnection, line: string): Promise<void> {
  let text = ''
  const end = await connection.run(line, {
    write: (part) => {
      if (text.length < 1000) text += part
    },
  })
  if (typeof end !== 'object' || end.status !== 'ok') throw new Error(`${line}: ${text}`)
}
