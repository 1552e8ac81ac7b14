import type { Range } from '../../../syntax/index.js'
import type { CharacterSet } from './character-set.js'

/** A part of a regular expression and where it stands in its text. */
export type PcreNode = Characters | Assertion | LookAround | Reference | Opaque | Group | Repeat

/** What stands between bars: sequences, of which one must match. */
export type Alternatives = readonly (readonly PcreNode[])[]

/** One character out of a set. */
export interface Characters extends Range {
  readonly type: 'characters'
  readonly set: CharacterSet
}

/** What matches a place and no text, and can be told from the characters around it. */
export interface Assertion extends Range {
  readonly type: 'assertion'
  readonly place: Place
}

export type Place =
  /** `^` and `\A`. */
  | 'text-start'
  /** `^` with the option m. */
  | 'line-start'
  /** `\z`. */
  | 'text-end'
  /** `$` and `\Z`: the end, or a line feed before it. */
  | 'last-line-end'
  /** `$` with the option m. */
  | 'line-end'
  /** `\b`. */
  | 'word-edge'
  /** `\B`. */
  | 'no-word-edge'
  /** What says nothing about where it stands: `\K`, a callout. */
  | 'anywhere'

/** `(?=...)` and its like: what must, or must not, stand behind or before a place. */
export interface LookAround extends Range {
  readonly type: 'look-around'
  readonly alternatives: Alternatives
  readonly behind: boolean
  readonly negative: boolean
}

/** The text that a group has matched before. */
export interface Reference extends Range {
  readonly type: 'reference'
  /** The number or the name of the group. */
  readonly to: number | string
  readonly anyCase: boolean
}

/** What matches text that nobody knows beforehand: a recursion, a condition, a verb. */
export interface Opaque extends Range {
  readonly type: 'opaque'
  /** With its article, as a sentence about it begins: `a recursion`. */
  readonly what: string
}

export interface Group extends Range {
  readonly type: 'group'
  readonly alternatives: Alternatives
  /** Whether nothing inside is tried in another way once it has matched. */
  readonly atomic: boolean
  /** What refers to it; undefined when nothing can. */
  readonly number?: number
  readonly name?: string
}

export interface Repeat extends Range {
  readonly type: 'repeat'
  readonly item: PcreNode
  readonly least: number
  /** Infinity for no limit. */
  readonly most: number
  /** Whether it takes as little as it can. */
  readonly lazy: boolean
  /** Whether it keeps what it has taken. */
  readonly possessive: boolean
}

/** A regular expression as it was read. */
export interface Expression {
  readonly alternatives: Alternatives
  /** What stands at its head and holds for all of it: `UTF8` of `(*UTF8)`. */
  readonly settings: readonly string[]
}
