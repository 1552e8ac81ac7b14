import {
  type Configuration,
  displayScope,
  type Explanation,
  maskedValue,
  type ScopePath,
  valueText,
} from '../../src/config/index.js'
import { type RenderOptions, resolveWords, wordsFromArguments } from '../../src/console/index.js'
import { widest } from '../../src/report/layout/widest.js'
import { toJson } from '../../src/schema/index.js'
import { definitionPlace, includedFrom, namedOption, placeText, shortValue } from '../definition.js'
import { Refusal } from '../failure.js'
import { looksOf, palette } from '../terminal.js'
import { reportUnmatched } from '../unmatched.js'
import { readCommand } from './read.js'

/** `why`: every definition of an option, which one wins, and what it falls back to. */
export const whyCommand = readCommand({
  name: 'why',
  describe: 'Explain where the value of an option comes from',
  answer: (configuration, flags, render) => {
    const words = wordsFromArguments(flags.words)
    const { path, option } = resolveWords(configuration, words, 'option')
    if (option === undefined) throw new Refusal('An option name is missing.')
    reportUnmatched(configuration, path, option.name)
    const explanation = configuration.why(path, option.name)
    if (explanation.effective.origin === 'none') process.exitCode = 1
    return {
      text: () => whyText(configuration, path, option.name, explanation, render),
      json: () => whyJson(configuration, path, option.name, explanation, render),
    }
  },
})

function whyText(
  configuration: Configuration,
  path: ScopePath,
  option: string,
  { effective, definitions, fallback, default: defaultText }: Explanation,
  render: RenderOptions,
): string {
  const colours = palette(looksOf({}))
  const named = namedOption(configuration, path, option)
  const head = path.length === 0 ? named.name : `${displayScope(path)}  ${named.name}`
  const value =
    effective.value === undefined
      ? undefined
      : valueText(named, effective.value, render).replace(/\s+/g, ' ')
  const lines = [
    colours.bold(value === undefined ? `${head} has no value` : `${head} = ${value}`),
    '',
  ]
  const rows = definitions.map(({ definition, reason }, index) => ({
    number: `${index + 1}`,
    place: placeText(definitionPlace(definition)),
    mark: reason.startsWith('wins') ? '✔' : ' ',
    value: shortValue(named, definition, render.maskSecrets),
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
      const text = shortValue(named, definition, render.maskSecrets)
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

function whyJson(
  configuration: Configuration,
  path: ScopePath,
  option: string,
  explanation: Explanation,
  render: RenderOptions,
): unknown {
  const named = namedOption(configuration, path, option)
  const { effective, definitions, fallback, default: defaultText } = explanation
  const shown = (value: NonNullable<typeof effective.value>) =>
    render.maskSecrets ? maskedValue(named, value) : value
  return {
    scope: displayScope(path),
    option: named.name,
    origin: effective.origin,
    value: effective.value === undefined ? null : toJson(named.type, shown(effective.value)),
    definitions: definitions.map(({ definition, layer, shadowedBy, reason }) => ({
      ...definitionPlace(definition),
      text: shown(definition.value).text,
      layer,
      wins: shadowedBy === undefined,
      reason,
      includedFrom: includedFrom(definition),
    })),
    fallback: fallback.map(({ path: step, scopes }) => ({
      scope: displayScope(step),
      definitions: scopes.flatMap(({ scope, definition }) =>
        definition === undefined
          ? []
          : [
              {
                scope: displayScope(scope.path),
                ...definitionPlace(definition),
                text: shown(definition.value).text,
              },
            ],
      ),
    })),
    default: defaultText ?? null,
  }
}
