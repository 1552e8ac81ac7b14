import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../../grammar/index.js'
import {
  effectiveDefinition,
  effectiveLinks,
  effectiveText,
  shownEffective,
  targetFor,
} from '../../../src/lsp/meaning/effective/answers.js'
import { effectiveAddress, effectiveUri } from '../../../src/lsp/meaning/effective/uris.js'
import { type AskingOptions, asking, shownLocations } from './asking.js'

const test = suite('the effective configuration as a text')

async function effective(files: Readonly<Record<string, string>>, options?: AskingOptions) {
  const { targets, asked } = await asking(files, options)
  const [target] = targets
  if (target === undefined) throw new Error('there is no configuration')
  return { target, asked, text: await effectiveText(target) }
}

test('every line with a value leads to the statement that counts', async () => {
  const { target, asked, text } = await effective({
    '/main.conf': 'Max_Retries = 1\nBinding "b" {\n  Retry_Interval = 5\n}\ninclude "a.conf"\n',
    '/a.conf': 'Max_Retries = 2\nBinding "b" {\n  Relay_Hosts = ( "a"\n "b" )\n}\n',
  })
  const lines = text.split('\n')
  const from = async (part: string) => {
    const line = lines.findIndex((each) => each.includes(part))
    return shownLocations(await effectiveDefinition(target, { line, character: 3 }, asked))
  }
  assert.equal(await from('Max_Retries = 2'), ['/a.conf:1:1'])
  assert.equal(await from('Binding "b"'), ['/main.conf:2:1'])
  assert.equal(await from('"b"\n'.trim()), ['/main.conf:2:1'])
  assert.equal(await from('    "a"'), ['/a.conf:3:3'])
  assert.equal(await from('secrets are masked'), [])
  assert.is((await effectiveLinks(target, asked)).length, 4)
})

test('secrets are in neither the text nor the links', async () => {
  const { target, asked, text } = await effective({
    '/main.conf':
      'Outbound_SMTP_AUTH_Pass = "geheim"\nDatasource "password=geheim" { uri = "pgsql:password=geheim" }\n',
  })
  assert.match(text, '****')
  assert.not.match(text, 'geheim')
  assert.not.match(JSON.stringify(await effectiveLinks(target, asked)), 'geheim')
  assert.not.match(JSON.stringify(await shownEffective(target, asked)), 'geheim')
})

test('the names of files cannot add lines, and the text can be read as a configuration', async () => {
  const evil = '/a\n}Max_Retries = 7\u202e.conf'
  const { text } = await effective({
    '/main.conf': `Max_Retries = 1\ninclude "${evil}"\n`,
    [evil]: 'Retry_Interval = "3\n4"\nEHLO_Hostname = x\n',
  })
  const { root, diagnostics } = parse(text)
  assert.equal(diagnostics, [])
  assert.equal(
    root.items.map((item) => (item.type === 'option' ? item.name : item.type)),
    ['EHLO_Hostname', 'Max_Retries', 'Retry_Interval'],
  )
  assert.match(text, 'a\\n}Max_Retries = 7<U+202E>.conf:1')
})

test('broken files have what can be read of them', async () => {
  const { text } = await effective({ '/main.conf': 'Domain "x {\n Foo = ( "a" b\n}} = q\n' })
  assert.match(text, /^# What counts of main\.conf/)
  assert.match((await effective({ '/main.conf': '' })).text, /^# What counts of main\.conf/)
})

test('addresses: a path, the whole address of a file, a node, and what is none', () => {
  const uri = effectiveUri('/a b/ü?#.conf', 'mta 1')
  assert.is(uri, 'ecconf-effective:///a%20b/%C3%BC%3F%23.conf?node=mta%201')
  assert.equal(effectiveAddress(uri), { path: '/a b/ü?#.conf', node: 'mta 1' })
  assert.equal(effectiveAddress('ecconf-effective:/a.conf'), { path: '/a.conf', node: undefined })
  assert.equal(effectiveAddress('ecconf-effective:file:///a.conf')?.path, '/a.conf')
  assert.equal(effectiveAddress('ecconf-effective:file%3A///a.conf')?.path, '/a.conf')
  assert.is(effectiveAddress('file:///a.conf'), undefined)
  assert.is(effectiveAddress('ecconf-effective://host/%zz'), undefined)
})

test('of a file that is no main file, the first configuration that has it', async () => {
  const { targets } = await asking(
    { '/a.conf': 'include "p.conf"\n', '/b.conf': 'include "p.conf"\n', '/p.conf': '\n' },
    { mains: ['/a.conf', '/b.conf'] },
  )
  const mainOf = (path: string) =>
    targetFor({ path, node: undefined }, targets)?.configuration.main.path
  assert.is(mainOf('/b.conf'), '/b.conf')
  assert.is(mainOf('/p.conf'), '/a.conf')
  assert.is(mainOf('/q.conf'), undefined)
})

test.run()
