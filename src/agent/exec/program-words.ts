/**
 * The words of a program and its arguments as one text: blanks separate them, quotes hold some together,
 * a backslash takes the meaning from what stands behind it. Nothing else means anything: no shell reads
 * it.
 * @returns undefined for a quote that is not closed, and for a text without a word
 */
export function programWords(text: string): readonly [string, ...string[]] | undefined {
  const words: string[] = []
  const piece = /\s+|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/y
  let word: string | undefined
  while (piece.lastIndex < text.length) {
    const match = piece.exec(text)
    if (match === null) return undefined
    const [, single, double, escaped, plain] = match
    const part = single ?? double?.replace(/\\([\s\S])/g, '$1') ?? escaped ?? plain
    if (part !== undefined) word = (word ?? '') + part
    else if (word !== undefined) {
      words.push(word)
      word = undefined
    }
  }
  if (word !== undefined) words.push(word)
  const [first, ...rest] = words
  return first === undefined || first === '' ? undefined : [first, ...rest]
}
