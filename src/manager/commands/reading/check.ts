import { type Configuration, optionName } from '../../../config/index.js'
import { type Diagnostic, diagnostic } from '../../../diagnostics/index.js'
import type { PlacedChange } from '../../live/index.js'
import { MESSAGES } from '../../messages.js'
import { showingOf, takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'
import { findingsText } from '../findings-text.js'

/** `config check`: what lint finds in the transaction, or in what runs and is not in the files. */
export const check: Command = {
  name: 'config check',
  usage: ['config check'],
  description: 'Say what is wrong with the transaction, or with what is not in the files',
  help: 'The rules are those of "ecconf lint". Errors keep a transaction from being committed.',
  operands: 'none',
  run: async ({ operands, output }, context) => {
    takesNothing(operands, check.usage)
    const { transaction, live } = context
    const { findings, candidate } = await live.check(transaction)
    const changes = (transaction ?? live).changes
    const all = [...findings, ...restartFindings(changes, candidate)]
    const text = findingsText(all, candidate, showingOf(context))
    await output.write(text === '' ? `${MESSAGES.nothingFound}\n` : text)
    return findings.some(({ severity }) => severity === 'error') ? 1 : DONE
  },
}

/** Which changes take effect only when the manager is started again. */
function restartFindings(changes: readonly PlacedChange[], candidate: Configuration): Diagnostic[] {
  return changes.flatMap(({ change: { path, option }, place }) => {
    const type = option === undefined ? undefined : candidate.optionType(path, option)
    if (type?.nonDynamic !== true || option === undefined) return []
    const summary = MESSAGES.needsRestart(optionName(type, option))
    return [diagnostic('schema/needs-restart', { file: place, start: 0, end: 0 }, summary)]
  })
}
