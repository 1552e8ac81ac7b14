import type { Range } from '../../../syntax/index.js'
import { posixName, readBracket } from './bracket.js'
import {
  ANY,
  CARRIAGE_RETURN,
  type CharacterSet,
  inAnyCase,
  NEW_LINE,
  NOT_NEW_LINE,
  OTHER_LINE_BREAKS,
  overlap,
  SPACE,
  single,
} from './character-set.js'
import { Cursor } from './cursor.js'
import { readEscape } from './escape.js'
import { PcreMistake } from './mistake.js'
import type { Alternatives, Expression, PcreNode, Place, Repeat } from './nodes.js'

/** The limits of PCRE: nesting of groups, repeat counts, and the length of an expression. */
const DEEPEST = 250
const HIGHEST_COUNT = 65535
const LONGEST = 65535

/**
 * Parses a regular expression in the dialect of PCRE, or returns why PCRE would not compile it.
 * Everything that some version of PCRE accepts is accepted; limits of versions are not checked.
 * Matching, and the rules about expressions, work on the result.
 */
export function parsePcre(text: string): Expression | PcreMistake {
  if (text.length > LONGEST) {
    return new PcreMistake(0, text.length, 'PCRE does not take expressions of this size.')
  }
  try {
    return new Parser(text).parse()
  } catch (error) {
    if (error instanceof PcreMistake) return error
    throw error
  }
}

/** The options that affect parsing, as set by `(?ix)`. */
interface Flags {
  readonly anyCase: boolean
  readonly dotAll: boolean
  readonly extended: boolean
  readonly lines: boolean
  /** Whether quantifiers are lazy, and greedy with a question mark. */
  readonly lazy: boolean
}

const NO_FLAGS: Flags = {
  anyCase: false,
  dotAll: false,
  extended: false,
  lines: false,
  lazy: false,
}

interface Reference extends Range {
  readonly to: number | string
}

class Parser {
  private readonly cursor: Cursor
  private groups = 0
  private depth = 0
  private readonly names = new Set<string>()
  private readonly references: Reference[] = []
  private hasDuplicateNames = false

  constructor(text: string) {
    this.cursor = new Cursor(text)
  }

  parse(): Expression {
    const settings: string[] = []
    // Settings such as (*UTF8) may stand at the very beginning.
    for (let found = this.cursor.match(SETTING); found; found = this.cursor.match(SETTING)) {
      settings.push(found[1] as string)
    }
    const alternatives = this.alternatives(NO_FLAGS)
    if (!this.cursor.done) this.fail(this.cursor.at, this.cursor.at + 1, CLOSES_NOTHING)
    this.checkReferences()
    return { alternatives, settings }
  }

  private fail(start: number, end: number, why: string): never {
    throw new PcreMistake(start, end, why)
  }

  /**
   * Reads alternatives up to the end of the group or of the text.
   *
   * @param sharesNumbers whether every alternative numbers its groups from the same start
   */
  private alternatives(outer: Flags, sharesNumbers = false): PcreNode[][] {
    const { cursor } = this
    const before = this.groups
    let most = before
    let flags = outer
    let sequence: PcreNode[] = []
    const alternatives = [sequence]
    let canRepeat = false
    while (!cursor.done && cursor.next !== ')') {
      const start = cursor.at
      if (cursor.take('|')) {
        sequence = []
        alternatives.push(sequence)
        most = Math.max(most, this.groups)
        if (sharesNumbers) this.groups = before
        canRepeat = false
        continue
      }
      if (this.skipIgnored(flags)) continue
      const count = this.quantifier(flags)
      if (count !== undefined) {
        const item = canRepeat ? sequence.pop() : undefined
        if (item === undefined) this.fail(start, cursor.at, NOTHING_TO_REPEAT)
        sequence.push({ type: 'repeat', start: item.start, end: cursor.at, item, ...count })
        canRepeat = false
        continue
      }
      const changed = this.flagSetting(flags)
      if (changed !== undefined) {
        flags = changed
        canRepeat = false
        continue
      }
      const nodes = this.item(flags)
      sequence.push(...nodes)
      canRepeat = nodes.length > 0 || (canRepeat && cursor.text.startsWith('\\', start))
    }
    this.groups = Math.max(most, this.groups)
    return alternatives
  }

