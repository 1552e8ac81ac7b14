import { isDomain } from '../domain.js'
import { type FormatProblem, wrongWhole } from '../format.js'

/**
 * Checks mail addresses, separated by commas, alone or in angle brackets after a name. The empty
 * text and `<>`, which mean no address, are valid.
 */
export function mailAddress(text: string): FormatProblem | undefined {
  if (text === '' || text === '<>') return undefined
  for (const part of text.match(/(?:"[^"]*"|[^,])+/g) ?? ['']) {
    const address = (/<([^<>]*)>\s*$/.exec(part)?.[1] ?? part).trim()
    const at = address.lastIndexOf('@')
    const local = address.slice(0, at)
    const isLocal = /^(?:[^\s@<>()[\],;:"\\]+|"(?:[^"\\]|\\.)+")$/.test(local)
    if (at > 0 && isLocal && address.length > at + 1 && isDomain(address.slice(at + 1))) continue
    const why = at < 0 ? 'There is no @ in it.' : undefined
    return wrongWhole(text, why)
  }
  return undefined
}
