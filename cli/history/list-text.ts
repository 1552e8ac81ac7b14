import type { HistoryEntry } from '../../src/node/index.js'
import type { Past } from '../../src/project/past/past.js'
import { stateText } from '../../src/project/past/states.js'
import { whenText } from '../../src/project/past/when-text.js'
import { visible } from '../../src/report/index.js'
import { withoutSecrets } from '../../src/schema/secret-shapes.js'
import type { Palette } from '../terminal.js'
import { widest } from '../widest.js'

/** Cells that are wider than this do not move the others. */
const WIDEST = 40

/** The entries, the newest first, a line each. */
export function listText(past: Past, colours: Palette): string {
  const rows = past.entries.map((entry) => [
    String(entry.number),
    whenText(entry.when),
    visible(entry.user),
    visible(entry.command),
    visible(filesText(entry)),
    stateText(entry, past),
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

function filesText({ files }: HistoryEntry): string {
  const [first, second, ...more] = files.map(({ name }) => name)
  if (second === undefined) return first ?? ''
  return more.length === 0 ? `${first}, ${second}` : `${first} and ${more.length + 1} more`
}
