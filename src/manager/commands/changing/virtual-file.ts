import { type Configuration, parseValue, shownStep, valueText } from '../../../config/index.js'
import { visible } from '../../../report/index.js'
import { withoutSecrets } from '../../../schema/secrets/shapes.js'
import type { LineChange, Writeback } from '../../live/index.js'
import { changeLines } from '../set-lines.js'

type Left = Extract<Writeback, { kind: 'done' }>['left']

/**
 * What no file could take, as a file would have it, each with the reason. What would have to go from
 * a file that must not be written is a comment: the language has no way to say it.
 */
export function virtualFileText(
  left: Left,
  view: Configuration,
  showing: { readonly maskSecrets: boolean },
): string {
  return left
    .map(({ placed: { change }, summary }) => {
      const why = visible(showing.maskSecrets ? withoutSecrets(summary) : summary)
      return `# ${why}\n${statement(change, view, showing)}`
    })
    .join('')
}

function statement(
  change: LineChange,
  view: Configuration,
  showing: { readonly maskSecrets: boolean },
): string {
  if (change.kind === 'unset') {
    return [...changeLines([change], view, showing)].join('').replace(/^(?!# )(?=.)/gm, '# ')
  }
  const { path, option, value } = change
  const type = view.optionType(path, option)
  const parsed = parseValue(value)
  const shown = parsed === undefined ? value : valueText({ name: option, type }, parsed, showing)
  let indent = ''
  let text = ''
  for (const step of path) {
    text += `${indent}${shownStep(step, showing)} {\n`
    indent += '  '
  }
  text += `${indent}${option} = ${shown}\n`
  for (const _ of path) {
    indent = indent.slice(2)
    text += `${indent}}\n`
  }
  return text
}
