import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { locatePath } from '../../src/config/index.js'
import {
  ConsoleError,
  type Expected,
  resolveWords,
  splitWords,
  valueOfWords,
} from '../../src/console/index.js'
import { loadFiles } from '../tools/load-files.js'

const test = suite('scope paths')

const configuration = await loadFiles(
  {
    '/c/ecelerity.conf': `
Datasource "ecdb" { uri = ( "x" ) }
Binding "B1" { }
Binding_Group "G" { Binding "b" { Domain "aol.com" { Gateway = "g" } } }
Domain "Earthlink.net" { }
ESMTP_Listener { Listen ":587" { } }
clamav "one" { }
My_Scope { Own = 1 }
My_Named "n" { }
Odd = 1
`,
  },
  {},
  {},
  '/c/ecelerity.conf',
)

/** The path, the option and the value that a line is read as, or what the console says. */
function read(line: string, expected: Expected): string {
  try {
    const { path, option, value, scope } = resolveWords(configuration, splitWords(line), expected)
    const parts = [locatePath(path) || 'Global', scope === undefined ? '(new)' : '']
    if (option !== undefined) parts.push(option.name)
    if (value.length > 0) parts.push(`= ${valueOfWords(value)}`)
    return parts.filter(Boolean).join(' ')
  } catch (error) {
    if (error instanceof ConsoleError) return error.message
    throw error
  }
}

test('an anonymous scope is one word, a named one two', () => {
  assert.is(read('datasource ecdb uri', 'option'), 'Datasource:ecdb: uri')
  assert.is(read('LOGS FILE_MODE', 'option'), 'Logs:: (new) file_mode')
  assert.is(
    read('esmtp_listener listen :587 enable', 'option'),
    'Esmtp_Listener::Listen:\\:587: Enable',
  )
  assert.is(
    read('binding_group G binding b domain aol.com gateway', 'option'),
    'Binding_Group:G:Binding:b:Domain:aol.com: Gateway',
  )
})

test('the shown spelling is the registered one, and that of the stored instance', () => {
  assert.is(read('DOMAIN EARTHLINK.NET', 'scope'), 'Domain:Earthlink.net:')
  assert.is(read('datasource ECDB cache_life', 'option'), 'Datasource:ecdb: cache_life')
  assert.is(read('datasource other', 'scope'), 'Datasource:other: (new)')
  assert.is(read('binding b1', 'scope'), 'Binding:b1: (new)', 'bindings differ by case')
})

test('a value may stand behind an equals sign', () => {
  assert.is(read('datasource ecdb cache_life 3500', 'value'), 'Datasource:ecdb: cache_life = 3500')
  assert.is(
    read('datasource ecdb cache_life = 3500', 'value'),
    'Datasource:ecdb: cache_life = 3500',
  )
  assert.is(read('Message_Expiration=5', 'value'), 'Global Message_Expiration = 5')
  assert.is(read('Debug_Flags DEBUG (LOG1)', 'value'), 'Debug_Flags:: DEBUG = (LOG1)')
  assert.is(read('relay_hosts ( a  b )', 'value'), 'Global Relay_Hosts = ( a  b )')
})

test('a word that is a scope in one place and an option in another', () => {
  assert.is(
    read('esmtp_listener peer 127.0.0.1 pathway foo', 'value'),
    'Esmtp_Listener::Peer:127.0.0.1: (new) Pathway = foo',
  )
  assert.is(read('pathway foo idle_time 5', 'value'), 'Pathway:foo: (new) Idle_Time = 5')
  assert.is(read('esmtp_listener pathway', 'option'), 'Esmtp_Listener:: Pathway')
  assert.is(read('esmtp_listener pathway', 'either'), 'Esmtp_Listener:: Pathway')
})

test('a module that may have an instance', () => {
  assert.is(read('clamav one enabled', 'option'), 'clamav:one: Enabled')
  assert.is(read('clamav enabled', 'option'), 'clamav:: (new) Enabled')
  assert.is(read('clamav two enabled', 'option'), 'clamav:two: (new) Enabled')
  assert.is(read('clamav enabled true', 'value'), 'clamav:: (new) Enabled = true')
})

test('what the schema does not know is read as the configuration has it', () => {
  assert.is(read('my_scope own', 'option'), 'My_Scope:: own'.replace('own', 'Own'))
  assert.is(read('MY_NAMED n', 'scope'), 'My_Named:n:')
  assert.is(read('odd', 'option'), 'Global Odd')
})

test('a scope or an option', () => {
  assert.is(read('logs', 'either'), 'Logs:: (new)')
  assert.is(read('logs file_mode', 'either'), 'Logs:: (new) file_mode')
  assert.is(read('', 'either'), 'Global')
  assert.is(read('', 'scope'), 'Global')
})

test('words that mean nothing', () => {
  assert.is(read('blackhol', 'option'), "'blackhol' is not a valid option name in scope 'Global'")
  assert.is(
    read('domian x gateway', 'option'),
    "'domian' is not a valid scope name in scope 'Global'",
  )
  assert.is(
    read('domain x gatway', 'option'),
    "'gatway' is not a valid option name in scope 'Domain:x:'",
  )
  assert.is(read('foo', 'scope'), "'foo' is not a valid scope name in scope 'Global'")
  assert.is(read('foo', 'either'), "'foo' is not a valid scope name in scope 'Global'")
  assert.is(
    read('esmtp_listener listn :25', 'scope'),
    "'listn' is not a valid scope name in scope 'Esmtp_Listener::'",
  )
  assert.is(read('foo 5', 'value'), "'foo' is not a valid option name in scope 'Global'")
  assert.is(read('foo = 5 6', 'value'), "'foo' is not a valid option name in scope 'Global'")
  assert.is(read('foo bar baz 5', 'value'), "'foo' is not a valid scope name in scope 'Global'")
  assert.is(
    read('domain a:b foo 5', 'value'),
    "'foo' is not a valid option name in scope 'Domain:a\\:b:'",
  )
})

test('words that are missing', () => {
  assert.is(read('', 'option'), 'An option name is missing.')
  assert.is(read('domain x', 'option'), "An option name is missing after 'domain x'.")
  assert.is(read('domain', 'scope'), "Scope 'Domain' needs an instance name.")
  assert.is(
    read('message_expiration', 'value'),
    "A value is missing for option 'Message_Expiration'.",
  )
  assert.is(
    read('message_expiration =', 'value'),
    "A value is missing for option 'Message_Expiration'.",
  )
})

test('a value is never a name', () => {
  assert.is(read('= 5', 'value'), "'=' is not a valid option name in scope 'Global'")
  assert.is(read('(x)', 'option'), "'(x)' is not a valid option name in scope 'Global'")
})

test.run()
