/** Characters that JSON.stringify does not escape, but terminals or editors interpret. */
const ACTIVE = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/**
 * A value as indented JSON with a final newline. Characters that would be interpreted and not
 * shown, such as those for the direction of writing, are escaped.
 */
export function plainJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  return `${text.replace(ACTIVE, (each) => `\\u${hex(each.charCodeAt(0))}`)}\n`
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0')
}
