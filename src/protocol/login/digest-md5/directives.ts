/** The directives of a message, by their names in lower case, each with its values in order. */
export type Directives = ReadonlyMap<string, readonly string[]>

/** A name, an equals sign, a token or a quoted string; blanks may stand around (RFC 2831 section 7). */
const DIRECTIVE =
  /[\t\r\n ]*([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[\t\r\n ]*=[\t\r\n ]*(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+\-.^_`|~0-9A-Za-z]+))[\t\r\n ]*(,|$)/sy
const EMPTY = /[\t\r\n ]*,/y

/** Reads `name=value,name="value"`. @returns undefined when it is written otherwise */
export function readDirectives(text: string): Directives | undefined {
  const directives = new Map<string, string[]>()
  let at = 0
  while (at < text.length) {
    EMPTY.lastIndex = at
    if (EMPTY.test(text)) {
      at = EMPTY.lastIndex
      continue
    }
    DIRECTIVE.lastIndex = at
    const match = DIRECTIVE.exec(text)
    if (match === null) return undefined
    at = DIRECTIVE.lastIndex
    const name = (match[1] as string).toLowerCase()
    const value = match[2]?.replace(/\\(.)/gs, '$1') ?? (match[3] as string)
    const values = directives.get(name)
    if (values === undefined) directives.set(name, [value])
    else values.push(value)
  }
  return directives
}

/** The value of a directive that stands exactly once. */
export function only(directives: Directives, name: string): string | undefined {
  const values = directives.get(name)
  return values?.length === 1 ? values[0] : undefined
}

/** A quoted string. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
