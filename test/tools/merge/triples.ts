import fc from 'fast-check'
import { parse } from '../../../grammar/index.js'

/** Three versions of a file, without errors: two sides have changed the base, each in its way. */
export interface Triple {
  readonly base: string
  readonly ours: string
  readonly theirs: string
}

interface Part {
  above: string | undefined
  behind: string | undefined
  key: string
  word: string
}

type Statement =
  | {
      kind: 'option'
      name: string
      shape: 'scalar' | 'array' | 'dictionary'
      parts: Part[]
      /** A comment before the closing bracket. */
      last: string | undefined
      isWide: boolean
      above: string | undefined
      behind: string | undefined
      blank: boolean
    }
  | {
      kind: 'scope'
      head: string
      parts?: never
      comment: string | undefined
      items: Statement[]
      above: string | undefined
      behind: string | undefined
      blank: boolean
    }
  | {
      kind: 'include'
      words: string
      above: string | undefined
      behind: string | undefined
      blank: boolean
    }
  | { kind: 'comment'; above: string; behind: undefined; blank: boolean }

interface Style {
  readonly newline: string
  readonly indent: string
  readonly quotes: boolean
  readonly commas: boolean
  readonly equals: string
}

const WORDS = ['1', '2', '10.0.0.0/8', 'a b', 'on', '']
const COMMENTS = [
  '# one',
  '# two',
  '# three',
  '#four',
  '/* five */',
  '/* six\n seven */',
  '# caf\udce9',
]
const comment = fc.option(fc.constantFrom(...COMMENTS), { nil: undefined, freq: 2 })
const rareComment = fc.option(fc.constantFrom(...COMMENTS), { nil: undefined, freq: 1 })
const word = fc.constantFrom(...WORDS)

const part: fc.Arbitrary<Part> = fc.record({
  above: rareComment,
  behind: rareComment,
  key: fc.constantFrom('k', 'l', 'm'),
  word,
})

const option = fc.record({
  kind: fc.constant('option' as const),
  name: fc.constantFrom('Alpha', 'beta', 'Gamma'),
  shape: fc.constantFrom(
    'scalar' as const,
    'array' as const,
    'array' as const,
    'dictionary' as const,
  ),
  parts: fc.array(part, { minLength: 1, maxLength: 3 }),
  last: rareComment,
  isWide: fc.boolean(),
  above: comment,
  behind: comment,
  blank: fc.boolean(),
})

const include = fc.record({
  kind: fc.constant('include' as const),
  words: fc.constantFrom('include "x"', 'include "y"', 'readonly_include "y"', 'include "z"'),
  above: comment,
  behind: comment,
  blank: fc.boolean(),
})

const alone = fc.record({
  kind: fc.constant('comment' as const),
  above: fc.constantFrom(...COMMENTS),
  behind: fc.constant(undefined),
  blank: fc.constant(true),
})

const statement: fc.Memo<Statement> = fc.memo((depth) => {
  const simple = [
    { arbitrary: option, weight: 5 },
    { arbitrary: include, weight: 1 },
    { arbitrary: alone, weight: 1 },
  ]
  return depth <= 1
    ? fc.oneof(...simple)
    : fc.oneof(...simple, { arbitrary: scope(depth), weight: 4 })
})

const scope: fc.Memo<Statement> = fc.memo((depth) =>
  fc.record({
    kind: fc.constant('scope' as const),
    head: fc.constantFrom('S', 'Tee "one"', 'Domain "/a/"', 'Domain "/b/"', 'Domain "plain"'),
    comment,
    items: fc.array(statement(depth - 1), { maxLength: 3 }),
    above: comment,
    behind: comment,
    blank: fc.boolean(),
  }),
)

