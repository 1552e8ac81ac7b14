import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Configuration, ScopePath } from '../../../src/config/index.js'
import { displayScope } from '../../../src/config/index.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('eval')

function text(source: string): Promise<Configuration> {
  return loadFiles({ '/c/ecelerity.conf': source }, {}, {}, '/c/ecelerity.conf')
}

/** `Binding b Domain d` as a path; names of one letter are instances of what is before them. */
function path(...words: readonly string[]): ScopePath {
  const steps: { name: string; instance?: string }[] = []
  for (let at = 0; at < words.length; at += 2) {
    const [name, instance] = [words[at] as string, words[at + 1] as string]
    steps.push(instance === '' ? { name } : { name, instance })
  }
  return steps
}

function effective(configuration: Configuration, where: ScopePath, option: string): string {
  const { value, origin, scope } = configuration.eval(where, option)
  if (origin === 'none') return 'none'
  return `${value?.text} from ${scope === undefined ? origin : displayScope(scope.path)}`
}

const OPTION = 'Max_Outbound_Connections'

test('outbound: every level, one after the other', async () => {
  const levels: [string, string][] = [
    [
      `Binding_Group g { Binding b { Domain d { ${OPTION} = 1 } } }`,
      'Binding_Group "g" > Binding "b" > Domain "d"',
    ],
    [`Binding b { Domain d { ${OPTION} = 1 } }`, 'Binding "b" > Domain "d"'],
    [`Binding_Group g { Domain d { ${OPTION} = 1 } }`, 'Binding_Group "g" > Domain "d"'],
    [`Binding_Group g { Binding b { ${OPTION} = 1 } }`, 'Binding_Group "g" > Binding "b"'],
    [`Binding b { ${OPTION} = 1 }`, 'Binding "b"'],
    [`Binding_Group g { ${OPTION} = 1 }`, 'Binding_Group "g"'],
    [`Domain d { ${OPTION} = 1 }`, 'Domain "d"'],
    [`${OPTION} = 1`, 'Global'],
  ]
  const where = path('binding_group', 'g', 'binding', 'b', 'domain', 'd')
  for (let first = 0; first < levels.length; first++) {
    // The order of the stanzas in the file means nothing.
    const source = levels
      .slice(first)
      .reverse()
      .map(([stanza]) => stanza)
    const configuration = await text(source.join('\n'))
    assert.is(effective(configuration, where, OPTION), `1 from ${levels[first]?.[1]}`)
  }
  assert.is(effective(await text(''), where, OPTION), '32 from default')
})

test('a domain of the group beats the binding itself', async () => {
  const configuration = await text(`
Binding_Group "group1" {
  Binding "b1" { ${OPTION} = 7 }
  Domain "example.com" { ${OPTION} = 3 }
}`)
  const binding = ['binding_group', 'group1', 'binding', 'b1'] as const
  assert.is(
    effective(configuration, path(...binding, 'domain', 'example.com'), OPTION),
    '3 from Binding_Group "group1" > Domain "example.com"',
  )
  assert.is(
    effective(configuration, path(...binding), OPTION),
    '7 from Binding_Group "group1" > Binding "b1"',
  )
})

test('the group beats the global domain, and the global domain beats Global', async () => {
  const configuration = await text(`
Message_Expiration = 86400
Domain "X" { Message_Expiration = 120 }
Binding "example3" { Domain "X" { } }
Binding "example4" { Message_Expiration = 60  Domain "X" { } }
Binding_Group "g" { Message_Expiration = 30  Binding "b" { } }
`)
  const expiration = (...words: string[]) =>
    effective(configuration, path(...words), 'message_expiration')
  assert.is(expiration('binding', 'example3', 'domain', 'X'), '120 from Domain "X"')
  assert.is(expiration('binding', 'example4', 'domain', 'x'), '60 from Binding "example4"')
  assert.is(expiration('binding', 'example3'), '86400 from Global')
  assert.is(
    expiration('binding_group', 'g', 'binding', 'b', 'domain', 'X'),
    '30 from Binding_Group "g"',
  )
})

test('the vendor sample: a domain in a binding, and the same domain outside', async () => {
  const configuration = await text(`
Binding "yahoofriends" { Domain "yahoo.com" { ${OPTION} = 30 } }
Domain "yahoo.com" { ${OPTION} = 10 }
`)
  const at = (...words: string[]) => effective(configuration, path(...words), OPTION)
  assert.is(
    at('binding', 'yahoofriends', 'domain', 'yahoo.com'),
    '30 from Binding "yahoofriends" > Domain "yahoo.com"',
  )
  assert.is(at('binding', 'other', 'domain', 'yahoo.com'), '10 from Domain "yahoo.com"')
  assert.is(at('domain', 'yahoo.com'), '10 from Domain "yahoo.com"')
  assert.is(at('domain', 'other.com'), '32 from default')
})

