import { type CommandText, commandText } from '../../../cluster/broadcasts/index.js'
import { ConsoleError } from '../../../console/index.js'
import { MESSAGES } from '../../messages.js'

/** The first word behind a command, and what follows it. */
export function firstWord(operands: string): { readonly word: string; readonly rest: string } {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(operands) ?? []
  return { word, rest }
}

/** The command for nodes in the operands of another one. @throws ConsoleError when there is none */
export function commandIn(operands: string, usage: readonly string[]): CommandText {
  const command = commandText(operands)
  if (command.text === '') throw new ConsoleError(MESSAGES.usage(usage))
  return command
}
