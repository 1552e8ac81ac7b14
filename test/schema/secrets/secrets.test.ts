import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../../src/index.js'
import { secretRanges } from '../../../src/schema/index.js'
import type { OptionView, ScopeView } from '../../../src/syntax/index.js'
import { optionAt, written } from '../lookup.js'

const test = suite('secrets')

/** A value with its secrets replaced, as it would be shown. */
function shown(path: string, text: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return masked(text, secretRanges(optionAt(path), name, written(text)))
}

function shownUnknown(name: string, text: string): string {
  return masked(text, secretRanges(undefined, name, written(text)))
}

function masked(text: string, ranges: readonly { start: number; end: number }[]): string {
  let result = text
  for (const { start, end } of [...ranges].reverse()) {
    result = `${result.slice(0, start - 4)}****${result.slice(end - 4)}`
  }
  return result
}

const URI = 'datasource/uri'

test('options that are secrets as a whole', () => {
  assert.is(shown('smpp_smsc_password', '"hunter2"'), '"****"')
  assert.is(shown('smpp_smsc_password', 'hunter2'), '****')
  assert.is(shown('auth_radius/server/secret', '"a\\"b"'), '"****"')
  assert.is(shown('snmp/community', '"public"'), '"****"')
  assert.is(shown('smpp_smsc_password', '( "a" b )'), '( "****" **** )', 'a mistake is no way out')
  assert.is(shown('smpp_smsc_password', '""'), '""')
  for (const path of [
    'mm7_http_auth_password',
    'outbound_smtp_auth_pass',
    'outbound_smtp_auth_key',
    'domain/xmpp_dialback_secret',
    'domain/http_basic_auth',
    'gcm_authorization_token_id',
  ]) {
    assert.is(shown(path, 'x'), '****', path)
  }
})

test('the element of a list after one that asks for it, on any line', () => {
  assert.is(
    shownUnknown('arguments', '( "password="\n"x1"\n"--token"\n"x2"\n"--show-password" "x3" )'),
    '( "password="\n"****"\n"--token"\n"****"\n"--show-password" "x3" )',
  )
  const plain = '( "password="\n"user=joe"\n"--token"\n"--verbose"\n"password=" "%{password}" )'
  assert.is(shownUnknown('arguments', plain), plain)
})

test('paths of key files, columns and templates are none', () => {
  assert.is(shown('esmtp_listener/tls_key', '"/etc/key.pem"'), '"/etc/key.pem"')
  assert.is(shown('securecreds/key', '"/etc/credentials.key"'), '"/etc/credentials.key"')
  assert.is(shown('auth_ds/scheme/authenticate/password_column', '"password"'), '"password"')
  const map = '[ username = "%{username}" password = "%{password}" ]'
  assert.is(shown('auth_ds/scheme/authenticate/map', map), map)
  const query = '"SELECT 1 FROM users WHERE password = :password"'
  assert.is(shown('auth_ds/scheme/authenticate/query', query), query)
})

test('the password of a data source, up to the next semicolon', () => {
  assert.is(
    shown(URI, '( "pgsql:host=db;user=u;password=s3cret;port=5432" "csv:" )'),
    '( "pgsql:host=db;user=u;password=****;port=5432" "csv:" )',
  )
  assert.is(shown(URI, '"pgsql:user=u;password=s3/c,r&t e"'), '"pgsql:user=u;password=****"')
  assert.is(shown(URI, '"mysql:PassWord = x;user=u"'), '"mysql:PassWord = ****;user=u"')
  assert.is(shown(URI, '"pgsql:password=a\\"b;user=u"'), '"pgsql:password=****;user=u"')
  assert.is(shown(URI, '"pgsql:password=;user=u"'), '"pgsql:password=;user=u"')
  assert.is(shown(URI, '"pgsql:password=a;password=b"'), '"pgsql:password=****;password=****"')
})

test('ODBC, also with a value in braces', () => {
  assert.is(shown(URI, '"odbc:DSN=d;UID=u;PWD=p"'), '"odbc:DSN=d;UID=u;PWD=****"')
  assert.is(shown(URI, '"odbc:PWD={a;b}}c};UID=u"'), '"odbc:PWD=****;UID=u"')
})

test('the notation of libpq, with blanks', () => {
  assert.is(
    shown(URI, '"pgsql:host=db password=s3cret user=u"'),
    '"pgsql:host=db password=**** user=u"',
  )
  assert.is(shown(URI, `"pgsql:password='a b' user=u"`), '"pgsql:password=**** user=u"')
})