  /** Skips a comment or, with the option x, a blank. */
  private skipIgnored({ extended }: Flags): boolean {
    const { cursor } = this
    const start = cursor.at
    if (cursor.next === '(' && cursor.take('(?#')) {
      if (cursor.until(')') === undefined)
        this.fail(start, start + 3, 'This comment is never closed.')
      return true
    }
    if (!extended) return false
    if (cursor.take('#')) {
      if (cursor.until('\n') === undefined) cursor.at = cursor.text.length
      return true
    }
    const isBlank = overlap(single(cursor.next.charCodeAt(0)), SPACE)
    if (isBlank) cursor.at++
    return isBlank
  }

  private quantifier(
    flags: Flags,
  ): Pick<Repeat, 'least' | 'most' | 'lazy' | 'possessive'> | undefined {
    const { cursor } = this
    const start = cursor.at
    if (!'*+?{'.includes(cursor.next)) return undefined
    const found = cursor.match(/[*+?]|\{(\d+)(,?)(\d*)\}/y)
    if (found === undefined) return undefined
    const [text, from, comma, to] = found
    const least = from === undefined ? Number(text === '+') : Number(from)
    const limit = comma === '' ? least : to ? Number(to) : Number.POSITIVE_INFINITY
    const most = text === '?' ? 1 : limit
    if (most < least)
      this.fail(start, cursor.at, 'The numbers of this quantifier are out of order.')
    if (Math.max(least, to ? most : 0) > HIGHEST_COUNT) {
      this.fail(start, cursor.at, `A count cannot be higher than ${HIGHEST_COUNT}.`)
    }
    const possessive = cursor.take('+')
    const lazy = !possessive && cursor.take('?') !== flags.lazy
    return { least, most, lazy, possessive }
  }

  /** Reads `(?i)` or `(?x-s)`: options from here to the end of the group. */
  private flagSetting(flags: Flags): Flags | undefined {
    if (this.cursor.next !== '(') return undefined
    const found = this.cursor.match(/\(\?(\^?[imsxnaJUX]*(?:-[imsxnaJUX]*)?)\)/y)
    return found === undefined ? undefined : this.withFlags(flags, found[1] ?? '')
  }

  private withFlags(flags: Flags, letters: string): Flags {
    const [on = '', off = ''] = letters.split('-')
    const kept = on.startsWith('^') ? NO_FLAGS : flags
    if (on.includes('J')) this.hasDuplicateNames = true
    const isOn = (letter: string, before: boolean) =>
      on.includes(letter) || (before && !off.includes(letter))
    return {
      anyCase: isOn('i', kept.anyCase),
      dotAll: isOn('s', kept.dotAll),
      extended: isOn('x', kept.extended),
      lines: isOn('m', kept.lines),
      lazy: isOn('U', kept.lazy),
    }
  }

  /** Reads a part of a sequence; quoted text gives several parts. */
  private item(flags: Flags): PcreNode[] {
    const { cursor } = this
    const start = cursor.at
    if (posixName(cursor)) {
      const end = cursor.text.indexOf(']', start) + 1
      this.fail(start, end, 'A class such as [:alpha:] stands in brackets of its own: [[:alpha:]].')
    }
    const code = cursor.codePoint()
    switch (cursor.text[start]) {
      case '[':
        return [this.bracket(start, flags)]
      case '(':
        return [this.group(start, flags)]
      case '\\':
        return this.escape(start, flags)
      case '^':
        return [this.place(start, flags.lines ? 'line-start' : 'text-start')]
      case '$':
        return [this.place(start, flags.lines ? 'line-end' : 'last-line-end')]
      case '.': {
        const set = flags.dotAll ? ANY : NOT_NEW_LINE
        return [{ type: 'characters', start, end: cursor.at, set }]
      }
      default:
        return [this.characters(start, single(code), flags)]
    }
  }

