import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { schemeStores } from '../../../src/manager/access/schemes/scheme-stores.js'
import { Stores } from '../../../src/manager/access/user-stores.js'
import { Sources } from '../../../src/manager/sources/sources.js'
import { digestHash, formatVerifier, verifierOf } from '../../../src/protocol/index.js'
import { scratch } from '../../tools/scratch.js'
import { configurationOf } from '../sources/configuration.js'

const test = suite('the schemes of auth_ds')

const SALT = Buffer.from('0123456789abcdef')
const VERIFIER = formatVerifier(await verifierOf('secret', SALT, 4096))
const HA1 = digestHash('bob', 'realm', 'secret')

/** The password `secret` as it is stored, by the word that a column has for the way. */
const STORED = {
  plain: 'secret',
  crypt: 'abNANd1rDfiNc',
  sha: '5en6G6MezRroT3XKqkdPOmY/BfQ=',
  hash: '5ebe2294ecd0e0f08eab7690d2a6ee69',
  digest: HA1,
  scram: VERIFIER,
  nothing: null,
  odd: 'secret',
}

const { Database } = await initSqlJs()
const folder = scratch()
const database = new Database()
database.run('CREATE TABLE users (name text, kind text, password text)')
for (const [kind, password] of Object.entries(STORED)) {
  database.run('INSERT INTO users VALUES (?, ?, ?)', ['bob', kind, password])
}
database.run('CREATE TABLE members (username text, groupname text, role text)')
database.run("INSERT INTO members VALUES ('bob', 'staff', 'users'), ('bob', 'ops', 'admin')")
writeFileSync(join(folder, 'users.db'), database.export())

const TYPE_MAP = `type_column = "kind" type_map = [
  plain = "clear" crypt = "ucrypt" sha = "sha1_base64" hash = "md5" digest = "digest-md5"
  scram = "scram-sha-256" nothing = "clear" ]`

/** The stores of a configuration with one scheme. */
async function storesOf(authenticate: string, more = '') {
  const configuration = await configurationOf(`
    Datasource "db" { uri = ( "sqlite:users.db" ) }
    auth_ds { Scheme "its" { Authenticate { cache = "db" ${authenticate} } ${more} } }`)
  const place = (path: string) => join(folder, path)
  const sources = new Sources({ place, report: () => undefined })
  const stores = new Stores(place, () => schemeStores(configuration, sources))
  return { stores, sources }
}

const BY_NAME = 'query = "SELECT password FROM users WHERE kind = :kind AND name = :name"'

const offer = (password: string, user = 'bob') => ({ user, realm: 'realm', password })

test('each way to store a password, by the word in a column', async () => {
  const usable = { plain: 'clear', digest: 'ha1', scram: 'scram' }
  for (const kind of Object.keys(STORED)) {
    const { stores, sources } = await storesOf(`
      query = "SELECT kind, password FROM users WHERE kind = :kind AND name = :name"
      map = [ name = "%{username}" kind = "${kind}" ]
      returns_password = true password_column = "Password" ${TYPE_MAP}`)
    const store = stores.users('its://', { storedClearText: false })
    const answer = async (password: string, user?: string) => {
      const verdict = await store.check(offer(password, user))
      return verdict.kind === 'right' ? 'right' : `${verdict.reason}: ${verdict.detail}`
    }
    const { kind: found } = await store.credentials('bob', 'realm')
    if (kind === 'nothing' || kind === 'odd') {
      const why =
        kind === 'odd' ? 'kind has a word that type_map does not have' : 'no password is stored'
      assert.is(await answer('secret'), `unusable-secret: ${why}`)
      assert.is(found, 'unusable')
    } else {
      assert.is(await answer('secret'), 'right', kind)
      assert.is(await answer('Secret'), 'wrong-password: the password is wrong', kind)
      assert.is(found, usable[kind as keyof typeof usable] ?? 'unusable')
    }
    assert.is(await answer('secret', 'eve'), 'unknown-user: no store knows the user')
    assert.equal(await store.credentials('eve', 'realm'), { kind: 'unknown' })
    assert.is(store.hasScram, true)
    await sources.close()
  }
})