test('the vendor sample: enclosing stanzas', async () => {
  const configuration = await text('opt = "foo"\na {\n  b {\n    opt = "bar"\n  }\n\n  c {}\n}\n')
  assert.is(effective(configuration, path('a', '', 'b', ''), 'opt'), '"bar" from a > b')
  assert.is(effective(configuration, path('a', '', 'c', ''), 'opt'), '"foo" from Global')
  assert.is(effective(configuration, path('a', ''), 'opt'), '"foo" from Global')
})

test('a scope that no file has still has values', async () => {
  const configuration = await text('Message_Expiration = 5')
  const where = path('binding_group', 'none', 'binding', 'none', 'domain', 'none')
  assert.is(effective(configuration, where, 'message_expiration'), '5 from Global')
  assert.is(effective(configuration, path('datasource', 'none'), 'cache_life'), '3600 from default')
  assert.is(effective(configuration, path('datasource', 'none'), 'uri'), 'none')
})

test('unset, 0 and the empty string are three things', async () => {
  const configuration = await text(
    'Message_Expiration = 5\nDomain a { Message_Expiration = 0 }\nDomain b { Message_Expiration = "" }\nDomain c { }',
  )
  assert.is(
    effective(configuration, path('domain', 'a'), 'message_expiration'),
    '0 from Domain "a"',
  )
  assert.is(
    effective(configuration, path('domain', 'b'), 'message_expiration'),
    '"" from Domain "b"',
  )
  assert.is(effective(configuration, path('domain', 'c'), 'message_expiration'), '5 from Global')
})

test('an unset host does not fall back', async () => {
  const configuration = await text(`
${OPTION} = 32
Host "example.com" { }
Host "set.example.com" { ${OPTION} = 2 }
Domain "example.com" { ${OPTION} = 9 }
`)
  assert.is(effective(configuration, path('host', 'example.com'), OPTION), '-1 from default')
  assert.is(
    effective(configuration, path('host', 'set.example.com'), OPTION),
    '2 from Host "set.example.com"',
  )
})

test('regular expressions: the first declared, option by option, the exact domain first', async () => {
  const configuration = await text(`
Domain "/example/" { Max_Deliveries_Per_Connection = 5  Max_Outbound_Connections = 6 }
Domain "/[.]com$/" { Max_Deliveries_Per_Connection = 7  Message_Expiration = 8 }
Domain "example.com" { Max_Outbound_Connections = 20 }
`)
  const at = (domain: string, option: string) =>
    effective(configuration, path('domain', domain), option)
  assert.is(at('example.com', 'max_outbound_connections'), '20 from Domain "example.com"')
  assert.is(at('example.com', 'max_deliveries_per_connection'), '5 from Domain "/example/"')
  assert.is(at('EXAMPLE.com', 'message_expiration'), '8 from Domain "/[.]com$/"')
  assert.is(at('my.example.org', 'max_outbound_connections'), '6 from Domain "/example/"')
  assert.is(at('other.org', 'max_outbound_connections'), '32 from default')
  assert.is(at('/example/', 'max_outbound_connections'), '6 from Domain "/example/"')
})

test('regular expressions: the same container first, then the next', async () => {
  const configuration = await text(`
Domain "yahoo.com" { ${OPTION} = 1 }
Binding b { Domain "/yahoo/" { ${OPTION} = 2 } }
`)
  assert.is(
    effective(configuration, path('binding', 'b', 'domain', 'yahoo.com'), OPTION),
    '2 from Binding "b" > Domain "/yahoo/"',
  )
})

test('regular expressions: those of hosts, and those that are none', async () => {
  const configuration = await text(`
Host "/^mx/" { ${OPTION} = 4 }
Domain "/(/" { ${OPTION} = 5 }
Domain "/" { ${OPTION} = 6 }
Domain "/x" { ${OPTION} = 6 }
`)
  assert.is(
    effective(configuration, path('host', 'mx1.example.com'), OPTION),
    '4 from Host "/^mx/"',
  )
  assert.is(effective(configuration, path('domain', 'x('), OPTION), '32 from default')
})

