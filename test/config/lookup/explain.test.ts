import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { displayScope } from '../../../src/config/index.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('why')

const FILES = {
  '/c/eccluster.conf': 'include "common"\nreadonly_include "overlay"\n',
  '/c/common': 'Datasource "ecdb" {\n  uri = ( "stub" )\n}\n',
  '/c/overlay': 'Datasource "ecdb" {\n  uri = ( "real" )\n}\n',
}
const ECDB = [{ name: 'datasource', instance: 'ecdb' }]

test('both definitions, the winner, and why', async () => {
  const configuration = await loadFiles(FILES)
  const { definitions, effective, fallback } = configuration.why(ECDB, 'URI')
  assert.equal(
    definitions.map(({ definition, layer, reason }) => {
      const { inclusion, node } = definition
      const { source } = inclusion.file.document
      return [inclusion.file.name, source.lineAt(node.start), layer, reason]
    }),
    [
      ['common', 2, 'included file', 'shadowed by 2'],
      ['overlay', 2, 'overlay', 'wins: read last, overlay, read-only'],
    ],
  )
  assert.is(definitions[0]?.shadowedBy, definitions[1]?.definition)
  assert.is(definitions[1]?.shadowedBy, undefined)
  assert.is(effective.definition, definitions[1]?.definition)
  assert.is(effective.name, 'uri')
  assert.equal(fallback, [])
})

test('a single definition', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'Message_Expiration = 5\n' })
  const { definitions, default: byDefault } = configuration.why([], 'message_expiration')
  assert.equal(
    definitions.map(({ reason, layer }) => [layer, reason]),
    [['main file', 'wins: the only definition']],
  )
  assert.is(byDefault, '86400')
})

test('the fallback steps with what each has', async () => {
  const configuration = await loadFiles(
    {
      '/c/ecelerity.conf': `
Message_Expiration = 1
Domain "/x/" { Message_Expiration = 2 }
Domain "x" { }
Binding "b" { }
`,
    },
    {},
    {},
    '/c/ecelerity.conf',
  )
  const path = [
    { name: 'Binding', instance: 'b' },
    { name: 'Domain', instance: 'x' },
  ]
  const { definitions, fallback, effective } = configuration.why(path, 'message_expiration')
  assert.equal(definitions, [])
  assert.equal(
    fallback.map(({ path: step, scopes }) => [
      displayScope(step),
      scopes.map(({ scope, definition }) => [displayScope(scope.path), definition?.value.text]),
    ]),
    [
      ['Binding "b"', [['Binding "b"', undefined]]],
      [
        'Domain "x"',
        [
          ['Domain "x"', undefined],
          ['Domain "/x/"', '2'],
        ],
      ],
      ['Global', [['Global', '1']]],
    ],
  )
  assert.is(effective.value?.text, '2')
})

test('expressions at the place of a domain that have its value', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf':
      'Domain "/com$/" { Max_Retries = 3 }\nDomain "/org$/" { Max_Retries = 4 }\nDomain "a.com" { Gateway = "x" }\n',
  })
  const path = [{ name: 'Domain', instance: 'a.com' }]
  const places = (option: string) =>
    configuration
      .why(path, option)
      .fallback.map(({ scopes }) => scopes.map(({ scope }) => displayScope(scope.path)))
  assert.equal(places('max_retries'), [['Domain "/com$/"'], ['Global']])
  assert.equal(places('gateway'), [['Global']])
  assert.is(configuration.eval(path, 'max_retries').value?.text, '3')
})

test('what the file is that a definition stands in', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf':
      'X = 0\nreadonly_include "ro"\ninclude "plain"\nLocal_Changes_File = "local"\n',
    '/c/ro': 'X = 1\ninclude "inner"\n',
    '/c/inner': 'X = 2\n',
    '/c/plain': 'X = 3\n',
    '/c/local': 'X = 4\ninclude "more"\n',
    '/c/more': 'X = 5\n',
  })
  const after = configuration.apply([{ kind: 'set', path: [], option: 'X', value: '6', words: [] }])
  assert.equal(
    after.why([], 'x').definitions.map(({ layer }) => layer),
    [
      'main file',
      'overlay',
      'overlay',
      'included file',
      'local changes file',
      'local changes file',
      'change in memory',
    ],
  )
})

test.run()
