import { DialectNode, DialectToken } from '../kinds.js'
import { LineRecovery } from '../recovery.js'
import { userName } from './names.js'

/**
 * Mistakes in password files. Of a line only the user's name is ever shown, and only where a colon
 * says that it is one: all else may be a secret.
 */
abstract class UserRecovery extends LineRecovery {
  /** How a line is written. */
  protected abstract readonly form: string

  recover(): void {
    if (this.innermostKind === DialectNode.User) this.#inUser()
    else this.#atLine()
  }

  /** A line that begins with a colon, or has more fields than it should. */
  #atLine(): void {
    const { at } = this.machine
    const limit = this.lineLimit(at)
    if (this.layout.startsLine(at)) {
      this.report('syntax/missing-field', at, at + 1, 'The name of the user is missing', {
        detail: this.form,
      })
    } else {
      let first = at
      while (!this.layout.startsLine(first)) first--
      this.report('syntax/extra-words', at, limit, `Too many fields for ${this.#user(first)}`, {
        detail: this.form,
      })
    }
    this.addToStatement(limit)
  }

  #inUser(): void {
    const { at } = this.machine
    const user = this.innermostFirst
    const here = at < this.machine.tokens.count && !this.layout.startsLine(at)
    const summary = at === user + 1 ? 'A line without ":"' : this.#missing(user, at)
    this.report('syntax/missing-field', user, user + 1, summary, { detail: this.form })
    this.breakUpTo(here ? this.lineLimit(at) : at)
  }

  #missing(user: number, at: number): string {
    return `The ${this.missingField(at - user)} of ${this.#user(user)} is missing`
  }

  /** What the field is called that is missing so many tokens behind the user's name. */
  protected abstract missingField(distance: number): string

  #user(token: number): string {
    return this.kind(token) === DialectToken.Head ? userName(this.layout.text(token)) : 'a user'
  }
}

export class DigestRecovery extends UserRecovery {
  protected readonly form = 'A line is written user:realm:HA1.'

  protected missingField(distance: number): string {
    return distance === 2 ? 'realm' : 'hash'
  }
}

export class PasswordRecovery extends UserRecovery {
  protected readonly form = 'A line is written user:password.'

  protected missingField(): string {
    return 'password'
  }
}
