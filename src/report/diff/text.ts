import { type Configuration, displayScope, type ScopePath } from '../../config/index.js'
import { counted } from '../../diagnostics/index.js'
import type { Comparison, Difference, OptionDifference, OrderDifference } from '../../edit/index.js'
import type { Palette } from '../layout/palette.js'
import type { Showing } from '../layout/showing.js'
import { visible } from '../layout/visible.js'
import { widest } from '../layout/widest.js'
import { countedScopes } from './counted-scopes.js'
import { changedSecret, valueLine } from './masked.js'

interface Row {
  readonly mark: string
  readonly paint: (text: string) => string
  readonly label: string
  readonly value: string
  readonly note: string
}

/** Labels wider than this, in columns, do not widen the column of labels. */
const WIDEST_LABEL = 60
const WIDEST_VALUE = 32

/**
 * The differences, one per line; those in spelling only as a number, unless `all` is set.
 * @param all whether to list differences in spelling too
 */
export function diffText(
  { before, after, differences, effective, dependents }: Comparison,
  showing: Showing,
  { all = false } = {},
): string {
  const { colours } = showing
  const shown = all ? differences : effective
  const rows = shown.map((each) =>
    rowOf(each, [before, after], dependents.get(each) ?? [], showing),
  )
  const lines = layout(rows, colours)
  const spelling = differences.length - shown.length
  if (spelling > 0) {
    const count = `${counted(spelling, 'difference')} in spelling only`
    const them = spelling === 1 ? 'it' : 'them'
    lines.push(colours.dim(`= ${count} (--all shows ${them})`))
  }
  return lines.map((line) => `${line}\n`).join('')
}

function layout(rows: readonly Row[], { dim }: Palette): string[] {
  const labels = widest(
    rows.map(({ label }) => label),
    WIDEST_LABEL,
  )
  const noted = rows.filter(({ note }) => note !== '')
  const values = widest(
    noted.map(({ value }) => value),
    WIDEST_VALUE,
  )
  return rows.map(({ mark, paint, label, value, note }) => {
    const head = `${paint(`${mark} ${label}`)}${' '.repeat(Math.max(labels - label.length, 0) + 3)}`
    if (note === '') return `${head}${value}`
    return `${head}${value.padEnd(values)}   ${dim(`(${note})`)}`
  })
}

function rowOf(
  difference: Difference,
  sides: readonly [Configuration, Configuration],
  dependents: readonly ScopePath[],
  showing: Showing,
): Row {
  const { kind, change, path } = difference
  const { colours } = showing
  const [mark, paint] = (
    {
      added: ['+', colours.green],
      removed: ['-', colours.red],
      changed: ['~', colours.yellow],
      spelling: ['=', colours.dim],
    } as const
  )[change]
  if (kind === 'scope') {
    return { mark, paint, label: visible(displayScope(path)), value: '{ }', note: '' }
  }
  if (kind === 'order') {
    const value = orderText(difference)
    return { mark, paint, label: visible(displayScope(path)), value: visible(value), note: '' }
  }
  const scope = path.length === 0 ? '' : `${displayScope(path)}  `
  return {
    mark,
    paint,
    label: visible(`${scope}${difference.option}`),
    value: visible(valueText(difference, showing.maskSecrets)),
    note: visible(noteText(difference, sides[1], dependents, showing)),
  }
}

/** Where a scope has come to stand. */
export function orderText({ next }: OrderDifference): string {
  return next === undefined ? 'now the last' : `now before ${displayScope(next.slice(-1))}`
}

function valueText(
  { option, type, before, after }: OptionDifference,
  maskSecrets: boolean,
): string {
  const named = { name: option, type }
  if (before !== undefined && after !== undefined) {
    const secret = maskSecrets ? changedSecret(named, before, after) : undefined
    if (secret !== undefined) return secret
    const [was, is] = [before, after].map((each) => valueLine(named, each, maskSecrets))
    if (was !== is) return `${was} → ${is}`
    // The values differ only in blanks and comments, or the names in spelling.
    return before.name === after.name ? `${is}` : `${before.name} → ${after.name}`
  }
  const only = before ?? after
  return only === undefined ? '' : valueLine(named, only, maskSecrets)
}

/** The effective value of a removed option, and the scopes that depend on it. */
export function noteText(
  { change, path, option, type }: OptionDifference,
  after: Configuration,
  dependents: readonly ScopePath[],
  { maskSecrets }: Pick<Showing, 'maskSecrets'>,
): string {
  const parts: string[] = []
  if (change === 'removed' && (path.length === 0 || after.scope(path) !== undefined)) {
    const { origin, value, definition, scope } = after.eval(path, option)
    if (definition !== undefined) {
      const shown = valueLine({ name: option, type }, definition, maskSecrets)
      const from = origin === 'implicit' ? 'built in' : `from ${displayScope(scope?.path ?? [])}`
      parts.push(`now ${shown}, ${from}`)
    } else if (value !== undefined) parts.push(`now ${value.text}, the default`)
  }
  if (dependents.length > 0) {
    const [one, many] = change === 'removed' ? ['fell', 'fell'] : ['falls', 'fall']
    const verb = dependents.length === 1 ? one : many
    parts.push(`${countedScopes(dependents)} ${verb} back to it`)
  }
  return parts.join('; ')
}
