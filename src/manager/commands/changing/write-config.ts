import { parse } from '../../../../grammar/index.js'
import { secretsIn } from '../../../lint/index.js'
import { withoutRanges } from '../../../schema/secrets/shapes.js'
import { Source } from '../../../syntax/index.js'
import { MESSAGES } from '../../messages.js'
import { pathIn, showingOf } from '../asking.js'
import { type Command, DONE } from '../command.js'
import { writeMainTo } from './writeback.js'

/** `write config` (runtime spec 3.4): what was committed; an open transaction is not in it. */
export const writeConfig: Command = {
  name: 'write config',
  usage: ['write config [PATH]'],
  description: 'Show the text of the main file as it would be written, or write it somewhere',
  help: 'Include lines are left as they are; "config showrecurse" shows what all files come to.',
  operands: 'path',
  run: async ({ operands, output }, context) => {
    const path = pathIn(operands, writeConfig.usage)
    if (path !== undefined) {
      const { notes } = await writeMainTo(path, context)
      await output.write([...notes, MESSAGES.ok].map((line) => `${line}\n`).join(''))
      return DONE
    }
    const { text } = Source.fromBytes(await context.live.mainText())
    const shown = showingOf(context).maskSecrets ? withoutSecretsOf(text) : text
    await output.write(shown === '' || shown.endsWith('\n') ? shown : `${shown}\n`)
    return DONE
  },
}

function withoutSecretsOf(text: string): string {
  return withoutRanges(text, secretsIn(parse(text)))
}
