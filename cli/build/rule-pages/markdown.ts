/** Text with pieces of code between backquotes, for a page in Markdown. */
export function markdown(text: string): string {
  return outsideOfCode(text, (piece) => piece.replace(/[\\*_<>[\]|#]/g, '\\$&'))
}

/** The text that `markdown` has made into this. */
export function plainText(text: string): string {
  return outsideOfCode(text, (piece) => piece.replace(/\\([!-/:-@[-`{-~])/g, '$1'))
}

function outsideOfCode(text: string, change: (piece: string) => string): string {
  return text
    .split('`')
    .map((piece, index) => (index % 2 === 1 ? piece : change(piece)))
    .join('`')
}

/** Lines as they stand. */
export function codeBlock(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.map((line) => /^`*/.exec(line)?.[0].length ?? 0))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}text`, ...lines, fence].join('\n')
}
