import type { HistoryEntry } from '../../src/node/index.js'
import { diffOf, type Past } from '../../src/project/past/past.js'
import { stateText } from '../../src/project/past/states.js'
import { whenText } from '../../src/project/past/when-text.js'
import { renderUnifiedDiff, visible } from '../../src/report/index.js'
import { withoutSecrets } from '../../src/schema/secret-shapes.js'
import type { Palette } from '../terminal.js'

/** One entry with what it did. */
export function entryText(
  entry: HistoryEntry,
  past: Past,
  { colours, maskSecrets }: { readonly colours: Palette; readonly maskSecrets: boolean },
): string {
  const { number, command, when, user, host, pid, message, files } = entry
  const state = stateText(entry, past)
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
  return `${lines.join('\n')}\n${renderUnifiedDiff(diffOf(entry, { maskSecrets }), colours)}`
}
