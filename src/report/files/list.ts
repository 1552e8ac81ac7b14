import type { Configuration, Inclusion } from '../../config/index.js'
import { describeReadOnly } from '../../config/loading/read-only.js'
import { visible } from '../layout/visible.js'
import { inclusionPlace } from './inclusion-place.js'

/** The files in the order of reading, each indented below the file that includes it. */
export function filesText(configuration: Configuration): string {
  const rows = configuration.inclusions.map((inclusion) => {
    const name = `${'  '.repeat(depth(inclusion))}${visible(inclusion.file.name)}`
    return { name, state: inclusionText(inclusion) }
  })
  const width = rows.reduce((widest, { name }) => Math.max(widest, name.length), 0)
  return rows.map(({ name, state }) => `${name.padEnd(width)}  ${state}\n`).join('')
}

/** The words about an inclusion: by which statement the file is taken in, and whether it may be written. */
export function inclusionText(inclusion: Inclusion): string {
  const { readOnly } = inclusion.file
  const state =
    readOnly === undefined ? 'writable' : `read-only: ${visible(describeReadOnly(readOnly))}`
  const by = inclusionPlace(inclusion)
  return by === undefined
    ? `main file, ${state}`
    : `${by.keyword} at ${visible(by.file)}:${by.line}, ${state}`
}

function depth(inclusion: Inclusion): number {
  let depth = 0
  for (let at = inclusion.parent; at !== undefined; at = at.parent) depth++
  return depth
}
