import { visible } from '../../layout/visible.js'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/**
 * Text for an XML element or a double-quoted attribute; other characters than XML's are escaped
 * visibly.
 */
export function xmlText(text: string): string {
  return visible(text)
    .replace(
      /[\ufffe\uffff]/g,
      (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase()}>`,
    )
    .replace(/[&<>"]/g, (character) => ENTITIES[character] as string)
}

/** The start tag of an element without brackets: `error line="3" severity="error"`. */
export function xmlTag(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(`${value}`)}"`)
  return `${name}${pairs.join('')}`
}
