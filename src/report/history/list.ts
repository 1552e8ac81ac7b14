import { withoutSecrets } from '../../schema/secrets/shapes.js'
import type { Palette } from '../layout/palette.js'
import { visible } from '../layout/visible.js'
import { whenText } from '../layout/when.js'
import { widest } from '../layout/widest.js'
import type { ShownEntry } from './shown-entry.js'
import { stateText } from './state.js'

/** Cells wider than this do not widen their column. */
const WIDEST = 40

/** The entries, one per line, the newest first. */
export function historyText(entries: readonly ShownEntry[], colours: Palette): string {
  const rows = entries.map((entry) => [
    String(entry.number),
    whenText(entry.when),
    visible(entry.user),
    visible(entry.command),
    visible(filesText(entry)),
    stateText(entry),
    visible(withoutSecrets(entry.message ?? '')),
  ])
  const widths = (rows[0] ?? []).map((_, column) => {
    const cells = rows.map((row) => row[column] as string)
    return widest(cells, WIDEST)
  })
  return rows
    .map(([number = '', ...cells]) => {
      const head = colours.bold(number.padStart(widths[0] ?? 0))
      const others = cells.flatMap((cell, index) => {
        const width = widths[index + 1] ?? 0
        return width === 0 && cell === '' ? [] : [cell.padEnd(width)]
      })
      return `${[head, ...others].join('  ').trimEnd()}\n`
    })
    .join('')
}

function filesText({ files }: ShownEntry): string {
  const [first, second, ...more] = files.map(({ name }) => name)
  if (second === undefined) return first ?? ''
  return more.length === 0 ? `${first}, ${second}` : `${first} and ${more.length + 1} more`
}
