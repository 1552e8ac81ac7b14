import { compilePattern, Matcher } from '../../config/pattern/pattern.js'

/** How long a text may be, in characters, that JavaScript's own engine is asked about. */
const LONGEST = 1000

/** The same for an expression that may try many ways to match one text. */
const LONGEST_OF_SLOW = 16

/** What ajv asks of an expression. */
export interface Pattern {
  test(text: string): boolean
  /** By which ajv tells one from another. */
  toString(): string
}

/**
 * Makes the expressions of a site's schemas for ajv. Whoever writes a schema must not be able to hang a
 * check, so an expression is matched in linear time by the automaton of `compilePattern`, in which texts of
 * ASCII match as by ECMA 262. Where that cannot be, for other texts and for what automata cannot
 * express, JavaScript's engine is asked about short texts; of longer ones nothing is claimed: they match.
 * @throws SyntaxError for what is no expression
 */
export const regExp = Object.assign(
  (pattern: string, flags: string): Pattern => {
    const native = new RegExp(pattern, flags)
    const machine = isAscii(pattern) ? compilePattern(endOfTextOnly(pattern)) : undefined
    const longest = isSlow(pattern) ? LONGEST_OF_SLOW : LONGEST
    return {
      test: (text) => {
        if (machine instanceof Matcher && isAscii(text)) return machine.test(text) ?? true
        return text.length > longest || native.test(text)
      },
      toString: () => String(native),
    }
    // ajv names the engine in code that it writes into files; nothing here is written.
  },
  { code: 'regExp' },
)

/**
 * Whether an expression may try more ways to match a text than there are pairs of places in it: of what gives it a
 * choice (to repeat, to leave out, an alternative, what a group has matched) it has more than one. Classes are looked
 * at as if they were not there.
 */
function isSlow(pattern: string): boolean {
  const plain = pattern.replace(/\\[pPu]\{[^}]*\}|\\[^1-9k]|\(\?/gs, '')
  return (plain.match(/[*+?{|\\]/g) ?? []).length > 1
}

/** In PCRE a `$` matches before a last line end too; in ECMA 262 at the end of the text alone. */
function endOfTextOnly(pattern: string): string {
  return pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\$/gs, (part) => (part === '$' ? '\\z' : part))
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text)
}
