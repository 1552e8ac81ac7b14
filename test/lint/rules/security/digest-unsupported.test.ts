import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('security/digest-unsupported')
const CODE = 'security/digest-unsupported'

function listener(uri: string): string {
  return `Control_Listener {\n  AuthDigestMD5Parameters = [ uri = "${uri}" ]\n  Listen ":2025" {}\n}\n`
}

function scheme(...options: string[]): string {
  const lines = options.map((option) => `      ${option}\n`).join('')
  return `auth_ds {\n  Scheme "db" {\n    Authenticate {\n${lines}    }\n  }\n}\n`
}

async function reasons(text: string): Promise<string[]> {
  return (await found(CODE, text)).map(({ summary, related }) =>
    [summary, ...(related ?? [])].join(' | '),
  )
}

const CANNOT = 'DIGEST-MD5 cannot work with "db://":'

test('a query that returns no password', async () => {
  assert.equal(await found(CODE, listener('db://') + scheme('query = "SELECT 1"')), [
    {
      severity: 'warning',
      at: '2:37 "db://"',
      summary: `${CANNOT} its query does not return the password`,
      detail:
        'Let Authenticate return it (returns_password = true) in clear text or as a digest, or use AuthLoginParameters instead.',
      related: ['7:5 returns_password is not set here'],
    },
  ])
  assert.equal(await reasons(listener('db://') + scheme('returns_password = false')), [
    `${CANNOT} its query does not return the password | 8:7 switched off here`,
  ])
})

test('passwords that are hashed without user and realm', async () => {
  const returns = 'returns_password = true'
  const expected = [
    `${CANNOT} the passwords in its store are hashed in another way | 9:7 this says how they are stored`,
  ]
  for (const type of [
    'type = "ssha1"',
    'type = "rfc2307"',
    'type_map = [ a = "md5" b = "ucrypt" ]',
  ]) {
    assert.equal(await reasons(listener('db://') + scheme(returns, type)), expected, type)
  }
  const good = [
    'type = "md5"',
    'type = "clear"',
    'type = "digest-md5"',
    'type_map = [ a = "md5" b = "clear" ]',
  ]
  for (const type of [...good, '# nothing', 'type = "of_the_house"']) {
    assert.equal(await reasons(listener('db://') + scheme(returns, type)), [], type)
  }
})

test('an LDAP server', async () => {
  const source =
    'Datasource "ldap" {\n  uri = ( "ldap://a.example.com/" "ldaps://b.example.com/" )\n}\n'
  const text = source + listener('db://') + scheme('cache = "ldap"', 'returns_password = true')
  const [finding] = await found(CODE, text)
  assert.is(finding?.summary, `${CANNOT} an LDAP server does not give passwords out`)
  assert.is(
    finding?.detail,
    'Use AuthLoginParameters instead: there the client sends the password, and the store checks it.',
  )
  assert.equal(finding?.related, ['11:7 the data source is an LDAP server'])
  assert.equal(await found(CODE, text.replace('"ldap://', '"pgsql:')), [])
})

test('a groups file', async () => {
  const [finding] = await found(CODE, listener('groups:///etc/roles'))
  assert.is(
    finding?.summary,
    'DIGEST-MD5 cannot work with "groups:///etc/roles": a groups file has no passwords',
  )
  assert.is(
    finding?.detail,
    'Name a digest file: uri = "digest:///opt/msys/ecelerity/etc/console_passwd".',
  )
})

test('stores that can, and those of which nothing is known', async () => {
  for (const uri of ['digest:///etc/a', 'file:///etc/a', 'ac_auth://', 'gone://', 'nonsense', '']) {
    assert.equal(await found(CODE, listener(uri) + scheme()), [], uri)
  }
  assert.equal(
    await found(
      CODE,
      `ESMTP_Listener {\n  AuthLoginParameters = [ uri = "db://" ]\n}\n${scheme()}`,
    ),
    [],
  )
})

test('in a Listen, a Peer, a pathway; of several the last one counts', async () => {
  const parameters = '  AuthDigestMD5Parameters = [ uri = "db://" ]\n'
  const text =
    `ESMTP_Listener {\n Listen ":25" {\n  Peer "10.0.0.1" {\n${parameters}  }\n }\n}\n` +
    `Pathway "a" {\n${parameters}}\nPathway "a" {\n${parameters.replace('db', 'digest')}}\n`
  assert.equal(
    (await found(CODE, text + scheme())).map(({ at }) => at),
    ['4:37 "db://"'],
  )
})

test.run()
