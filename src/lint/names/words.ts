const LONGEST = 60

/** A piece of a file for a summary: in one line of at most 60 characters. */
export function excerpt(text: string): string {
  const line = text.slice(0, 8 * LONGEST).replace(/[ \t\r\n]+/g, ' ')
  const characters = [...line]
  if (characters.length <= LONGEST && text.length <= 8 * LONGEST) return line
  return `${characters.slice(0, LONGEST - 1).join('')}…`
}

/** A name in quotes, shortened like an excerpt. */
export function quoted(name: string): string {
  return `"${excerpt(name)}"`
}
