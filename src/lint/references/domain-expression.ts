import { ANY, type CharacterSet, NOT_NEW_LINE } from '../../schema/values/pcre/character-set.js'
import { PcreMistake } from '../../schema/values/pcre/mistake.js'
import type {
  Alternatives,
  Expression,
  PcreNode,
  Place,
  Repeat,
} from '../../schema/values/pcre/nodes.js'
import { parsePcre } from '../../schema/values/pcre/parser.js'

/**
 * A text that a regular expression requires at the start, at the end, or anywhere in a domain name.
 * Expressions are searched for without anchors (language spec 8).
 */
export interface Shape {
  readonly text: string
  readonly fromStart: boolean
  readonly toEnd: boolean
}

export interface Alternative {
  /** Shapes that every match of the alternative has. */
  readonly bounds: readonly Shape[]
  /** Whether every domain with the only shape in `bounds` matches. */
  readonly exact: boolean
}

/** A piece of an expression: a single literal character, or one of these. */
const Piece = {
  Start: '^start',
  End: '$end',
  /** `.*` */
  Any: '.*',
  /** Something that is not analysed. */
  Other: 'other',
} as const

type Sequence = readonly string[]

/** The limit of alternatives; an expression with more is not analysed. */
const MOST_ALTERNATIVES = 32
/** The longest expression that is analysed, in characters. */
const LONGEST = 500

/** The alternatives of an expression, which together match all that the expression matches. */
export function alternativesOf(expression: string): readonly Alternative[] {
  const parsed = expression.length > LONGEST ? undefined : parsePcre(expression)
  const isRead = parsed !== undefined && !(parsed instanceof PcreMistake)
  const sequences = isRead && isSimple(parsed) ? sequencesOf(parsed.alternatives) : [[Piece.Other]]
  return sequences.map(alternativeOf)
}

/** Whether no part affects how other parts match, as a verb or a recursion does. */
function isSimple({ alternatives, settings }: Expression): boolean {
  const isTame = (node: PcreNode): boolean => {
    switch (node.type) {
      case 'opaque':
        return false
      case 'repeat':
        return isTame(node.item)
      case 'group':
      case 'look-around':
        return node.alternatives.every((sequence) => sequence.every(isTame))
      default:
        return true
    }
  }
  return settings.length === 0 && alternatives.every((sequence) => sequence.every(isTame))
}

function sequencesOf(alternatives: Alternatives): readonly Sequence[] {
  const all: Sequence[] = []
  for (const nodes of alternatives) {
    let sequences: readonly Sequence[] = [[]]
    for (const node of nodes) {
      const next = piecesOf(node)
      sequences =
        sequences.length * next.length > MOST_ALTERNATIVES
          ? sequences.map((sequence) => [...sequence, Piece.Other])
          : sequences.flatMap((head) => next.map((tail) => [...head, ...tail]))
    }
    all.push(...sequences)
  }
  return all.length > MOST_ALTERNATIVES ? [[Piece.Other]] : all
}

function piecesOf(node: PcreNode): readonly Sequence[] {
  switch (node.type) {
    case 'characters':
      return [[characterOf(node.set) ?? Piece.Other]]
    case 'assertion':
      return [[pieceAt(node.place)]]
    case 'group':
      return node.atomic ? [[Piece.Other]] : sequencesOf(node.alternatives)
    case 'repeat':
      return [[isAnyText(node) ? Piece.Any : Piece.Other]]
    default:
      return [[Piece.Other]]
  }
}

/** The character of a set that holds exactly one ASCII character; undefined for other sets. */
function characterOf(set: CharacterSet): string | undefined {
  const [range, ...others] = set
  if (range === undefined || others.length > 0 || range[0] !== range[1]) return undefined
  return range[0] < 0x80 ? String.fromCharCode(range[0]) : undefined
}

/** The piece for an anchor; a domain name has only one line. */
function pieceAt(place: Place): string {
  switch (place) {
    case 'text-start':
    case 'line-start':
      return Piece.Start
    case 'text-end':
    case 'last-line-end':
    case 'line-end':
      return Piece.End
    default:
      return Piece.Other
  }
}

/** Whether a repeat is `.*`; a possessive one does not backtrack. */
function isAnyText({ item, least, most, possessive }: Repeat): boolean {
  if (possessive || least > 0 || most !== Number.POSITIVE_INFINITY) return false
  return item.type === 'characters' && (item.set === ANY || item.set === NOT_NEW_LINE)
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
  // Every name begins and ends with the empty text.
  const isEverything = text === '' && !(fromStart && toEnd)
  return isEverything ? { text, fromStart: false, toEnd: false } : { text, fromStart, toEnd }
}

function isSpecial(piece: string): boolean {
  return piece.length > 1
}
