import { readFileSync } from 'node:fs'
import { Failure } from '../../src/project/failure.js'
import { visible } from '../../src/report/index.js'
import { Source } from '../../src/syntax/index.js'

/** What Node makes of bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd'

/**
 * Stops when a word is not what was typed: Node keeps no byte that is no valid UTF-8, so a name or a
 * value would be another one.
 * @throws Failure
 */
export function refuseLostBytes(words: readonly string[]): void {
  if (!words.some((word) => word.includes(REPLACEMENT))) return
  const lost = typedWords().find((word) => !word.isWellFormed())
  if (lost === undefined) return
  throw new Failure(
    `"${visible(lost)}" is no UTF-8, and cannot be taken from the command line; a file with such a name can be reached by its folder, or by a link to it`,
  )
}

/** The words as they were typed, where the system can tell. */
function typedWords(): string[] {
  try {
    return Source.fromBytes(readFileSync('/proc/self/cmdline')).text.split('\0')
  } catch {
    return []
  }
}
