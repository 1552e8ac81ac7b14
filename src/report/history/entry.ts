import { withoutSecrets } from '../../schema/secret-shapes.js'
import type { Palette } from '../layout/palette.js'
import { visible } from '../layout/visible.js'
import { whenText } from '../layout/when.js'
import type { DiffFile } from '../patch/unified.js'
import { renderUnifiedDiff } from '../patch/unified.js'
import { stateText } from './state.js'

/** A history entry, as shown. */
export interface ShownEntry {
  /** The number in the history, 1-based. */
  readonly number: number
  /** ISO 8601. */
  readonly when: string
  readonly user: string
  readonly host: string
  readonly pid: number
  readonly command: string
  readonly message?: string | undefined
  /** The number of the entry that this one takes back. */
  readonly rollsBack?: number | undefined
  /** The number of the entry that took this one back and was not itself taken back. */
  readonly takenBackBy?: number | undefined
  /** ISO 8601. */
  readonly confirmBy?: string | undefined
  /** `blocked`: not confirmed in time, but it could not be taken back. */
  readonly state: 'done' | 'armed' | 'blocked' | 'confirmed' | 'taken-back'
  readonly files: readonly ShownFile[]
}

/** What a write did to one file. */
export interface ShownFile {
  readonly name: string
  /** Whether the write made the file. */
  readonly created: boolean
  /** Whether the write removed the file. */
  readonly removed: boolean
  /** SHA-256 of the bytes before; `afterHash` of those after the write. */
  readonly beforeHash?: string | undefined
  readonly afterHash?: string | undefined
}

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
