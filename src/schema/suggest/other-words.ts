/**
 * The names that a name becomes with one word more or less: `tls_verify` and `tls_verify_mode`.
 * Words are what underscores divide. All names are in lower case.
 */
export function oneWordApart(typed: string, names: Iterable<string>): string[] {
  const words = typed.split('_')
  if (words.length < 2) return []
  return [...names].filter((name) => {
    const others = name.split('_')
    const [short, long] = words.length < others.length ? [words, others] : [others, words]
    return long.length === short.length + 1 && short.length > 1 && isWithoutOne(short, long)
  })
}

/** Whether the words of one name are those of the other but for one of these. */
function isWithoutOne(short: readonly string[], long: readonly string[]): boolean {
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  return short.slice(at).every((word, index) => word === long[at + 1 + index])
}
