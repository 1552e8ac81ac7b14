import { visible } from '../../layout/visible.js'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Text for an element or an attribute in double quotes. What XML 1.0 cannot hold is made visible. */
export function xmlText(text: string): string {
  return visible(text)
    .replace(
      /[\ufffe\uffff]/g,
      (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase()}>`,
    )
    .replace(/[&<>"]/g, (character) => ENTITIES[character] as string)
}

/** An element's start without its bracket: `error line="3" severity="error"`. */
export function xmlTag(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(`${value}`)}"`)
  return `${name}${pairs.join('')}`
}
