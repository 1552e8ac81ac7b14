/** What JSON.stringify leaves as it is, and a terminal or an editor acts upon. */
const ACTIVE = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/**
 * A value as indented JSON with a newline at its end. Characters that would be acted upon instead of
 * being shown, such as those that turn the direction of writing, stand in it as escapes.
 */
export function plainJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  return `${text.replace(ACTIVE, (each) => `\\u${hex(each.charCodeAt(0))}`)}\n`
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0')
}
