import { ConsoleError, renderLocate, splitWords } from '../../../console/index.js'
import { MESSAGES } from '../../messages.js'
import { viewOf } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `config locate` (runtime spec 3.2). */
export const locate: Command = {
  name: 'config locate',
  usage: ['config locate SCOPE [REGEX]'],
  description: 'Show where scopes of a name stand',
  help: 'REGEX is looked for anywhere in the instances; scopes without an instance are left out then.',
  operands: 'scope-name',
  run: async ({ operands, output }, context) => {
    const [name, pattern, ...others] = splitWords(operands)
    if (name === undefined || others.length > 0) {
      throw new ConsoleError(MESSAGES.usage(locate.usage))
    }
    await output.write(renderLocate(viewOf(context), name.value, pattern?.value))
    return DONE
  },
}
