/**
 * What a regular expression over domain names matches, as far as it is simple: texts that stand at
 * the start, at the end, or anywhere. Expressions are searched for without anchors (language spec 8).
 */
export interface Shape {
  readonly text: string
  readonly fromStart: boolean
  readonly toEnd: boolean
}

export interface Alternative {
  /** Everything that it matches has all of these shapes. */
  readonly bounds: readonly Shape[]
  /** The only bound says it all: whatever has this shape is matched. */
  readonly exact: boolean
}

/** A piece of an expression: a character that stands for itself, or one of these. */
const Piece = {
  Start: '^start',
  End: '$end',
  /** `.*` */
  Any: '.*',
  /** Something that is not looked into. */
  Other: 'other',
} as const

type Sequence = readonly string[]

/** More alternatives than these are not told apart. */
const MOST_ALTERNATIVES = 32
/** Longer or deeper expressions are not simple. */
const LONGEST = 500
const DEEPEST = 20

/** The alternatives of an expression, which together match all that it matches. */
export function alternativesOf(expression: string): readonly Alternative[] {
  const isShort = expression.length <= LONGEST
  const sequences = (isShort ? new Reader(expression).read() : undefined) ?? [[Piece.Other]]
  return sequences.map(alternativeOf)
}

/** Reads what is simple; the rest becomes `Other`. */
class Reader {
  #at = 0
  #depth = 0

  constructor(private readonly text: string) {}

  /** Undefined when the expression is none, or says something about all of it: `(?i)`. */
  read(): readonly Sequence[] | undefined {
    const sequences = this.#alternatives()
    return this.#at === this.text.length ? sequences : undefined
  }

  #alternatives(): readonly Sequence[] | undefined {
    const all: Sequence[] = []
    for (;;) {
      const branch = this.#branch()
      if (branch === undefined) return undefined
      all.push(...branch)
      if (this.text[this.#at] !== '|') break
      this.#at++
    }
    return all.length > MOST_ALTERNATIVES ? [[Piece.Other]] : all
  }

  #branch(): readonly Sequence[] | undefined {
    let sequences: readonly Sequence[] = [[]]
    while (this.#at < this.text.length && !'|)'.includes(this.text[this.#at] as string)) {
      const isDot = this.text[this.#at] === '.'
      const piece = this.#piece()
      if (piece === undefined) return undefined
      const next = this.#quantified(piece, isDot)
      sequences =
        sequences.length * next.length > MOST_ALTERNATIVES
          ? sequences.map((sequence) => [...sequence, Piece.Other])
          : sequences.flatMap((head) => next.map((tail) => [...head, ...tail]))
    }
    return sequences
  }

  #quantified(piece: readonly Sequence[], isDot: boolean): readonly Sequence[] {
    const quantifier = /^(?:[*+?]|\{\d*,?\d*\})[?+]?/.exec(this.text.slice(this.#at, this.#at + 16))
    if (quantifier === null) return piece
    this.#at += quantifier[0].length
    // A possessive one does not give back what it took.
    return isDot && (quantifier[0] === '*' || quantifier[0] === '*?')
      ? [[Piece.Any]]
      : [[Piece.Other]]
  }

  #piece(): readonly Sequence[] | undefined {
    const character = this.text[this.#at] as string
    if (character === '(') return this.#group()
    if (character === '[') return this.#class()
    if (character === '\\') return this.#escape()
    this.#at++
    if (character === '^') return [[Piece.Start]]
    if (character === '$') return [[Piece.End]]
    return [[character === '.' ? Piece.Other : character]]
  }

  #group(): readonly Sequence[] | undefined {
    const rest = this.text.slice(this.#at, this.#at + 3)
    if (rest.startsWith('(?') && rest !== '(?:') return undefined
    if (++this.#depth > DEEPEST) return undefined
    this.#at += rest === '(?:' ? 3 : 1
    const inside = this.#alternatives()
    this.#depth--
    if (inside === undefined || this.text[this.#at] !== ')') return undefined
    this.#at++
    return inside
  }

  #class(): readonly Sequence[] | undefined {
    const match = /^\[(\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*)\]/.exec(this.text.slice(this.#at))
    if (match === null) return undefined
    this.#at += match[0].length
    const inside = match[1] as string
    return [[inside.length === 1 && /[\w.@-]/.test(inside) ? inside : Piece.Other]]
  }

  #escape(): readonly Sequence[] | undefined {
    const character = this.text[this.#at + 1]
    // `\Q...\E` may hold what looks like the end of a group.
    if (character === undefined || character === 'Q' || character === 'E') return undefined
    this.#at += 2
    return [[/[A-Za-z0-9]/.test(character) ? Piece.Other : character]]
  }
}

function alternativeOf(sequence: Sequence): Alternative {
  let first = 0
  let last = sequence.length
  let fromStart = false
  let toEnd = false
  while (sequence[first] === Piece.Start) first++
  fromStart = first > 0
  while (last > first && sequence[last - 1] === Piece.End) last--
  toEnd = last < sequence.length
  while (first < last && sequence[first] === Piece.Any) {
    first++
    fromStart = false
  }
  while (first < last && sequence[last - 1] === Piece.Any) {
    last--
    toEnd = false
  }
  const pieces = sequence.slice(first, last)
  const head = pieces.findIndex(isSpecial)
  if (head === -1) return { bounds: [shapeOf(pieces.join(''), fromStart, toEnd)], exact: true }
  const tail = pieces.findLastIndex(isSpecial) + 1
  return {
    bounds: [
      { text: pieces.slice(0, head).join(''), fromStart, toEnd: false },
      { text: pieces.slice(tail).join(''), fromStart: false, toEnd },
    ],
    exact: false,
  }
}

function shapeOf(text: string, fromStart: boolean, toEnd: boolean): Shape {
  // Every name has an empty start and an empty end.
  const isEverything = text === '' && !(fromStart && toEnd)
  return isEverything ? { text, fromStart: false, toEnd: false } : { text, fromStart, toEnd }
}

function isSpecial(piece: string): boolean {
  return piece.length > 1
}
