import { createHash } from 'node:crypto'
import { nkeys } from '@nats-io/transport-node'

type Keys = ReturnType<typeof nkeys.createUser>

const { createAccount, createOperator, createUser } = nkeys

/** An operator and an account of NATS, and users that it has let in: what `nsc` makes. */
export class NatsAccount {
  readonly #operator = createOperator()
  readonly #account = createAccount()

  /** The part of a server's configuration by which it knows the account. */
  get config(): string {
    const limits = { subs: -1, conn: -1, leaf: -1, imports: -1, exports: -1, data: -1, payload: -1 }
    const nats = { limits, type: 'account', version: 2 }
    const token = signed('account', this.#account, this.#operator, nats)
    return `
      trusted_keys: "${this.#operator.getPublicKey()}"
      resolver: MEMORY
      resolver_preload: { ${this.#account.getPublicKey()}: "${token}" }`
  }

  /** The file of credentials of a new user. */
  credentials(): string {
    const user = createUser()
    return credentialsFile(this.#tokenOf(user), user)
  }

  /** As `credentials`, but with the key of somebody else. */
  stolen(): string {
    return credentialsFile(this.#tokenOf(createUser()), createUser())
  }

  #tokenOf(user: Keys): string {
    const limits = { subs: -1, data: -1, payload: -1 }
    return signed('node1', user, this.#account, { ...limits, type: 'user', version: 2 })
  }
}

/** A token that says something of `about`, signed by somebody. */
function signed(name: string, about: Keys, by: Keys, nats: object): string {
  const claims = {
    iat: 1_700_000_000,
    iss: by.getPublicKey(),
    name,
    sub: about.getPublicKey(),
    nats,
  }
  const jti = createHash('sha256').update(JSON.stringify(claims)).digest('hex')
  const text = [
    { typ: 'JWT', alg: 'ed25519-nkey' },
    { jti, ...claims },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${Buffer.from(by.sign(Buffer.from(text))).toString('base64url')}`
}

function credentialsFile(token: string, keys: Keys): string {
  const seed = new TextDecoder().decode(keys.getSeed())
  return `-----BEGIN NATS USER JWT-----
${token}
------END NATS USER JWT------

************************* IMPORTANT *************************
NKEY Seed printed below can be used to sign and prove identity.

-----BEGIN USER NKEY SEED-----
${seed}
------END USER NKEY SEED------
`
}
