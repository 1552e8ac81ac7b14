import { quote } from '../../findings/names.js'
import { DialectNode, DialectToken } from '../kinds.js'
import { LineRecovery } from '../recovery.js'

const FORM = 'A line is written key=value.'

/** Mistakes in files of `key=value` lines. */
export class SettingsRecovery extends LineRecovery {
  recover(): void {
    if (this.innermostKind === DialectNode.Assignment) this.#inAssignment()
    else this.#atLine()
  }

  /** Words behind a value, or a line without a key. */
  #atLine(): void {
    const { at } = this.machine
    const limit = this.lineLimit(at)
    if (this.kind(at) === DialectToken.Unknown) {
      this.report('syntax/missing-name', at, at + 1, 'The key before "=" is missing', {
        detail: FORM,
      })
    } else {
      this.report(
        'syntax/extra-words',
        at,
        limit,
        `Unexpected ${this.#quoted(at)} behind the value`,
        {
          detail: 'A value has no blanks in it.',
        },
      )
    }
    this.addToStatement(limit)
  }

  #inAssignment(): void {
    const key = this.innermostFirst
    const { at } = this.machine
    const name = this.layout.text(key)
    const limit = this.layout.startsLine(at) || this.#isEnd(at) ? at : this.lineLimit(at)
    if (at > key + 1) {
      this.report(
        'syntax/missing-value',
        at - 1,
        at,
        `The value of ${this.#quoted(key)} is missing`,
        {
          detail: 'Write it behind the "=", or take the line out.',
        },
      )
    } else if (/^\[[^\]]*\]?$/.test(name)) {
      this.report('syntax/unexpected', key, limit, `Unexpected section ${this.#quoted(key)}`, {
        detail: `This file has no sections. ${FORM}`,
      })
    } else if (limit > at && this.layout.text(at).includes('=')) {
      this.report(
        'syntax/extra-words',
        key,
        key + 1,
        `Unexpected ${this.#quoted(key)} before the key`,
        {
          detail: `${FORM} This is no shell script.`,
        },
      )
    } else {
      this.report(
        'syntax/missing-equals',
        key,
        key + 1,
        `"=" is missing behind ${this.#quoted(key)}`,
        {
          detail: FORM,
          ...(limit === at + 1
            ? { fixes: [this.insertBehind('Write the "="', 'safe', key, '=')] }
            : {}),
        },
      )
    }
    this.breakUpTo(limit)
  }

  #isEnd(token: number): boolean {
    return this.kind(token) === DialectToken.EndOfFile
  }

  #quoted(token: number): string {
    return quote(this.layout.text(token))
  }
}
