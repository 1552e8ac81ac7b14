import {
  type Configuration,
  displayScope,
  parseValue,
  type ScopePath,
  valueText,
} from '../src/config/index.js'
import type { ChangeSet, Placement } from '../src/edit/index.js'
import type { Palette } from './terminal.js'

/** What a change is, where it goes, and why there: what is read before the diff. */
export function renderPreview(
  { placements, diagnostics }: ChangeSet,
  configuration: Configuration,
  { maskSecrets, colours }: { readonly maskSecrets: boolean; readonly colours: Palette },
): string {
  const lines: string[] = []
  for (const placement of placements) {
    const { change, file, line, column, reason, action, newLineAfter } = placement
    if (change?.option !== undefined) {
      lines.push(
        colours.bold(headline(placement, configuration, change.path, change.option, maskSecrets)),
        '',
      )
    }
    const fresh = newLineAfter === undefined ? '' : ` (new line after ${newLineAfter})`
    const place = action === 'delete' ? 'from' : 'where'
    lines.push(`  ${place.padEnd(7)} ${file}:${line}:${column}${fresh}`, `  why     ${reason}`)
    const type =
      change?.option === undefined
        ? undefined
        : configuration.optionType(change.path, change.option)
    if (type !== undefined)
      lines.push(`  restart ${type.nonDynamic ? colours.yellow('needed') : 'no'}`)
    lines.push('')
  }
  for (const { severity, summary, detail } of diagnostics) {
    if (severity === 'info') continue
    lines.push(`  ${colours.yellow(severity)} ${summary}${detail ? `: ${detail}` : ''}`)
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

function headline(
  { before, after }: Placement,
  configuration: Configuration,
  path: ScopePath,
  option: string,
  maskSecrets: boolean,
): string {
  const type = configuration.optionType(path, option)
  const name = type?.display ?? configuration.get(path, option)?.name ?? option
  const shown = (text: string | undefined, none: string): string => {
    if (text === undefined) return none
    const value = parseValue(text)
    const masked = value === undefined ? text : valueText({ name, type }, value, { maskSecrets })
    return masked.replace(/\s+/g, ' ')
  }
  const scope = path.length === 0 ? '' : `${displayScope(path)}  `
  return `${scope}${name}   ${shown(before, 'not set')} → ${shown(after, 'not set')}`
}
