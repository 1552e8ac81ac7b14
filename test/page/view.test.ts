import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Configuration, Scope } from '../../src/config/index.js'
import { load } from '../../src/config/index.js'
import { check } from '../../src/lint/index.js'
import { nodeEnvironment } from '../../src/node/index.js'
import { configurationModel } from '../../src/page/making/configuration.js'
import { rowsOf } from '../../src/page/view/rows.js'
import { linkOf, START, stateOf } from '../../src/page/view/state.js'
import { addressOf, targetAt } from '../../src/page/view/targets.js'
import { Tree } from '../../src/page/view/tree.js'
import { loadFiles } from '../tools/load-files.js'
import { ROOT } from '../tools/program.js'

const test = suite('how the data of a page are looked at')

function treeOf(configuration: Configuration): Tree {
  return new Tree(configurationModel(configuration, check(configuration).diagnostics))
}

function* scopesOf(scope: Scope): Generator<Scope> {
  yield scope
  for (const inner of scope.scopes) yield* scopesOf(inner)
}

/** For every scope and option: what the page says, against what the configuration does. */
function disagreements(configuration: Configuration): string[] {
  const tree = treeOf(configuration)
  const scopes = [...scopesOf(configuration.complete)]
  assert.is(scopes.length, tree.scopeCount)
  return scopes.flatMap((scope, index) => {
    const inherited = tree.inherited(index)
    const defaults = new Set(tree.defaults(index, inherited))
    const sources = new Map(inherited.map(({ entry, source }) => [entry, source]))
    return [...(scope.type?.options.keys() ?? [])].flatMap((name, entry) => {
      const { origin, definition, scope: from } = configuration.eval(scope.path, name)
      const own = tree.optionAt(index, name)
      const source = own ?? sources.get(entry)
      const said = source === undefined ? '' : tree.place(tree.winner(source)).line
      const wanted =
        definition === undefined
          ? ''
          : definition.inclusion.file.document.source.lineAt(definition.node.start)
      const isDefault = defaults.has(entry) === (origin === 'default')
      return said === wanted && isDefault
        ? []
        : [`${tree.path(index)} ${name}: ${said}, not ${wanted} of ${from?.name} (${origin})`]
    })
  })
}

test('every value comes from where the product takes it', async () => {
  const listener = `
ESMTP_Listener { Pathway = "in" Listen ":25" { Peer "10.0.0.0/8" { Relaying = true } Peer "10.1.0.0/16" { } Peer "10.1.2.3" { } } Peer "10.0.0.0/8" { Max_Recipients = 3 } }
Pathway_Group "g" { Pathway "in" { Max_Receives = 4 } }
Binding_Group "bg" { Gateway = "g" Binding "b" { Max_Retries = 1 Domain "a.com" { } } Domain "a.com" { Retry_Interval = 5 } }
Binding "b" { Domain "/com$/" { Message_Expiration = 6 } }
Domain "/com$/" { Idle_Timeout = 7 Max_Retries = 9 }
Domain "a.com" { Max_Outbound_Connections = 8 }
Domain "A.COM" { Max_Retries = 2 }
Host "mx.a.com" { } Host "/a/" { Max_Outbound_Connections = 2 }
ThreadPool "SwapIn" { concurrency = 9 }
No_Such { Max_Retries = 3 }
Max_Retries = 4
`
  const configuration = await loadFiles(
    { '/c/ecelerity.conf': listener },
    {},
    {},
    '/c/ecelerity.conf',
  )
  assert.equal(disagreements(configuration), [])
})

for (const [sysroot, main] of [
  ['corpus/node', 'ecelerity.conf'],
  ['corpus/cluster', 'eccluster.conf'],
] as const) {
  test(`so it is in ${sysroot}`, async () => {
    const path = `${ROOT}${sysroot}/opt/msys/ecelerity/etc/conf/default/${main}`
    const options = { environment: nodeEnvironment(), sysroot: `${ROOT}${sysroot}` }
    assert.equal(disagreements(await load(path, options)), [])
  })
}

test('a link keeps the state, and what it does not know is left out', () => {
  const state = {
    ...START,
    query: 'a & b="c"#',
    only: ['secrets'],
    origins: ['overlay', 'built in'],
    findings: ['error'],
    at: 'Domain "x" = Gateway',
    diff: 'split',
  } as const
  assert.equal(stateOf(`#${linkOf(state)}`), state)
  assert.is(linkOf(START), '')
  assert.equal(stateOf('#view=nothing&only=secrets,other&q'), { ...START, only: ['secrets'] })
})

test('an address leads to what it names', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'Max_Retries = 1\nDomain "a = b" { Gateway = "x" }\nDomain "c" { }\n',
  })
  const tree = treeOf(configuration)
  for (const address of [
    'Global',
    'Global = Max_Retries',
    'Domain "a = b"',
    'Domain "a = b" = Gateway',
    'Domain "c" = Max_Retries',
    'Domain "c" = adaptive_enabled',
  ]) {
    const target = targetAt(tree, address)
    assert.is(target && addressOf(tree, target), address)
  }
  assert.is(targetAt(tree, 'Domain "d" = Gateway'), undefined)
})

test('a file that is included twice has its findings at both places', async () => {
  const tree = treeOf(
    await loadFiles({
      '/c/eccluster.conf': 'Domain "a" { include "x" }\nDomain "b" { include "x" }\n',
      '/c/x': 'Idle_Tiem = 3\n',
    }),
  )
  const rows = rowsOf(tree, { ...START, findings: ['error'] }, new Map())
  const labels = rows.kind.map((kind, row) =>
    kind === 0
      ? tree.label(rows.id[row] as number)
      : kind === 1
        ? tree.optionName(rows.id[row] as number)
        : 'finding',
  )
  assert.equal(labels.slice(1), [
    'Domain "a"',
    'Idle_Tiem',
    'finding',
    'Domain "b"',
    'Idle_Tiem',
    'finding',
  ])
})

test('what the product has by itself is not counted', async () => {
  const empty = treeOf(await loadFiles({ '/c/eccluster.conf': '' }))
  assert.ok(empty.scopeCount > 1 && empty.optionCount > 0)
  assert.equal(empty.written(0), { options: 0, scopes: 0 })
  assert.equal(empty.writtenInAll, { options: 0, scopes: 1 })
  const text = 'Max_Retries = 3 Binding "b" { Max_Retries = 4 Domain "d" { } } Logs { }'
  const tree = treeOf(await loadFiles({ '/c/eccluster.conf': text }))
  assert.equal(tree.written(0), { options: 1, scopes: 3 })
  assert.equal(tree.writtenInAll, { options: 2, scopes: 4 })
})

test.run()
