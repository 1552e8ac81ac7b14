/**
 * A value as canonical JSON: keys sorted by UTF-16 code units, no blanks, numbers and texts as by
 * JSON.stringify (RFC 8785, except that lone surrogates are escaped). Undefined members are
 * omitted.
 * @param value a JSON value that is not nested too deep for recursion
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`)
  return `{${members.join(',')}}`
}
