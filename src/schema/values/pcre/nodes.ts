import type { Range } from '../../../syntax/index.js'
import type { CharacterSet } from './character-set.js'

/** A part of a regular expression, with its range in the text. */
export type PcreNode = Characters | Assertion | LookAround | Reference | Opaque | Group | Repeat

/** Alternatives separated by bars; each is a sequence of parts. */
export type Alternatives = readonly (readonly PcreNode[])[]

/** One character of a set. */
export interface Characters extends Range {
  readonly type: 'characters'
  readonly set: CharacterSet
}

/** An empty match at a place, determined by the characters around it. */
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
  /** A part that holds everywhere: `\K`, a callout. */
  | 'anywhere'

/** `(?=...)` and the like: what must, or must not, precede or follow a place. */
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

/** A part whose matches are unknown: a recursion, a condition, a verb. */
export interface Opaque extends Range {
  readonly type: 'opaque'
  /** A name with an article, to begin a sentence: `a recursion`. */
  readonly what: string
}

export interface Group extends Range {
  readonly type: 'group'
  readonly alternatives: Alternatives
  /** Whether the group is never backtracked into once it has matched. */
  readonly atomic: boolean
  /** The number and the name for references; undefined when the group has none. */
  readonly number?: number
  readonly name?: string
}

export interface Repeat extends Range {
  readonly type: 'repeat'
  readonly item: PcreNode
  readonly least: number
  /** Infinity for no limit. */
  readonly most: number
  /** Whether the repeat takes as little as possible. */
  readonly lazy: boolean
  /** Whether the repeat is never backtracked into. */
  readonly possessive: boolean
}

/** A parsed regular expression. */
export interface Expression {
  readonly alternatives: Alternatives
  /** The settings at its beginning, for the whole expression: `UTF8` of `(*UTF8)`. */
  readonly settings: readonly string[]
}
