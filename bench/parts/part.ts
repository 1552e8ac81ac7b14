import type { Built } from '../artifacts.js'
import type { Row } from '../table.js'

export interface PartOptions {
  readonly built: Built
  /** How many processes each contender gets. */
  readonly processes: number
}

/** Measures one part of the table. */
export type Part = (options: PartOptions) => Row[]

/** A size in the words of the table. */
export function megabytes(bytes: number): string {
  return `${bytes / 1e6} MB`
}
