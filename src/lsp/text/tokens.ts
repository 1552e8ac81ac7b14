import type { Document } from '../../../grammar/index.js'
import type { Pieces } from '../../syntax/index.js'
import {
  ArrayView,
  type BodyView,
  DictionaryView,
  type ItemView,
  type NodeView,
  type ScalarView,
  type ValueView,
} from '../../syntax/index.js'
import type { Positions } from '../positions/positions.js'
import { commentsIn } from './comments-in.js'

/** What a token can be; the protocol sends the place of the word in this list. */
export const TOKEN_TYPES = [
  'comment',
  'keyword',
  'type',
  'property',
  'string',
  'number',
  'regexp',
  'enumMember',
] as const

type TokenType = (typeof TOKEN_TYPES)[number]

interface Painted {
  readonly start: number
  readonly end: number
  readonly type: TokenType
}

/**
 * What each part of a text means, as the protocol encodes it: five numbers for each part of a line,
 * relative to the one before.
 * @param part the part of the text that is asked about
 */
export function* semanticTokens(
  document: Document,
  positions: Positions,
  part: { readonly start: number; readonly end: number },
): Pieces<number[]> {
  const data: number[] = []
  const lines = positions.linesFrom(document.source, part.start)
  let line = 0
  let character = 0
  const add = ({ start, end, type }: Painted) => {
    // A token of the protocol does not go over the end of a line.
    for (let at = start; at < end; at = lines.next) {
      lines.goTo(at)
      const until = Math.min(end, lines.end)
      if (until <= at) continue
      const from = lines.characterAt(at)
      data.push(lines.line - line, lines.line === line ? from - character : from)
      data.push(lines.characterAt(until) - from, TOKEN_TYPES.indexOf(type), 0)
      line = lines.line
      character = from
    }
  }
  // Comments and tokens both come in the order of the text.
  const comments = commentsIn(document, part)
  let comment = comments.next()
  const addComments = (limit: number) => {
    for (; !comment.done && comment.value.start < limit; comment = comments.next()) {
      const { start, end } = comment.value
      if (end > part.start) add({ start, end, type: 'comment' })
    }
  }
  for (const each of paintedIn(document.root, part)) {
    addComments(each.start)
    add(each)
    yield
  }
  addComments(part.end)
  return data
}

function* paintedIn(body: BodyView, part: { start: number; end: number }): Generator<Painted> {
  for (const item of body.eachItem()) {
    if (item.end <= part.start) continue
    if (item.start >= part.end) return
    yield* paintedItem(item, part)
  }
}

function* paintedItem(item: ItemView, part: { start: number; end: number }): Generator<Painted> {
  if (item.type === 'scope') {
    yield painted(item.nameToken, 'type')
    if (item.instance !== undefined) yield painted(item.instance, instanceType(item.instance))
    yield* paintedIn(item, part)
  } else if (item.type === 'option') {
    yield painted(item.nameToken, 'property')
    if (item.value !== undefined) yield* paintedValue(item.value)
  } else if (item.type === 'include') {
    yield painted(item.keyword, 'keyword')
    if (item.target !== undefined) yield painted(item.target, 'string')
  }
}

function* paintedValue(value: ValueView): Generator<Painted> {
  if (value instanceof ArrayView) {
    for (const element of value.elements) yield* paintedValue(element)
  } else if (value instanceof DictionaryView) {
    for (const { keyToken, value: its } of value.entries) {
      yield painted(keyToken, 'property')
      if (its !== undefined) yield* paintedValue(its)
    }
  } else yield painted(value, scalarType(value))
}

function painted({ start, end }: Pick<NodeView, 'start' | 'end'>, type: TokenType): Painted {
  return { start, end, type }
}

function instanceType(instance: ScalarView): TokenType {
  return instance.value.startsWith('/') ? 'regexp' : 'string'
}

const SWITCH = /^(?:true|false|on|off|yes|no|enabled|disabled)$/i
const NUMBER = /^-?(?:0x[\da-f]+|\d+(?:\.\d+)?)$/i

function scalarType(scalar: ScalarView): TokenType {
  if (scalar.quoted) return 'string'
  if (SWITCH.test(scalar.text)) return 'enumMember'
  return NUMBER.test(scalar.text) ? 'number' : 'string'
}
