import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Configuration, ScopePath } from '../../src/config/index.js'
import {
  ConsoleError,
  renderEval,
  renderGet,
  renderLocate,
  renderScopeUnset,
  renderSet,
  renderShow,
  renderShowRecurse,
  renderUnset,
  resolveWords,
  setChange,
  splitWords,
  unsetChange,
} from '../../src/console/index.js'
import { loadFiles } from '../tools/load-files.js'

const test = suite('console output')

const SHOWN = { maskSecrets: false }
const MASKED = { maskSecrets: true }

const configuration = await loadFiles({
  '/c/eccluster.conf': `
message_expiration = 86400
relay_hosts = ( "10.0.0.1" 10.0.0.2
)
suspend_delivery = enabled
EHLO_Hostname = "smtp-01.com"
prohibited_hosts = ()
Logs {
  logfile = "/var/log/x"
  file_mode = 0640
  My_Own = 1
  dir_mode = "0755"
}
esmtp_listener {
  listen ":25" { }
  Enable = true
  Listen "127.0.0.1:587" { enable = off }
  authloginparameters [ URI = "file:///p" Realm = "r" ]
}
Control_Listener { Listen "/tmp/2025" { } }
Datasource "ecdb" { URI = ( "pgsql:host=h;password=secret;dbname=d" ) }
auth_ds { Scheme "ecauth" { QueryGroups { query = "SELECT 1
  FROM t" } } }
Domain "example.com" { }
Domain "/(foo|bar)\\.com/" { Gateway = "g" }
`,
})

function path(line: string): ScopePath {
  return resolveWords(configuration, splitWords(line), 'scope').path
}

function get(line: string, render = SHOWN): string {
  const { path: where, option } = resolveWords(configuration, splitWords(line), 'option')
  return renderGet(configuration, where, option?.name ?? '', render)
}

function evaluate(line: string, render = SHOWN): string {
  const { path: where, option } = resolveWords(configuration, splitWords(line), 'option')
  return renderEval(configuration, where, option?.name ?? '', render)
}

function message(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    assert.instance(error, ConsoleError)
    return (error as Error).message
  }
  throw new Error('it did not throw')
}

function changed(...lines: readonly string[]): Configuration {
  return lines.reduce((before, line) => {
    const words = splitWords(line)
    const [kind, ...rest] = words
    const make = kind?.value === 'set' ? setChange : unsetChange
    return before.apply([make(before, rest)])
  }, configuration)
}

test('F1: the registered name, and the value as it is written', () => {
  assert.is(get('MESSAGE_EXPIRATION'), 'Message_Expiration = 86400\n')
  assert.is(get('suspend_delivery'), 'Suspend_Delivery = enabled\n')
  assert.is(get('ehlo_hostname'), 'EHLO_Hostname = "smtp-01.com"\n')
})

test('F2: get of an option inside a scope stands behind eight blanks, at any depth', () => {
  assert.is(get('logs file_mode'), '        file_mode = 0640\n')
  assert.is(get('esmtp_listener listen 127.0.0.1:587 enable'), '        Enable = off\n')
})

test('F3: eval has no indent', () => {
  assert.is(evaluate('logs file_mode'), 'file_mode = 0640\n')
  assert.is(evaluate('domain example.com message_expiration'), 'Message_Expiration = 86400\n')
  assert.is(
    evaluate('host none.example.com max_outbound_connections'),
    'Max_Outbound_Connections = -1\n',
  )
})

test('F4: set echoes as get prints', () => {
  assert.is(
    renderSet(changed('set message_expiration 5'), [], 'message_expiration', SHOWN),
    'Message_Expiration = 5\n',
  )
  assert.is(
    renderSet(changed('set logs file_mode = 0600'), path('logs'), 'file_mode', SHOWN),
    '        file_mode = 0600\n',
  )
})

test('F5: get and set of an array: the closing bracket with the elements', () => {
  assert.is(get('relay_hosts'), 'Relay_Hosts = (\n  "10.0.0.1"\n  10.0.0.2\n  )\n')
  assert.is(
    get('datasource ecdb uri'),
    '        uri = (\n          "pgsql:host=h;password=secret;dbname=d"\n          )\n',
  )
  assert.is(
    renderSet(changed('set relay_hosts (10.0.0.1 10.0.0.2)'), [], 'relay_hosts', SHOWN),
    'Relay_Hosts = (\n  10.0.0.1\n  10.0.0.2\n  )\n',
  )
})

test('F6: show and eval of an array: the closing bracket under the name', () => {
  assert.is(evaluate('relay_hosts'), 'Relay_Hosts = (\n  "10.0.0.1"\n  10.0.0.2\n)\n')
  assert.is(
    renderShow(configuration, path('datasource ecdb'), SHOWN),
    'uri = (\n  "pgsql:host=h;password=secret;dbname=d"\n)\n',
  )
})

test('F7: an empty array', () => {
  assert.is(get('prohibited_hosts'), 'Prohibited_Hosts = ()\n')
  assert.is(evaluate('debug_flags debug'), 'DEBUG = ()\n')
})

