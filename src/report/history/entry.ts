import { withoutSecrets } from '../../schema/secrets/shapes.js'
import type { Palette } from '../layout/palette.js'
import { visible } from '../layout/visible.js'
import { whenText } from '../layout/when.js'
import type { DiffFile } from '../patch/unified.js'
import { renderUnifiedDiff } from '../patch/unified.js'
import type { ShownEntry } from './shown-entry.js'
import { stateText } from './state.js'

/**
 * An entry with its changes, for people.
 * @param diff of its files
 */
export function entryText(entry: ShownEntry, diff: readonly DiffFile[], colours: Palette): string {
  const { number, command, when, user, host, pid, message, files } = entry
  const state = stateText(entry)
  const lines = [
    colours.bold(visible(`Change ${number}   ${command}`)),
    '',
    `  when    ${whenText(when)}`,
    `  who     ${visible(`${user} on ${host}, process ${pid}`)}`,
    ...(message === undefined ? [] : [`  why     ${visible(withoutSecrets(message))}`]),
    ...(state === '' ? [] : [`  state   ${state}`]),
    ...files.map(({ name, created, removed }, index) => {
      const how = created ? ' (made by it)' : removed ? ' (taken away by it)' : ''
      return `  ${(index === 0 ? 'files' : '').padEnd(7)} ${visible(name)}${how}`
    }),
    '',
  ]
  return `${lines.join('\n')}\n${renderUnifiedDiff(diff, colours)}`
}
