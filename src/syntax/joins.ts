/** What ends a word: a blank, a quote, or a character with a meaning of its own; not `/`. */
const END_OF_WORD = /[\s#"={}[\]()]/

/**
 * Whether a text that is written before an index would run into what stands there: a word takes in
 * all that follows without a blank, the beginning of a comment like `/*` too (language spec 2.1 and
 * 2.2). A comma ends a word only where the word ends with it.
 * @param written ends with the last token before the index
 */
export function runsInto(written: string, text: string, index: number): boolean {
  const last = written.at(-1)
  if (last === undefined || END_OF_WORD.test(last)) return false
  let next = index
  while (text[next] === ',') next++
  const behind = text[next]
  return behind !== undefined && !END_OF_WORD.test(behind)
}
