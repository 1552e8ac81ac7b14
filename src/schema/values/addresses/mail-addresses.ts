import type { FormatProblem } from '../format.js'
import { mailAddress } from './mail-address.js'

/** Checks mail addresses in one text, with blanks or commas between them. */
export function mailAddresses(text: string): FormatProblem | undefined {
  const problem = mailAddress(text)
  if (problem === undefined) return undefined
  for (const { 0: address, index: start } of text.matchAll(/[^\s,]+/g)) {
    const wrong = mailAddress(address)
    if (wrong !== undefined) return { ...wrong, start, end: start + address.length }
  }
  return /[^\s,]/.test(text) ? undefined : problem
}
