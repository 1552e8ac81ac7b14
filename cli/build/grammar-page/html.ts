const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** A text for the inside of an element or of an attribute in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] as string)
}

/** A sentence with pieces of code between backquotes. */
export function sentence(text: string): string {
  return text
    .split('`')
    .map((piece, index) =>
      index % 2 === 1 ? `<code>${escapeHtml(piece)}</code>` : escapeHtml(piece),
    )
    .join('')
}
