import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Configuration, ScopePath } from '../../../src/config/index.js'
import { displayScope } from '../../../src/config/index.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('merge')

function text(source: string): Promise<Configuration> {
  return loadFiles({ '/c/eccluster.conf': source })
}

function value(configuration: Configuration, path: ScopePath, option: string): string | undefined {
  return configuration.get(path, option)?.value.text
}

function children(configuration: Configuration, path: ScopePath = []): string[] {
  return (configuration.scope(path)?.scopes ?? []).map((scope) => displayScope([step(scope)]))
}

function step({ name, instance }: { name: string; instance: string | undefined }) {
  return instance === undefined ? { name } : { name, instance }
}

test('stanzas of one identity are one scope, and the last definition of an option wins', async () => {
  const configuration = await text(`
Datasource "ecdb" { uri = ( "stub" ) cache_life = 600 }
Logs { File_Mode = 0640 }
DATASOURCE "ecdb" { URI = ( "real" ) }
logs { dir_mode = 0750 }
`)
  const ecdb = [{ name: 'datasource', instance: 'ecdb' }]
  assert.equal(children(configuration), ['Datasource "ecdb"', 'Logs'])
  assert.is(value(configuration, ecdb, 'uri'), '( "real" )')
  assert.is(value(configuration, ecdb, 'cache_life'), '600', 'other options survive')
  assert.equal(
    configuration
      .definitions(ecdb, 'uri')
      .map((definition) => [definition.name, definition.value.text]),
    [
      ['uri', '( "stub" )'],
      ['URI', '( "real" )'],
    ],
  )
  assert.is(configuration.scope(ecdb)?.stanzas.length, 2)
  assert.equal(
    configuration.scope(ecdb)?.stanzas.map(({ node }) => node.name),
    ['Datasource', 'DATASOURCE'],
  )
  assert.equal(
    [...(configuration.scope([{ name: 'LOGS' }])?.options.keys() ?? [])],
    ['file_mode', 'dir_mode'],
  )
})

test('an option twice in one stanza is accepted, and the last one counts', async () => {
  const configuration = await text(
    'Esmtp_Listener { Listen ":25" { Enable = true  Enable = false } }',
  )
  const path = [{ name: 'ESMTP_Listener' }, { name: 'listen', instance: ':25' }]
  assert.is(value(configuration, path, 'enable'), 'false')
  assert.is(configuration.definitions(path, 'enable').length, 2)
})

test('names have no case, and instances have it by kind', async () => {
  const configuration = await text(`
Binding "A" { } BINDING "a" { }
Binding_Group "G" { } binding_group "g" { }
Domain "Example.COM" { } domain "example.com" { }
Host "MX.example.com" { } host "mx.Example.com" { }
Domain "/Yahoo/" { } Domain "/yahoo/" { }
Datasource "x" { } Datasource "X" { }
`)
  assert.equal(children(configuration), [
    'Binding "A"',
    'Binding "a"',
    'Binding_Group "G"',
    'Binding_Group "g"',
    'Domain "Example.COM"',
    'Host "MX.example.com"',
    'Domain "/Yahoo/"',
    'Domain "/yahoo/"',
    'Datasource "x"',
    'Datasource "X"',
  ])
})

test('quoted and bare instances are the same, an empty one is none of the anonymous', async () => {
  const configuration = await text('Binding a { }  Binding "a" { }  Sieve { }  Sieve "" { }')
  assert.equal(children(configuration), ['Binding "a"', 'sieve', 'sieve ""'])
})

test('an anonymous scope and a named one of that name are two scopes', async () => {
  const configuration = await text('Pathway "p" { }  Pathway = "p"')
  assert.equal(children(configuration), ['Pathway "p"'])
  assert.is(value(configuration, [], 'pathway'), '"p"')
})

test('scopes and options that the product does not know keep their first spelling', async () => {
  const configuration = await text('My_Scope { My_Option = 1 }  MY_SCOPE { MY_OPTION = 2 }')
  const [scope] = configuration.root.scopes
  assert.is(scope?.name, 'My_Scope')
  assert.is(scope?.type, undefined)
  assert.is(value(configuration, [{ name: 'my_scope' }], 'my_option'), '2')
})

test('known scopes have the registered spelling and their type', async () => {
  const configuration = await text('control_LISTENER { LISTEN ":2025" { PEER "10.0.0.1" { } } }')
  const path = [
    { name: 'Control_Listener' },
    { name: 'Listen', instance: ':2025' },
    { name: 'Peer', instance: '10.0.0.1' },
  ]
  const scope = configuration.scope(path)
  assert.equal(scope?.path, path)
  assert.is(scope?.type, configuration.typeOf(path))
  assert.is(scope?.parent?.parent?.parent, configuration.root)
})

test('one scope from three files and from an include inside it', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'include "a"\ninclude "b"\nDomain y { X = 4 }\n',
    '/c/a': 'Domain y { X = 1 include "c" }\n',
    '/c/b': 'Domain "Y" { X = 3 }\n',
    '/c/c': 'X = 2\nAdaptive_Sweep_Rule r { }\n',
  })
  const path = [{ name: 'domain', instance: 'y' }]
  assert.equal(
    configuration
      .definitions(path, 'x')
      .map(({ inclusion, value: written }) => [inclusion.file.name, written.text]),
    [
      ['a', '1'],
      ['c', '2'],
      ['b', '3'],
      ['eccluster.conf', '4'],
    ],
  )
  assert.equal(
    configuration.scope(path)?.stanzas.map(({ inclusion }) => inclusion.file.name),
    ['a', 'b', 'eccluster.conf'],
  )
  assert.equal(children(configuration, path), ['Adaptive_Sweep_Rule "r"'])
})

test('scopes stand in the order of their first definition over all files', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'Domain a { }\ninclude "x"\nDomain d { }\nDomain b { }\n',
    '/c/x': 'Domain b { } Domain c { }\n',
  })
  assert.equal(children(configuration), ['Domain "a"', 'Domain "b"', 'Domain "c"', 'Domain "d"'])
  assert.equal(
    configuration.root.scopesNamed('DOMAIN').map(({ instance }) => instance),
    ['a', 'b', 'c', 'd'],
  )
})

test('a broken statement hides nothing else', async () => {
  assert.equal(children(await text('A = 1\n{ B = 2 }\nLogs { }\n')), ['Logs'], 'no name, no scope')
  const configuration = await text('A =\nB = 1\nDomain x {\n  C = 1\n  = 5\n  D = 1\n}\nE = 1 2\n')
  assert.is(value(configuration, [], 'a'), undefined)
  assert.is(value(configuration, [], 'b'), '1')
  const domain = [{ name: 'domain', instance: 'x' }]
  assert.is(value(configuration, domain, 'c'), '1')
  assert.is(value(configuration, domain, 'd'), '1')
  assert.is(value(configuration, [], 'e'), '1')
})

test('names that objects have by nature', async () => {
  const configuration = await text('__proto__ = 1\nconstructor { toString = 2 }\n')
  assert.is(value(configuration, [], '__proto__'), '1')
  assert.is(value(configuration, [{ name: 'constructor' }], 'tostring'), '2')
  assert.is(configuration.scope([{ name: 'hasOwnProperty' }]), undefined)
})

test('an empty configuration', async () => {
  const configuration = await text('')
  assert.equal(configuration.root.scopes, [])
  assert.equal(configuration.root.path, [])
  assert.equal(configuration.root.stanzas, [])
  assert.is(configuration.get([], 'blackhole'), undefined)
  assert.is(configuration.scope([{ name: 'Logs' }]), undefined)
})

test.run()