test('F8: a dictionary', () => {
  assert.is(
    evaluate('esmtp_listener authloginparameters'),
    'AuthLoginParameters = [\n  URI = "file:///p"\n  Realm = "r"\n]\n',
  )
  assert.is(
    get('esmtp_listener authloginparameters'),
    '        AuthLoginParameters = [\n          URI = "file:///p"\n          Realm = "r"\n        ]\n',
  )
})

test('F9: show: scopes first, closed; then the options', () => {
  assert.is(
    renderShow(configuration, path('esmtp_listener'), SHOWN),
    'Listen ":25" { ... }\nListen "127.0.0.1:587" { ... }\nEnable = true\nAuthLoginParameters = [\n  URI = "file:///p"\n  Realm = "r"\n]\n',
  )
  assert.is(
    renderShow(configuration, path('auth_ds scheme ecauth'), SHOWN),
    'QueryGroups { ... }\n',
  )
})

test('F10: showrecurse: two blanks a level, an empty scope on two lines', () => {
  assert.is(
    renderShowRecurse(configuration, path('esmtp_listener'), SHOWN),
    'Listen ":25" {\n}\nListen "127.0.0.1:587" {\n  Enable = off\n}\nEnable = true\nAuthLoginParameters = [\n  URI = "file:///p"\n  Realm = "r"\n]\n',
  )
  assert.is(
    renderShowRecurse(configuration, path('auth_ds'), SHOWN),
    'Scheme "ecauth" {\n  QueryGroups {\n    query = "SELECT 1\n  FROM t"\n  }\n}\n',
  )
})

test('F11: options in registry order, unknown ones last', () => {
  assert.is(
    renderShow(configuration, path('logs'), SHOWN),
    'dir_mode = "0755"\nlogfile = "/var/log/x"\nfile_mode = 0640\nMy_Own = 1\n',
  )
})

test('F12: a scope without content prints nothing, and so does one that is not there', () => {
  assert.is(renderShow(configuration, path('domain example.com'), SHOWN), '')
  assert.is(renderShowRecurse(configuration, path('domain none'), SHOWN), '')
})

