import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'

/**
 * Runs the language server as an editor does: a file is opened, and its findings are awaited.
 * @param launcher the program
 */
export async function serverRun(
  launcher: string,
  file: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const server = spawn(process.execPath, [launcher, 'lsp'], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(server, 'exit').then(() => {
    throw new Error('the language server has ended')
  })
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  )
  const found = new Promise((resolve) => {
    connection.onNotification('textDocument/publishDiagnostics', resolve)
  })
  connection.listen()
  const session = async () => {
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: { textDocument: { publishDiagnostics: { relatedInformation: true } } },
    })
    await connection.sendNotification('initialized', {})
    const textDocument = {
      uri: pathToFileURL(file).href,
      languageId: 'ecconf',
      version: 1,
      text: await readFile(file, 'utf8'),
    }
    await connection.sendNotification('textDocument/didOpen', { textDocument })
    await found
    await connection.sendRequest('shutdown')
  }
  await Promise.race([session(), ended])
  await connection.sendNotification('exit')
  await ended.catch(() => connection.dispose())
}
