import type { Configuration, ScopePath } from '../../../config/index.js'
import type { ClearTextVerdict, Credentials } from '../../../protocol/index.js'
import type { Rows } from '../../sources/address.js'
import type { Sources } from '../../sources/sources.js'
import type { Offer } from '../passwords/check.js'
import { judgeStored } from '../passwords/clear-text.js'
import { credentialsFrom, type PasswordKind } from '../passwords/kinds.js'
import type { SchemeOptions, UserStore } from '../user-stores.js'
import { columnAt } from './columns.js'
import { type Authenticate, authenticateAt, type Kinds } from './scheme.js'
import { filled, NO_VALUES, type TemplateValues } from './template.js'

/** Kinds whose check takes long: where there may be several, unknown users are judged as these. */
const SLOW: readonly PasswordKind[] = ['scram-sha-256', 'ucrypt']

const WITHOUT_PASSWORD =
  'the query checks passwords itself (returns_password is off), which only LOGIN can use'

/** What a row has for a user. */
type Stored =
  | { readonly kind: PasswordKind; readonly password: string }
  | { readonly kind: 'unusable'; readonly why: string }

/** The users of a scheme of `auth_ds` (runtime spec 2.3). */
export class SchemeUsers implements UserStore {
  constructor(
    private readonly configuration: Configuration,
    private readonly scheme: ScopePath,
    private readonly sources: Sources,
    private readonly options: SchemeOptions,
  ) {}

  get hasScram(): boolean {
    try {
      const authenticate = this.#authenticate()
      if (!authenticate.returnsPassword) return false
      return kindsOf(authenticate.kinds).some(
        (each) => each === 'clear' || each === 'scram-sha-256',
      )
    } catch {
      return false
    }
  }

  async credentials(user: string, realm: string): Promise<Credentials> {
    const authenticate = this.#authenticate()
    if (!authenticate.returnsPassword) return { kind: 'unusable', why: WITHOUT_PASSWORD }
    const values = { ...NO_VALUES, crypt: 'digest-md5', username: user, realm }
    const stored = storedIn(await this.#ask(authenticate, values), authenticate)
    if (stored === undefined) return { kind: 'unknown' }
    return stored.kind === 'unusable' ? stored : credentialsFrom(stored.kind, stored.password)
  }

  async check(offer: Offer): Promise<ClearTextVerdict> {
    const authenticate = this.#authenticate()
    const { user: username, realm, password } = offer
    const values = { ...NO_VALUES, crypt: 'clear', username, realm, password }
    const rows = await this.#ask(authenticate, values)
    if (!authenticate.returnsPassword) return verdictOf(rows)
    const stored = storedIn(rows, authenticate)
    if (stored === undefined) return judgeStored(decoyKind(authenticate.kinds), offer, undefined)
    if (stored.kind === 'unusable') {
      return { kind: 'refused', reason: 'unusable-secret', detail: stored.why }
    }
    return judgeStored(stored.kind, offer, stored.password)
  }

  #authenticate(): Authenticate {
    const authenticate = authenticateAt(this.configuration, this.scheme)
    if (!this.options.storedClearText) return authenticate
    return { ...authenticate, kinds: { by: 'type', kind: 'clear' } }
  }

  async #ask({ source, query, map }: Authenticate, values: TemplateValues): Promise<Rows> {
    const uri = `${this.scheme.at(-1)?.instance}://`
    const parameters = filled(map, { ...values, uri })
    return this.sources.at(this.configuration, source).ask(query, parameters)
  }
}

/** What the first row has; undefined when there is none. */
function storedIn(rows: Rows, { passwordColumn, kinds }: Authenticate): Stored | undefined {
  const [row] = rows.rows
  if (row === undefined) return undefined
  const password = row[columnAt(rows, passwordColumn)]
  if (typeof password !== 'string') return { kind: 'unusable', why: 'no password is stored' }
  switch (kinds.by) {
    case 'type':
      return { kind: kinds.kind, password }
    case 'nothing':
      return { kind: 'unusable', why: kinds.why }
    case 'column': {
      const word = row[columnAt(rows, kinds.column)]?.trim().toLowerCase()
      const kind = word === undefined ? undefined : kinds.map.get(word)
      // A hash that is taken for the password itself would let its finder in.
      if (kind === undefined) {
        return { kind: 'unusable', why: `${kinds.column} has a word that type_map does not have` }
      }
      return { kind, password }
    }
  }
}

/** What a query says that checks passwords itself (runtime spec 2.3, step 2). */
function verdictOf({ rows: [row] }: Rows): ClearTextVerdict {
  const said = row?.[0]?.trim()
  if (said === undefined) {
    return { kind: 'refused', reason: 'unknown-user', detail: 'the query gives no row' }
  }
  const isTrue = /^(?:t|true)$/i.test(said)
  const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(said)
  if (isTrue || (isNumber && Number(said) !== 0)) return { kind: 'right' }
  return { kind: 'refused', reason: 'wrong-password', detail: 'the query says no' }
}

function kindsOf(kinds: Kinds): readonly PasswordKind[] {
  switch (kinds.by) {
    case 'type':
      return [kinds.kind]
    case 'column':
      return [...kinds.map.values()]
    case 'nothing':
      return []
  }
}

function decoyKind(kinds: Kinds): PasswordKind {
  const possible = kindsOf(kinds)
  return SLOW.find((kind) => possible.includes(kind)) ?? possible[0] ?? 'clear'
}
