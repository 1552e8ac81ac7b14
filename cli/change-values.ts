import { type Configuration, parseValue, type ScopePath, valueText } from '../src/config/index.js'
import { visible } from '../src/report/index.js'

/** Longer values are cut in what people read; the diff has all of them. */
const LONGEST = 72

/** Writes values of options as they may be shown. */
export class ShownValues {
  constructor(
    readonly configuration: Configuration,
    readonly maskSecrets: boolean,
  ) {}

  /** All of it, with its secrets masked. */
  whole(path: ScopePath, option: string, text: string): string {
    const { maskSecrets } = this
    const type = this.configuration.optionType(path, option)
    const value = parseValue(text)
    return value === undefined ? text : valueText({ name: option, type }, value, { maskSecrets })
  }

  /** On one line, not too long. */
  short(path: ScopePath, option: string, text: string): string {
    const line = visible(this.whole(path, option, text).replace(/\s+/g, ' '))
    return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
  }
}
