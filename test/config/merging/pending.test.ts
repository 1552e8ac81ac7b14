import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change, Configuration, ScopePath } from '../../../src/config/index.js'
import { renderLocate, renderShowRecurse } from '../../../src/console/index.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('changes in memory stay small')

const SHOWN = { maskSecrets: false }

function path(...words: string[]): ScopePath {
  const steps: { name: string; instance?: string }[] = []
  for (let at = 0; at < words.length; at += 2) {
    const [name = '', instance = ''] = words.slice(at, at + 2)
    steps.push(instance === '' ? { name } : { name, instance })
  }
  return steps
}

function set(where: ScopePath, option: string, value: string): Change {
  return { kind: 'set', path: where, option, value, words: [] }
}

function unset(where: ScopePath, option?: string): Change {
  return { kind: 'unset', path: where, words: [], ...(option !== undefined && { option }) }
}

function load(text: string): Promise<Configuration> {
  return loadFiles({ '/c/eccluster.conf': text })
}

test('implicit settings stay whatever is taken out in memory', async () => {
  const before = await load('Blackhole = true\nThreadPool "CPU" { concurrency = 9 }\n')
  const empty = renderShowRecurse(await load(''), [], SHOWN)
  const after = before.apply([unset([], 'blackhole'), unset(path('ThreadPool', 'CPU'))])
  assert.is(renderShowRecurse(after, [], SHOWN), empty)
  assert.ok(empty.includes('Debug_Flags {') && empty.includes('TimeStampFormat = '))
  const cpu = path('threadpool', 'CPU')
  assert.is(after.get(cpu, 'concurrency')?.value.text, '4')
  assert.is(after.scope(cpu), undefined, 'no file and no change has it')
})

test('implicit settings stand before what files and changes say', async () => {
  const cpu = path('threadpool', 'CPU')
  const before = await load('ThreadPool "CPU" { concurrency = 9 }\n')
  const after = before.apply([set(cpu, 'concurrency', '10')])
  assert.equal(
    after.definitions(cpu, 'CONCURRENCY').map(({ value }) => value.text),
    ['4', '9', '10'],
  )
  assert.is(after.written(cpu, 'concurrency')?.value.text, '10')
  assert.is(before.why(cpu, 'concurrency').definitions[0]?.layer, 'implicit setting')
  assert.is(
    renderLocate(await load(''), 'threadpool', '^IO$'),
    'ThreadPool "IO"\n  is at ThreadPool:IO:\n',
  )
})

test('an element is added to an implicit setting', async () => {
  const add: Change = {
    kind: 'add-element',
    path: path('Debug_Flags', ''),
    option: 'CRITICAL',
    value: 'LUA',
    words: [],
  }
  const after = (await load('')).apply([add])
  const { value } = after.eval(path('debug_flags', ''), 'critical')
  assert.match(value?.text ?? '', /^\( TIME FD SMTP .* START ALL LUA \)$/)
})

test('3,000 changes of one option leave one definition', async () => {
  const domain = path('Domain', 'x')
  let configuration = await load('Domain x { Gateway = "g" }\n')
  for (let turn = 0; turn < 3000; turn++) {
    configuration = configuration.apply([set(domain, 'gateway', `"${turn}"`)])
  }
  assert.is(configuration.changes.length, 1)
  assert.equal(
    configuration.definitions(domain, 'gateway').map(({ value }) => value.text),
    ['"g"', '"2999"'],
  )
  assert.is(configuration.scope(domain)?.stanzas.length, 2)
  const toggled = configuration.apply(
    Array.from({ length: 3000 }, (_, turn) =>
      turn % 2 === 0 ? unset(domain, 'gateway') : set(domain, 'gateway', '"h"'),
    ),
  )
  assert.is(toggled.changes.length, 1)
  assert.is(toggled.definitions(domain, 'gateway').length, 1)
})

test('a change is named by its number, or as the caller says', async () => {
  const before = await load('')
  const after = before
    .apply([set([], 'a', '1'), set([], 'b', '2')])
    .apply([set([], 'a', '3'), set([], 'c', '4')], { places: ['console, session 3, line 2'] })
  assert.equal(
    after.changes.map(({ file }) => file.name),
    ['console, session 3, line 2', 'change 2 in memory', 'change 4 in memory'],
  )
})

