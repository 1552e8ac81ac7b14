import { DialectNode, DialectToken } from '../../kinds.js'
import { MbusPart, SETTING_FORM } from './part.js'

/** Mistakes in settings: missing values and unclosed lists. */
export class SettingRecovery extends MbusPart {
  recover(): void {
    if (this.innermostKind === DialectNode.List) this.#inList()
    else this.#inSetting()
  }

  #inSetting(): void {
    const { at } = this.machine
    if (this.kind(at) === DialectToken.Equals) {
      const values = [DialectToken.Word, DialectToken.String, DialectToken.OpenBrace]
      return this.stepOverEquals(values, 'One "=" too many', SETTING_FORM)
    }
    const name = this.innermostFirst
    this.say.report(
      'syntax/missing-value',
      at - 1,
      at,
      `The value of ${this.say.quoted(name)} is missing`,
      { detail: 'Write it behind the "=".' },
    )
    this.machine.abandon()
  }

  #inList(): void {
    const { machine } = this
    const { at } = machine
    const open = this.innermostFirst
    if (this.kind(at) === DialectToken.OpenBrace && this.layout.sameLine(open, at)) {
      this.say.report('syntax/unexpected', at, at + 1, 'One "{" too many', {
        detail: 'A list has one pair of braces around its words.',
      })
      this.stepOver()
      machine.resume()
      return
    }
    const setting = machine.builder.open.at(-2) as number
    const name = machine.builder.first[setting] as number
    const limit = this.#listCut(open, name, at)
    this.say.report(
      'syntax/unclosed-scope',
      open,
      open + 1,
      `"{" of ${this.say.quoted(name)} is not closed`,
      {
        detail: 'A "}" is missing behind its words.',
        fixes: [this.say.insertBehind('Close the list', 'unsafe', limit - 1, ' }')],
      },
    )
    machine.builder.rewind(limit, setting)
    this.breakUpTo(limit)
  }

  /** Where an unclosed list ends: before the first line that is not indented more than its name. */
  #listCut(open: number, name: number, at: number): number {
    const margin = this.layout.indent(name)
    for (let token = open + 1; token < at; token++) {
      const outside = this.layout.startsLine(token) && this.layout.indent(token) <= margin
      if (outside && this.kind(token) === DialectToken.Head) return token
    }
    const named = this.kind(at) === DialectToken.Equals && this.kind(at - 1) === DialectToken.Head
    return named ? at - 1 : at
  }
}
