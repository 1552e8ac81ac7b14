/**
 * A time for people: `2026-03-01 12:33:15 UTC`.
 * @param iso ISO 8601 in UTC, with milliseconds
 */
export function whenText(iso: string): string {
  return iso.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')
}
