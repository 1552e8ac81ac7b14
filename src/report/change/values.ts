import {
  type Change,
  type Configuration,
  parseValue,
  type ScopePath,
  shownTyped,
  valueText,
} from '../../config/index.js'
import { secretTexts } from '../../schema/index.js'
import { isSecretName } from '../../schema/secret-names.js'
import { MASK, withoutSecrets } from '../../schema/secret-shapes.js'
import { SecretWords } from '../../schema/secret-words.js'
import { visible } from '../layout/visible.js'

/** Longer values are cut in what people read; the diff has all of them. */
const LONGEST = 72

/** Writes values of options as they may be shown. */
export class ShownValues {
  #secrets: SecretWords | undefined

  constructor(
    readonly configuration: Configuration,
    readonly maskSecrets: boolean,
  ) {}

  /** All of it, with its secrets masked. */
  whole(path: ScopePath, option: string, text: string): string {
    const { maskSecrets } = this
    const type = this.configuration.optionType(path, option)
    const value = parseValue(text)
    if (value !== undefined) return valueText({ name: option, type }, value, { maskSecrets })
    return maskSecrets ? shownTyped({ name: option, type }, text) : text
  }

  /** The value that a change writes: of a key, the key decides too. */
  ofChange(change: Extract<Change, { value: string }>): string {
    const { path, option, value } = change
    if (this.maskSecrets && change.kind === 'set-key' && isSecretName(change.key)) return MASK
    return this.whole(path, option, value)
  }

  /** A text that stands in no known place. */
  free(text: string): string {
    return this.maskSecrets ? withoutSecrets(text) : text
  }

  /** What is said about changes: it may quote what they would write. */
  said(changes: readonly Change[], words: string): string {
    if (!this.maskSecrets) return words
    this.#secrets ??= new SecretWords(changes.flatMap((change) => this.#secretsOf(change)))
    return this.#secrets.mask(words)
  }

  #secretsOf(change: Change): string[] {
    if (!('value' in change)) return []
    const { path, option, value } = change
    const type = this.configuration.optionType(path, option)
    const view = parseValue(value)
    if (view === undefined) return []
    if (change.kind === 'set-key' && isSecretName(change.key)) return [value]
    return secretTexts(type, option, view)
  }

  /** On one line, not too long. */
  short(path: ScopePath, option: string, text: string): string {
    const line = visible(this.whole(path, option, text).replace(/\s+/g, ' '))
    return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
  }
}
