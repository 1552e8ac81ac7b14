import fc from 'fast-check'

/** A text in which option X is a list, written in one of many ways. */
export interface RandomList {
  /** With an option `Behind = 1` behind the list. */
  readonly text: string
  readonly kind: 'array' | 'dictionary'
  /** The elements or keys, some of them twice. */
  readonly words: readonly string[]
  /** All that are in the text, in its order, no two the same. */
  readonly comments: readonly string[]
}

const word = fc.constantFrom('aa', 'bb', 'cc', 'dd', 'ee', 'ff')
const gap = fc.constantFrom('', ' ', ' ', '  ', '\t', '\n  ', '\n  ', '\n\n  ')
const comment = fc.constantFrom('', '', '', '/* c */', '/* over\n lines */', '# note\n', '#, (\n')
/** What stands before a comma or where one could stand, and behind it. */
const between = fc.tuple(gap, comment, gap, fc.boolean(), gap, comment, gap)

const part = fc.record({ word, isQuoted: fc.boolean(), between })

/** No syntax error is in it. */
export const randomList: fc.Arbitrary<RandomList> = fc
  .record({
    kind: fc.constantFrom('array' as const, 'dictionary' as const),
    head: fc.tuple(gap, comment, gap),
    parts: fc.array(part, { minLength: 1, maxLength: 6 }),
    newline: fc.constantFrom('\n', '\n', '\r\n'),
  })
  .map(({ kind, head, parts, newline }) => {
    let text = head.join('')
    for (const { word, isQuoted, between } of parts) {
      if (!isQuoted || kind === 'dictionary') text = apart(text)
      text += kind === 'array' ? quotedIf(isQuoted, word) : `${word} = ${quotedIf(isQuoted, '1')}`
      const [first, before, second, hasComma, third, behind, last] = between
      text += first
      if (before.startsWith('/')) text = apart(text)
      text += before + second + (hasComma ? ',' : '') + third
      if (behind.startsWith('/')) text = apart(text)
      text += behind + last
    }
    const [open, close] = kind === 'array' ? '()' : '[]'
    let count = 0
    const numbered = text.replace(/note|c(?= \*)|(?<=#), \(|over/g, (each) => `${count++}${each}`)
    const inside = numbered.replaceAll('\n', newline)
    return {
      text: `X = ${open}${inside}${close}${newline}Behind = 1${newline}`,
      kind,
      words: parts.map((each) => each.word),
      comments: inside.match(/\/\*[^*]*\*\/|#[^\r\n]*/g) ?? [],
    }
  })

function quotedIf(isQuoted: boolean, text: string): string {
  return isQuoted ? `"${text}"` : text
}

/** With a blank where what comes next would run into a word or a comma behind one. */
function apart(text: string): string {
  return /[a-z0-9,]$/.test(text) ? `${text} ` : text
}
