import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Configuration, dumpJson } from '../../src/config/index.js'
import { dumpConf } from '../../src/console/index.js'
import { corpusFiles } from '../tools/corpus-files.js'
import { loadFiles } from '../tools/load-files.js'

const test = suite('dump as configuration')

const SHOWN = { maskSecrets: false }

async function dump(source: string, render = SHOWN): Promise<string> {
  return dumpConf(await loadFiles({ '/c/eccluster.conf': source }), render)
}

test('each scope once, options before scopes, in the canonical form', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf':
      'esmtp_listener{listen :25{enable=on}}\nmainlog=/var/log/x # here\ninclude "a"\nmessage_expiration=5\n',
    '/c/a': 'ESMTP_Listener { Listen ":25" { } relay_hosts ( 10.0.0.1, "b" ) }\nDomain x { }\n',
  })
  assert.is(
    dumpConf(configuration, SHOWN),
    `Message_Expiration = 5
mainlog = "/var/log/x"

Esmtp_Listener {
  Relay_Hosts = (
    10.0.0.1
    "b"
  )
  Listen ":25" {
    Enable = on
  }
}

Domain "x" {
}
`,
  )
})

test('nothing', async () => {
  assert.is(await dump(''), '')
})

test('quotes are kept, and added where the rule asks for them', async () => {
  assert.is(
    await dump('A = "x"\nB = x\nC = digest:///p\nD = [ a.b = /x "0" = "1" ]\nE = "a\\"b\\\\"\n'),
    'A = "x"\nB = x\nC = "digest:///p"\nD = [\n  a.b = "/x"\n  "0" = "1"\n]\nE = "a\\"b\\\\"\n',
  )
})

test('a string that was left open is closed', async () => {
  const text = await dump('A = "never closed\n')
  assert.is(text, 'A = "never closed"\n')
})

test('a dictionary entry without a value is left out', async () => {
  assert.is(await dump('A = [ k = \n x = 1 ]\n'), 'A = [\n  x = 1\n]\n')
})

test('secrets', async () => {
  assert.is(
    await dump('Datasource x { uri = ( "pgsql:password=a;host=b" ) }', { maskSecrets: true }),
    'Datasource "x" {\n  uri = (\n    "pgsql:password=****;host=b"\n  )\n}\n',
  )
})

const SETS: [string, () => Promise<Configuration>][] = (
  [
    ['cluster', 'eccluster.conf'],
    ['node', 'ecelerity.conf'],
  ] as const
).map(([set, main]) => [
  set,
  () => loadFiles(corpusFiles(set), {}, {}, `/opt/msys/ecelerity/etc/conf/default/${main}`),
])

for (const [set, load] of SETS) {
  test(`read again it means the same: ${set}`, async () => {
    const configuration = await load()
    assert.equal(configuration.diagnostics, [])
    const text = dumpConf(configuration, SHOWN)
    const again = await loadFiles({ '/c/x.conf': text }, {}, {}, '/c/x.conf')
    assert.equal(again.main.document.diagnostics, [])
    assert.equal(json(again), json(configuration))
    assert.is(dumpConf(again, SHOWN), text)
  })
}

test('a list of 20,000 elements takes no longer than its length says', async () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `a${index}`)
  const text = `Relay_Hosts = ( ${names.join(' ')} )\nX = [ ${names.join(' = 1 ')} = 1 ]\n`
  const configuration = await loadFiles({ '/c/eccluster.conf': text })
  const begin = performance.now()
  assert.is(dumpConf(configuration, { maskSecrets: true }).split('\n').length, 40_005)
  assert.ok(performance.now() - begin < 10_000)
})

function json(configuration: Configuration): unknown {
  return JSON.parse(JSON.stringify(dumpJson(configuration, SHOWN)))
}

test.run()
