import type { CharacterSet } from './character-set.js'

/** A part of a regular expression and where it stands in its text. */
export type PcreNode = Characters | Assertion | Opaque | Group | Repeat

/** What stands between bars: sequences, of which one must match. */
export type Alternatives = readonly (readonly PcreNode[])[]

interface Span {
  readonly start: number
  readonly end: number
}

/** One character out of a set. */
export interface Characters extends Span {
  readonly type: 'characters'
  readonly set: CharacterSet
}

/** What matches a place and no text: `^`, `\b`, a look around. */
export interface Assertion extends Span {
  readonly type: 'assertion'
  /** What a look around looks for. */
  readonly alternatives?: Alternatives
}

/** What matches text that nobody knows beforehand: a backreference, a recursion, a condition. */
export interface Opaque extends Span {
  readonly type: 'opaque'
}

export interface Group extends Span {
  readonly type: 'group'
  readonly alternatives: Alternatives
  /** Whether nothing inside is tried in another way once it has matched. */
  readonly atomic: boolean
}

export interface Repeat extends Span {
  readonly type: 'repeat'
  readonly item: PcreNode
  readonly least: number
  /** Infinity for no limit. */
  readonly most: number
  /** Whether it keeps what it has taken. */
  readonly possessive: boolean
}
