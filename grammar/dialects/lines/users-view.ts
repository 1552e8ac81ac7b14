import type { ScalarView } from '../../../src/syntax/index.js'
import { DialectNode, DialectToken } from '../kinds.js'
import { DialectFileView, DialectView } from '../views.js'

/** Where the user's name ends. */
/** What the lines about users have in common. */
export abstract class UserLineView extends DialectView {
  readonly type = 'user'
  /** Missing only in a broken line. */
  get userToken(): ScalarView | undefined {
    return this.scalarAt(this.firstToken, DialectToken.Head)
  }
  get user(): string | undefined {
    return this.userToken?.text
  }
  /** The field behind the colon with a number from 1. */
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
  /** The first line of a user in a realm that is whole. */
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
  /** The hash of user, realm and password: a secret, as good as the password. */
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
  /** The first line of a user that is whole. */
  find(user: string): PasswordUserView | undefined {
    return this.users.find((line) => !line.broken && line.user === user)
  }
}

/** `user:password` */
export class PasswordUserView extends UserLineView {
  /** The text behind the first colon, to the end of the line: a secret. */
  get passwordToken(): ScalarView | undefined {
    return this.fieldBehind(1)
  }
  get password(): string | undefined {
    return this.passwordToken?.text
  }
}
