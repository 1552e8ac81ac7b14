import { quote } from '../../findings/names.js'
import { DialectNode, DialectToken } from '../kinds.js'
import { LineRecovery } from '../recovery.js'

const FORM = 'A line is written group:user,user or group:password:user,user.'

/** Mistakes in groups files. The field of the password is never shown. */
export class GroupsRecovery extends LineRecovery {
  recover(): void {
    const { at } = this.machine
    if (this.innermostKind === DialectNode.Group) this.#inGroup()
    else if (this.layout.startsLine(at)) this.#withoutName(at)
    else if (this.kind(at) === DialectToken.Comma) this.#extraComma(at)
    else this.#tooManyFields(at)
  }

  #withoutName(at: number): void {
    this.report('syntax/missing-field', at, at + 1, 'The name of the group is missing', {
      detail: FORM,
    })
    this.errorUpTo(this.lineLimit(at))
  }

  /** A comma with no user before it; what follows it is read as users of the same group. */
  #extraComma(at: number): void {
    this.report('syntax/unexpected', at, at + 1, 'One comma too many', {
      detail: 'Users need one comma between them.',
      fixes: [this.replace('Take the comma out', 'safe', at, at + 1, '')],
    })
    this.addToStatement(this.lineLimit(at))
  }

  #tooManyFields(at: number): void {
    let first = at
    while (!this.layout.startsLine(first)) first--
    const limit = this.lineLimit(at)
    this.report(
      'syntax/extra-words',
      at,
      limit,
      `Too many fields for group ${this.#quoted(first)}`,
      {
        detail: `${FORM} A line with four fields has a number before the users.`,
      },
    )
    this.addToStatement(limit)
  }

  #inGroup(): void {
    const group = this.innermostFirst
    const { at } = this.machine
    const name = /^[^\s=,]+/.exec(this.layout.text(group))?.[0] ?? this.layout.text(group)
    this.report('syntax/missing-field', group, group + 1, `Group ${quote(name)} has no ":"`, {
      detail: FORM,
    })
    this.breakUpTo(at)
  }

  #quoted(token: number): string {
    return quote(this.layout.text(token))
  }
}
