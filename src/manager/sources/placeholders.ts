import { SourceError } from './address.js'

/** A query as a database takes it: placeholders by number, and the values for them. */
export interface NumberedQuery {
  readonly text: string
  readonly values: readonly string[]
}

/**
 * What is looked at in a query, one alternative each. Texts, quoted names and comments are left alone;
 * a backslash counts in the texts of PostgreSQL that begin with an E. A cast has two colons; then come
 * a name behind a colon, and a question mark.
 */
const PARTS = new RegExp(
  [
    /(?<![\w$])[Ee]'(?:[^'\\]|''|\\[\s\S])*'/,
    /'(?:[^']|'')*'/,
    /"(?:[^"]|"")*"/,
    /(?<![\w$])(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\1/,
    /--[^\n]*/,
    /\/\*[\s\S]*?\*\//,
    /::/,
    /:([A-Za-z_]\w*)/,
    /\?/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

export interface PlaceholderStyle {
  /** The placeholder of a value, counted from 1. */
  readonly write: (number: number) => string
  /** Whether `?` stands for the parameters, each in its turn (runtime spec 2.3). */
  readonly hasQuestionMarks: boolean
}

/**
 * Puts placeholders in the place of `:name`: values never become a part of the query.
 * @throws SourceError when the query wants a value that nobody gives
 */
export function numberedQuery(
  query: string,
  parameters: ReadonlyMap<string, string>,
  { write, hasQuestionMarks }: PlaceholderStyle,
): NumberedQuery {
  const names: string[] = []
  const inTurn = [...parameters.keys()]
  let marks = 0
  const placeholder = (name: string): string => {
    const known = names.indexOf(name)
    if (known >= 0) return write(known + 1)
    names.push(name)
    return write(names.length)
  }
  const replaced = (part: string, name: string | undefined): string => {
    if (name !== undefined) {
      if (parameters.has(name.toLowerCase())) return placeholder(name.toLowerCase())
      throw new SourceError(`the query has :${name}, which its map does not give`, false)
    }
    if (part !== '?' || !hasQuestionMarks) return part
    const next = inTurn[marks++]
    if (next !== undefined) return placeholder(next)
    throw new SourceError(`the query has ${marks} question marks, its map fewer entries`, false)
  }
  const text = query.replace(PARTS, (part: string, _tag: unknown, name: string | undefined) =>
    replaced(part, name),
  )
  return { text, values: names.map((name) => parameters.get(name) ?? '') }
}
