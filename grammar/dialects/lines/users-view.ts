import type { ScalarView } from '../../../src/syntax/index.js'
import { DialectNode, DialectToken } from '../kinds.js'
import { DialectFileView, DialectView } from '../views.js'

/** A line that begins with the name of a user. */
export abstract class UserLineView extends DialectView {
  readonly type = 'user'
  /** Undefined only in a broken line. */
  get userToken(): ScalarView | undefined {
    return this.scalarAt(this.firstToken, DialectToken.Head)
  }
  get user(): string | undefined {
    return this.userToken?.text
  }
  /** The field after a colon. @param colon its number in the line, 1-based */
  protected fieldBehind(colon: number): ScalarView | undefined {
    let seen = 0
    for (let token = this.firstToken; token < this.tokenLimit; token++) {
      if (this.tree.tokens.kind[token] !== DialectToken.Colon) continue
      if (++seen === colon) return this.scalarAt(token + 1, DialectToken.Field)
    }
    return undefined
  }
}

/** A whole digest file. */
export class DigestFileView extends DialectFileView {
  get users(): DigestUserView[] {
    return this.children(DialectNode.User, DigestUserView)
  }
  /** The first unbroken line of a user in a realm. */
  find(user: string, realm: string): DigestUserView | undefined {
    return this.users.find((line) => !line.broken && line.user === user && line.realm === realm)
  }
}

/** `user:realm:HA1` */
export class DigestUserView extends UserLineView {
  get realmToken(): ScalarView | undefined {
    return this.fieldBehind(1)
  }
  get realm(): string | undefined {
    return this.realmToken?.text
  }
  /** The hash of user, realm and password: as secret as the password. */
  get hashToken(): ScalarView | undefined {
    return this.fieldBehind(2)
  }
  get hash(): string | undefined {
    return this.hashToken?.text
  }
}

/** A whole password file. */
export class PasswordFileView extends DialectFileView {
  get users(): PasswordUserView[] {
    return this.children(DialectNode.User, PasswordUserView)
  }
  /** The first unbroken line of a user. */
  find(user: string): PasswordUserView | undefined {
    return this.users.find((line) => !line.broken && line.user === user)
  }
}

/** `user:password` */
export class PasswordUserView extends UserLineView {
  /** The text after the first colon, up to the end of the line: a secret. */
  get passwordToken(): ScalarView | undefined {
    return this.fieldBehind(1)
  }
  get password(): string | undefined {
    return this.passwordToken?.text
  }
}
