/** Matches what ends a word: a blank, a quote, or a special character other than `/`. */
const END_OF_WORD = /[\s#"={}[\]()]/

/**
 * Whether a text written before an index would merge with the text there: without a blank, a word
 * includes all that follows, even the beginning of a comment such as `/` and star (language spec
 * 2.1 and 2.2). A comma ends a word only at its end.
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