/** Something that somebody does to a file. */
const change = fc.record({
  at: fc.nat(60),
  what: fc.constantFrom(
    'remove',
    'insert',
    'value',
    'word',
    'part',
    'no part',
    'part comment',
    'part comment',
    'part comment',
    'above',
    'behind',
    'swap',
    'split',
    'again',
    'blank',
    'wide',
  ),
  inside: fc.nat(6),
  statement: statement(2),
  part,
  comment,
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

/** All statements of a file, each with the list that it stands in. */
function places(items: Statement[]): { items: Statement[]; index: number }[] {
  return items.flatMap((each, index) => [
    { items, index },
    ...(each.kind === 'scope' ? places(each.items) : []),
  ])
}

function changed(file: readonly Statement[], changes: readonly Change[]): Statement[] {
  const now = structuredClone(file) as Statement[]
  for (const each of structuredClone(changes) as Change[]) apply(now, each)
  return now
}

function apply(file: Statement[], { at, what, inside, statement, part, comment }: Change): void {
  const all = places(file)
  const place = all[at % (all.length + 1)]
  if (place === undefined) {
    file.push(statement)
    return
  }
  const { items, index } = place
  const item = items[index] as Statement
  const parts = item.kind === 'option' ? item.parts : []
  const one = parts[inside % parts.length]
  switch (what) {
    case 'remove':
      items.splice(index, 1)
      return
    case 'insert':
      items.splice(index, 0, statement)
      return
    case 'swap':
      items.splice(index, 2, ...items.slice(index, index + 2).reverse())
      return
    case 'again':
      items.splice(index + 1, 0, { ...structuredClone(item), above: comment } as Statement)
      return
    case 'above':
    case 'behind':
      if (item.kind !== 'comment') item[what] = comment
      return
    case 'blank':
      item.blank = !item.blank
      return
    case 'split':
      if (item.kind === 'scope') {
        const rest = item.items.splice(inside % (item.items.length + 1))
        items.splice(index + 1, 0, { ...item, items: rest, above: comment })
      }
      return
    case 'value':
      if (item.kind === 'option' && statement.kind === 'option') {
        items[index] = { ...statement, name: item.name, above: item.above, behind: item.behind }
      }
      return
    case 'wide':
      if (item.kind === 'option') item.isWide = !item.isWide
      if (item.kind === 'scope') item.comment = comment
      return
    case 'word':
      if (one !== undefined) one.word = part.word
      return
    case 'part':
      parts.splice(inside % (parts.length + 1), 0, part)
      return
    case 'no part':
      if (parts.length > 1) parts.splice(inside % parts.length, 1)
      return
    case 'part comment':
      if (item.kind !== 'option') return
      if (one === undefined || inside === 6) item.last = comment
      else if (inside % 2 === 0) one.above = comment
      else one.behind = comment
  }
}

function written(items: readonly Statement[], style: Style, indent = ''): string {
  return items
    .map((item) => {
      const above = item.above === undefined ? '' : `${indent}${item.above}\n`
      const behind = item.behind === undefined ? '' : ` ${item.behind}`
      const blank = item.blank ? '\n' : ''
      if (item.kind === 'comment') return `\n${above}\n`
      if (item.kind === 'include') return `${blank}${above}${indent}${item.words}${behind}\n`
      if (item.kind === 'option') {
        return `${blank}${above}${indent}${item.name}${style.equals}${value(item, style, indent)}${behind}\n`
      }
      const head = item.comment === undefined ? '' : ` ${item.comment}`
      const body = written(item.items, style, indent + style.indent)
      return `${blank}${above}${indent}${item.head} {${head}\n${body}${indent}}${behind}\n`
    })
    .join('')
}

function value(item: Statement & { kind: 'option' }, style: Style, indent: string): string {
  const { shape, parts, last, isWide } = item
  if (shape === 'scalar') return quoted(parts[0]?.word ?? '', style)
  const [open, close] = shape === 'array' ? '()' : '[]'
  const inner = isWide ? `\n${indent}${style.indent}` : ' '
  const text = parts.map(({ above, behind, key, word }, index) => {
    const comma = style.commas && index < parts.length - 1 ? ',' : ''
    const name = shape === 'dictionary' ? `${key} = ` : ''
    return `${inner}${onLine(above)}${name}${quoted(word, style)}${comma}${onLine(behind)}`
  })
  const end = isWide ? `\n${indent}` : ' '
  return `${open}${text.join('')}${last === undefined ? '' : inner}${onLine(last)}${end}${close}`
}

/** A comment inside of a value, with the line end that it needs. */
function onLine(comment: string | undefined): string {
  return comment === undefined ? '' : ` ${comment}${comment.startsWith('#') ? '\n' : ' '}`
}

function quoted(word: string, { quotes }: Style): string {
  return quotes || !/^[\w.]+$/.test(word) ? `"${word}"` : word
}

const style: fc.Arbitrary<Style> = fc.record({
  newline: fc.constantFrom('\n', '\n', '\r\n'),
  indent: fc.constantFrom('  ', '\t'),
  quotes: fc.boolean(),
  commas: fc.boolean(),
  equals: fc.constantFrom(' = ', '='),
})

/** One token of a text taken out, written twice, or exchanged for a word. */
const tokenChange = fc.record({
  at: fc.nat(200),
  what: fc.constantFrom('remove', 'double', '1', '"2"', '# token\n', '/* token */'),
})
type TokenChange = typeof tokenChange extends fc.Arbitrary<infer T> ? T : never

function withTokenChange(text: string, { at, what }: TokenChange): string {
  const { tree } = parse(text)
  const { count, start, end } = tree.tokens
  if (count === 0) return text
  const token = at % count
  const [from, to] = [start[token] as number, end[token] as number]
  const word = text.slice(from, to)
  const put =
    what === 'remove'
      ? ''
      : what === 'double'
        ? `${word} ${word}`
        : /^[#/]/.test(what)
          ? `${word} ${what}`
          : what
  const next = text.slice(0, from) + put + text.slice(to)
  return isSound(next) ? next : text
}

function isSound(text: string): boolean {
  return parse(text).diagnostics.every(({ severity }) => severity !== 'error')
}

const side = fc.record({
  changes: fc.array(change, { maxLength: 4 }),
  tokens: fc.array(tokenChange, { maxLength: 2 }),
  style: fc.option(style, { nil: undefined, freq: 2 }),
})
type Side = typeof side extends fc.Arbitrary<infer T> ? T : never

function text(file: readonly Statement[], changes: Side, common: Style): string {
  const look = changes.style ?? common
  const lines = written(changed(file, changes.changes), look)
  const plain = changes.tokens.reduce(withTokenChange, lines)
  return plain.replace(/\r?\n/g, look.newline)
}

/** Includes and regular expressions alone, so that there are many whose order counts. */
const ordered: fc.Arbitrary<Statement> = fc
  .tuple(
    fc.constantFrom('include', 'domain'),
    fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    fc.array(option, { maxLength: 1 }),
    comment,
  )
  .map(([kind, name, items, above]) => {
    const common = { above, behind: undefined, blank: false }
    return kind === 'include'
      ? { kind: 'include', words: `include "${name}"`, ...common }
      : { kind: 'scope', head: `Domain "/${name}/"`, comment: undefined, items, ...common }
  })

const orderChange: fc.Arbitrary<Change> = fc
  .tuple(change, ordered, fc.constantFrom('insert', 'swap', 'swap', 'remove', 'again', 'word'))
  .map(([each, statement, what]) => ({ ...each, statement, what: what as Change['what'] }))

const orderSide: fc.Arbitrary<Side> = fc
  .array(orderChange, { maxLength: 4 })
  .map((changes) => ({ changes, tokens: [], style: undefined }))

/**
 * Files of nested scopes, several stanzas of one, arrays and dictionaries with comments among them,
 * options that are there twice, includes, in several styles; single tokens are changed, too. Others
 * have little but things whose order counts.
 */
export const triples: fc.Arbitrary<Triple> = fc
  .oneof(
    {
      arbitrary: fc.tuple(fc.array(statement(3), { maxLength: 4 }), style, side, side),
      weight: 4,
    },
    {
      arbitrary: fc.tuple(fc.array(ordered, { maxLength: 6 }), style, orderSide, orderSide),
      weight: 1,
    },
  )
  .map(([file, look, ours, theirs]) => ({
    base: written(file, look).replace(/\n/g, look.newline),
    ours: text(file, ours, look),
    theirs: text(file, theirs, look),
  }))
