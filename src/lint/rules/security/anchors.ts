/**
 * Whether a regular expression that is searched for anywhere in a text begins to match only where
 * it says so: each of its alternatives begins with `^`, or with something like `.*` that is plainly
 * meant to pass over anything.
 */
export function saysWhereItBegins(pattern: string): boolean {
  return alternativesOf(pattern).every(beginsPlainly)
}

function beginsPlainly(alternative: string): boolean {
  const text = alternative.replace(/^(?:\(\?[a-zA-Z^-]+\)|\(\?#[^)]*\))+/, '')
  if (/^(?:\^|\\A|\\G|\.(?:[*+{?]|$))/.test(text)) return true
  const inside = leadingGroup(text)
  return inside !== undefined && saysWhereItBegins(inside)
}

/** What stands inside the group that a pattern begins with. */
function leadingGroup(text: string): string | undefined {
  const opening = /^\((?:\?(?::|>|\||[a-zA-Z^-]+:|P?<[A-Za-z_]\w*>|'\w+'))?/.exec(text)
  if (opening === null) return undefined
  const end = groupEnd(text)
  // A group that may be left out says nothing about where the match begins.
  if (end === undefined || /^(?:[?*]|\{0?,)/.test(text.slice(end + 1))) return undefined
  return text.slice(opening[0].length, end)
}

/** The index of the bracket that closes the group at the beginning. */
function groupEnd(text: string): number | undefined {
  let depth = 0
  for (const { character, index } of syntaxOf(text)) {
    if (character === '(') depth++
    else if (character === ')' && --depth === 0) return index
  }
  return undefined
}

/** The alternatives of a pattern, at its outermost level. */
export function alternativesOf(pattern: string): string[] {
  const alternatives: string[] = []
  let depth = 0
  let from = 0
  for (const { character, index } of syntaxOf(pattern)) {
    if (character === '(') depth++
    else if (character === ')') depth--
    else if (character === '|' && depth === 0) {
      alternatives.push(pattern.slice(from, index))
      from = index + 1
    }
  }
  return [...alternatives, pattern.slice(from)]
}

/** The characters of a pattern that stand outside of its classes and are not escaped. */
function* syntaxOf(pattern: string): IterableIterator<{ character: string; index: number }> {
  let index = 0
  while (index < pattern.length) {
    const character = pattern[index] as string
    if (character === '\\') {
      const quoteEnd = pattern.startsWith('\\Q', index) ? pattern.indexOf('\\E', index) : index
      index = (quoteEnd === -1 ? pattern.length : quoteEnd) + 2
    } else if (character === '[') {
      index = classEnd(pattern, index) + 1
    } else {
      yield { character, index }
      index++
    }
  }
}

/** The index of the bracket that closes the class that begins at an index. */
function classEnd(pattern: string, start: number): number {
  let index = start + 1
  if (pattern[index] === '^') index++
  if (pattern[index] === ']') index++
  while (index < pattern.length && pattern[index] !== ']') {
    const named = /^\[:\^?\w+:\]/.exec(pattern.slice(index, index + 16))
    if (named !== null) index += named[0].length
    else index += pattern[index] === '\\' ? 2 : 1
  }
  return index
}
