/**
 * Whether two names may be those of one host: they are the same, or one of them is the short form of
 * the other. Case does not count.
 */
export function isSameHost(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  if (a === b) return a !== ''
  const short = a.includes('.') ? b : a
  const long = a.includes('.') ? a : b
  return short !== '' && !short.includes('.') && long.startsWith(`${short}.`)
}
