import type { Rows } from '../../sources/address.js'

/**
 * Where a column is. Databases do not agree on whether the case of its name counts: the same case wins.
 * @param name undefined: the first one
 * @throws Error where there is none
 */
export function columnAt({ columns }: Rows, name: string | undefined): number {
  if (name === undefined) return 0
  const exact = columns.indexOf(name)
  if (exact >= 0) return exact
  const lower = name.toLowerCase()
  const found = columns.findIndex((column) => column.toLowerCase() === lower)
  if (found >= 0) return found
  throw new Error(`the query gives no column ${name}`)
}
