/**
 * A value as JSON in its one form: keys sorted by UTF-16 units, no blanks, numbers and texts as
 * JSON.stringify writes them (RFC 8785, but for lone surrogates, which stay as escapes). What is
 * undefined is left out.
 * @param value what JSON can hold, and not deeper than the stack
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