test('LDAP: the bind password is an extension between commas', () => {
  assert.is(
    shown(
      URI,
      '"ldap://h/dc=x??sub?(uid=$u)?bindname=cn=a%2cdc=x,x-bindpw=s3cret,x-ldap-version=3"',
    ),
    '"ldap://h/dc=x??sub?(uid=$u)?bindname=cn=a%2cdc=x,x-bindpw=****,x-ldap-version=3"',
  )
  assert.is(shown(URI, '"ldaps://h/dc=x????!X-BindPW=p"'), '"ldaps://h/dc=x????!X-BindPW=****"')
  assert.is(
    shown(URI, '"ldap://h/dc=x????x-bindpw=p,bindname=b"'),
    '"ldap://h/dc=x????x-bindpw=****,bindname=b"',
  )
})

test('the password before the host of a URL', () => {
  assert.is(
    shown('adaptive/data_store', '( "http://riak:s3cret@10.0.0.1:8098" )'),
    '( "http://riak:****@10.0.0.1:8098" )',
  )
  assert.is(
    shown(URI, '"pgsql://u:p@ss@h/db?password=q&x=1"'),
    '"pgsql://u:****@h/db?password=****&x=1"',
  )
  const plain = '"http://10.0.0.1:8098/a@b"'
  assert.is(shown('adaptive/data_store', plain), plain)
  assert.is(shown('adaptive/data_store', '"http://token@host/"'), '"http://****@host/"')
  assert.is(shown(URI, '"pgsql://user@host/"'), '"pgsql://user@host/"', 'a user, and no token')
})

test('a uri in a dictionary', () => {
  assert.is(
    shown('control_listener/authloginparameters', '[ uri = "x://u:p@h/" realm = "password=r" ]'),
    '[ uri = "x://u:****@h/" realm = "password=****" ]',
  )
})

test('parameters count wherever they stand', () => {
  assert.is(shownUnknown('store', '"pgsql:password=p"'), '"pgsql:password=****"')
  assert.is(shown('hostname', '"set password=p"'), '"set password=****"')
})

test('an unknown option is judged by its name', () => {
  for (const name of ['password', 'Admin_Password', 'api_secret', 'db-passwd', 'Key_Passphrase']) {
    assert.is(shownUnknown(name, 'x'), '****', name)
  }
  for (const name of ['bypass', 'password_column', 'secretary', 'pathway']) {
    assert.is(shownUnknown(name, 'x'), 'x', name)
  }
})

test('ranges are in order, without overlap, and inside the value', () => {
  const text = '( "pgsql:password=http://u:p@h;x=1" "pgsql://a:b@c?password=d" )'
  const ranges = secretRanges(optionAt(URI), 'uri', written(text))
  let last = 4
  for (const { start, end } of ranges) {
    assert.ok(start >= last && end > start && end <= 4 + text.length)
    last = end
  }
  assert.is(masked(text, ranges), '( "pgsql:password=****;x=1" "pgsql://a:****@c?password=****" )')
})

test('the value of an option that is named by its scope, or by another option there', () => {
  const shownIn = (text: string) => {
    const { root } = parse(text)
    const inner = (root.items[0] as ScopeView).items
    const options = inner.filter((item) => item.type === 'option') as OptionView[]
    return options.flatMap(({ name, value }) =>
      value === undefined
        ? []
        : secretRanges(undefined, name, value).map(({ start, end }) => text.slice(start, end)),
    )
  }
  assert.equal(shownIn('Secret { value = hunter2 }'), ['hunter2'])
  assert.equal(shownIn('Password = "x" {\n  # why\n  is = "hunter2"\n}'), ['hunter2'])
  assert.equal(shownIn('Param "api_key" { a = b x { y = z } content = hunter2 }'), ['hunter2'])
  assert.equal(shownIn('Param { name = password value = hunter2 }'), ['hunter2'])
  assert.equal(shownIn('Param { value = hunter2 x { } name = password }'), ['hunter2'])
  // What stands further out or further in names nothing here.
  assert.equal(shownIn('Param { x { name = password } value = visible }'), [])
  assert.equal(shownIn('Secret { user = visible }'), [])
  assert.equal(shownIn('Password_File { value = visible }'), [])
})

test.run()
