import { takesNothing } from '../asking.js'
import type { Command } from '../command.js'
import { writeDifferences } from './comparison.js'

/** `config diff`: what a transaction changes, and what runs without being in the files. */
export const diff: Command = {
  name: 'config diff',
  usage: ['config diff'],
  description: 'Show what the transaction changes, and what runs and is not in the files',
  operands: 'none',
  pipe: { displays: ['set', 'json'] },
  run: async ({ operands, output, display }, context) => {
    takesNothing(operands, diff.usage)
    return writeDifferences(display, context, output)
  },
}