test('showrecurse of everything has the settings of an empty configuration too', () => {
  const text = renderShowRecurse(configuration, [], SHOWN)
  assert.match(text, /^Debug_Flags \{\n {2}DEBUG = \(\)\n/)
  assert.match(text, /\nThreadPool "IO" \{\n {2}concurrency = 50\n\}\n/)
  assert.match(text, /\nTimeStampFormat = "\[%a %d %b %Y %H:%M:%S\] "\n/)
  assert.match(text, /\nLogs \{\n {2}dir_mode = "0755"\n/)
})

test('defaults: true and false are 1 and 0, what is written stays', () => {
  assert.is(evaluate('blackhole'), 'Blackhole = 0\n')
  assert.is(evaluate('datasource ecdb serialized'), 'serialized = 1\n')
  const written = changed('set blackhole false')
  assert.is(renderEval(written, [], 'blackhole', SHOWN), 'Blackhole = false\n')
})

test('get of what is not set there', () => {
  assert.is(
    message(() => get('blackhole')),
    "Option 'Blackhole' is not set in scope ''.",
  )
  assert.is(
    message(() => get('domain example.com message_expiration')),
    "Option 'Message_Expiration' is not set in scope 'Domain:example.com:'.",
  )
  assert.is(
    message(() => get('esmtp_listener listen 127.0.0.1:587 idle_time')),
    "Option 'Idle_Time' is not set in scope 'Esmtp_Listener::Listen:127.0.0.1\\:587:'.",
  )
})

test('eval without a value and without a default', () => {
  assert.is(
    message(() => evaluate('datasource other uri')),
    "Option 'uri' has no value.",
  )
})

test('unset of an option: what counts now, indented by the scope that was addressed', () => {
  const expiration = changed('set domain example.com message_expiration 5')
  const without = expiration.apply([
    unsetChange(expiration, splitWords('domain example.com message_expiration')),
  ])
  assert.is(
    renderUnset(without, path('domain example.com'), 'message_expiration', SHOWN),
    '"Message_Expiration" has been unset. Effective value is now:\n        Message_Expiration = 86400\n',
  )
  const global = changed('unset message_expiration', 'unset suspend_delivery')
  assert.is(
    renderUnset(global, [], 'message_expiration', SHOWN),
    '"Message_Expiration" has been unset. Effective value is now:\nMessage_Expiration = 86400\n',
  )
  assert.is(
    renderUnset(global, [], 'suspend_delivery', SHOWN),
    '"Suspend_Delivery" has been unset. Effective value is now:\nSuspend_Delivery = 0\n',
  )
  const uri = changed('unset datasource ecdb uri')
  assert.is(renderUnset(uri, path('datasource ecdb'), 'uri', SHOWN), '"uri" has been unset.\n')
})

test('what showrecurse prints, get, eval and locate find, implicit settings too', () => {
  const at = path('threadpool io')
  assert.is(renderGet(configuration, at, 'concurrency', SHOWN), '        concurrency = 50\n')
  assert.is(renderEval(configuration, at, 'concurrency', SHOWN), 'concurrency = 50\n')
  assert.is(
    renderGet(configuration, [], 'timestampformat', SHOWN),
    'TimeStampFormat = "[%a %d %b %Y %H:%M:%S] "\n',
  )
  assert.is(
    renderLocate(configuration, 'debug_flags', undefined),
    'Debug_Flags\n  is at Debug_Flags::\n',
  )
  const words = splitWords('threadpool io concurrency')
  assert.equal(resolveWords(configuration, words, 'option').path, [
    { name: 'ThreadPool', instance: 'IO' },
  ])
})

test('unset: what cannot be', () => {
  const unset = (line: string) => message(() => unsetChange(configuration, splitWords(line)))
  assert.is(unset('blackhole'), "Option 'Blackhole' is not set in scope ''.")
  assert.is(unset(''), 'Unsetting the global scope is not supported.')
  assert.is(unset('domain none'), 'Scope "Domain:none:" does not exist.')
  assert.is(
    unset('timestampformat'),
    "'TimeStampFormat' is an implicit setting and cannot be unset.",
  )
  assert.is(
    unset('threadpool io concurrency'),
    "'concurrency' is an implicit setting and cannot be unset.",
  )
  assert.is(
    unset('threadpool io'),
    '\'ThreadPool "IO"\' is an implicit setting and cannot be unset.',
  )
  assert.is(unset('debug_flags'), "'Debug_Flags' is an implicit setting and cannot be unset.")
})

test('unset of a scope', () => {
  assert.is(
    renderScopeUnset(path('domain example.com')),
    'Scope "Domain:example.com:" has been unset.\n',
  )
  assert.is(changed('unset esmtp_listener').scope(path('esmtp_listener')), undefined)
})

test('set: the change, and values that are none', () => {
  const words = splitWords('LOGS file_mode = 0600')
  assert.equal(setChange(configuration, words), {
    kind: 'set',
    path: [{ name: 'Logs' }],
    option: 'file_mode',
    value: '0600',
    words: ['LOGS', 'file_mode', '=', '0600'],
  })
  const set = (line: string) => message(() => setChange(configuration, splitWords(line)))
  assert.is(
    set('ehlo_hostname two words'),
    "Invalid value 'two words' for option 'EHLO_Hostname': it is not one value; put it in double quotes",
  )
  assert.is(
    set('ehlo_hostname a#b'),
    "Invalid value 'a#b' for option 'EHLO_Hostname': it is not one value; put it in double quotes",
  )
  assert.match(
    set('message_expiration soon'),
    /^Invalid value 'soon' for option 'Message_Expiration': expected /,
  )
})

function locate(name: string, pattern?: string): string {
  return renderLocate(configuration, name, pattern)
}

test('hooks keep their own name', async () => {
  const hooks = await loadFiles(
    { '/c/x.conf': 'sieve "s" { Hook:Own [ k = 1 ] }' },
    {},
    {},
    '/c/x.conf',
  )
  const where = [{ name: 'sieve', instance: 's' }]
  assert.is(renderShow(hooks, where, SHOWN), 'Hook:Own = [\n  k = 1\n]\n')
  assert.is(renderEval(hooks, where, 'hook:own', SHOWN), 'Hook:Own = [\n  k = 1\n]\n')
})

test('locate', () => {
  assert.is(
    locate('listen', '127.0.0.1'),
    'Listen "127.0.0.1:587"\n  is at Esmtp_Listener::Listen:127.0.0.1\\:587:\n',
  )
  assert.is(
    locate('LISTEN'),
    'Listen ":25"\n  is at Esmtp_Listener::Listen:\\:25:\n' +
      'Listen "127.0.0.1:587"\n  is at Esmtp_Listener::Listen:127.0.0.1\\:587:\n' +
      'Listen "/tmp/2025"\n  is at Control_Listener::Listen:/tmp/2025:\n',
  )
  assert.is(locate('querygroups'), 'QueryGroups\n  is at auth_ds::Scheme:ecauth:QueryGroups::\n')
  assert.is(
    locate('domain', 'foo'),
    'Domain "/(foo|bar)\\.com/"\n  is at Domain:/(foo|bar)\\\\.com/:\n',
  )
})

test('locate without a hit, and with what is no regular expression', () => {
  const none = 'No matching scopes found.'
  assert.is(
    message(() => locate('none')),
    none,
  )
  assert.is(
    message(() => locate('querygroups', '.')),
    none,
  )
  assert.is(
    message(() => locate('listen', '(')),
    "'(' is not a regular expression.",
  )
})

test('secrets are masked on request, and only they', () => {
  const masked = '"pgsql:host=h;password=****;dbname=d"'
  assert.is(evaluate('datasource ecdb uri', MASKED), `uri = (\n  ${masked}\n)\n`)
  assert.match(get('datasource ecdb uri', MASKED), masked)
  assert.match(renderShow(configuration, path('datasource ecdb'), MASKED), masked)
  assert.match(renderShowRecurse(configuration, [], MASKED), masked)
  assert.not.match(renderShowRecurse(configuration, [], MASKED), /secret;/)
})

test.run()
