import { SourceError } from './address.js'

/**
 * Reads `host=db1;dbname=x;password=y` (runtime spec 2.3): blanks may stand in the place of semicolons
 * where there is none, and a value in single quotation marks may hold either. Where a key comes twice,
 * the last one counts.
 *
 * @param known the keys that mean something, in lower case
 * @returns values by lower-case keys, without empty ones
 * @throws SourceError that names the key, never a value
 */
export function connectionParameters(
  text: string,
  known: readonly string[],
): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (const segment of segments(text)) {
    const [, key, value = ''] = /^([^\s=]+)\s*=\s*(.*)$/s.exec(segment) ?? []
    if (key === undefined) throw new SourceError('a parameter is not written key=value', true)
    if (!known.includes(key.toLowerCase())) {
      throw new SourceError(`the parameter ${key} is not known here`, true)
    }
    parameters.set(key.toLowerCase(), unquoted(value.trim()))
  }
  return new Map([...parameters].filter(([, value]) => value !== ''))
}

const BETWEEN_SEMICOLONS = /(?:'(?:[^'\\]|\\.)*'|[^;])+/gs
const BETWEEN_BLANKS = /[^\s=]+\s*=\s*(?:'(?:[^'\\]|\\.)*'|\S*)|\S+/gs

function segments(text: string): string[] {
  const pattern = text.includes(';') ? BETWEEN_SEMICOLONS : BETWEEN_BLANKS
  return (text.match(pattern) ?? []).map((each) => each.trim()).filter((each) => each !== '')
}

function unquoted(value: string): string {
  const [, inner] = /^'((?:[^'\\]|\\.)*)'$/s.exec(value) ?? []
  return inner === undefined ? value : inner.replace(/\\(.)/gs, '$1')
}
