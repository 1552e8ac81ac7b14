import { type ItemView, OptionView } from '../../syntax/index.js'

/**
 * How the names of new options are written: as the product registers them, or all in lower case
 * where their neighbours are written so against the registered spelling.
 * @param registered the options of the kind of scope, by lower-case name
 */
export function spellingOf(
  registered: ReadonlyMap<string, { readonly display: string }>,
  neighbours: readonly ItemView[],
): (name: string) => string {
  let isLower = false
  for (const item of neighbours) {
    if (!(item instanceof OptionView)) continue
    const { name } = item
    const lowerName = name.toLowerCase()
    const display = registered.get(lowerName)?.display
    // A name like `hook:NAME` stands for many, and says nothing about how they are written.
    if (display?.toLowerCase() !== lowerName || display === lowerName) continue
    if (name !== name.toLowerCase()) return (each) => each
    isLower = true
  }
  return isLower ? (each) => each.toLowerCase() : (each) => each
}