test('a change and a look-up after it merge nothing of the files anew', async () => {
  const domains = Array.from({ length: 20_000 }, (_, at) => `Domain d${at} { Gateway = "g" }\n`)
  const before = await load(domains.join(''))
  // One that is not there is looked for in Global too.
  before.eval(path('domain', 'nobody'), 'gateway')
  const { tree } = before.main.document
  let reads = 0
  const counted = new Proxy(tree.next, {
    get(target, key) {
      reads++
      return Reflect.get(target, key)
    },
  })
  Object.defineProperty(tree, 'next', { value: counted })
  const after = before.apply([set(path('Domain', 'd2'), 'gateway', '"h"')])
  assert.is(after.eval(path('domain', 'd2'), 'gateway').value?.text, '"h"')
  assert.is(after.eval(path('domain', 'd3'), 'gateway').value?.text, '"g"')
  assert.is(after.eval(path('domain', 'other'), 'gateway').value, undefined)
  assert.ok(reads < 100, `${reads} reads of the tree`)
  // Guards the count itself: the walk over all scopes of the files is seen.
  const fresh = await before.withDocuments(new Map())
  fresh.eval(path('domain', 'd2'), 'gateway')
  assert.ok(reads > 20_000, `${reads} reads of the tree`)
})

test('regular expressions and networks of changes come behind those of the files', async () => {
  const before = await load(`
Domain "/a/" { Gateway = "1" }
Domain "/ab/" { Gateway = "2" }
Control_Listener { Peer "10.0.0.0/8" { Timeout = 8 }  Peer "10.1.0.0/16" { Timeout = 16 } }
`)
  const domain = path('domain', 'ab.example')
  const gateway = (configuration: Configuration) =>
    configuration.eval(domain, 'gateway').value?.text
  const added = before.apply([set(path('Domain', '/b/'), 'gateway', '"3"')])
  assert.is(gateway(added), '"1"')
  const without = added.apply([unset(path('Domain', '/a/'))])
  assert.is(gateway(without), '"2"')
  const again = without.apply([set(path('Domain', '/a/'), 'gateway', '"4"')])
  assert.is(gateway(again), '"2"', 'it is the last one now')
  assert.is(gateway(again.apply([unset(path('Domain', '/ab/'))])), '"3"')
  const exact = again.apply([set(domain, 'gateway', '"5"')])
  assert.is(gateway(exact), '"5"')
  const peer = path('control_listener', '', 'peer', '10.1.2.3')
  const timeout = (configuration: Configuration) => configuration.eval(peer, 'timeout').value?.text
  const nearer = before.apply([
    set(path('Control_Listener', '', 'Peer', '10.1.2.0/24'), 'timeout', '24'),
  ])
  assert.is(timeout(before), '16')
  assert.is(timeout(nearer), '24')
  const outer = path('Control_Listener', '', 'Peer', '10.0.0.0/8')
  assert.is(timeout(nearer.apply([set(outer, 'timeout', '9')])), '24')
  assert.is(
    timeout(nearer.apply([unset(path('Control_Listener', '', 'Peer', '10.1.2.0/24'))])),
    '16',
  )
})

test('the order of scopes is that of their first definition', async () => {
  const before = await load('Domain a {}\nDomain b { Gateway = "1" }\nBinding x {}\n')
  const names = ({ root }: Configuration) =>
    root.scopes.map(({ name, instance }) => `${name} ${instance}`).join(', ')
  const after = before.apply([
    set(path('Domain', 'c'), 'gateway', '"1"'),
    set(path('Domain', 'b'), 'gateway', '"2"'),
    set(path('Binding', 'y'), 'gateway', '"2"'),
  ])
  assert.is(names(after), 'Domain a, Domain b, Binding x, Domain c, Binding y')
  const again = after.apply([unset(path('Domain', 'b')), set(path('Domain', 'b'), 'gateway', '1')])
  assert.is(names(again), 'Domain a, Binding x, Domain c, Binding y, Domain b')
  const scope = again.scope(path('domain', 'b'))
  assert.is(again.eval(path('domain', 'b'), 'gateway').scope, scope)
  assert.is(scope?.parent?.child('Domain', 'b'), scope)
  assert.equal(scope?.path, path('Domain', 'b'))
})

test.run()
