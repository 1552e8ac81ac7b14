import { PcreMistake } from '../../schema/values/pcre/mistake.js'
import type { Alternatives } from '../../schema/values/pcre/nodes.js'
import { parsePcre } from '../../schema/values/pcre/parser.js'
import { encodeUtf8 } from '../../syntax/utf8.js'
import { Budget } from './budget.js'
import { Matcher } from './matcher.js'
import { plainAlternatives } from './plain.js'
import { type Compiled, compile } from './program.js'
import { Unmatchable } from './unmatchable.js'

export { Matcher, Unmatchable }

/** Matches settings without influence on what an expression matches: limits and optimizations. */
const HARMLESS_SETTING =
  /^(?:LIMIT_\w+(?:=\d+)?|NO_(?:START_OPT|AUTO_POSSESS|DOTSTAR_ANCHOR|JIT)|LF)$/

/** How many characters the cached expressions may have together. */
const MOST_KEPT = 5_000_000
/** How many characters every cached expression counts for in addition to its own. */
const BESIDES = 100

let kept = new Map<string, Matcher | Unmatchable | PcreMistake>()
let keptSize = 0

/**
 * Compiles a regular expression of a configuration, or one that a user typed: PCRE without options,
 * searched for anywhere in a text, byte by byte as PCRE does without UTF mode (language spec 8).
 * Never hangs: compiling takes time in proportion to the length of the expression, and matching in
 * proportion to that times the length of the text.
 *
 * Everything that finite automata can express is matched exactly: look-arounds, possessive
 * quantifiers and atomic groups around parts of fixed length, references to groups that match only
 * few different texts. For the rest, no answer is guessed.
 *
 * @returns a PcreMistake for what PCRE rejects; an Unmatchable for what PCRE accepts but is not
 *   supported here: other references, recursions, conditions, verbs, `\X`, `\p`, UTF mode
 */
export function compilePattern(pattern: string): Matcher | Unmatchable | PcreMistake {
  let compiled = kept.get(pattern)
  if (compiled === undefined) {
    compiled = compiledOf(pattern)
    keptSize += pattern.length + BESIDES
    if (keptSize > MOST_KEPT) {
      kept = new Map()
      keptSize = 0
    }
    kept.set(pattern, compiled)
  }
  return compiled
}

/** The matcher of an expression; undefined for one that is invalid or not supported. */
export function matcherOf(pattern: string): Matcher | undefined {
  const compiled = compilePattern(pattern)
  return compiled instanceof Matcher ? compiled : undefined
}

function compiledOf(pattern: string): Matcher | Unmatchable | PcreMistake {
  const bytes = byteString(pattern)
  const parsed = parsePcre(bytes)
  // Mistakes have offsets in bytes, which are not those in the characters of the pattern.
  if (parsed instanceof PcreMistake) return bytes === pattern ? parsed : inWhole(parsed, pattern)
  const { alternatives, settings } = parsed
  const setting = settings.find((name) => !HARMLESS_SETTING.test(name))
  if (setting !== undefined) return new Unmatchable(0, pattern.length, `the setting (*${setting})`)
  try {
    return new Matcher(machineOf(bytes, alternatives), () => {
      const again = parsePcre(bytes)
      if (again instanceof PcreMistake) throw again
      return machineOf(bytes, again.alternatives)
    })
  } catch (error) {
    if (!(error instanceof Unmatchable)) throw error
    return bytes === pattern ? error : inWhole(error, pattern)
  }
}

/** @throws Unmatchable */
function machineOf({ length }: string, alternatives: Alternatives): Compiled {
  const budget = new Budget(length)
  return compile(plainAlternatives(alternatives, budget), budget)
}

function inWhole<T extends Unmatchable | PcreMistake>(why: T, { length }: string): T {
  return Object.assign(why, { start: 0, end: length })
}

/** The UTF-8 of a text, as a string with one character for each byte. */
function byteString(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text
  return Array.from(encodeUtf8(text), (byte) => String.fromCharCode(byte)).join('')
}