  private characters(start: number, set: CharacterSet, flags: Flags): PcreNode {
    const end = this.cursor.at
    return { type: 'characters', start, end, set: flags.anyCase ? inAnyCase(set) : set }
  }

  private bracket(start: number, { anyCase }: Flags): PcreNode {
    const set = readBracket(this.cursor, anyCase)
    if (set === undefined) return this.opaque(start, PROPERTY)
    return { type: 'characters', start, end: this.cursor.at, set }
  }

  private place(start: number, place: Place): PcreNode {
    return { type: 'assertion', start, end: this.cursor.at, place }
  }

  /** @param what names the part between `start` and the cursor, with an article */
  private opaque(start: number, what: string): PcreNode {
    return { type: 'opaque', start, end: this.cursor.at, what }
  }

  private escape(start: number, flags: Flags): PcreNode[] {
    const { cursor } = this
    const meant = readEscape(cursor, false)
    switch (meant.type) {
      case 'characters':
        return [this.characters(start, meant.set, flags)]
      case 'reference': {
        const { to, relative } = meant
        const group = typeof to === 'number' && relative ? this.absolute(to) : to
        this.refer(start, group)
        return [this.reference(start, group, flags)]
      }
      case 'quote':
        return this.quoted(flags)
      case 'nothing':
        return []
      case 'line-break':
        return [this.lineBreak(start)]
      case 'assertion':
        return [this.place(start, meant.place)]
      default:
        return [this.opaque(start, meant.what)]
    }
  }

  private reference(start: number, to: number | string, { anyCase }: Flags): PcreNode {
    return { type: 'reference', start, end: this.cursor.at, to, anyCase }
  }

  /** The part for `\R`: CR LF as one, or a single line-breaking character. */
  private lineBreak(start: number): PcreNode {
    const span = { start, end: this.cursor.at }
    const one = (set: CharacterSet): PcreNode => ({ type: 'characters', ...span, set })
    const noLineFeed: PcreNode = {
      type: 'look-around',
      ...span,
      alternatives: [[one(NEW_LINE)]],
      behind: false,
      negative: true,
    }
    const alternatives = [
      [one(CARRIAGE_RETURN), one(NEW_LINE)],
      [one(CARRIAGE_RETURN), noLineFeed],
      [one(OTHER_LINE_BREAKS)],
    ]
    return { type: 'group', ...span, alternatives, atomic: false }
  }

  /** Reads literal text up to `\E`, or to the end. */
  private quoted(flags: Flags): PcreNode[] {
    const { cursor } = this
    const nodes: PcreNode[] = []
    while (!cursor.done && !cursor.take('\\E')) {
      nodes.push(this.characters(cursor.at, single(cursor.codePoint()), flags))
    }
    return nodes
  }

