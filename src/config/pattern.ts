/**
 * Regular expressions of the configuration are PCRE. This turns what the two dialects spell
 * differently into JavaScript; what JavaScript has no word for does not compile.
 *
 * Atomic groups and possessive quantifiers become ordinary ones: they match what the original
 * matches, and what it would only have missed by refusing to go back.
 */

const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '\\x21-\\x7e',
  lower: 'a-z',
  print: '\\x20-\\x7e',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
}

/** Escapes outside a class that JavaScript spells in another way. */
const ESCAPES: Readonly<Record<string, string>> = {
  A: '(?<![\\s\\S])',
  Z: '(?=\\n?(?![\\s\\S]))',
  z: '(?![\\s\\S])',
  h: '[ \\t]',
  H: '[^ \\t]',
  R: '(?:\\r\\n|[\\n-\\r])',
  N: '[^\\n]',
  a: '\\x07',
  e: '\\x1b',
}

/** Escapes that mean something in PCRE and something else, or nothing, in JavaScript. */
const UNSUPPORTED = /[CGKXgpP]/

const compiled = new Map<string, RegExp | undefined>()
const COMPILED_LIMIT = 10_000

/** The pattern as a JavaScript regular expression; undefined when it is none, or can not be one. */
export function compilePattern(pattern: string): RegExp | undefined {
  if (compiled.has(pattern)) return compiled.get(pattern)
  let regex: RegExp | undefined
  try {
    const translated = translate(pattern)
    if (translated !== undefined) regex = new RegExp(translated.source, translated.flags)
  } catch {
    // Not a regular expression in JavaScript either.
  }
  if (compiled.size >= COMPILED_LIMIT) compiled.clear()
  compiled.set(pattern, regex)
  return regex
}

function translate(pattern: string): { source: string; flags: string } | undefined {
  const options = /^(?:\(\?([ims]+)\))+/.exec(pattern)
  const flags = new Set([...(options?.[0] ?? '')].filter((character) => /[ims]/.test(character)))
  const source = new Translation(pattern, options?.[0].length ?? 0).run()
  return source === undefined ? undefined : { source, flags: [...flags].join('') }
}

class Translation {
  #parts: string[] = []

  constructor(
    readonly pattern: string,
    private at: number,
  ) {}

  run(): string | undefined {
    while (this.at < this.pattern.length) {
      const piece = this.#piece()
      if (piece === undefined) return undefined
      this.#parts.push(piece)
    }
    return this.#parts.join('')
  }

  #piece(): string | undefined {
    const character = this.pattern[this.at] as string
    if (character === '\\') return this.#escape()
    if (character === '[') return this.#class()
    if (character === '(') return this.#group()
    this.at++
    // The second sign of a possessive quantifier: `a++`, `a*+`, `a?+`, `a{2}+`.
    if (character === '+' && this.#afterQuantifier()) return ''
    return character
  }

  #afterQuantifier(): boolean {
    return /(?:^|[^\\])(?:\\\\)*(?:[*+?]|\{\d+(?:,\d*)?\})$/.test(this.#parts.slice(-12).join(''))
  }

  #escape(): string | undefined {
    const letter = this.pattern[this.at + 1]
    if (letter === undefined) return undefined
    if (letter === 'Q') return this.#literal()
    const hex = this.#hexadecimal()
    if (hex !== undefined) return hex
    if (UNSUPPORTED.test(letter)) return undefined
    this.at += 2
    return ESCAPES[letter] ?? `\\${letter}`
  }

  /** `\Q...\E`: everything between stands for itself. */
  #literal(): string {
    const close = this.pattern.indexOf('\\E', this.at)
    const end = close === -1 ? this.pattern.length : close
    const text = this.pattern.slice(this.at + 2, end)
    this.at = Math.min(end + 2, this.pattern.length)
    return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  }

  /** `\x{41}`: a character by its code. */
  #hexadecimal(): string | undefined {
    const match = /^\\x\{([0-9a-f]{1,4})\}/i.exec(this.pattern.slice(this.at, this.at + 8))
    if (match === null) return undefined
    this.at += match[0].length
    return `\\u${(match[1] as string).padStart(4, '0')}`
  }

  #group(): string | undefined {
    const rest = this.pattern.slice(this.at, this.at + 3)
    if (rest === '(?#') {
      const close = this.pattern.indexOf(')', this.at)
      this.at = close === -1 ? this.pattern.length : close + 1
      return ''
    }
    const back = /^\(\?P=(\w+)\)/.exec(this.pattern.slice(this.at, this.at + 40))
    if (back !== null) {
      this.at += back[0].length
      return `\\k<${back[1]}>`
    }
    const named = /^\(\?(?:P?<(?![=!])|')(\w+)[>']/.exec(this.pattern.slice(this.at, this.at + 40))
    if (named !== null) {
      this.at += named[0].length
      return `(?<${named[1]}>`
    }
    if (rest === '(?>') {
      this.at += 3
      return '(?:'
    }
    if (rest.startsWith('(?') && !/^\(\?[:=!<]/.test(rest)) return undefined
    this.at++
    return '('
  }

  /** A character class: `]` stands for itself when it comes first, and `[:alpha:]` is a set. */
  #class(): string | undefined {
    let text = '['
    this.at++
    if (this.pattern[this.at] === '^') {
      text += '^'
      this.at++
    }
    for (let first = true; this.at < this.pattern.length; first = false) {
      const character = this.pattern[this.at] as string
      if (character === ']' && !first) {
        this.at++
        return `${text}]`
      }
      const posix = /^\[:(\^?)(\w+):\]/.exec(this.pattern.slice(this.at, this.at + 14))
      if (posix !== null) {
        const set = POSIX_CLASSES[posix[2] as string]
        if (set === undefined || posix[1] === '^') return undefined
        text += set
        this.at += posix[0].length
      } else if (character === '\\') {
        const escaped = this.#classEscape()
        if (escaped === undefined) return undefined
        text += escaped
      } else {
        text += character === ']' || character === '[' ? `\\${character}` : character
        this.at++
      }
    }
    return undefined
  }

  #classEscape(): string | undefined {
    const hex = this.#hexadecimal()
    if (hex !== undefined) return hex
    const letter = this.pattern[this.at + 1]
    if (letter === undefined || /[HNRpPQE]/.test(letter)) return undefined
    this.at += 2
    if (letter === 'h') return ' \\t'
    if (letter === 'a' || letter === 'e') return ESCAPES[letter]
    return `\\${letter}`
  }
}
