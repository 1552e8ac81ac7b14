import {
  type Change,
  type Configuration,
  parseValue,
  type ScopePath,
  shownTyped,
  valueText,
} from '../../config/index.js'
import { secretTexts } from '../../schema/index.js'
import { isSecretName } from '../../schema/secrets/names.js'
import { MASK, withoutSecrets } from '../../schema/secrets/shapes.js'
import { SecretWords } from '../../schema/secrets/words.js'
import { cutPair, cutText } from '../layout/cut-pair.js'
import { visible } from '../layout/visible.js'
import { shortList, shortLists } from './short-list.js'

/** The longest value that is shown to people, in characters; the diff has it in full. */
const LONGEST = 72

/** Formats the values of options with their secrets masked on request. */
export class ShownValues {
  #secrets: SecretWords | undefined

  constructor(
    readonly configuration: Configuration,
    readonly maskSecrets: boolean,
  ) {}

  /** The whole value, with its secrets masked. */
  whole(path: ScopePath, option: string, text: string): string {
    const { maskSecrets } = this
    const type = this.configuration.optionType(path, option)
    const value = parseValue(text)
    if (value !== undefined) return valueText({ name: option, type }, value, { maskSecrets })
    return maskSecrets ? shownTyped({ name: option, type }, text) : text
  }

  /** The value that a change writes; for a key, the name of the key may make it a secret. */
  ofChange(change: Extract<Change, { value: string }>): string {
    const { path, option, value } = change
    if (this.maskSecrets && change.kind === 'set-key' && isSecretName(change.key)) return MASK
    return this.whole(path, option, value)
  }

  /** A text of unknown origin, without secret-looking parts. */
  free(text: string): string {
    return this.maskSecrets ? withoutSecrets(text) : text
  }

  /** A message about changes, without the secrets that they would write. */
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

  /** A value on one line, shortened; of a long list it says how many parts are left out. */
  short(path: ScopePath, option: string, text: string): string {
    const whole = this.whole(path, option, text)
    const line = onLine(whole)
    if (line.length <= LONGEST) return line
    const value = parseValue(whole)
    return (value && shortList(value, LONGEST)) ?? cutText(line, LONGEST)
  }

  /** Two values of an option on one line each, shortened so that their difference is to be seen. */
  pair(path: ScopePath, option: string, before: string, after: string): [string, string] {
    const wholes = [before, after].map((text) => this.whole(path, option, text))
    const lines = wholes.map(onLine)
    // Values that differ in blanks only are shown with all of them.
    const isAlike = lines[0] === lines[1] && wholes[0] !== wholes[1]
    const [old, now] = (isAlike ? wholes.map(visible) : lines) as [string, string]
    if (old.length <= LONGEST && now.length <= LONGEST) return [old, now]
    const [first, second] = wholes.map(parseValue)
    const lists = !isAlike && first && second && shortLists(first, second, LONGEST)
    return lists || cutPair(old, now, LONGEST)
  }
}

function onLine(text: string): string {
  return visible(text.replace(/[ \t\r\n\v\f]+/g, ' '))
}
