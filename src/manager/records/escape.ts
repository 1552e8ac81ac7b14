const LETTERS: { readonly [character: string]: string } = { '\n': 'n', '\r': 'r', '\t': 't' }

/**
 * A field of a record whose fields stand between `@` (runtime spec 2.4): nothing in it can begin
 * another field or another record.
 */
export function escapedField(text: string): string {
  return text.replace(
    /[@\\\u0000-\u001f\u007f]/g,
    (character) => `\\${LETTERS[character] ?? character}`,
  )
}

/** A text that takes one line of a log, whatever is in it. */
export function oneLine(text: string): string {
  return text.replace(
    /[\\\u0000-\u001f\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\${LETTERS[character] ?? (character === '\\' ? '\\' : `x${hex(character)}`)}`,
  )
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')
}
