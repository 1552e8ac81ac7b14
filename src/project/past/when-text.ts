/** A moment as people read it: `2026-03-01 12:33:15 UTC`. */
export function whenText(iso: string): string {
  return iso.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')
}