test('listeners: Listen::Peer, Listen, Listener::Peer, Listener, Global', async () => {
  const levels: [string, string][] = [
    [
      'ESMTP_Listener { Listen ":25" { Peer "10.0.0.1" { Idle_Time = 1 } } }',
      'ESMTP_Listener > Listen ":25" > Peer "10.0.0.1"',
    ],
    ['ESMTP_Listener { Listen ":25" { Idle_Time = 1 } }', 'ESMTP_Listener > Listen ":25"'],
    ['ESMTP_Listener { Peer "10.0.0.1" { Idle_Time = 1 } }', 'ESMTP_Listener > Peer "10.0.0.1"'],
    ['ESMTP_Listener { Idle_Time = 1 }', 'ESMTP_Listener'],
    ['Idle_Time = 1', 'Global'],
  ]
  const where = path('esmtp_listener', '', 'listen', ':25', 'peer', '10.0.0.1')
  for (let first = 0; first < levels.length; first++) {
    const configuration = await text(
      levels
        .slice(first)
        .map(([stanza]) => stanza)
        .join('\n'),
    )
    const expected = `1 from ${levels[first]?.[1]}`
    assert.is(effective(configuration, where, 'idle_time').toLowerCase(), expected.toLowerCase())
  }
})

test('peers: the longest prefix that holds the address, option by option', async () => {
  const configuration = await text(`
Control_Listener {
  Peer "0.0.0.0/0" { Timeout = 1 }
  Peer "10.0.0.0/8" { Timeout = 8  Always_Allow = true }
  Peer "10.0.0.0/16" { Timeout = 16 }
  Listen ":2025" { Peer "10.0.0.0/8" { Timeout = 80 } }
}`)
  const at = (peer: string, option = 'timeout', listen: string[] = []) =>
    effective(configuration, path('control_listener', '', ...listen, 'peer', peer), option)
  assert.is(at('10.0.0.9'), '16 from Control_Listener > Peer "10.0.0.0/16"')
  assert.is(at('10.0.0.9', 'always_allow'), 'true from Control_Listener > Peer "10.0.0.0/8"')
  assert.is(at('10.9.0.9'), '8 from Control_Listener > Peer "10.0.0.0/8"')
  assert.is(at('192.0.2.1'), '1 from Control_Listener > Peer "0.0.0.0/0"')
  assert.is(at('10.0.0.0/8'), '8 from Control_Listener > Peer "10.0.0.0/8"')
  assert.is(
    at('10.0.0.9', 'timeout', ['listen', ':2025']),
    '80 from Control_Listener > Listen ":2025" > Peer "10.0.0.0/8"',
  )
  assert.is(
    at('192.0.2.1', 'timeout', ['listen', ':2025']),
    '1 from Control_Listener > Peer "0.0.0.0/0"',
  )
})

test('the pathway that a listener points to, and its group, before Global', async () => {
  const source = `
Idle_Time = 1
Pathway_Group "pg" { Pathway "p" { } Idle_Time = 2 }
ESMTP_Listener { Listen ":25" { Pathway = "p" } }
`
  const where = path('esmtp_listener', '', 'listen', ':25')
  assert.is(effective(await text(source), where, 'idle_time'), '2 from Pathway_Group "pg"')
  assert.is(
    effective(await text(`${source} Pathway "p" { Idle_Time = 3 }`), where, 'idle_time'),
    '3 from Pathway "p"',
  )
  const other = path('esmtp_listener', '', 'listen', ':26')
  assert.is(effective(await text(source), other, 'idle_time'), '1 from Global')
  const inGroup = path('pathway_group', 'pg', 'pathway', 'p')
  assert.is(effective(await text(source), inGroup, 'idle_time'), '2 from Pathway_Group "pg"')
})

test('what has no fallback does not fall back', async () => {
  const configuration = await text('cache_life = 5\nLogs { File_Mode = 0600  Manager m { } }\n')
  assert.is(effective(configuration, path('datasource', 'x'), 'cache_life'), '3600 from default')
  assert.is(effective(configuration, path('logs', ''), 'file_mode'), '0600 from Logs')
})

test('settings that are there without a line of configuration', async () => {
  const pool = path('threadpool', 'IO')
  const empty = await text('')
  const { value, origin } = empty.eval(pool, 'concurrency')
  assert.is(`${value?.text} ${origin}`, '50 implicit')
  assert.is(empty.eval([], 'timestampformat').value?.text, '"[%a %d %b %Y %H:%M:%S] "')
  assert.is(empty.get(pool, 'concurrency')?.value.text, '50')
  assert.is(empty.written(pool, 'concurrency'), undefined)
  const set = await text('ThreadPool "IO" { concurrency = 3 }')
  assert.is(effective(set, pool, 'concurrency'), '3 from ThreadPool "IO"')
  assert.is(set.eval(pool, 'concurrency').origin, 'definition')
})

test('what the product does not know has no default', async () => {
  const configuration = await text('Foo = 1')
  assert.is(effective(configuration, [], 'bar'), 'none')
  assert.is(effective(configuration, path('domain', 'x'), 'foo'), '1 from Global')
  assert.is(configuration.eval([], 'FOO').name, 'FOO')
  assert.is(configuration.eval([], 'message_expiration').name, 'Message_Expiration')
})

test.run()