  /** @param start the opening parenthesis; the cursor is after it */
  private group(start: number, flags: Flags): PcreNode {
    const { cursor } = this
    if (cursor.next === '*' && /\*[A-Za-z:]/.test(cursor.text.slice(cursor.at, cursor.at + 2))) {
      return this.verb(start, flags)
    }
    if (!cursor.take('?')) return this.plainGroup(start, flags, { number: ++this.groups })
    const look = cursor.match(/<?[=!*]/y)?.[0]
    if (look !== undefined) return this.lookAround(start, flags, look)
    if (cursor.take('>')) return this.plainGroup(start, flags, { atomic: true })
    if (cursor.take('|')) return this.plainGroup(start, flags, { sharesNumbers: true })
    if (cursor.take('(')) return this.conditional(start, flags)
    const name = cursor.match(/P?<([^>)]*)>|'([^')]*)'/y)
    if (name !== undefined) return this.namedGroup(start, flags, name[1] ?? name[2] ?? '')
    const reference = cursor.match(/(P=|P>|&)([^)]*)\)|(?:R|([-+]?\d+))\)/y)
    if (reference !== undefined) {
      const [, kind, to, number] = reference
      if (to !== undefined) this.refer(start, to)
      // (?0) means the whole expression again, like (?R).
      else if (number !== undefined && number !== '0') this.refer(start, this.recursion(number))
      return kind === 'P=' && to !== undefined
        ? this.reference(start, to, flags)
        : this.opaque(start, RECURSION)
    }
    if (cursor.match(/C(?:\d*|(["'`^%#$]).*?\1|\{[^}]*\})\)/y) !== undefined) {
      return this.place(start, 'anywhere')
    }
    const letters = cursor.match(/(\^?[imsxnaJUX]*(?:-[imsxnaJUX]*)?):/y)
    if (letters !== undefined) {
      return this.plainGroup(start, this.withFlags(flags, letters[1] ?? ''))
    }
    const what = cursor.text.slice(start, cursor.at + 1)
    return this.fail(start, start + what.length, `PCRE knows no group that begins with "${what}".`)
  }

  private plainGroup(
    start: number,
    flags: Flags,
    {
      atomic = false,
      sharesNumbers = false,
      ...names
    }: { atomic?: boolean; sharesNumbers?: boolean; number?: number; name?: string } = {},
  ): PcreNode {
    const alternatives = this.inside(start, flags, sharesNumbers)
    return { type: 'group', start, end: this.cursor.at, alternatives, atomic, ...names }
  }

  /** Reads the contents of a group, and its closing parenthesis. */
  private inside(start: number, flags: Flags, sharesNumbers = false): PcreNode[][] {
    if (++this.depth > DEEPEST) this.fail(start, start + 1, 'Groups are nested too deep.')
    const alternatives = this.alternatives(flags, sharesNumbers)
    this.depth--
    if (!this.cursor.take(')')) this.fail(start, start + 1, 'This parenthesis is never closed.')
    return alternatives
  }

  private namedGroup(start: number, flags: Flags, name: string): PcreNode {
    const end = this.cursor.at
    if (!/^[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) {
      this.fail(start, end, 'The name of a group is letters, digits and _, no digit first.')
    }
    if (this.names.has(name) && !this.hasDuplicateNames) {
      this.fail(start, end, 'Another group has this name.')
    }
    const isFirst = !this.names.has(name)
    this.names.add(name)
    const number = ++this.groups
    return this.plainGroup(start, flags, isFirst ? { number, name } : { number })
  }

  /** @param sign `=`, `!` or `*` for non-atomic, with `<` before it for a look-behind */
  private lookAround(start: number, flags: Flags, sign: string): PcreNode {
    const behind = sign.startsWith('<')
    const alternatives = this.inside(start, flags)
    const variable = behind ? variableRepeat(alternatives) : undefined
    if (variable !== undefined) {
      this.fail(variable.start, variable.end, 'PCRE looks behind only for what has a fixed length.')
    }
    const negative = sign.endsWith('!')
    return { type: 'look-around', start, end: this.cursor.at, alternatives, behind, negative }
  }

  /** Reads `(?(condition)yes|no)`; the cursor is after the inner parenthesis. */
  private conditional(start: number, flags: Flags): PcreNode {
    const { cursor } = this
    const open = cursor.at - 1
    if (cursor.next === '?' || cursor.next === '*') {
      this.group(open, flags)
    } else {
      const condition = cursor.until(')')
      if (condition === undefined) this.fail(open, open + 1, 'This parenthesis is never closed.')
      this.referInCondition(open, condition)
    }
    const alternatives = this.inside(start, flags)
    if (alternatives.length > 2) {
      this.fail(start, cursor.at, 'A condition has at most two alternatives.')
    }
    return this.opaque(start, 'a condition')
  }

  private referInCondition(open: number, condition: string): void {
    if (/^[-+]?\d+$/.test(condition)) {
      this.refer(open, this.recursion(condition))
      return
    }
    const name = /^(?:<(.*)>|'(.*)'|R&(.*))$/.exec(condition)?.slice(1).find(Boolean)
    if (name !== undefined) this.refer(open, name)
    else if (
      !/^(?:R\d*|DEFINE|VERSION>?=[\d.]+|[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)$/.test(condition)
    ) {
      this.fail(
        open,
        this.cursor.at,
        'A condition is the number or name of a group, or a look around.',
      )
    }
  }

  /** Reads `(*ACCEPT)` and the like, and groups named by a word: `(*atomic:...)`. */
  private verb(start: number, flags: Flags): PcreNode {
    const { cursor } = this
    const kind = cursor.match(WORDS_OF_GROUPS)?.[1]
    if (kind !== undefined) {
      if (kind === 'atomic') return this.plainGroup(start, flags, { atomic: true })
      if (/script_run|^a?sr$/.test(kind)) {
        this.inside(start, flags)
        return this.opaque(start, 'a script run')
      }
      const behind = /b$|behind$/.test(kind) ? '<' : ''
      return this.lookAround(start, flags, `${behind}${/^n(?:l|egative)/.test(kind) ? '!' : '='}`)
    }
    if (cursor.match(VERBS) === undefined) {
      this.fail(start, start + 2, 'PCRE knows no such verb; an asterisk itself is \\*.')
    }
    return this.opaque(start, 'a verb')
  }

  private refer(start: number, to: number | string): void {
    this.references.push({ start, end: this.cursor.at, to })
  }

  /** The number of a group given relative to this place. */
  private absolute(distance: number): number {
    return distance < 0 ? this.groups + 1 + distance : this.groups + distance
  }

  private recursion(number: string): number {
    return /^[-+]/.test(number) ? this.absolute(Number(number)) : Number(number)
  }

  private checkReferences(): void {
    for (const { start, end, to } of this.references) {
      const isKnown =
        typeof to === 'string'
          ? this.names.has(to) || /^[-+]?\d+$/.test(to)
          : to >= 1 && to <= this.groups
      if (!isKnown) this.fail(start, end, 'There is no such group to refer to.')
    }
  }
}

const CLOSES_NOTHING = 'This parenthesis closes nothing; one that is meant is \\).'
const NOTHING_TO_REPEAT = 'There is nothing before this quantifier that it could repeat.'

const PROPERTY = 'a property of characters'
const RECURSION = 'a recursion'

const SETTING =
  /\(\*(UTF\d*|UCP|(?:ANY)?(?:CR)?(?:LF)?|NUL|(?:BSR|LIMIT|NO|NOTEMPTY)\w*(?:=\d+)?)\)/y
const VERBS = /\*(?:ACCEPT|COMMIT|F|FAIL|MARK|PRUNE|SKIP|THEN)?(?::[^)]*)?\)/y
const WORDS_OF_GROUPS =
  /\*(atomic|pla|nla|plb|nlb|napla|naplb|sr|asr|(?:non_atomic_)?(?:positive|negative)_look(?:ahead|behind)|(?:atomic_)?script_run):/y

/** The first repeat of variable length; look-arounds do not count, because they match no text. */
function variableRepeat(alternatives: Alternatives): PcreNode | undefined {
  for (const node of alternatives.flat()) {
    if (node.type === 'group') {
      const inner = variableRepeat(node.alternatives)
      if (inner !== undefined) return inner
    }
    if (node.type !== 'repeat') continue
    if (node.most !== node.least) return node
    const inner = variableRepeat([[node.item]])
    if (inner !== undefined) return inner
  }
  return undefined
}
