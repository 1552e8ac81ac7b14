import { type ItemView, OptionView } from '../../syntax/index.js'

/**
 * How the names of new options are spelled: as registered, or in lower case if their neighbours
 * deviate from the registered spelling in this way.
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
    // A name like `hook:NAME` stands for many options, and shows no habit of spelling.
    if (display?.toLowerCase() !== lowerName || display === lowerName) continue
    if (name !== name.toLowerCase()) return (each) => each
    isLower = true
  }
  return isLower ? (each) => each.toLowerCase() : (each) => each
}
