import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LineEditor } from '../editing/line-editor.js'
import { TEXTS } from '../texts.js'

/**
 * Lets a person change a text in their editor. The text lies in a folder that nobody else can look
 * into, and is gone behind it.
 * @returns undefined when the editor has failed, which the person is told
 */
export async function editText(text: string, editor: LineEditor): Promise<string | undefined> {
  const program = process.env.VISUAL || process.env.EDITOR || 'vi'
  const folder = await mkdtemp(join(tmpdir(), 'ec_console-'))
  const file = join(folder, 'lines')
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' })
    const status = await editor.lend(() => run(program, file))
    if (status === 0) return await readFile(file, 'utf8')
    const how = typeof status === 'number' ? `exit status ${status}` : String(status)
    editor.write(`${TEXTS.editorFailed(program, how)}\n`)
    return undefined
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** `$EDITOR` may hold words besides the name of a program. */
async function run(program: string, file: string): Promise<unknown> {
  const child = spawn('/bin/sh', ['-c', `${program} "$1"`, 'sh', file], { stdio: 'inherit' })
  const failed = (error: Error) => [error.message]
  const [status, signal] = await once(child, 'close').catch(failed)
  return status ?? signal
}
