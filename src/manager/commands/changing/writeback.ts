import { ConsoleError } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import type { Writeback } from '../../live/index.js'
import { MESSAGES } from '../../messages.js'
import { pathIn, showingOf } from '../asking.js'
import { type Command, DONE } from '../command.js'
import type { SessionContext } from '../session-context.js'
import { authorOf, waitingText } from './outcome-text.js'
import { virtualFileText } from './virtual-file.js'

/** `config writeback` (runtime spec 3.2, language spec 7): the only way from memory to the files. */
export const writeback: Command = {
  name: 'config writeback',
  usage: ['config writeback [PATH]'],
  description: 'Write what was committed into the files it belongs in',
  help: 'What no file can take stays in memory and is listed. With PATH the text of the main file is written\nthere, its include lines left as they are.',
  operands: 'path',
  run: async ({ operands, output }, context) => {
    if (context.transaction !== undefined) {
      throw new ConsoleError(MESSAGES.writebackInTransaction)
    }
    const path = pathIn(operands, writeback.usage)
    if (path !== undefined) {
      const { notes } = await writeMainTo(path, context)
      await output.write([...notes, MESSAGES.wrote(visible(path))].map(asLine).join(''))
      return DONE
    }
    const result = await context.live.writeback(authorOf(context))
    if (result.kind === 'failed') throw new ConsoleError(visible(result.reason))
    if (result.kind === 'needs-path') throw new ConsoleError(MESSAGES.needsPath)
    await output.write(writtenText(result, context))
    return DONE
  },
}

/** Writes the main file's text to another path. @throws ConsoleError */
export async function writeMainTo(
  path: string,
  { live }: Pick<SessionContext, 'live'>,
): Promise<{ readonly notes: readonly string[] }> {
  const loaded = live.files.files.some(({ productPath }) => productPath === path)
  const warns = loaded && !(live.isFromScratch && path === live.files.main.productPath)
  const saved = await live.writeTo(path)
  if ('kind' in saved) throw new ConsoleError(waitingText(saved.waiting))
  if ('failed' in saved) throw new ConsoleError(visible(saved.failed))
  return { notes: [...(warns ? [MESSAGES.loadedFile(visible(path))] : []), ...saved.notes] }
}

function writtenText(
  { files, notes, left }: Extract<Writeback, { kind: 'done' }>,
  context: SessionContext,
): string {
  const lines = [...files.map((path) => MESSAGES.wrote(visible(path))), ...notes.map(visible)]
  if (left.length > 0) lines.push(MESSAGES.notAllSaved)
  else if (files.length === 0) lines.push(MESSAGES.nothingToWrite)
  return (
    lines.map(asLine).join('') + virtualFileText(left, context.live.current, showingOf(context))
  )
}

function asLine(text: string): string {
  return `${text}\n`
}
