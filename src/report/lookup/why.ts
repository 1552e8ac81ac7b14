import {
  type Configuration,
  displayScope,
  type Explanation,
  type ScopePath,
  valueText,
} from '../../config/index.js'
import type { Showing } from '../layout/showing.js'
import { widest } from '../layout/widest.js'
import { definitionPlace, includedFrom, namedOption, placeText, shortValue } from './definition.js'

/** All definitions of an option, the effective one, and the fallback, for people. */
export function whyText(
  configuration: Configuration,
  path: ScopePath,
  option: string,
  { effective, definitions, fallback, default: defaultText }: Explanation,
  { maskSecrets, colours }: Showing,
): string {
  const named = namedOption(configuration, path, option)
  const head = path.length === 0 ? named.name : `${displayScope(path)}  ${named.name}`
  const value =
    effective.value === undefined
      ? undefined
      : valueText(named, effective.value, { maskSecrets }).replace(/\s+/g, ' ')
  const lines = [
    colours.bold(value === undefined ? `${head} has no value` : `${head} = ${value}`),
    '',
  ]
  const rows = definitions.map(({ definition, reason }, index) => ({
    number: `${index + 1}`,
    place: placeText(definitionPlace(definition)),
    mark: reason.startsWith('wins') ? '✔' : ' ',
    value: shortValue(named, definition, maskSecrets),
    reason,
    chain: includedFrom(definition),
  }))
  const placeWidth = widest(rows.map(({ place }) => place))
  for (const row of rows) {
    const wins = row.mark !== ' '
    const mark = wins ? colours.green(row.mark) : row.mark
    lines.push(`  ${row.number}  ${row.place.padEnd(placeWidth)}  ${mark}  ${row.value}`)
    lines.push(`     ${wins ? colours.green(row.reason) : colours.dim(row.reason)}`)
    for (const { file, line, keyword } of row.chain) {
      lines.push(colours.dim(`     included from ${file}:${line} (${keyword})`))
    }
  }
  if (rows.length === 0) lines.push(`  not set in ${displayScope(path)}`)
  lines.push('')
  for (const { path: step, scopes } of fallback) {
    const found = scopes.filter(({ definition }) => definition !== undefined)
    for (const { scope, definition } of found) {
      if (definition === undefined) continue
      const text = shortValue(named, definition, maskSecrets)
      const where = placeText(definitionPlace(definition))
      const used = definition === effective.definition ? colours.green('  ✔ used') : ''
      lines.push(`  falls back to ${displayScope(scope.path)}: ${text}  (${where})${used}`)
    }
    if (found.length === 0)
      lines.push(colours.dim(`  falls back to ${displayScope(step)}: not set`))
  }
  if (fallback.length === 0) lines.push(colours.dim('  no fallback'))
  const used = effective.origin === 'default' ? colours.green('  ✔ used') : ''
  lines.push(
    defaultText === undefined ? colours.dim('  no default') : `  default ${defaultText}${used}`,
  )
  return `${lines.join('\n')}\n`
}