test('one type for all; md5 is the digest there; what is offered follows it', async () => {
  const cases = [
    ['type = "md5"', 'digest', false],
    ['type = "digest-md5"', 'digest', false],
    ['type = "scram-sha-256"', 'scram', true],
    ['type = "clear"', 'plain', true],
    ['', 'plain', true],
    ['type = "sha1_base64"', 'sha', false],
  ] as const
  for (const [type, kind, hasScram] of cases) {
    const map = `map = [ kind = "${kind}" name = "%{username}" ]`
    const { stores, sources } = await storesOf(`${BY_NAME} ${map} returns_password = true ${type}`)
    const store = stores.users('its://', { storedClearText: false })
    assert.equal(await store.check(offer('secret')), { kind: 'right' }, type)
    assert.is(store.hasScram, hasScram, type)
    await sources.close()
  }
  const { stores, sources } = await storesOf(
    `${BY_NAME} map = [ kind = "plain" name = "%{username}" ] returns_password = true type = "md5"`,
  )
  const store = stores.users('its://', { storedClearText: true })
  assert.equal(await store.credentials('bob', 'realm'), { kind: 'clear', password: 'secret' })
  await sources.close()
})

test('a query that checks the password itself, with the templates of its map', async () => {
  const query = "SELECT :said = 'clear/bob@realm: secret' OR :said = 'clear/tom@realm: yes'"
  const { stores, sources } = await storesOf(
    `query = "${query}" map = [ said = "%{crypt}/%{username}@%{realm}: %{password}" ]`,
  )
  const store = stores.users('its://', { storedClearText: false })
  assert.equal(await store.check(offer('secret')), { kind: 'right' })
  assert.equal(await store.check(offer('yes', 'tom')), { kind: 'right' })
  assert.equal(await store.check(offer('wrong')), {
    kind: 'refused',
    reason: 'wrong-password',
    detail: 'the query says no',
  })
  assert.equal(await store.credentials('bob', 'realm'), {
    kind: 'unusable',
    why: 'the query checks passwords itself (returns_password is off), which only LOGIN can use',
  })
  assert.is(store.hasScram, false)
  await sources.close()
})

test('what a query that checks passwords itself may say', async () => {
  const answers = [
    ['1', true],
    ["'t'", true],
    ["'TRUE'", true],
    ['-0.5', true],
    ['0', false],
  ]
  answers.push(["'0.0'", false], ['NULL', false], ["'yes'", false], ["''", false])
  for (const [value, isRight] of answers) {
    const { stores, sources } = await storesOf(`query = "SELECT ${value}"`)
    const { kind } = await stores.users('its://', { storedClearText: false }).check(offer('x'))
    assert.is(kind === 'right', isRight, String(value))
    await sources.close()
  }
})

test('the columns of groups, as the manual has them, and roles by the first one', async () => {
  const groups = (name: string, columns: string, column: string) =>
    `${name} { cache = "db" query = "SELECT ${columns} FROM members ${
      name === 'QueryGroups' ? 'WHERE username = :username' : ''
    }" map = [ username = "%{username}" ] ${column} }`
  const { stores, sources } = await storesOf(
    BY_NAME,
    groups('QueryGroups', 'role, groupname', 'group_column = "groupname"') +
      groups('EnumGroups', 'role', ''),
  )
  const store = stores.roles('its://')
  assert.equal(await store.rolesOf('bob'), ['staff', 'ops'])
  assert.equal(await store.rolesOf('eve'), [])
  assert.equal(await store.all(), ['users', 'admin'])
  await sources.close()
})

test('what is missing is said: for a log', async () => {
  const why = async (promise: Promise<unknown>) =>
    promise.then(
      () => 'it did not fail',
      (error: Error) => error.message,
    )
  const users = async (authenticate: string) => {
    const { stores } = await storesOf(authenticate)
    return why(stores.users('its://', { storedClearText: false }).check(offer('x')))
  }
  assert.is(await users(''), 'its: Authenticate has no query')
  assert.is(
    await users(`${BY_NAME} map = [ kind = "%{colour}" name = "%{username}" ]`),
    'the map has %{colour}, which a login does not have',
  )
  assert.is(
    await users(`${BY_NAME} map = [ kind = "plain" ]`),
    'datasource db: sqlite at users.db: the query has :name, which its map does not give',
  )
  assert.is(
    await users(`query = "SELECT 1 AS a" returns_password = true password_column = "password"`),
    'the query gives no column password',
  )
  const { stores } = await storesOf(BY_NAME)
  assert.equal(await stores.roles('its://').rolesOf('bob'), [])
  assert.is(await why(stores.roles('its://').all()), 'the scheme its has no EnumGroups')
  assert.is(await why(stores.roles('other://').all()), 'nothing defines the scheme other://')
})

test.run()
