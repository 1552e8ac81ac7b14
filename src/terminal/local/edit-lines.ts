import { commandsIn } from '../batch.js'
import type { ConsoleConnection } from '../console-connection.js'
import type { LineEditor } from '../editing/line-editor.js'
import { harmlessText } from '../harmless.js'
import { TEXTS } from '../texts.js'
import { editText } from './edit-text.js'

/** What a person wrote that could not be carried out, for the next time. */
export type Draft = string | undefined

/**
 * Opens the lines of the transaction in the editor. What is saved takes their place: the transaction is
 * rolled back and begun again, on the configuration as it is now. Without one, one is begun.
 * @param draft of the last time
 */
export async function editLines(
  connection: ConsoleConnection,
  editor: LineEditor,
  draft: Draft,
): Promise<Draft> {
  const { pending } = connection
  let before = ''
  if (
    pending !== 'nothing' &&
    (await run(connection, 'config replay', (text) => (before += text))) !== 'ok'
  ) {
    editor.write(harmlessText(before))
    return draft
  }
  // Over TCP secrets are masked: the lines could not be run again, and rolling them back would lose them.
  if (/^#|\*{4}/m.test(before)) {
    editor.write(`${TEXTS.hiddenSecret}\n`)
    return draft
  }
  const given = draft ?? TEXTS.editHelp + before
  const saved = await editText(given, editor)
  if (saved === undefined) return draft
  const commands = await commandsOf(saved)
  // An empty file is what a broken editor leaves; "config rollback" takes lines back.
  if (saved === given || commands.length === 0) {
    editor.write(`${TEXTS.notEdited}\n`)
    return undefined
  }
  const wrong = commands.find((command) => !/^config\s+(?:un)?set\s/i.test(command))
  if (wrong !== undefined) {
    editor.write(`${harmlessText(TEXTS.noChangeLine(wrong))}\n`)
    return saved
  }
  const begin = pending === 'from-scratch' ? 'config begin from scratch' : 'config begin'
  const steps = pending === 'nothing' ? [begin] : ['config rollback', begin]
  for (const step of steps) {
    if ((await said(connection, editor, step)) !== 'ok') return saved
  }
  for (const [index, command] of commands.entries()) {
    if ((await said(connection, editor, command)) === 'ok') continue
    editor.write(`${TEXTS.lineRefused(index + 1)}\n`)
    return saved
  }
  editor.write(`${TEXTS.arePending(commands.length)}\n`)
  return undefined
}

/** Runs a command, and shows what it says if it fails. */
async function said(connection: ConsoleConnection, editor: LineEditor, command: string) {
  let text = ''
  const status = await run(connection, command, (part) => (text += part))
  if (status !== 'ok') editor.write(harmlessText(text))
  return status
}

async function run(connection: ConsoleConnection, command: string, take: (part: string) => void) {
  const end = await connection.run(command, { write: (part) => take(part) })
  return typeof end === 'object' ? end.status : end
}

async function commandsOf(text: string): Promise<string[]> {
  const commands: string[] = []
  for await (const command of commandsIn([text])) {
    const typed = command.trim()
    if (typed !== '' && !typed.startsWith('#')) commands.push(typed)
  }
  return commands
}
