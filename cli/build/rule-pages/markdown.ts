/** Text with pieces of code between backquotes, for a page in Markdown. */
export function markdown(text: string): string {
  return text
    .split('`')
    .map((piece, index) => (index % 2 === 1 ? `\`${piece}\`` : escaped(piece)))
    .join('')
}

function escaped(text: string): string {
  return text.replace(/[\\*_<>[\]|#]/g, (character) => `\\${character}`)
}

/** Lines as they stand. */
export function codeBlock(lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.map((line) => /^`*/.exec(line)?.[0].length ?? 0))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}text`, ...lines, fence].join('\n')
}
